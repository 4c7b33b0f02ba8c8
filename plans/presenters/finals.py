"""Results and norms that were provisional when a plan was adopted and are final now. The adopted text stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.document import Document, Target, load
from plans.goals import in_words
from plans.inheriting import adopted_revision
from plans.models import FinalNorm, Plan, Revision
from plans.policies import is_author
from priorities.codes import Unit
from priorities.measurement import single
from priorities.models import Figure
from priorities.notation import reading
from priorities.presenters import figure_text
from workplan_portal.people.models import Person

YEAR = 12
"""Months."""


@dataclass(frozen=True)
class Final:
    name: str
    what: str  # the norm, or the result of which year
    provisional: str
    final: str = ""
    source: str = ""
    url: str = ""  # where it is recorded, for whoever may do so


@dataclass(frozen=True)
class Norm:
    """A provisional norm of an adopted plan, and what it became as far as anybody recorded that."""

    target: Target
    rule: str
    latest: FinalNorm | None

    @property
    def name(self) -> str:
        return _name(self.target)

    @property
    def provisional(self) -> str:
        return in_words(self.target, self.rule).norm

    @property
    def final(self) -> str:
        return self._as_final(self.latest.value) if self.latest else ""

    @property
    def initial(self) -> dict[str, Any]:
        return {"value": self.latest.value, "source": self.latest.source} if self.latest else {}

    def _as_final(self, value: Decimal) -> str:
        return in_words(replace(self.target, norm=value, provisional_norm=False), self.rule).norm


def finals(plan: Plan, adopted: int, person: Person) -> list[Final]:
    """`adopted` is the key of an adopted revision of it. A result once, however many targets are compared with it.

    Whoever may record a final norm also sees which ones are still to come.
    """
    document = load(Revision.objects.values_list("text", flat=True).get(pk=adopted))
    return [*_norms(plan, document, person), *_results(document.targets)]


# --- norms ------------------------------------------------------------------------------------------------------------


def provisional_norm(plan: Plan, target: UUID) -> Norm | None:
    """Of the plan in force; None when no norm of it is provisional under this key."""
    adopted = adopted_revision(plan)
    found = _provisional(plan, load(adopted.text)) if adopted else []
    return next((norm for norm in found if norm.target.id == str(target)), None)


def _norms(plan: Plan, document: Document, person: Person) -> list[Final]:
    records = is_author(person, plan)
    return [
        Final(
            name=norm.name,
            what=_("norm"),
            provisional=norm.provisional,
            final=norm.final,
            source=norm.latest.source if norm.latest else "",
            url=reverse("plans:final_norm", args=[plan.uuid, norm.target.id]) if records else "",
        )
        for norm in _provisional(plan, document)
        if norm.latest or records
    ]


def _provisional(plan: Plan, document: Document) -> list[Norm]:
    waiting = [t for t in document.targets if t.provisional_norm and t.norm is not None]
    latest = {str(known.target): known for known in plan.final_norms.all()} if waiting else {}
    return [Norm(target, document.norm_rule, latest.get(target.id)) for target in waiting]


# --- results of last year ---------------------------------------------------------------------------------------------


def _results(targets: Iterable[Target]) -> list[Final]:
    waiting = {_key(target): target for target in targets if target.provisional_last_year}
    if not waiting:
        return []
    indicators, areas, years = (set(part) for part in zip(*waiting, strict=True))
    known = Figure.objects.filter(
        indicator__code__in=indicators, area__code__in=areas, year__in=years, period=YEAR, provisional=False
    )
    found = {(f.indicator.code, f.area.code, f.year): f for f in known.select_related("indicator", "area")}
    return [_result(target, found[key]) for key, target in waiting.items() if key in found]


def _key(target: Target) -> tuple[str, str, int]:
    return target.indicator.code, target.area.code, target.baseline_year


def _result(target: Target, figure: Figure) -> Final:
    unit = Unit(target.indicator.unit)
    return Final(
        name=_name(target),
        what=_("result of %(year)d") % {"year": target.baseline_year},
        provisional=_then(target, unit),
        final=figure_text(figure, unit),
        source=figure.source,
    )


def _name(target: Target) -> str:
    return f"{target.indicator.name}, {target.area.name}"


def _then(target: Target, unit: Unit) -> str:
    """As it stands in the plan; what was invented says so."""
    shown = reading(single(target.last_year), unit, provisional=True)
    return _("%(figure)s (example)") % {"figure": shown} if target.last_year_example else shown
