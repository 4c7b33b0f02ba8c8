"""A page of dozens of small forms shows their fields from plain values, and nobody sees the difference."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from pytest_django.asserts import assertHTMLEqual

from workplan_portal.interface.boxes import box
from workplan_portal.interface.fields import DutchDateField, DutchDecimalField, PlainTextField, RichTextField
from workplan_portal.interface.forms import PortalForm

pytestmark = pytest.mark.appearance

ANSWERS = [("", "Kies"), ("1", "Ja & amen"), ("0", "Nee")]


class Example(PortalForm):
    bit_by_bit = True

    name = PlainTextField(label="Naam <kort>", max_length=5, required=False, help_text="Eén woord.")
    reason = PlainTextField(label="Waarom", max_length=5, required=False, lines=True)
    text = RichTextField(label="Duiding", limit=5, required=False, help_text="")
    day = DutchDateField(label="Dag", required=False)
    number = DutchDecimalField(label="Aantal", required=False)
    marked = forms.BooleanField(label="Voorlopig", required=False, help_text="Later volgt de laatste telling.")
    state = forms.ChoiceField(label="Stand", choices=ANSWERS, required=False)
    answer = forms.ChoiceField(label="Antwoord", choices=ANSWERS[1:], widget=forms.RadioSelect, required=False)


STORED = {
    "name": '"Jan"',
    "reason": "Regel 1\nRegel 2 <b>",
    "text": "<p>Een <strong>vet</strong> woord.</p>",
    "day": date(2021, 4, 30),
    "number": Decimal("1234.50"),
    "marked": True,
    "state": "1",
    "answer": "0",
}
WRONG = {
    "name": '"veel te lang"',
    "reason": "Regel 1\nRegel 2 <b>",
    "text": "Een **vet** woord <i>.",
    "day": "31-02-2021",
    "number": "1.234",
    "state": "9",
    "answer": "9",
}


@pytest.mark.parametrize(
    ("initial", "sent"), [({}, None), (STORED, None), (STORED, WRONG)], ids=["empty", "as stored", "as refused"]
)
def test_a_box_looks_like_its_field_in_a_form(initial: dict[str, Any], sent: dict[str, str] | None) -> None:
    data = sent and {f"een-{name}": value for name, value in sent.items()}
    form = Example(data, initial=initial, prefix="een")
    assert set(form.errors) == (set(sent or ()) - {"marked"})

    for field, may_follow in product(form, (True, False)):
        form.bit_by_bit = may_follow
        plain = box(field.field, field.html_name, field.value(), field.errors, says_optional=not may_follow)
        part = "partials/tick_box.html" if plain.kind == "checkbox" else "partials/boxes.html"
        assertHTMLEqual(
            render_to_string(part, {"box": plain, "boxes": [plain]}),
            render_to_string("nlds/field.html", {"field": field}),
            field.name,
        )
