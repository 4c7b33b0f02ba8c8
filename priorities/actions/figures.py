"""Entering figures, and correcting them in the open.

A figure that changes leaves what it was in the trail, with the reason: "210 became 212, the final count". Plans and
reports that were adopted keep the figure they were adopted with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from priorities.models import Figure, Indicator
from priorities.policies import may_correct_figure, may_enter_figure, may_enter_figures, may_remove_figure
from priorities.saving import Stale, save_changes
from workplan_portal.audit.trail import Act, record_all
from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person


@transaction.atomic
def enter_figure(
    *, indicator: Indicator, area: Area, year: int, period: int, by: Person, reason: str = "", **values: Any
) -> Figure:
    """`reason` explains a figure that is lower than an earlier one of the same year.

    Somebody else may have entered it meanwhile: then nothing is written and `Stale` carries theirs.
    """
    may_enter_figure(by, area).or_refuse()
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    existing = Figure.objects.filter(indicator=indicator, area=area, year=year, period=period).first()
    if existing is not None:
        raise Stale(existing)
    figure = Figure.objects.create(
        indicator=indicator, area=area, year=year, period=period, note=reason.strip(), **values
    )
    _record("enter_figure", figure, by, reason=reason, value=_written(figure))
    return figure


@transaction.atomic
def correct_figure(*, figure: Figure, version: int, reason: str, by: Person, **values: Any) -> Figure:
    """Another value, source or reference date, or the final figure in place of the provisional one."""
    figure = _lock(figure)
    may_correct_figure(by, figure).or_refuse()
    before = _written(figure)
    if changes := save_changes(figure, version, values):
        figure.note = reason.strip()
        figure.save(update_fields=["note"])
        _record("correct_figure", figure, by, reason=reason, before=before, value=_written(figure), changes=changes)
    return figure


@dataclass(frozen=True, eq=False)
class Entered:
    """What somebody says of one figure. `version` is the one they saw; 0 when there was none."""

    indicator: Indicator
    area: Area
    values: Mapping[str, Any]
    reason: str = ""
    version: int = 0


@dataclass(frozen=True)
class Saved:
    """How many figures are new or other than they were, and whose stay because somebody else was ahead."""

    written: int
    overtaken: Mapping[Entered, Stale]


@transaction.atomic
def save_figures(*, entered: Sequence[Entered], year: int, period: int, by: Person) -> Saved:
    """Enter and correct many figures over the same months. Each stands by itself: where somebody else was ahead, theirs
    stays and is handed back."""
    for verdict in may_enter_figures(by, [each.area for each in entered]).values():
        verdict.or_refuse()
    known = _lock_all(entered, year, period)
    acts: list[Act] = []
    overtaken: dict[Entered, Stale] = {}
    for each in entered:
        try:
            acts += _save(each, known.get((each.indicator.pk, each.area.pk)), year, period)
        except Stale as stale:
            overtaken[each] = stale
    record_all(acts, by=by)
    return Saved(len(acts), overtaken)


def _lock_all(entered: Sequence[Entered], year: int, period: int) -> dict[tuple[int, int], Figure]:
    """The figures that are there, by indicator and area. Nobody else enters one of these meanwhile."""
    indicators, areas = {each.indicator.pk for each in entered}, {each.area.pk for each in entered}
    list(Indicator.objects.select_for_update().filter(pk__in=indicators).order_by("pk"))
    found = Figure.objects.filter(indicator__in=indicators, area__in=areas, year=year, period=period)
    locked = found.select_for_update(of=("self",)).select_related("indicator", "area").order_by("pk")
    return {(figure.indicator_id, figure.area_id): figure for figure in locked}


def _save(entered: Entered, known: Figure | None, year: int, period: int) -> list[Act]:
    """The act for the trail; none when this changes nothing."""
    told: dict[str, Any] = {"reason": entered.reason}
    if known is None:
        made = Figure.objects.create(
            indicator=entered.indicator,
            area=entered.area,
            year=year,
            period=period,
            note=entered.reason.strip(),
            **entered.values,
        )
        return [_act("enter_figure", made, value=_written(made), **told)]
    before, known.note = _written(known), entered.reason.strip()
    changes = save_changes(known, entered.version, dict(entered.values))
    told |= {"before": before, "value": _written(known), "changes": changes}
    return [_act("correct_figure", known, **told)] if changes else []


@transaction.atomic
def remove_figure(*, figure: Figure, reason: str, by: Person) -> None:
    """For what was entered at the wrong place. It can be entered again."""
    figure = _lock(figure)
    may_remove_figure(by, figure).or_refuse()
    _record("remove_figure", figure, by, reason=reason, before=_written(figure))
    figure.delete()


def _lock(figure: Figure) -> Figure:
    locked = Figure.objects.select_for_update(of=("self",)).select_related("indicator", "area")
    return locked.get(pk=figure.pk)


def _record(action: str, figure: Figure, by: Person, **details: Any) -> None:
    record_all([_act(action, figure, **details)], by=by)


def _act(action: str, figure: Figure, **details: Any) -> Act:
    return Act(action, figure.subject, str(figure), {"year": figure.year, "period": figure.period, **details})


def _written(figure: Figure) -> dict[str, Any]:
    """The figure in plain words for the trail; numbers as text, so that no digit is lost."""
    return {
        "value": _digits(figure.value),
        "numerator": _digits(figure.numerator),
        "denominator": _digits(figure.denominator),
        "provisional": figure.provisional,
    }


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")
