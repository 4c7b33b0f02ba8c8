"""The bar on the way to a goal, and the line over years."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from priorities.assessment import Aim, LastYear
from priorities.codes import Comparator, Direction, ExpectedBy, Unit
from priorities.course import Counted
from priorities.measurement import Absence, Reading, single
from priorities.over_years import years_of
from priorities.reach import reach_of
from workplan_portal.interface.charts.bullet import GOAL, bullet
from workplan_portal.interface.charts.spark import FLOOR, TOP, spark


def aim(goal: str | None = "20", comparator=Comparator.AT_MOST, unit=Unit.COUNT, by=ExpectedBy.COURSE) -> Aim:
    return Aim(
        comparator=comparator,
        unit=unit,
        direction=Direction.LOWER,
        cumulative=True,
        goal=None if goal is None else Decimal(goal),
        baseline_year=2020,
        expected_by=by,
    )


def test_the_goal_stands_at_one_place_and_what_passes_it_is_never_cut_off_in_silence():
    under, over = (bullet("", Fraction(share), None, less_is_better=True) for share in ("1/2", "3"))

    assert (under.filled, under.goal, under.broken) == (GOAL / 2, GOAL, False)
    assert (over.filled, over.goal, over.broken) == (100, GOAL, True)
    assert under.stripes
    assert bullet("", Fraction(1), None, less_is_better=False).stripes == ()


def test_where_less_is_better_the_bar_says_so_in_words_and_stripes():
    with translation.override("nl"):
        reach, marked = (
            reach_of(aim(), single(Decimal(14)), 8, LastYear(), provisional=p, provisional_goal=p)
            for p in (False, True)
        )
    assert reach
    assert marked
    assert marked.picture.alternative.startswith("14 (voorlopig); doel: hooguit 20 (voorlopig).")
    assert reach.share == "70%"
    assert reach.picture.alternative == "14; doel: hooguit 20. Dat is 70% ervan. Nu was 66,7% te verwachten."
    assert reach.picture.stripes
    assert reach.picture.expected == round(GOAL * 2 / 3, 1)


@pytest.mark.parametrize(
    ("target", "figure"),
    [
        (aim(None), single(Decimal(1))),
        (aim("0"), single(Decimal(1))),
        (aim(), Reading(None, Absence.NOT_AVAILABLE)),
        (aim(comparator=Comparator.MONITOR), single(Decimal(1))),
        (aim("1", unit=Unit.WORDS), single(Decimal(1))),
    ],
)
def test_nothing_is_drawn_where_nothing_can_be_compared(target, figure):
    assert reach_of(target, figure, 8, LastYear()) is None


def test_yes_is_a_full_bar_and_no_an_empty_one():
    with translation.override("nl"):
        yes, no = (reach_of(aim("1", Comparator.EQUAL, Unit.YES_NO), single(Decimal(n)), 8, LastYear()) for n in (1, 0))
    assert yes
    assert no
    assert (yes.share, yes.picture.filled, no.share, no.picture.filled) == ("ja", GOAL, "nee", 0)
    assert no.picture.alternative == "Het antwoord is nee; doel: ja."


def test_the_line_over_years_is_drawn_from_zero_and_leaves_a_gap_for_a_year_that_is_not_known():
    line = spark("", {2018: Decimal(50), 2019: Decimal(100), 2021: Decimal(0)})

    assert [point.y for point in line.points] == [(TOP + FLOOR) / 2, TOP, FLOOR]
    assert [(part.start, part.end) for part in line.stretches] == [line.points[:2]]


def test_years_are_told_in_words_from_three_on():
    figures = {2018: Counted(single(Decimal(501))), 2019: Counted(single(Decimal(433)), provisional=True)}
    with translation.override("nl"):
        assert years_of("Woninginbraken", figures, Unit.COUNT) is None
        years = years_of("Woninginbraken", figures | {2020: Counted(single(Decimal(373)))}, Unit.COUNT)
    assert years
    assert years.words.replace("\N{NO-BREAK SPACE}", "_") == "2018:_501; 2019:_433_(voorlopig); 2020:_373"
    assert years.picture.alternative == ("Lijn van Woninginbraken over hele jaren: van 501 in 2018 naar 373 in 2020.")
