from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workplan_portal.interface.forms import PortalForm
from workplan_portal.people.models import Mails


class MailsForm(PortalForm):
    mails = forms.ChoiceField(
        label=_("How often do you want mail?"),
        help_text=_("A mail that asks you to decide or to do something always comes at once."),
        choices=Mails.choices,
        widget=forms.RadioSelect,
    )
    reminders = forms.BooleanField(
        label=_("Remind me of what is almost due or late"),
        help_text=_("A week before, on the day, and one and four weeks after. Then it stops by itself."),
        required=False,
    )
