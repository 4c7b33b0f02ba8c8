"""Forms about a meeting: when and where, what is on its agenda, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.minuting import Said
from plans.codes import Decision
from plans.forms.deciding import LONGEST_REMARK, RESERVE
from workplan_portal.interface.fields import DutchDateField, PlainTextField, RowField, RowsField
from workplan_portal.interface.forms import PortalForm
from workplan_portal.organisation.models import BaseTeam, Municipality

from .models import Outcome

LONGEST_NOTES = 20_000


class DutchTimeField(forms.TimeField):
    """A time in one text box, as 9:30 or 9.30."""

    default_error_messages = {"invalid": gettext_lazy("Write the time as hours:minutes, for example 9:30.")}
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("For example 9:30."))
        super().__init__(input_formats=["%H:%M", "%H.%M"], **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "class": "input--short"}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if hasattr(value, "hour") else value


class _WhenAndWhere(PortalForm):
    day = DutchDateField(label=gettext_lazy("Day"))
    begins = DutchTimeField(label=gettext_lazy("From"))
    ends = DutchTimeField(label=gettext_lazy("Until"), help_text=gettext_lazy("For example 11:00."))
    place = PlainTextField(label=gettext_lazy("Place"), max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("The meeting must end after it begins."))
        return data


class PlanForm(_WhenAndWhere):
    submit_label = gettext_lazy("Plan the meeting")
    submit_icon = "calendar-event"
    fields_in_order = ("team", "municipalities", "day", "begins", "ends", "place")

    team = RowField(BaseTeam.objects.none(), label=gettext_lazy("Base team"))
    municipalities = RowsField(
        Municipality.objects.none(),
        label=gettext_lazy("Municipalities that take part"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, teams: Sequence[BaseTeam], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = BaseTeam.objects.filter(pk__in=[team.pk for team in teams])
        self.fields["team"].queryset = own  # type: ignore[attr-defined]
        places = Municipality.objects.filter(pk__in=own.values("municipalities")).order_by("name")
        self.fields["municipalities"].queryset = places  # type: ignore[attr-defined]
        if len(teams) == 1:
            self.fields["team"].widget, self.fields["team"].initial = forms.HiddenInput(), teams[0]
            self.fields["municipalities"].initial = list(places)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        team, chosen = data.get("team"), data.get("municipalities") or []
        outside = [m.name for m in chosen if team and not team.municipalities.filter(pk=m.pk).exists()]
        if outside:
            told = {"names": ", ".join(outside), "team": team}
            self.add_error("municipalities", _("%(names)s does not belong to %(team)s.") % told)
        return data


class ChangeForm(_WhenAndWhere):
    fields_in_order = ("day", "begins", "ends", "place")
    version = forms.IntegerField(widget=forms.HiddenInput)


class HoldForm(PortalForm):
    submit_label = gettext_lazy("Record that it was held")
    submit_icon = "check"
    reference = PlainTextField(
        label=gettext_lazy("Reference of the minutes"),
        help_text=gettext_lazy(
            "Under which the minutes can be found. It stands beside every decision recorded from them."
        ),
        max_length=100,
    )


class CancelForm(PortalForm):
    submit_label = gettext_lazy("Cancel the meeting")
    submit_icon = "circle-x"
    reason = PlainTextField(
        label=gettext_lazy("Why is it cancelled?"),
        help_text=gettext_lazy("Everybody who was invited reads this."),
        max_length=2_000,
        lines=True,
    )


class TopicForm(PortalForm):
    submit_label = gettext_lazy("Add")
    submit_icon = "plus"
    topic = PlainTextField(label=gettext_lazy("Something else to talk about"), max_length=200)


class NotesForm(PortalForm):
    """`seen` is what stood there when the form was opened."""

    submit_label = gettext_lazy("Save the notes")
    fields_in_order = ("notes",)
    notes = PlainTextField(label=gettext_lazy("Meeting notes"), max_length=LONGEST_NOTES, lines=True, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def clean_seen(self) -> str:
        return str(self.cleaned_data["seen"]).replace("\r\n", "\n")


class ConcludeForm(PortalForm):
    """What the triangle made of a report."""

    submit_label = gettext_lazy("Record the outcome")
    submit_icon = "notes"
    use_required_attribute = False  # as below

    outcome = forms.TypedChoiceField(
        label=gettext_lazy("What came of it"), widget=forms.RadioSelect, choices=Outcome.choices, coerce=Outcome
    )
    remarks = PlainTextField(
        label=gettext_lazy("Remarks, or what has to be added or corrected"),
        help_text=gettext_lazy("As it stands in the minutes. The team chief and the police planners get a mail."),
        max_length=LONGEST_REMARK,
        lines=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome", Outcome.NOTED) != Outcome.NOTED and not data.get("remarks"):
            self.add_error("remarks", _("Write what was remarked, or what has to be added or corrected."))
        return data


def _named(said: Said) -> str:
    return _("%(name)s (deputy)") % {"name": said.holder.name} if said.deputy else said.holder.name


class RecordForm(PortalForm):
    """What seats decided in the meeting. Several at once when all simply agreed."""

    submit_label = gettext_lazy("Record the decision")
    submit_icon = "notes"
    use_required_attribute = False  # the design system paints a choice that must still be made as a mistake

    said_by = forms.MultipleChoiceField(label=gettext_lazy("Who decided this?"), widget=forms.CheckboxSelectMultiple)
    decision = forms.ChoiceField(
        label=gettext_lazy("What was decided"),
        widget=forms.RadioSelect,
        choices=[
            (Decision.AGREE.value, gettext_lazy("Agreed")),
            (RESERVE, gettext_lazy("Agreed with a reservation")),
            (Decision.RETURN.value, gettext_lazy("Returned; something has to change first")),
        ],
    )
    words = PlainTextField(
        label=gettext_lazy("Reservation, or what has to change"),
        help_text=gettext_lazy("As it stands in the minutes."),
        max_length=LONGEST_REMARK,
        lines=True,
        required=False,
    )

    def __init__(self, *args: Any, open_seats: Sequence[Said], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_seats = {f"{said.seat.key}:{said.holder.pk}": said for said in open_seats}
        self.fields["said_by"].choices = [  # type: ignore[attr-defined]
            (key, f"{capfirst(str(said.seat))}: {_named(said)}") for key, said in self.open_seats.items()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        decision, words = data.get("decision"), data.get("words")
        if decision == Decision.RETURN and not words and "words" not in self.errors:
            self.add_error("words", _("Say what has to change before you return the text."))
        if decision == RESERVE and not words and "words" not in self.errors:
            self.add_error("words", _("Write the reservation."))
        if decision in (RESERVE, Decision.RETURN) and len(data.get("said_by", [])) > 1:
            self.add_error("said_by", _("Record a remark or a reservation for one seat at a time."))
        return data

    @property
    def recorded(self) -> dict[str, Any]:
        data = self.cleaned_data
        returned = data["decision"] == Decision.RETURN
        return {
            "said_by": [self.open_seats[key] for key in data["said_by"]],
            "decision": Decision.RETURN if returned else Decision.AGREE,
            "remark": data["words"] if returned else "",
            "reservation": data["words"] if data["decision"] == RESERVE else "",
        }
