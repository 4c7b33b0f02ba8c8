"""What somebody says about a draft, the words it is about, and whom it asks something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models.comment import LONGEST_QUOTE
from plans.places import Place
from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm
from workplan_portal.people.models import Person

LONGEST_COMMENT = 2_000

NO_NAMES = gettext_lazy("No names of suspects, victims or other people outside the organisations.")

WHO_READS = gettext_lazy(
    "No names of suspects, victims or other people outside the organisations. Everybody who reads the draft or decides "
    "about it can read this comment. It does not come into the plan."
)


class AnswerForm(PortalForm):
    submit_label = gettext_lazy("Answer")
    submit_icon = "message"
    fields_in_order: Sequence[str] = ("text", "asked")

    text = PlainTextField(label=gettext_lazy("Your answer"), help_text=NO_NAMES, max_length=LONGEST_COMMENT, lines=True)
    asked = forms.MultipleChoiceField(
        label=gettext_lazy("Ask a colleague to react"),
        help_text=gettext_lazy("Whoever you choose gets an e-mail with a link."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, colleagues: Mapping[Person, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.uuid): person for person in colleagues}
        choices = [(str(person.uuid), f"{person.name} ({told})") for person, told in colleagues.items()]
        self.fields["asked"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            self.fields["asked"].widget = forms.MultipleHiddenInput()
        self.fields["text"].widget.attrs |= {"data-focus": "", "rows": 4}

    @property
    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "asked": [self.people[key] for key in self.cleaned_data["asked"]]}


class CommentForm(AnswerForm):
    submit_label = gettext_lazy("Make the comment")
    fields_in_order = ("place", "quote", "text", "asked")

    place = forms.ChoiceField(label=gettext_lazy("About which part of the plan?"))
    quote = PlainTextField(
        label=gettext_lazy("Words it is about"),
        help_text=gettext_lazy("Copy a few words as they stand there. Leave this empty when it is about all of it."),
        max_length=LONGEST_QUOTE,
        required=False,
    )

    def __init__(self, *args: Any, places: Mapping[str, Place], fixed: bool, **kwargs: Any) -> None:
        """`fixed`: the page names the place already, so it is not asked."""
        super().__init__(*args, **kwargs)
        self.places = places
        field = self.fields["place"]
        field.choices = [("", _("Choose a part of the plan")), *_grouped(places)]  # type: ignore[attr-defined]
        if fixed:
            field.widget = forms.HiddenInput()
        self.fields["text"].label, self.fields["text"].help_text = _("Your comment"), WHO_READS

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        place, quote = self.places.get(data.get("place", "")), data.get("quote")
        if place and quote and not place.holds(quote):
            self.add_error("quote", self._where_else(quote))
        return data

    def _where_else(self, quote: str) -> str:
        found = next((place for place in self.places.values() if place.holds(quote)), None)
        if found is None:
            return _("These words do not stand there. Copy them letter for letter, or leave this empty.")
        return _("These words do not stand there, but under: %(place)s.") % {"place": found.name}

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"place": self.cleaned_data["place"], "quote": self.cleaned_data["quote"]}


def _grouped(places: Mapping[str, Place]) -> list[tuple[str, list[tuple[str, str]]]]:
    found = groupby(places.values(), key=lambda place: place.heading)
    return [(heading, [(place.key, _option(place)) for place in group]) for heading, group in found]


def _option(place: Place) -> str:
    label = place.label or _("the priority itself")
    return f"{label}: {place.glimpse}" if place.glimpse else label
