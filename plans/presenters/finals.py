"""Results that were provisional when a plan was adopted and are final now. The adopted text stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.document import Target, load
from plans.models import Revision
from priorities.codes import Unit
from priorities.measurement import single
from priorities.models import Figure
from priorities.notation import reading
from priorities.presenters import figure_text

YEAR = 12
"""Months."""


@dataclass(frozen=True)
class Final:
    name: str
    year: int
    provisional: str
    final: str


def finals(adopted: int) -> list[Final]:
    """`adopted` is the key of an adopted revision. Each figure once, however many targets are compared with it."""
    document = load(Revision.objects.values_list("text", flat=True).get(pk=adopted))
    waiting = {_key(target): target for target in document.targets if target.provisional_last_year}
    if not waiting:
        return []
    indicators, areas, years = (set(part) for part in zip(*waiting, strict=True))
    known = Figure.objects.filter(
        indicator__code__in=indicators, area__code__in=areas, year__in=years, period=YEAR, provisional=False
    )
    found = {(f.indicator.code, f.area.code, f.year): f for f in known.select_related("indicator", "area")}
    return [_final(target, found[key]) for key, target in waiting.items() if key in found]


def _key(target: Target) -> tuple[str, str, int]:
    return target.indicator.code, target.area.code, target.baseline_year


def _final(target: Target, figure: Figure) -> Final:
    unit = Unit(target.indicator.unit)
    return Final(
        name=f"{target.indicator.name}, {target.area.name}",
        year=target.baseline_year,
        provisional=_then(target, unit),
        final=figure_text(figure, unit),
    )


def _then(target: Target, unit: Unit) -> str:
    """As it stands in the plan; what was invented says so."""
    shown = reading(single(target.last_year), unit, provisional=True)
    return _("%(figure)s (example)") % {"figure": shown} if target.last_year_example else shown
