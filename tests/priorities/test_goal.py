"""The norm rule, with every switch."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from priorities.codes import Comparator, Direction, NormRule, Unit
from priorities.goal import (
    AGAINST_LAST_YEAR,
    MONITORED,
    Basis,
    Goal,
    ReasonMissingError,
    Terms,
    agreed_goal,
    exceeds_last_year,
    goal_of,
    is_better,
    norm_of,
    rule_holds,
    sense,
)

amounts = st.decimals(min_value=0, max_value=10**12, places=2)


def terms(
    comparator: Comparator = Comparator.AT_MOST,
    norm: str | None = "250",
    last_year: str | None = "210",
    *,
    unit: Unit = Unit.COUNT,
    direction: Direction = Direction.LOWER,
    rule: NormRule = NormRule.LOWER,
    own_goal: str | None = None,
    own_reason: str = "",
    provisional_norm: bool = False,
    provisional_last_year: bool = False,
) -> Terms:
    return Terms(
        comparator=comparator,
        unit=unit,
        direction=direction,
        rule=rule,
        baseline_year=2020,
        norm=None if norm is None else Decimal(norm),
        last_year=None if last_year is None else Decimal(last_year),
        own_goal=None if own_goal is None else Decimal(own_goal),
        own_reason=own_reason,
        provisional_norm=provisional_norm,
        provisional_last_year=provisional_last_year,
    )


def goal(value: str | None, basis: Basis, **marks: bool) -> Goal:
    return Goal(None if value is None else Decimal(value), basis, **marks)


@pytest.mark.parametrize(
    ("last_year", "expected"),
    [
        ("210", goal("210", Basis.LAST_YEAR)),
        ("260", goal("250", Basis.NORM)),
        (None, goal("250", Basis.NORM, result_missing=True)),
        ("250", goal("250", Basis.NORM)),
        ("0", goal("0", Basis.LAST_YEAR)),
    ],
)
def test_previous_result_rule_with_norm_250(last_year, expected):
    assert goal_of(terms(last_year=last_year)) == expected


@pytest.mark.parametrize(
    ("rule", "comparator", "direction", "norm", "last_year", "expected"),
    [
        # lower is better
        (NormRule.LOWER, Comparator.AT_MOST, Direction.LOWER, "250", "210", "210"),
        (NormRule.LOWER, Comparator.LESS_THAN, Direction.LOWER, "250", "210", "210"),
        (NormRule.BOTH, Comparator.AT_MOST, Direction.LOWER, "250", "210", "210"),
        (NormRule.OFF, Comparator.AT_MOST, Direction.LOWER, "250", "210", "250"),
        # higher is better
        (NormRule.LOWER, Comparator.AT_LEAST, Direction.HIGHER, "22", "30", "22"),
        (NormRule.BOTH, Comparator.AT_LEAST, Direction.HIGHER, "22", "30", "30"),
        (NormRule.BOTH, Comparator.MORE_THAN, Direction.HIGHER, "22", "30", "30"),
        (NormRule.BOTH, Comparator.AT_LEAST, Direction.HIGHER, "22", "20", "22"),
        (NormRule.OFF, Comparator.AT_LEAST, Direction.HIGHER, "22", "30", "22"),
        # neither way is better, or the comparator contradicts the indicator
        (NormRule.BOTH, Comparator.AT_LEAST, Direction.NEUTRAL, "22", "30", "22"),
        (NormRule.BOTH, Comparator.AT_MOST, Direction.NEUTRAL, "22", "10", "22"),
        (NormRule.BOTH, Comparator.AT_LEAST, Direction.LOWER, "22", "10", "22"),
        (NormRule.BOTH, Comparator.AT_MOST, Direction.HIGHER, "22", "30", "22"),
        # "=" is never moved
        (NormRule.BOTH, Comparator.EQUAL, Direction.LOWER, "250", "210", "250"),
        (NormRule.BOTH, Comparator.EQUAL, Direction.HIGHER, "21", "30", "21"),
    ],
)
def test_the_rule_holds_only_where_it_was_agreed(rule, comparator, direction, norm, last_year, expected):
    agreed = goal_of(terms(comparator, norm, last_year, direction=direction, rule=rule))
    assert agreed.value == Decimal(expected)
    assert agreed.basis == (Basis.LAST_YEAR if expected == last_year else Basis.NORM)


@pytest.mark.parametrize("rule", NormRule)
@pytest.mark.parametrize("comparator", [Comparator.AT_LEAST, Comparator.EQUAL, Comparator.AT_MOST])
def test_fte_is_never_moved_and_never_warns(rule, comparator):
    for direction in Direction:
        for last_year in ("3", "1", None):
            found = goal_of(terms(comparator, "2", last_year, unit=Unit.FTE, direction=direction, rule=rule))
            assert found == goal("2", Basis.NORM)


@pytest.mark.parametrize("comparator", sorted(MONITORED))
def test_what_is_only_followed_has_no_goal(comparator):
    assert goal_of(terms(comparator, own_goal="5")) == goal(None, Basis.NONE)


def test_percentages_follow_the_rule():
    found = terms(Comparator.AT_LEAST, "40", "45", unit=Unit.PERCENT, direction=Direction.HIGHER, rule=NormRule.BOTH)
    assert goal_of(found) == goal("45", Basis.LAST_YEAR)


def test_no_warning_where_the_rule_was_not_agreed():
    assert not goal_of(terms(last_year=None, rule=NormRule.OFF)).result_missing


@pytest.mark.parametrize("comparator", sorted(AGAINST_LAST_YEAR))
def test_decrease_and_increase_measure_against_last_year_and_have_no_norm(comparator):
    asked = terms(comparator, "99", "3", rule=NormRule.OFF)
    assert norm_of(asked) is None
    assert goal_of(asked) == goal("3", Basis.LAST_YEAR)
    assert goal_of(terms(comparator, None, None)) == goal(None, Basis.NONE, result_missing=True)


def test_all_is_a_hundred_percent_and_yes_is_one():
    everything = terms(Comparator.ALL, None, "98", unit=Unit.PERCENT, direction=Direction.HIGHER, rule=NormRule.BOTH)
    assert goal_of(everything) == goal("100", Basis.NORM)
    assert goal_of(terms(Comparator.EQUAL, None, None, unit=Unit.YES_NO, direction=Direction.HIGHER)).value == 1
    assert goal_of(terms(Comparator.ALL, None, "98", direction=Direction.HIGHER)) == goal(None, Basis.NONE)


def test_without_norm_there_is_no_goal_even_when_last_year_is_known():
    assert goal_of(terms(norm=None)) == goal(None, Basis.NONE)


def test_an_own_goal_goes_first_and_needs_a_reason():
    assert goal_of(terms(own_goal="200", own_reason="Nieuwe camera's.")) == goal("200", Basis.OWN)
    with pytest.raises(ReasonMissingError):
        goal_of(terms(own_goal="200"))
    with pytest.raises(ReasonMissingError):
        goal_of(terms(own_goal="200", own_reason="  \n"))


def test_an_own_goal_equal_to_the_agreed_one_needs_no_reason():
    assert goal_of(terms(own_goal="210.00")) == goal("210", Basis.LAST_YEAR)


def test_provisional_numbers_make_a_provisional_goal():
    """2021 is not known yet: the 2020 ambition stands in for it, and is marked."""
    stand_in = terms(
        Comparator.MORE_THAN, "5223461", None, unit=Unit.EURO, direction=Direction.HIGHER, provisional_norm=True
    )
    assert goal_of(stand_in) == goal("5223461", Basis.NORM, provisional=True)
    assert goal_of(terms(provisional_last_year=True)).provisional
    assert not goal_of(terms(provisional_norm=True)).provisional, "last year's final result is the goal, not the norm"


@pytest.mark.parametrize(
    ("comparator", "direction", "number", "exceeds"),
    [
        (Comparator.AT_MOST, Direction.LOWER, "250", True),
        (Comparator.AT_MOST, Direction.LOWER, "210", False),
        (Comparator.EQUAL, Direction.LOWER, "250", True),
        (Comparator.AT_LEAST, Direction.LOWER, "250", False),
        (Comparator.AT_LEAST, Direction.HIGHER, "250", False),
        (Comparator.AT_MOST, Direction.NEUTRAL, "250", False),
    ],
)
def test_a_number_above_reality_is_recognised(comparator, direction, number, exceeds):
    assert exceeds_last_year(Decimal(number), terms(comparator, number, "210", direction=direction)) is exceeds


@given(
    st.sampled_from(Comparator),
    st.sampled_from(Direction),
    st.sampled_from(Unit),
    st.sampled_from(NormRule),
    amounts,
    st.none() | amounts,
)
def test_the_goal_is_never_worse_than_the_norm_where_the_rule_holds(comparator, direction, unit, rule, norm, last_year):
    asked = Terms(
        comparator=comparator,
        unit=unit,
        direction=direction,
        rule=rule,
        baseline_year=2020,
        norm=norm,
        last_year=last_year,
    )
    found = goal_of(asked)
    if rule_holds(asked):
        assert found.value is not None
        assert not is_better(norm, found.value, direction)
        if last_year is not None:
            assert not is_better(last_year, found.value, direction), "nor worse than last year"
    elif comparator not in MONITORED | AGAINST_LAST_YEAR:
        assert found.value == norm


@given(st.sampled_from(Comparator), st.sampled_from(Direction), st.sampled_from(NormRule), amounts, amounts)
def test_the_rule_agreed_for_both_holds_wherever_the_one_for_lower_does(comparator, direction, rule, norm, last_year):
    def holds(which: NormRule) -> bool:
        return rule_holds(terms(comparator, str(norm), str(last_year), direction=direction, rule=which))

    assert not holds(NormRule.OFF)
    assert holds(NormRule.BOTH) or not holds(NormRule.LOWER)


@given(amounts, amounts, amounts, st.sampled_from(Comparator))
def test_an_own_goal_with_a_reason_is_always_followed(norm, last_year, own, comparator):
    assume(comparator not in MONITORED)
    asked = terms(comparator, str(norm), str(last_year), own_goal=str(own), own_reason="Besproken.")
    assert goal_of(asked).value == own


@given(st.sampled_from(Comparator), st.sampled_from(Direction))
def test_only_the_undecided_comparators_follow_the_indicator(comparator, direction):
    follows = comparator in MONITORED | {Comparator.EQUAL}
    assert sense(comparator, direction) == direction or not follows
    assert follows or sense(comparator, Direction.LOWER) == sense(comparator, Direction.HIGHER)


def test_the_agreed_goal_does_not_look_at_the_own_one():
    assert agreed_goal(terms(own_goal="5")) == goal("210", Basis.LAST_YEAR)
