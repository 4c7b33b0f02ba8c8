"""One value, one text, one digest: whatever the order of the keys, the zeros of a number or the way an é was typed."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.documents.canonical import NotCanonical, canonical_bytes, decimal_string, digest

texts = st.text(st.characters(exclude_categories=["Cs"]))
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts | st.decimals(allow_nan=False, allow_infinity=False, places=4),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
    max_leaves=20,
)


@given(plain_values)
def test_reading_back_and_writing_again_changes_nothing(value: object) -> None:
    written = canonical_bytes(value)

    assert canonical_bytes(json.loads(written)) == written


@given(st.dictionaries(st.text(st.characters(codec="ascii")), st.integers()))
def test_the_order_in_which_keys_were_set_makes_no_difference(value: dict[str, int]) -> None:
    assert canonical_bytes(dict(reversed(value.items()))) == canonical_bytes(value)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_exactly_and_in_one_way(number: Decimal) -> None:
    written = decimal_string(number)

    assert Decimal(written) == number
    assert "E" not in written.upper()
    assert decimal_string(Decimal(written)) == written


def test_the_bytes_are_known() -> None:
    value = {"b": [1, True, None], "a": "≥ 5 fte", "norm": Decimal("5223461.00"), "op": date(2020, 12, 21)}

    assert canonical_bytes(value) == '{"a":"≥ 5 fte","b":[1,true,null],"norm":"5223461","op":"2020-12-21"}'.encode()


@pytest.mark.parametrize(
    ("number", "written"),
    [("1E+3", "1000"), ("40.50", "40.5"), ("-0.00", "0"), ("0.10", "0.1"), ("100", "100"), ("1E-7", "0.0000001")],
)
def test_numbers_have_no_exponent_and_no_idle_zeros(number: str, written: str) -> None:
    assert decimal_string(Decimal(number)) == written


def test_an_accent_typed_in_two_ways_is_one_text() -> None:
    assert canonical_bytes({"caf\u00e9": "\u00e9"}) == canonical_bytes({"cafe\u0301": "e\u0301"})


def test_a_moment_is_written_in_utc_and_must_have_a_time_zone() -> None:
    noon = datetime(2021, 1, 4, 12, tzinfo=UTC)

    assert canonical_bytes(noon) == b'"2021-01-04T12:00:00Z"'
    assert canonical_bytes(noon.astimezone(timezone(timedelta(hours=1)))) == canonical_bytes(noon)
    with pytest.raises(NotCanonical, match="no time zone"):
        canonical_bytes({"at": noon.replace(tzinfo=None)})


@pytest.mark.parametrize(
    "value", [0.1, {1: "a"}, {"a": {2, 3}}, b"bytes", Decimal("NaN"), "\ud800", {"\u00e9": 1, "e\u0301": 2}]
)
def test_what_has_no_single_written_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical_bytes(value)


def test_the_message_says_where_the_trouble_is() -> None:
    with pytest.raises(NotCanonical, match=r"float at \$\.targets\[1\]\.norm"):
        canonical_bytes({"targets": [{"norm": "1"}, {"norm": 0.5}]})


def test_the_digest_is_the_sha_256_of_the_bytes() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
