"""Dates and numbers as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.interface.dutch import Ambiguous, parse_date, parse_decimal, write_date, write_decimal


@pytest.mark.parametrize(
    "typed",
    [
        "31-1-2021",
        "31-01-2021",
        "31/01/2021",
        "31.1.2021",
        " 31 1 2021 ",
        "31 januari 2021",
        "31 jan. 2021",
        "2021-01-31",
    ],
)
def test_a_date_is_understood_in_the_ways_people_write_it(typed):
    assert parse_date(typed) == date(2021, 1, 31)


@pytest.mark.parametrize(
    "typed", ["31-02-2021", "1-13-2021", "31-1-21", "gisteren", "", "٣١-٠١-٢٠٢١", "0-0-0000", "1-1-20211"]
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError, match=r".+"):
        parse_date(typed)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_every_date_written_is_read_as_itself(day):
    assert parse_date(write_date(day)) == day


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234", "1234"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0.125", "0.125"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("+7", "7"),
        ("1\u00a0234", "1234"),
    ],
)
def test_a_number_is_understood_in_the_ways_people_write_it(typed, number):
    assert parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "abc", "1,2,3", "1.23.456", "1e5", "NaN", "Infinity", "--1", "٣", "12.34,5", ",5", "5,"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=r".+"):
        parse_decimal(typed)


def test_a_number_that_can_mean_two_things_is_refused():
    with pytest.raises(Ambiguous):
        parse_decimal("1.234")


def test_without_decimals_a_full_stop_can_only_mean_thousands():
    assert parse_decimal("1.234", decimal_places=0) == 1234


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_every_number_written_is_read_as_itself(number):
    assert parse_decimal(write_decimal(number)) == number
