"""Figures that were provisional when a report was released and are final now. The released text stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from plans.presenters.finals import Final
from priorities import models
from priorities.codes import Unit
from priorities.notation import reading
from priorities.presenters import figure_text
from reports.document import Figure, Measurement, ReportDocument

Key = tuple[str, str, int]
"""Indicator, area, year."""


def finals(document: ReportDocument) -> list[Final]:
    """Each figure once, however many targets it measures."""
    waiting = dict(_provisional(document))
    if not waiting:
        return []
    indicators, areas, years = (set(part) for part in zip(*waiting, strict=True))
    known = models.Figure.objects.filter(
        indicator__code__in=indicators, area__code__in=areas, year__in=years, period=document.period, provisional=False
    )
    found = {(f.indicator.code, f.area.code, f.year): f for f in known.select_related("indicator", "area")}
    return [_final(key, *waiting[key], found[key], document.period) for key in waiting if key in found]


def _provisional(document: ReportDocument) -> Iterator[tuple[Key, tuple[Measurement, Figure]]]:
    for measured in document.measurements:
        target = measured.target
        for year, figure in (
            (document.year, measured.now(document.period)),
            (document.year - 1, measured.then(document.period)),
        ):
            if figure and figure.provisional:
                yield (target.indicator.code, target.area.code, year), (measured, figure)


def _final(key: Key, measured: Measurement, then: Figure, now: models.Figure, period: int) -> Final:
    target, unit = measured.target, Unit(measured.target.indicator.unit)
    shown = reading(then.reading, unit, provisional=True)
    return Final(
        name=f"{target.indicator.name}, {target.area.name}",
        what=_("%(months)d months of %(year)d") % {"months": period, "year": key[2]},
        provisional=_("%(figure)s (example)") % {"figure": shown} if then.example else shown,
        final=figure_text(now, unit),
        source=now.source,
    )
