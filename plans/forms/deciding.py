"""Forms of those who decide about a plan. Which version a form was about travels with it, and how the seats stood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.codes import Decision
from plans.models import Consent, Revision
from plans.policies import may_adopt_on, needs_late_reason
from plans.seats import mark_in
from workplan_portal.interface.fields import DutchDateField, PlainTextField
from workplan_portal.interface.forms import PortalForm
from workplan_portal.people.models import Seat

LONGEST_REMARK = 5_000
LONGEST_MARKS = 2_000


class SubmitForm(PortalForm):
    """`seen` is the digest of the text that the person was shown."""

    submit_label = gettext_lazy("Submit")
    submit_icon = "send"
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class WithdrawForm(PortalForm):
    """`revision` is the number of the version that the person was shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    submit_label = gettext_lazy("Take back")
    submit_icon = "arrow-back-up"


HERE = "#besluit"
"""Of what can't be done the page shows why at its form: on a phone that is far below the plan that is read first."""

RESERVE = "reserve"
"""The choice to agree under a reservation."""


def said(agreed: Consent | None, typed: str) -> dict[str, str]:
    """What stands in the form to begin with: what was typed and refused, else what this person agreed to before."""
    if agreed is None or typed:
        return {"remark": typed}
    choice = RESERVE if agreed.reservation else Decision.AGREE.value
    return {"decision": choice, "remark": agreed.reservation}


class DecideForm(PortalForm):
    """Agree, agree with a reservation, or return with a remark that says what has to change."""

    submit_label = gettext_lazy("Record my decision")
    submit_icon = "signature"
    fields_in_order = ("seat", "decision", "remark")
    use_required_attribute = False  # the design system paints a choice that must still be made as a mistake

    revision = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_MARKS)
    seat = forms.ChoiceField(label=gettext_lazy("For which seat do you decide?"), widget=forms.RadioSelect)
    decision = forms.ChoiceField(label=gettext_lazy("Your decision"), widget=forms.RadioSelect)
    remark = PlainTextField(
        label=gettext_lazy("Remark or reservation"),
        help_text=gettext_lazy(
            "Do you return it? Then say what has to change. Everybody who reads that you agree also reads your "
            "reservation, in the adopted plan too."
        ),
        max_length=LONGEST_REMARK,
        lines=True,
        required=False,
    )

    def __init__(
        self, *args: Any, seats: Sequence[Seat], may_agree: bool, amendment: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, action=HERE, **kwargs)
        self.seats = {seat.key: seat for seat in seats}
        field = self.fields["seat"]
        field.choices = [(key, capfirst(str(seat))) for key, seat in self.seats.items()]  # type: ignore[attr-defined]
        if len(seats) == 1:
            field.widget, field.initial = forms.HiddenInput(), seats[0].key
        agree = [
            (Decision.AGREE.value, _("I agree with this version")),
            (RESERVE, _("I agree with a reservation")),
        ]
        choices = [
            *(agree if may_agree else ()),
            (
                Decision.RETURN.value,
                _("I return the amendment; something has to change first")
                if amendment
                else _("I return the plan; something has to change first"),
            ),
        ]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("remark") and "remark" not in self.errors:
            if data.get("decision") == Decision.RETURN:
                self.add_error("remark", _("Say what has to change before you return the text."))
            if data.get("decision") == RESERVE:
                self.add_error("remark", _("Write the reservation under which you agree."))
        return data

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["decision"] != Decision.RETURN)

    @property
    def words(self) -> dict[str, str]:
        """What goes with the decision: a reservation for everybody, or a remark for the people who decide."""
        return {"reservation" if self.cleaned_data["decision"] == RESERVE else "remark": self.cleaned_data["remark"]}

    @property
    def seat_chosen(self) -> Seat:
        return self.seats[self.cleaned_data["seat"]]

    @property
    def mark_seen(self) -> str:
        """The mark of the chosen seat as the form showed it."""
        return mark_in(self.cleaned_data["seen"], self.seat_chosen)


class AdoptForm(PortalForm):
    submit_label = gettext_lazy("Record the adoption")
    submit_icon = "clipboard-check"
    fields_in_order: Sequence[str] = ("adopted_on", "body", "members", "late_reason")

    revision = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_MARKS)
    adopted_on = DutchDateField(label=gettext_lazy("Adopted on"))
    body = PlainTextField(label=gettext_lazy("Body that adopted the text"), max_length=200)
    members = PlainTextField(
        label=gettext_lazy("Members"),
        help_text=gettext_lazy("One on each line: name, position."),
        max_length=2_000,
        lines=True,
    )
    late_reason = PlainTextField(
        label=gettext_lazy("Reason for adopting after January"),
        help_text=gettext_lazy("Only when the plan is adopted after January of its year."),
        max_length=2_000,
        lines=True,
        required=False,
    )

    def __init__(self, *args: Any, of: Revision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = of
        if of.amendment:
            del self.fields["late_reason"]
            self.fields_in_order = [name for name in self.fields_in_order if name in self.fields]

    @property
    def typed(self) -> dict[str, Any]:
        """To stand in a new form, which is about what is shown now."""
        data = {name: self.cleaned_data[name] for name in self.fields_in_order}
        return {**data, "members": "\n".join(data["members"])}

    def clean_members(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["members"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day = data.get("adopted_on")
        if day and not (verdict := may_adopt_on(self.version, day)):
            self.add_error("adopted_on", verdict.reason)
        elif day and needs_late_reason(self.version, day) and not data.get("late_reason"):
            self.add_error("late_reason", _("This plan is adopted after January. Say why."))
        return data
