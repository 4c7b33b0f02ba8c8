"""Forms of a letter: what it is about, its fields part by part, its texts, and the acts of its course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.editing import SHORT_TEXT, AutosavedForm, limited
from reports.letters.subjects import LetterSubject
from reports.models import Letter, LetterText
from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm

from .publishing import PublishForm

LONGEST_TEXT = 6_000
"""Readable characters in a block of a letter, which is one or two pages in all."""


class MakeForm(PortalForm):
    """Only what this person may write a letter about can be chosen."""

    submit_label = _("Start the letter")
    submit_icon = "plus"
    subject = forms.ChoiceField(label=_("What is the letter about?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, subjects: Mapping[str, LetterSubject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = subjects
        choices = [
            (key, _("%(title)s, for the council of %(municipality)s") % _named(subject))
            for key, subject in subjects.items()
        ]
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["subject"].initial = choices[0][0]

    @property
    def chosen(self) -> LetterSubject:
        return self.subjects[self.cleaned_data["subject"]]


def _named(subject: LetterSubject) -> dict[str, str]:
    return {"title": subject.enclosure, "municipality": subject.municipality.name}


class PartForm(AutosavedForm):
    """Fields of a letter. None says that it is optional: what is needed to send the letter stands beside them."""

    bit_by_bit = True


class AddressForm(PartForm):
    class Meta:
        model = Letter
        fields = ("addressee", "department", "team")


class ReferencesForm(PartForm):
    """No box for a BSN: its cell in the letter is always empty."""

    more_enclosures = limited(
        Letter,
        "more_enclosures",
        SHORT_TEXT,
        required=False,
        help_text=_("One on each line. The first enclosure, which the letter is about, comes by itself."),
    )
    fields_in_order = (
        Row(Column("reference"), Column("your_reference")),
        Row(Column("dated_on"), Column("handled_by")),
        Row(Column("telephone"), Column("fax")),
        "email",
        "more_enclosures",
    )

    class Meta:
        model = Letter
        fields = (
            "reference",
            "your_reference",
            "dated_on",
            "handled_by",
            "telephone",
            "fax",
            "email",
            "more_enclosures",
        )


class OpeningForm(PartForm):
    class Meta:
        model = Letter
        fields = ("subject_line", "salutation")


class SigningForm(PartForm):
    fields_in_order = (
        "valediction",
        "signing_body",
        Row(Column("first_function"), Column("first_name")),
        Row(Column("second_function"), Column("second_name")),
    )

    class Meta:
        model = Letter
        fields = ("valediction", "signing_body", "first_function", "first_name", "second_function", "second_name")


FIELD_FORMS: dict[str, type[PartForm]] = {
    "adres": AddressForm,
    "kenmerken": ReferencesForm,
    "aanhef": OpeningForm,
    "ondertekening": SigningForm,
}
"""The parts of the letter with fields, in its order; each is edited by itself."""


class TextForm(AutosavedForm):
    own_text = limited(LetterText, "own_text", LONGEST_TEXT, required=True)

    class Meta:
        model = LetterText
        fields = ("own_text",)


class AddTextForm(TextForm):
    submit_label = _("Add the text")


class SendForm(PortalForm):
    """`seen` is the digest of the letter that the person was shown."""

    submit_label = _("Send the letter")
    submit_icon = "send"
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ReplaceForm(PortalForm):
    submit_label = _("Start the new letter")
    submit_icon = "replace"
    because = PlainTextField(label=_("What does the new letter correct, and why?"), max_length=1_000, lines=True)


class PublishLetterForm(PublishForm):
    with_enclosure = forms.BooleanField(
        label=_("Publish the enclosure with it, if these readers can't read it yet"), required=False, initial=True
    )
