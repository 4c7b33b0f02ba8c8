"""The reason that goes with a way back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm

READ_BY = _("Everybody who may see the plan reads this, and whoever gets the mail.")


class WithdrawAdoptionForm(PortalForm):
    submit_label = _("Withdraw the adoption")
    submit_icon = "arrow-back-up"
    reason = PlainTextField(label=_("Why is the adoption withdrawn?"), help_text=READ_BY, max_length=2_000, lines=True)


class ReopenForm(PortalForm):
    submit_label = _("Reopen the report")
    submit_icon = "arrow-back-up"
    reason = PlainTextField(label=_("Why is the report reopened?"), help_text=READ_BY, max_length=2_000, lines=True)
