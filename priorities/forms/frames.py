"""Forms for frames and their priorities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from priorities.codes import Level
from priorities.models import PolicyFrame, Priority, SafetyField
from priorities.policies import keepings
from workplan_portal.audit.trail import today
from workplan_portal.interface.fields import DutchDateField, PlainTextField
from workplan_portal.interface.forms import PortalForm, PortalModelForm
from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person

FIRST_YEAR, LAST_YEAR = 2000, 2100


def year_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"class": "input--short", "inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=widget, **kwargs)


class FrameForm(PortalForm):
    """The texts of a draft frame, with the version of it that the page showed."""

    title = PlainTextField(label=_("Title"), max_length=200)
    valid_from = year_field(_("Valid from year"))
    valid_until = year_field(_("Valid up to and including year"))
    reference = PlainTextField(
        label=_("Where it can be found"),
        max_length=300,
        required=False,
        help_text=_("For example a web address or a decision number."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    fields_in_order: Sequence[Any] = (
        "title",
        Div("valid_from", "valid_until", css_class="form-row"),
        "reference",
        "version",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("valid_from"), values.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last year can't be before the first one."))
        return values


class NewFrameForm(FrameForm):
    """Adds for whom: only the levels and owners that this person keeps frames of."""

    keeping = forms.ChoiceField(label=_("Whose frame is it?"))

    fields_in_order = ("keeping", *FrameForm.fields_in_order)
    submit_label = _("Add frame")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = {f"{level.value}-{owner.pk}": (level, owner) for level, owner in keepings(person)}
        self.fields["keeping"].choices = [  # type: ignore[attr-defined]
            (key, _("%(level)s: %(owner)s") % {"level": level.label, "owner": owner})
            for key, (level, owner) in self.kept.items()
        ]

    @property
    def level_and_owner(self) -> tuple[Level, Area]:
        return self.kept[self.cleaned_data["keeping"]]

    @property
    def texts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"keeping", "version"}}


class AdoptFrameForm(PortalForm):
    adopted_on = DutchDateField(label=_("Date of adoption"))
    adopted_by = PlainTextField(
        label=_("Who adopted it?"), max_length=200, help_text=_("The body, for example the municipal council.")
    )

    submit_label = _("Adopt")

    def clean_adopted_on(self) -> date:
        day: date = self.cleaned_data["adopted_on"]
        if day > today():
            raise forms.ValidationError(
                _("A frame is recorded as adopted once it has been: this date is still to come.")
            )
        return day


class PriorityForm(PortalModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Priority
        fields = (
            "heading",
            "safety_field",
            "title",
            "other_titles",
            "narrative",
            "ambition",
            "objective",
            "residents_input",
            "authority",
        )
        widgets = {"authority": forms.RadioSelect}  # noqa: RUF012 (Django's own way)

    fields_in_order = (
        Fieldset(_("Place and name"), "heading", "title", "other_titles", "safety_field", css_class="fieldset"),
        Fieldset(_("Content"), "narrative", "ambition", "objective", "residents_input", css_class="fieldset"),
        Fieldset(_("Authority"), "authority", css_class="fieldset"),
        "version",
    )

    def __init__(self, *args: Any, headings: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["safety_field"].choices = [("", _("none")), *SafetyField.choices]  # type: ignore[attr-defined]
        self.fields["authority"].help_text = _("Decides who can change this after the plan has been adopted.")
        self.fields["heading"].help_text = (
            _("Used in this frame: %(headings)s.") % {"headings": "; ".join(headings)} if headings else ""
        )


def initial_of(frame: PolicyFrame) -> dict[str, Any]:
    return {name: getattr(frame, name) for name in FrameForm.base_fields}
