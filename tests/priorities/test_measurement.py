"""Percentages, changes, cumulative figures and sums."""

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from priorities.codes import Scope, Unit
from priorities.measurement import (
    Absence,
    Change,
    MixedScopesError,
    Part,
    Reading,
    change,
    countable,
    is_small,
    kept,
    needs_explanation,
    percentage,
    places_apart,
    rounded,
    rounded_change,
    rounded_percentage,
    single,
    total,
)
from workplan_portal.documents.canonical import decimal_string

counts = st.integers(min_value=0, max_value=10**9).map(Decimal)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        ("6", "15", Reading(Decimal(40))),
        ("0", "15", Reading(Decimal(0))),
        ("0", "0", Reading(None, Absence.NOT_APPLICABLE)),
        ("6", None, Reading(None, Absence.NOT_APPLICABLE)),
        (None, "0", Reading(None, Absence.NOT_APPLICABLE)),
        (None, "15", Reading(None, Absence.NOT_AVAILABLE)),
        (None, None, Reading(None, Absence.NOT_AVAILABLE)),
        ("18", "15", Reading(Decimal(120))),
    ],
)
def test_percentage(numerator, denominator, expected):
    assert percentage(number(numerator), number(denominator)) == expected


@given(st.lists(st.integers(0, 10**8).map(Decimal), min_size=3, max_size=3), st.integers(28, 60))
def test_a_figure_is_kept_alike_everywhere_and_never_becomes_another(numbers, precision):
    one, other, whole = sorted(numbers)
    assume(whole)
    with localcontext(Context(prec=precision)):
        share = kept(percentage(one, whole).value)
    assert share == kept(one * 100 / whole)
    assert (share == kept(other * 100 / whole)) == (one == other)
    assert share == kept(share)
    assert (share == 100) == (one == whole)


def test_a_figure_is_kept_short():
    assert decimal_string(kept(Decimal(655) * 100 / Decimal(668))) == "98.0538922156"
    assert decimal_string(kept(Decimal("5223461.50"))) == "5223461.5"


def test_a_figure_that_is_not_there_is_not_zero():
    assert single(None) == Reading(None, Absence.NOT_AVAILABLE)
    assert single(Decimal(0)) == Reading(Decimal(0))


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("2.25", "2.3"), ("2.35", "2.4"), ("2.249", "2.2"), ("-25.548", "-25.5"), ("-2.25", "-2.3"), ("40", "40")],
)
def test_half_rounds_up_and_away_from_zero(exact, shown):
    assert rounded(Decimal(exact)) == Decimal(shown)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("99.96", "99.9"), ("100", "100"), ("0.04", "0.1"), ("0", "0"), ("99.9", "99.9"), ("39.95", "40"), ("148", "148")],
)
def test_almost_all_is_not_all_and_almost_none_is_not_none(exact, shown):
    assert rounded_percentage(Decimal(exact)) == Decimal(shown)


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [("501", "373", "-25.5"), ("353", "266", "-24.6"), ("2591", "3837", "48.1"), ("837", "1230", "47.0")],
)
def test_real_changes_emmen_2019_to_2020(before, now, shown):
    """Source: rtvdrenthe.nl/nieuws/166646."""
    moved = change(Decimal(now), Decimal(before))
    assert moved.absolute == Decimal(now) - Decimal(before)
    assert moved.percent is not None
    assert rounded(moved.percent) == Decimal(shown)
    assert not moved.small


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ("4", "0", Change(Decimal(4), None, small=True, absence=Absence.NOT_APPLICABLE, shown=Decimal(4))),
        ("40", "0", Change(Decimal(40), None, small=True, absence=Absence.NOT_APPLICABLE, shown=Decimal(40))),
        ("0", "0", Change(Decimal(0), None, small=True, absence=Absence.NOT_APPLICABLE, shown=Decimal(0))),
        (None, "4", Change(None, None, absence=Absence.NOT_AVAILABLE)),
        ("4", None, Change(None, None, absence=Absence.NOT_AVAILABLE)),
        ("6", "4", Change(Decimal(2), Decimal(50), small=True, shown=Decimal(2))),
        ("9", "18", Change(Decimal(-9), Decimal(-50), small=True, shown=Decimal(-9))),
        ("10", "20", Change(Decimal(-10), Decimal(-50), small=False, shown=Decimal(-10))),
    ],
)
def test_change(now, before, expected):
    assert change(number(now), number(before)) == expected


@pytest.mark.parametrize("before", ["0", "1"])
def test_between_yes_and_no_there_is_no_percentage(before: str) -> None:
    moved = change(Decimal(1), Decimal(before), Unit.YES_NO)
    assert moved == Change(None, None, absence=Absence.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("-99.97", "-99.9"), ("-100", "-100"), ("148.25", "148.3"), ("0.04", "0"), ("-0.04", "0"), ("-120", "-120")],
)
def test_what_became_less_is_not_gone(exact: str, shown: str) -> None:
    assert rounded_change(Decimal(exact)) == Decimal(shown)


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ("12", "12", 1),
        ("12", "12.1", 1),
        ("12", "12.04", 2),
        ("12.341", "12.342", 3),
        ("99.96", "100", 1),
        ("99.99", "99.96", 2),
    ],
)
def test_percentages_that_differ_get_the_decimals_in_which_they_do(one: str, other: str, places: int) -> None:
    assert places_apart(Decimal(one), Decimal(other)) == places


def test_a_percentage_moves_in_points_and_money_is_never_a_small_number():
    assert change(Decimal(50), Decimal(40), Unit.PERCENT).absolute == 10
    assert change(Decimal(50), Decimal(40), Unit.PERCENT).percent is None
    assert not any(is_small(unit, Decimal(5)) for unit in (Unit.EURO, Unit.HOURS, Unit.PERCENT))
    assert all(is_small(unit, Decimal(3)) for unit in (Unit.COUNT, Unit.FREQUENCY, Unit.FTE))
    assert is_small(Unit.COUNT, Decimal("9.99"))
    assert not is_small(Unit.COUNT, Decimal(10))


@pytest.mark.parametrize(
    ("earlier", "later", "needs"),
    [
        (["6"], "5", True),
        (["6"], "6", False),
        (["6"], "9", False),
        (["6", "5"], "5", True),
        ([None], "5", False),
        ([], "5", False),
        (["6"], None, False),
        (["0"], "0", False),
    ],
)
def test_a_cumulative_figure_that_went_down_needs_an_explanation(earlier, later, needs):
    assert needs_explanation([number(value) for value in earlier], number(later)) is needs


def part(
    key: str, scope: Scope, value: str | None, *, share_of: str | None = None, restates: str | None = None
) -> Part:
    return Part(key=key, scope=scope, value=number(value), share_of=share_of, restates=restates)


def test_a_team_share_is_part_of_the_unit_total():
    """100 cyber cases in the unit, of which the team brings 4."""
    unit, team = part("Q39", Scope.UNIT, "100"), part("Q40", Scope.TEAM, "4", share_of="Q39")
    assert total([unit, team]) == 100
    assert total([team]) == 4


def test_a_restatement_is_never_added_up_twice():
    """The same euros as aspiration of the OM and as contribution of the police."""
    aspiration, police = part("Q24", Scope.UNIT, "5223461"), part("Q26", Scope.UNIT, "5223461", restates="Q24")
    assert total([aspiration, police]) == 5223461


def test_scopes_are_never_mixed():
    with pytest.raises(MixedScopesError):
        total([part("Q28", Scope.TEAM, "22"), part("Q39", Scope.UNIT, "100")])


def test_a_sum_with_an_unknown_part_is_unknown_and_so_is_a_sum_of_nothing():
    assert total([part("a", Scope.TEAM, "22"), part("b", Scope.TEAM, None)]) is None
    assert total([]) is None


def test_the_same_part_twice_counts_once():
    twice = part("a", Scope.TEAM, "22")
    assert total([twice, twice]) == 22


@given(counts, counts)
def test_a_percentage_times_its_whole_is_its_part(numerator, denominator):
    assume(denominator)
    found = percentage(numerator, denominator).value
    assert found is not None
    assert (found * denominator / 100).quantize(Decimal("0.001")) == numerator


@given(counts, counts)
def test_change_brings_last_year_to_this_year(now, before):
    moved = change(now, before)
    assert moved.absolute is not None
    assert before + moved.absolute == now
    assert (moved.percent is None) == (before == 0)
    if moved.percent is not None:
        assert (before + before * moved.percent / 100).quantize(Decimal("0.001")) == now


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_rounding_never_moves_more_than_half_a_tenth(value):
    assert abs(rounded(value) - value) <= Decimal("0.05")
    assert rounded(-value) == -rounded(value)


@given(st.decimals(min_value=0, max_value=100, places=6))
def test_a_shown_percentage_is_all_or_none_only_when_it_is(value):
    shown = rounded_percentage(value)
    assert (shown == 100) == (value == 100)
    assert (shown == 0) == (value == 0)


@given(st.lists(counts, min_size=1, max_size=8))
def test_shares_of_one_parent_add_nothing_to_it(values):
    parent = part("parent", Scope.UNIT, str(sum(values)))
    shares = [part(f"share {n}", Scope.TEAM, str(value), share_of="parent") for n, value in enumerate(values)]
    assert total([*shares, parent]) == parent.value
    assert total(shares) == sum(values)
    assert countable([parent, *shares]) == [parent]
