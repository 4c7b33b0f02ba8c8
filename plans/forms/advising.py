"""Naming an adviser, and the advice itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm

LONGEST_ADVICE = 10_000


class AdviserForm(PortalForm):
    submit_label = _("Name as adviser")
    submit_icon = "user-plus"
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who has an account here."))
    body = PlainTextField(label=_("On behalf of"), help_text=_("For example the Royal Marechaussee."), max_length=100)
    for_team = forms.BooleanField(
        label=_("For every plan of the base team"),
        help_text=_("Also those of other municipalities and years to come, each from its submission on."),
        required=False,
    )

    def __init__(self, *args: Any, of_team: bool, **kwargs: Any) -> None:
        """`of_team`: may whoever fills it in name somebody for the whole team?"""
        super().__init__(*args, **kwargs)
        if not of_team:
            del self.fields["for_team"]


class AdviceForm(PortalForm):
    """Which version the advice is about travels with it."""

    submit_label = _("Give this advice")
    submit_icon = "message"
    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = PlainTextField(
        label=_("Your advice"),
        help_text=_(
            "Everybody who may see the plan reads it, beside the decisions. It also stands on the decision sheet. "
            "It stays as you give it."
        ),
        max_length=LONGEST_ADVICE,
        lines=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, action="#advies", **kwargs)  # on a phone it stands below the plan
