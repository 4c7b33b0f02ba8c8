"""Forms of the acts on a report."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm

READ_BY_ALL = _(
    "Everybody who reads the new version reads this, also outside the portal. "
    "So name nothing here that is not for the council. You can still change it until it is released."
)


class OfferForm(PortalForm):
    submit_label = _("Offer to the team chief")
    submit_icon = "send"


class ReleaseForm(PortalForm):
    """`seen` is the digest of the text that the chief was shown."""

    submit_label = _("Release this report")
    submit_icon = "signature"
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ReturnForm(PortalForm):
    submit_label = _("Give back")
    submit_icon = "arrow-back-up"
    remark = PlainTextField(label=_("What has to change?"), max_length=5_000, lines=True)


class RemarkForm(PortalForm):
    submit_label = _("Place the remark")
    submit_icon = "message"
    remark = PlainTextField(
        label=_("Your remark"),
        max_length=5_000,
        lines=True,
        help_text=_(
            "Whoever works on this plan reads it, with your name. It does not go to the council or the public."
        ),
    )


class CorrectForm(PortalForm):
    submit_label = _("Start the correction")
    submit_icon = "pencil"
    reason = PlainTextField(
        label=_("What is corrected and why"),
        max_length=2_000,
        lines=True,
        help_text=READ_BY_ALL,
    )


class DiscardForm(PortalForm):
    submit_label = _("Discard the correction")
    submit_icon = "archive"
