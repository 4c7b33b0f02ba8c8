"""The deadlines of a team, as its secretary or planner sets them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workplan_portal.interface.fields import DutchDateField
from workplan_portal.interface.forms import PortalForm

from .models import MOST_WEEKS


class _Weeks(forms.IntegerField):
    widget = forms.TextInput

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, min_value=1, max_value=MOST_WEEKS)
        self.widget.attrs |= {"autocomplete": "off", "class": "input--short", "inputmode": "numeric"}


class DeadlinesForm(PortalForm):
    fields_in_order = ("council_on", "draft_weeks", "triangle_weeks", "adopted_weeks", "report_weeks", "version")

    council_on = DutchDateField(
        label=gettext_lazy("Council meeting about the next plan"),
        help_text=gettext_lazy(
            "With several municipalities: the first of their councils. For example 17-12-2026. Without a day the usual "
            "days hold, and the weeks before the council do nothing."
        ),
        required=False,
    )
    draft_weeks = _Weeks(label=gettext_lazy("Draft ready: weeks before the council"))
    triangle_weeks = _Weeks(label=gettext_lazy("Triangle has agreed: weeks before the council"))
    adopted_weeks = _Weeks(label=gettext_lazy("Plan adopted: weeks before the council"))
    report_weeks = _Weeks(label=gettext_lazy("Report released: weeks after the period"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        steps = [data.get(name) for name in ("draft_weeks", "triangle_weeks", "adopted_weeks")]
        weeks = [number for number in steps if number is not None]
        if weeks != sorted(weeks, reverse=True):
            self.add_error(None, _("First the draft, then the triangle, then the adoption: check the weeks."))
        return data
