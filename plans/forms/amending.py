"""What is said about an amendment itself: why, on whose proposal, and from when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from plans.models import Amendment
from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm

from .editing import SHORT_TEXT, WritingForm, box, limited


class AmendmentForm(WritingForm):
    submit_label = _("Save")
    cause = limited(Amendment, "cause", SHORT_TEXT, help_text=_("What happened, and why the plan has to change now."))
    proposer = box(
        Amendment, "proposer", help_text=_("A body or a function, not a name: for example “the triangle of Emmen”.")
    )
    effective_on = box(
        Amendment,
        "effective_on",
        help_text=_("Reports about a period that ended before this day judge by the text that was in force then."),
    )
    legal_basis = box(Amendment, "legal_basis", help_text=_("If there is one beside the Police Act."))
    capacity = limited(
        Amendment, "capacity", SHORT_TEXT, help_text=_("What gets less attention, or where the capacity comes from.")
    )

    class Meta:
        model = Amendment
        fields = ("cause", "proposer", "effective_on", "legal_basis", "capacity")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["effective_on"]
        day.earliest, day.latest = date(year, 1, 1), date(year, 12, 31)  # type: ignore[attr-defined]


class DropForm(PortalForm):
    submit_label = _("Drop the amendment")
    submit_icon = "archive"

    reason = PlainTextField(label=_("Why is it dropped?"), max_length=SHORT_TEXT, lines=True)


class BeginForm(AmendmentForm):
    submit_label = _("Begin the amendment")
    submit_icon = "plus"
