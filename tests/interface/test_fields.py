"""Form fields: what is taken, and what the reader is told about the rest."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.interface.fields import DutchDateField, DutchDecimalField, PlainTextField, RichTextField
from workplan_portal.interface.forms import PortalForm

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def refusal(field, value) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Emmen  ", "Emmen"),
        ("twee\r\nregels", "twee regels"),
        ("e\u0301e\u0301n", "één"),
        (f"gezin {FAMILY}", f"gezin {FAMILY}"),
        ("مرحبا", "مرحبا"),
        ("\u202eomgekeerd\u202c", "omgekeerd"),
        ("<b>vet</b> & zo", "<b>vet</b> & zo"),
    ],
)
def test_a_line_of_text_is_tidied_and_otherwise_kept(typed, kept):
    assert PlainTextField(max_length=50).clean(typed) == kept


def test_a_text_of_more_lines_keeps_its_lines():
    assert PlainTextField(max_length=50, lines=True).clean("een  \r\n\r\n\ttwee\r") == "een\n\n twee"


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x85", "\ufffe", "\ud800"])
def test_control_characters_are_refused_with_advice(control):
    field = PlainTextField(max_length=50)
    with pytest.raises(ValidationError):
        field.clean(f"tekst{control}tekst")


def test_a_text_that_is_too_long_says_how_long_it_is():
    message = refusal(PlainTextField(max_length=10), "x" * 200_000)
    assert "200.000" in message
    assert "10" in message


def test_a_text_is_not_read_when_it_is_longer_than_its_marks_and_addresses_can_make_it():
    field = RichTextField(limit=20)
    assert "10.061" in refusal(field, "*" * 10_061)
    assert "21" in refusal(field, "x" * 21)
    assert len(field.clean(f"[x](https://b.nl/{'a' * 5_000})")) > 5_000


def test_only_invisible_marks_is_no_text():
    assert "required" in [error.code for error in _errors(PlainTextField(max_length=9), "\u202e\u202c  ")]


def _errors(field, value):
    try:
        field.clean(value)
    except ValidationError as refused:
        return refused.error_list
    return []


@given(st.text(max_size=40))
def test_a_kept_text_is_kept_as_it_is_the_next_time(typed):
    field = PlainTextField(max_length=100, lines=True, required=False)
    try:
        kept = field.clean(typed)
    except ValidationError:
        return
    assert field.clean(kept) == kept


def test_a_date_may_not_lie_outside_its_limits():
    field = DutchDateField(earliest=date(2021, 1, 1), latest=date(2021, 12, 31))
    assert field.clean("1 maart 2021") == date(2021, 3, 1)
    assert "01-01-2021" in refusal(field, "31-12-2020")
    assert "31-12-2021" in refusal(field, "1-1-2022")


def test_a_date_that_does_not_exist_is_explained():
    assert "31-01-2021" in refusal(DutchDateField(), "30-2-2021")


def test_numbers_obey_their_limits():
    field = DutchDecimalField(min_value=0, max_digits=6, decimal_places=1)
    assert field.clean("1.234,5") == Decimal("1234.5")
    assert refusal(field, "-1")
    assert refusal(field, "9" * 300)
    assert refusal(field, "9999999")
    assert refusal(field, "1,25")
    assert "minstens 0,01" in refusal(DutchDecimalField(min_value=Decimal("0.01"), decimal_places=2), "0")
    assert "hoogstens 99,5" in refusal(DutchDecimalField(max_value=Decimal("99.5"), decimal_places=2), "100")


def test_what_is_counted_one_by_one_is_asked_for_as_such():
    field = DutchDecimalField(min_value=0, decimal_places=0)
    assert field.clean("1.234") == 1234
    for typed in ("12,5", "12 a 13", "1.234,5", f"{'9' * 38},5", "9" * 41):
        assert refusal(field, typed) == "Schrijf een heel getal, bijvoorbeeld 1234."
    assert "12 cijfers" in refusal(DutchDecimalField(max_digits=12, decimal_places=0), "9" * 40)


def test_an_ambiguous_number_is_answered_with_both_meanings():
    message = refusal(DutchDecimalField(decimal_places=3), "1.234")
    assert "1234" in message
    assert "1,234" in message


class TextForm(PortalForm):
    text = RichTextField(label="Tekst", limit=20, required=False)
    amount = DutchDecimalField(label="Bedrag", required=False)
    day = DutchDateField(label="Dag", required=False)


STORED = {"text": "<p>een <strong>twee</strong></p>", "amount": Decimal("1234.50"), "day": date(2021, 1, 31)}


def test_stored_values_are_shown_as_people_write_them():
    form = TextForm(initial=STORED)
    assert [form[name].value() for name in STORED] == ["een **twee**", "1234,5", "31-01-2021"]


def test_saving_what_was_shown_changes_nothing():
    shown = {name: TextForm(initial=STORED)[name].value() for name in STORED}
    form = TextForm(shown, initial=STORED)
    assert form.is_valid()
    assert form.changed_data == []
    assert form.cleaned_data == STORED


def test_a_refused_text_is_shown_back_letter_for_letter():
    typed = "**" + "x" * 30 + "  <p>*"
    form = TextForm({"text": typed})
    assert not form.is_valid()
    assert form["text"].value() == typed


class Text(PortalForm):
    text = RichTextField(label="Tekst", limit=40, required=False)


def test_what_the_editor_sends_is_the_same_as_what_is_typed():
    markup = {"text": "<div>Dit is <b>vet</b></div><ul><li>een</li><ul><li>twee</li></ul></ul>", "text_as": "markup"}
    edited, typed = Text(markup), Text({"text": "Dit is **vet**\n\n- een\n  - twee"})

    assert edited.is_valid()
    assert typed.is_valid()
    assert edited.cleaned_data == typed.cleaned_data
    assert edited["text"].value() == typed["text"].value()
    assert Text({"text": "a <b>"})["text"].value() == "a <b>"  # typed as it stands, without saying so


def test_the_box_holds_notation_and_brings_markup_for_the_editor():
    shown = str(Text(initial={"text": "<p><strong>vet</strong></p><ul><li>een</li></ul>"})["text"])
    assert ">\n**vet**\n\n- een</textarea>" in shown
    assert (
        'data-markup="&lt;p&gt;&lt;strong&gt;vet&lt;/strong&gt;&lt;/p&gt;&lt;ul&gt;&lt;li&gt;een&lt;/li&gt;&lt;/ul&gt;"'
        in shown
    )
    refused = Text({"text": "<p>" + "lang " * 20 + "</p>", "text_as": "markup"})
    assert "100" not in refused.errors["text"][0]
    assert "99" in refused.errors["text"][0]
    assert "lang lang" in str(refused["text"])
