"""Met, on course, at risk, not met: per target, for every comparator and direction."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from priorities.assessment import (
    OFF_COURSE,
    Aim,
    Expectation,
    LastYear,
    Outcome,
    Reason,
    Share,
    assess,
    expectation,
    tally,
)
from priorities.codes import PERIODS, Comparator, Direction, ExpectedBy, Unit
from priorities.goal import MONITORED, sense
from priorities.measurement import Reading, adds_up, percentage, single

MET, ON_COURSE, AT_RISK, NOT_MET = Outcome.MET, Outcome.ON_COURSE, Outcome.AT_RISK, Outcome.NOT_MET
FROM_WORST_TO_BEST = [NOT_MET, AT_RISK, ON_COURSE, MET]

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
periods = st.sampled_from(PERIODS)
courses = st.builds(LastYear, st.none() | amounts, st.none() | amounts)
judged = st.sampled_from(sorted(set(Comparator) - MONITORED))
directions = st.sampled_from(Direction)


def aim(
    comparator: Comparator,
    goal: str | Decimal | None,
    *,
    direction: Direction = Direction.HIGHER,
    unit: Unit = Unit.COUNT,
    cumulative: bool = True,
) -> Aim:
    number = None if goal is None else Decimal(goal)
    return Aim(
        comparator=comparator, unit=unit, direction=direction, cumulative=cumulative, goal=number, baseline_year=2020
    )


def outcome(target: Aim, value: str | Decimal | None, months: int = 12, last_year: LastYear | None = None) -> Outcome:
    return assess(target, single(None if value is None else Decimal(value)), months, last_year).outcome


@pytest.mark.parametrize(
    ("comparator", "direction", "worse", "at_goal", "better"),
    [
        (Comparator.AT_LEAST, Direction.HIGHER, NOT_MET, MET, MET),
        (Comparator.MORE_THAN, Direction.HIGHER, NOT_MET, NOT_MET, MET),
        (Comparator.INCREASE, Direction.HIGHER, NOT_MET, NOT_MET, MET),
        (Comparator.ALL, Direction.HIGHER, NOT_MET, MET, MET),
        (Comparator.EQUAL, Direction.HIGHER, NOT_MET, MET, MET),
        (Comparator.AT_MOST, Direction.LOWER, NOT_MET, MET, MET),
        (Comparator.LESS_THAN, Direction.LOWER, NOT_MET, NOT_MET, MET),
        (Comparator.DECREASE, Direction.LOWER, NOT_MET, NOT_MET, MET),
        (Comparator.EQUAL, Direction.LOWER, NOT_MET, MET, MET),
        (Comparator.EQUAL, Direction.NEUTRAL, NOT_MET, MET, NOT_MET),
    ],
)
def test_at_the_end_of_the_year_the_comparator_decides(comparator, direction, worse, at_goal, better):
    up = 1 if sense(comparator, direction) != Direction.LOWER else -1
    for steps, expected in ((-1, worse), (0, at_goal), (1, better)):
        assert outcome(aim(comparator, "20", direction=direction), Decimal(20 + steps * up)) == expected


def test_strict_comparators_of_the_confiscation_target():
    assert outcome(aim(Comparator.MORE_THAN, "5223461", unit=Unit.EURO), "5223461") == NOT_MET
    assert outcome(aim(Comparator.MORE_THAN, "5223461", unit=Unit.EURO), "5223461.01") == MET
    assert outcome(aim(Comparator.AT_LEAST, "12204300", unit=Unit.EURO), "12204300") == MET


def test_two_targets_of_one_contribution_are_judged_apart():
    """22 cases and € 318.999, where at least 22 and € 319.000 were agreed."""
    cases = outcome(aim(Comparator.AT_LEAST, "22"), "22")
    euros = outcome(aim(Comparator.AT_LEAST, "319000", unit=Unit.EURO), "318999")
    assert tally([cases, euros]) == {MET: 1, NOT_MET: 1}


@pytest.mark.parametrize("months", PERIODS)
def test_forty_percent_of_the_files(months):
    target = aim(Comparator.EQUAL, "40", unit=Unit.PERCENT)
    assert assess(target, percentage(Decimal(6), Decimal(15)), months).outcome == MET
    nothing_delivered = assess(target, percentage(Decimal(0), Decimal(0)), months)
    assert (nothing_delivered.outcome, nothing_delivered.reason) == (Outcome.NOT_ASSESSABLE, Reason.NOT_APPLICABLE)


def test_nearly_all_permit_holders_is_not_all():
    target = aim(Comparator.ALL, "100", unit=Unit.PERCENT)
    assert assess(target, percentage(Decimal(9996), Decimal(10000)), 12).outcome == NOT_MET
    assert assess(target, percentage(Decimal(10000), Decimal(10000)), 12).outcome == MET


def test_fatal_accidents_against_last_year():
    fewer = aim(Comparator.DECREASE, "3", direction=Direction.LOWER)
    assert outcome(fewer, "2") == MET
    assert outcome(aim(Comparator.DECREASE, "2", direction=Direction.LOWER), "2") == NOT_MET
    no_baseline = assess(aim(Comparator.DECREASE, None, direction=Direction.LOWER), single(Decimal(2)), 12)
    assert (no_baseline.outcome, no_baseline.reason) == (Outcome.NOT_ASSESSABLE, Reason.NO_BASELINE)


@pytest.mark.parametrize("months", PERIODS)
def test_zero_cannot_become_lower_but_can_become_higher(months):
    target = aim(Comparator.DECREASE, "0", direction=Direction.LOWER)
    assert assess(target, single(Decimal(0)), months).reason == Reason.ZERO_BASELINE
    assert outcome(target, "1", months) == NOT_MET


@pytest.mark.parametrize(
    ("months", "value", "expected"),
    [
        (4, "6", AT_RISK),
        (4, "7", ON_COURSE),
        (4, "20", MET),
        (8, "13", AT_RISK),
        (8, "14", ON_COURSE),
        (12, "19", NOT_MET),
    ],
)
def test_more_is_better_by_twelfths_of_the_year(months, value, expected):
    assert outcome(aim(Comparator.AT_LEAST, "20"), value, months) == expected


@pytest.mark.parametrize(
    ("months", "value", "expected"),
    [
        (4, "6", ON_COURSE),
        (4, "7", AT_RISK),
        (4, "20", AT_RISK),
        (4, "21", NOT_MET),
        (8, "13", ON_COURSE),
        (12, "20", MET),
    ],
)
def test_less_is_better_by_twelfths_of_the_year(months, value, expected):
    assert outcome(aim(Comparator.AT_MOST, "20", direction=Direction.LOWER), value, months) == expected


def test_the_twelfths_are_exact():
    """A third of 3 is 1, not a little less or more."""
    assert outcome(aim(Comparator.AT_LEAST, "3"), "1", 4) == ON_COURSE
    assert outcome(aim(Comparator.AT_MOST, "3", direction=Direction.LOWER), "1", 4) == ON_COURSE


def test_passing_a_strict_limit_exactly_is_already_too_much():
    target = aim(Comparator.LESS_THAN, "20", direction=Direction.LOWER)
    assert assess(target, single(Decimal(20)), 8).reason == Reason.OUT_OF_REACH


@pytest.mark.parametrize(
    ("same_period", "total", "share", "basis"),
    [
        ("6", "10", Fraction(6, 10), Share.COURSE),
        ("6", "9", Fraction(4, 12), Share.MONTHS),
        (None, "100", Fraction(4, 12), Share.MONTHS),
        ("60", None, Fraction(4, 12), Share.MONTHS),
        ("0", "100", Fraction(0), Share.COURSE),
        ("110", "100", Fraction(1), Share.COURSE),
    ],
)
def test_the_course_of_last_year_counts_from_ten(same_period, total, share, basis):
    last_year = LastYear(*(None if text is None else Decimal(text) for text in (same_period, total)))
    assert expectation(4, last_year) == Expectation(share, basis)


def test_a_course_early_in_the_year_asks_for_more():
    fireworks_in_january = LastYear(Decimal(60), Decimal(100))
    assert outcome(aim(Comparator.AT_LEAST, "50"), "20", 4) == ON_COURSE
    assert outcome(aim(Comparator.AT_LEAST, "50"), "20", 4, fireworks_in_january) == AT_RISK


@pytest.mark.parametrize("months", [4, 8])
@pytest.mark.parametrize(
    ("comparator", "direction", "value", "expected", "reason"),
    [
        (Comparator.AT_LEAST, Direction.HIGHER, "40", MET, Reason.REACHED),
        (Comparator.AT_LEAST, Direction.HIGHER, "39", AT_RISK, Reason.NOT_YET),
        (Comparator.MORE_THAN, Direction.HIGHER, "40", AT_RISK, Reason.NOT_YET),
        (Comparator.AT_MOST, Direction.LOWER, "40", ON_COURSE, Reason.WITHIN),
        (Comparator.AT_MOST, Direction.LOWER, "41", NOT_MET, Reason.NOT_REACHED),
        (Comparator.EQUAL, Direction.NEUTRAL, "40", MET, Reason.REACHED),
        (Comparator.EQUAL, Direction.NEUTRAL, "41", AT_RISK, Reason.NOT_YET),
    ],
)
def test_a_state_is_compared_with_the_goal_itself(comparator, direction, value, expected, reason, months):
    found = assess(aim(comparator, "40", direction=direction, cumulative=False), single(Decimal(value)), months)
    assert (found.outcome, found.reason, found.expectation) == (expected, reason, None)


@pytest.mark.parametrize("unit", Unit)
def test_percentages_fte_and_yes_or_no_never_add_up_through_the_year(unit):
    added_up = {Unit.COUNT, Unit.EURO, Unit.HOURS, Unit.FREQUENCY}
    assert adds_up(unit, cumulative=True) == (unit in added_up)
    assert not adds_up(unit, cumulative=False)


def test_a_neutral_equal_is_lost_once_a_growing_figure_has_passed_it():
    target = aim(Comparator.EQUAL, "2", direction=Direction.NEUTRAL)
    assert [outcome(target, str(value), 8) for value in (0, 2, 3)] == [AT_RISK, MET, NOT_MET]


@pytest.mark.parametrize(("value", "months", "expected"), [("1", 4, MET), ("0", 4, AT_RISK), ("0", 12, NOT_MET)])
def test_a_one_off_is_done_or_not(value, months, expected):
    assert outcome(aim(Comparator.EQUAL, "1", unit=Unit.YES_NO), value, months) == expected


@pytest.mark.parametrize(
    ("comparator", "reason"),
    [
        (Comparator.MONITOR, Reason.MONITOR_ONLY),
        (Comparator.BEST_EFFORT, Reason.BEST_EFFORT),
        (Comparator.DEVELOP, Reason.IN_DEVELOPMENT),
    ],
)
@pytest.mark.parametrize("value", ["7", None])
def test_what_is_followed_is_never_judged(comparator, reason, value):
    found = assess(aim(comparator, "5"), single(None if value is None else Decimal(value)), 12)
    assert (found.outcome, found.reason) == (Outcome.MONITORED, reason)


@pytest.mark.parametrize(
    ("target", "value", "reason"),
    [
        (aim(Comparator.AT_LEAST, "5"), None, Reason.NO_FIGURE),
        (aim(Comparator.AT_LEAST, None), "5", Reason.NO_GOAL),
        (aim(Comparator.INCREASE, None), "5", Reason.NO_BASELINE),
        (aim(Comparator.AT_LEAST, "5", unit=Unit.WORDS), None, Reason.IN_WORDS),
    ],
)
@pytest.mark.parametrize("months", PERIODS)
def test_what_cannot_be_assessed_says_why(target, value, reason, months):
    found = assess(target, single(None if value is None else Decimal(value)), months)
    assert (found.outcome, found.reason) == (Outcome.NOT_ASSESSABLE, reason)


@pytest.mark.parametrize("months", [0, 1, 5, 13])
def test_there_are_only_three_periods(months):
    with pytest.raises(ValueError, match=str(months)):
        assess(aim(Comparator.AT_LEAST, "5"), single(Decimal(5)), months)


def test_off_course_needs_an_interpretation():
    needs = {
        found.outcome: found.outcome in OFF_COURSE
        for found in (
            assess(aim(Comparator.AT_LEAST, "20"), single(value), months)
            for value, months in [(None, 4), (Decimal(1), 4), (Decimal(10), 4), (Decimal(20), 4), (Decimal(1), 12)]
        )
    }
    assert needs == {Outcome.NOT_ASSESSABLE: False, AT_RISK: True, ON_COURSE: False, MET: False, NOT_MET: True}


def test_a_tally_names_only_what_occurs_in_a_fixed_order():
    assert list(tally([NOT_MET, MET, NOT_MET]).items()) == [(MET, 1), (NOT_MET, 2)]
    assert tally([]) == {}


# --- for any target ---------------------------------------------------------------------------------------------------


@given(judged, directions, amounts, amounts, amounts, periods, courses, st.booleans())
def test_more_of_a_good_thing_never_worsens_the_assessment(
    comparator, direction, goal, one, other, months, last_year, cumulative
):
    better_way = sense(comparator, direction)
    assume(better_way != Direction.NEUTRAL)
    target = aim(comparator, goal, direction=direction, cumulative=cumulative)
    worse, better = sorted((one, other), reverse=better_way == Direction.LOWER)
    found = [outcome(target, value, months, last_year) for value in (worse, better)]
    assume(Outcome.NOT_ASSESSABLE not in found)
    assert FROM_WORST_TO_BEST.index(found[0]) <= FROM_WORST_TO_BEST.index(found[1])


@given(judged, directions, st.sampled_from(sorted(set(Unit) - {Unit.WORDS})), amounts, amounts, courses, st.booleans())
def test_at_twelve_months_only_met_or_not_met(comparator, direction, unit, goal, value, last_year, cumulative):
    found = outcome(aim(comparator, goal, direction=direction, unit=unit, cumulative=cumulative), value, 12, last_year)
    assert found in {MET, NOT_MET} or (comparator == Comparator.DECREASE and goal == value == 0)


@given(judged, directions, amounts, amounts, periods, courses, st.booleans(), st.sampled_from(["0.5", "3", "1000"]))
def test_the_assessment_does_not_depend_on_the_scale(
    comparator, direction, goal, value, months, last_year, cumulative, factor
):
    """Thousands of euros or euros: the same judgement. Of last year only the course counts, so it keeps its scale."""
    times = Decimal(factor)
    small = aim(comparator, goal, direction=direction, cumulative=cumulative)
    large = aim(comparator, goal * times, direction=direction, cumulative=cumulative)
    assert outcome(small, value, months, last_year) == outcome(large, value * times, months, last_year)


@given(judged, directions, amounts, amounts, courses)
def test_a_limit_that_was_passed_stays_passed(comparator, direction, goal, value, last_year):
    assume(sense(comparator, direction) == Direction.LOWER)
    target = aim(comparator, goal, direction=direction)
    if outcome(target, value, 4, last_year) == NOT_MET:
        assert outcome(target, value, 8, last_year) == outcome(target, value, 12, last_year) == NOT_MET


@given(judged, directions, amounts, amounts, courses)
def test_a_growing_figure_that_is_met_stays_met(comparator, direction, goal, value, last_year):
    assume(sense(comparator, direction) == Direction.HIGHER)
    target = aim(comparator, goal, direction=direction)
    if outcome(target, value, 4, last_year) == MET:
        assert outcome(target, value, 12, last_year) == MET


@given(st.sampled_from(Comparator), directions, st.sampled_from(Unit), st.none() | amounts, periods, courses)
def test_a_missing_figure_is_never_judged_as_zero(comparator, direction, unit, goal, months, last_year):
    target = aim(comparator, goal, direction=direction, unit=unit)
    assert assess(target, Reading(None), months, last_year).outcome in {Outcome.NOT_ASSESSABLE, Outcome.MONITORED}


@given(periods, courses)
def test_an_expectation_is_a_part_of_the_whole(months, last_year):
    assert 0 <= expectation(months, last_year).share <= 1


@pytest.mark.parametrize(("by", "share", "basis"), [("course", "2/5", Share.COURSE), ("months", "1/3", Share.CHOSEN)])
def test_what_is_expected_follows_what_was_chosen_for_the_indicator(by, share, basis):
    """Last year 8 of 20 fell in four months; where that was chance, the months count."""
    target = replace(aim(Comparator.AT_LEAST, "30"), expected_by=ExpectedBy(by))
    found = assess(target, single(Decimal(11)), 4, LastYear(Decimal(8), Decimal(20)))
    assert found.expectation == Expectation(Fraction(share), basis)
    assert found.outcome == (AT_RISK if by == "course" else ON_COURSE)
