from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workplan_portal.interface.forms import PortalForm
from workplan_portal.people.models import Reminders


class RemindersForm(PortalForm):
    reminders = forms.ChoiceField(
        label=_("When do you want to be reminded?"),
        help_text=_("Of what waits for you and is almost due or late: a week before, on the day, and twice after."),
        choices=Reminders.choices,
        widget=forms.RadioSelect,
    )
