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

Key = tuple[str, str, int, int]
"""Indicator, area, year, period."""


def finals(document: ReportDocument) -> list[Final]:
    """Each figure once, however many targets it measures; last year's too, from which goals and expectations come."""
    waiting = dict(_provisional(document))
    if not waiting:
        return []
    indicators, areas, years, periods = (set(part) for part in zip(*waiting, strict=True))
    known = models.Figure.objects.filter(
        indicator__code__in=indicators,
        area__code__in=areas,
        year__in=years,
        period__in=periods,
        provisional=False,
    )
    found = {(f.indicator.code, f.area.code, f.year, f.period): f for f in known.select_related("indicator", "area")}
    return [_final(key, *waiting[key], found[key]) for key in waiting if key in found]


def _provisional(document: ReportDocument) -> Iterator[tuple[Key, tuple[Measurement, Figure]]]:
    for measured in document.measurements:
        target = measured.target
        for year, figures in ((document.year, measured.this_year), (document.year - 1, measured.last_year)):
            for figure in figures:
                if figure.provisional:
                    yield (target.indicator.code, target.area.code, year, figure.period), (measured, figure)


def _final(key: Key, measured: Measurement, then: Figure, now: models.Figure) -> Final:
    target, unit = measured.target, Unit(measured.target.indicator.unit)
    _code, _area, year, period = key
    shown = reading(then.reading, unit, provisional=True)
    return Final(
        name=f"{target.indicator.name}, {target.area.name}",
        what=_("%(months)d months of %(year)d") % {"months": period, "year": year},
        provisional=_("%(figure)s (example)") % {"figure": shown} if then.example else shown,
        final=figure_text(now, unit),
        source=now.source,
    )
