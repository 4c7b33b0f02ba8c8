"""Deciding about something of the plan of the year before. Which decision the form showed travels with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from plans.codes import Kind, Outcome
from plans.models import Block, Contribution, Offer
from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm

from .editing import SHORT_TEXT, AutosavedForm, WritingForm, limited


class ShownForm(PortalForm):
    """For a button: as what an accent is kept, and which decision its page showed."""

    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    version = forms.IntegerField(min_value=0)


class DropForm(AutosavedForm):
    """Why something does not return. Letting it go is an act of its button; a script saves better words for it."""

    use_required_attribute = False  # the design system paints a box that must still be filled as a mistake
    submit_label = _("Does not return")
    submit_icon = "x"

    reason = limited(Offer, "reason", SHORT_TEXT, required=True, label=_("Why does this not return?"))

    class Meta:
        model = Offer
        fields = ("reason",)

    @property
    def saves_itself(self) -> bool:
        return self.stored.outcome == Outcome.DROPPED


class ChangeForm(AutosavedForm):
    """How an accent reads this year, and why it is otherwise: decided with its button."""

    saves_itself = False

    use_required_attribute = False
    submit_label = _("Keep it like this")
    submit_icon = "pencil"

    text = limited(Contribution, "text", SHORT_TEXT, required=True, label=_("How it reads this year"))
    reason = limited(Offer, "reason", SHORT_TEXT, required=True, label=_("Why does this change?"))

    class Meta:
        model = Offer
        fields = ("reason",)

    fields_in_order = ("text", "reason")


class TakeOverForm(WritingForm):
    """The priority of this plan that takes over what stood under one of the earlier plan."""

    submit_label = _("Let it take this over")

    block = forms.ModelChoiceField(
        Block.objects.none(), label=_("Priority in this plan"), empty_label=_("Choose a priority"), to_field_name="uuid"
    )

    class Meta:
        model = Offer
        fields = ()

    @property
    def values(self) -> dict[str, Any]:
        """The choice is no part of the row."""
        return {}

    def __init__(self, *args: Any, blocks: QuerySet[Block], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["block"].queryset = blocks  # type: ignore[attr-defined]


class RemoveForm(PortalForm):
    """Asks why something that came from last year's plan goes; one may leave it unsaid."""

    submit_label = _("Remove")
    submit_icon = "trash"

    reason = PlainTextField(
        label=_("Why does this not return?"),
        help_text=_("It came from last year's plan. The reason stays visible there."),
        max_length=SHORT_TEXT,
        lines=True,
        required=False,
    )


class LeaveOutForm(RemoveForm):
    submit_label = _("Leave out")
