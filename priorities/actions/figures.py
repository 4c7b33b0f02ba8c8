"""Entering figures, and correcting them in the open.

A figure that changes leaves what it was in the trail, with the reason: "210 became 212, the final count". Plans and
reports that were adopted keep the figure they were adopted with.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from priorities.models import Figure, Indicator
from priorities.policies import may_correct_figure, may_enter_figure, may_remove_figure
from priorities.saving import Stale, save_changes
from workplan_portal.audit.trail import record
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
    record(action, subject=figure.subject, what=str(figure), by=by, year=figure.year, period=figure.period, **details)


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
