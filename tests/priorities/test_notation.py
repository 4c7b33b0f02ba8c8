"""Numbers the way Dutch and English readers write them."""

import re
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from priorities.codes import Unit
from priorities.measurement import change, percentage, single
from priorities.notation import amount, change_in_a_word, change_percentage, difference, number, on_axis, reading

TIED = "\N{NO-BREAK SPACE}"
IN_NUMBERS = (Unit.PERCENT, Unit.COUNT, Unit.EURO, Unit.FTE, Unit.HOURS)


@pytest.mark.parametrize(
    ("value", "unit", "dutch", "english"),
    [
        ("5223461", Unit.EURO, f"€{TIED}5.223.461", "€5,223,461"),
        ("5223461.5", Unit.EURO, f"€{TIED}5.223.461,50", "€5,223,461.50"),
        ("-128", Unit.EURO, f"−€{TIED}128", "−€128"),
        ("40", Unit.PERCENT, "40%", "40%"),
        ("40.00", Unit.PERCENT, "40%", "40%"),
        ("33.333", Unit.PERCENT, "33,3%", "33.3%"),
        ("99.96", Unit.PERCENT, "99,9%", "99.9%"),
        ("3837", Unit.COUNT, "3.837", "3,837"),
        ("6.666666", Unit.COUNT, "6,67", "6.67"),
        ("6.50", Unit.COUNT, "6,5", "6.5"),
        ("2", Unit.FTE, "2 fte", "2 fte"),
        ("1", Unit.HOURS, "1 uur", "1 hour"),
        ("1250.5", Unit.HOURS, "1.250,5 uur", "1,250.5 hours"),
        ("3", Unit.FREQUENCY, "3", "3"),
        ("1", Unit.YES_NO, "ja", "yes"),
        ("0", Unit.YES_NO, "nee", "no"),
    ],
)
def test_amounts(value, unit, dutch, english):
    for language, expected in (("nl", dutch), ("en", english)):
        with translation.override(language):
            assert amount(Decimal(value), unit) == expected


@pytest.mark.parametrize(
    ("now", "before", "absolute", "relative"),
    [
        ("373", "501", "−128", "−25,5%"),
        ("3837", "2591", "+1.246", "+48,1%"),
        ("1230", "837", "+393", "+47%"),
        ("20", "20", "0", "0%"),
        ("2", "3", "−1", "klein aantal"),
        ("40", "0", "+40", "n.v.t."),
        (None, "3", "n.b.", "n.b."),
    ],
)
def test_changes_in_dutch(now, before, absolute, relative):
    moved = change(None if now is None else Decimal(now), Decimal(before))
    with translation.override("nl"):
        assert (difference(moved, Unit.COUNT), change_percentage(moved)) == (absolute, relative)


def test_money_and_percentages_change_in_their_own_way():
    with translation.override("nl"):
        assert difference(change(Decimal(100), Decimal(150), Unit.EURO), Unit.EURO) == f"−€{TIED}50"
        points = change(Decimal("47.5"), Decimal(40), Unit.PERCENT)
        assert difference(points, Unit.PERCENT) == "+7,5 procentpunt"
        assert change_percentage(points) == "n.v.t."
        assert change_in_a_word(points, Unit.PERCENT) == "+7,5 procentpunt"
        assert change_in_a_word(change(Decimal(373), Decimal(501)), Unit.COUNT) == "−25,5%"
        answers = change(Decimal(1), Decimal(0), Unit.YES_NO)
        assert change_in_a_word(answers, Unit.YES_NO) == "n.v.t."  # both are known: there is no percentage of a yes


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (("103", "850"), ("102", "850"), "+0,1 procentpunt"),  # 12,1% and 12%: 0,12 apart
        (("1204", "10000"), ("1198", "10000"), "vrijwel gelijk"),  # both are written 12%
        (("12", "100"), ("24", "200"), "0 procentpunt"),
        (("9996", "10000"), ("1", "1"), "−0,1 procentpunt"),  # 99,9% and 100%
    ],
)
def test_percentages_and_their_difference_agree(now: tuple[str, str], before: tuple[str, str], told: str) -> None:
    one, other = (percentage(*map(Decimal, parts)).value for parts in (now, before))
    with translation.override("nl"):
        assert difference(change(one, other, Unit.PERCENT), Unit.PERCENT) == told


shares = st.tuples(st.integers(0, 3000), st.integers(1, 3000)).map(lambda parts: percentage(*map(Decimal, parts)).value)
counts = st.decimals(min_value=0, max_value=10**9, places=2)


def read(written: str) -> Decimal:
    """A number as somebody who knows Dutch reads it."""
    bare = re.sub(r"[^\d,.−-]", "", written)
    return Decimal(bare.replace(".", "").replace(",", ".").replace("−", "-"))


@given(st.one_of(st.tuples(st.just(unit), *[shares if unit == Unit.PERCENT else counts] * 2) for unit in IN_NUMBERS))
def test_a_reader_who_subtracts_finds_the_difference_that_is_told(pair: tuple[Unit, Decimal, Decimal]) -> None:
    unit, now, before = pair
    with translation.override("nl"):
        one, other = amount(now, unit), amount(before, unit)
        told = difference(change(now, before, unit), unit)
    if told == "vrijwel gelijk":
        assert one == other
        assert now != before
    else:
        assert read(told) == read(one) - read(other)
        assert (one == other) == (now == before)
        assert told.startswith("+") == (now > before)


@given(counts, counts)
def test_only_what_is_equal_changed_by_nothing_and_only_nothing_is_wholly_gone(now: Decimal, before: Decimal) -> None:
    with translation.override("nl"):
        told = change_percentage(change(now, before, Unit.EURO))
    assert (told == "0%") == (now == before and before > 0)
    assert (told == "−100%") == (now == 0 and before > 0)


def test_what_is_missing_is_said_and_is_no_zero():
    with translation.override("nl"):
        assert reading(single(None), Unit.COUNT) == "n.b."
        assert reading(percentage(Decimal(0), Decimal(0)), Unit.PERCENT) == "n.v.t."
        assert reading(single(Decimal(0)), Unit.COUNT) == "0"
        assert reading(single(Decimal(7)), Unit.COUNT, provisional=True) == "7 (voorlopig)"


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_written_number_reads_back_as_itself(value):
    with translation.override("nl"):
        written = number(value)
    assert Decimal(written.replace(".", "").replace(",", ".").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("value", "unit", "dutch", "english"),
    [
        ("0", Unit.EURO, f"€{TIED}0", "€0"),
        ("200000", Unit.EURO, f"€{TIED}200.000", "€200,000"),
        ("5000000", Unit.EURO, f"€{TIED}5 mln", "€5 million"),
        ("2000000", Unit.COUNT, "2 mln", "2 million"),
        ("50", Unit.PERCENT, "50%", "50%"),
        ("20", Unit.FTE, "20", "20"),
        ("1000", Unit.HOURS, "1.000", "1,000"),
    ],
)
def test_numbers_beside_an_axis_are_short(value, unit, dutch, english):
    for language, expected in (("nl", dutch), ("en", english)):
        with translation.override(language):
            assert on_axis(Decimal(value), unit) == expected
