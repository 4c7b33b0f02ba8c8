"""Figures are entered once and never change in silence."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from priorities.actions.figures import correct_figure, enter_figure, remove_figure
from priorities.models import Figure
from priorities.saving import Stale


def test_a_figure_is_entered(world, trail):
    figure = enter_figure(
        indicator=world.indicator(),
        area=world.emmen,
        year=2020,
        period=12,
        value=Decimal("373"),
        source="BVH",
        reference_date=date(2021, 1, 15),
        provisional=True,
        by=world.planner,
    )
    assert (figure.amount, figure.provisional) == (373, True)
    entry = trail(figure.subject)
    assert (entry.action, entry.details["year"], entry.details["period"]) == ("enter_figure", 2020, 12)
    assert entry.details["value"] == {"value": "373", "numerator": None, "denominator": None, "provisional": True}


def test_a_figure_of_two_numbers(world):
    values = {"area": world.team, "year": 2020, "period": 12, "by": world.planner}
    settled = enter_figure(indicator=world.indicator(), numerator=Decimal(6), denominator=Decimal(15), **values)
    assert settled.amount == 40
    none = enter_figure(indicator=world.indicator(), numerator=Decimal(0), denominator=Decimal(0), **values)
    assert none.amount is None, "nothing to divide by is no 0%"


def test_the_second_to_enter_the_same_figure_sees_the_first(world, unchanged):
    first = world.figure(373)
    with unchanged(), pytest.raises(Stale) as stale:
        world.figure(374, indicator=first.indicator)
    assert stale.value.current == first


@pytest.mark.parametrize("who", ["safety_officer", "prosecution_staff", "administrator", "auditor", "mayor"])
def test_others_enter_and_change_nothing(world, refused, who):
    figure, by = world.figure(373), getattr(world, who)
    indicator = world.indicator()
    with refused():
        enter_figure(indicator=indicator, area=world.emmen, year=2020, period=12, value=Decimal(1), by=by)
    with refused():
        correct_figure(figure=figure, version=1, value=Decimal(1), reason="Telfout.", by=by)
    with refused():
        remove_figure(figure=figure, reason="Weg.", by=by)


def test_a_planner_enters_nothing_for_another_team(world, refused):
    indicator = world.indicator()
    with refused():
        enter_figure(
            indicator=indicator, area=world.westerveld, year=2020, period=12, value=Decimal(1), by=world.planner
        )


def test_a_correction_leaves_what_it_was_and_why(world, trail):
    figure = world.figure(210, provisional=True)
    corrected = correct_figure(
        figure=figure,
        version=1,
        value=Decimal("212"),
        provisional=False,
        reason="Definitieve telling.",
        by=world.planner,
    )
    assert (corrected.amount, corrected.provisional, corrected.version) == (212, False, 2)
    details = trail(figure.subject).details
    assert details["reason"] == "Definitieve telling."
    assert (details["before"]["value"], details["before"]["provisional"]) == ("210.00", True)
    assert (details["value"]["value"], details["value"]["provisional"]) == ("212", False)


def test_saving_without_a_change_leaves_no_trail(world, unchanged):
    figure = world.figure(210)
    with unchanged():
        correct_figure(figure=figure, version=1, value=Decimal("210"), source="BVH", reason="Niets.", by=world.planner)


def test_a_stale_correction_is_refused(world, unchanged):
    figure = world.figure(210)
    correct_figure(figure=figure, version=1, value=Decimal(212), reason="Eerste.", by=world.planner)
    with unchanged(), pytest.raises(Stale):
        correct_figure(figure=figure, version=1, value=Decimal(213), reason="Tweede.", by=world.unit_planner)


def test_a_removed_figure_leaves_its_number_in_the_trail(world, trail):
    figure = world.figure(210)
    remove_figure(figure=figure, reason="Verkeerd jaar.", by=world.planner)
    assert not Figure.objects.exists()
    details = trail(figure.subject).details
    assert (details["reason"], details["before"]["value"]) == ("Verkeerd jaar.", "210.00")
    assert world.figure(210, indicator=figure.indicator).pk, "and it can be entered again"


def test_the_longest_names_still_fit_in_the_trail(world):
    world.emmen.code = "G" * 16
    world.emmen.save()
    figure = world.figure(1, indicator=world.indicator(code="i" * 50))
    assert len(figure.subject) <= 80


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"value": 1, "numerator": 1, "denominator": 1},
        {"numerator": 1},
        {"denominator": 1},
        {"value": 1, "period": 6},
    ],
)
def test_the_database_refuses_half_a_figure(world, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(
            **{"indicator": world.indicator(), "area": world.emmen, "year": 2020, "period": 12} | values
        )
