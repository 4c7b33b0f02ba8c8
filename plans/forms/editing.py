"""What the forms of the writing pages share: limits, and the version of the row that the form showed."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from priorities.codes import Unit
from workplan_portal.interface.forms import PortalModelForm, portal_formfield

LONG_TEXT = 20_000
"""Readable characters in a text of the plan: about eight printed pages."""

SHORT_TEXT = 2_000
"""Readable characters in a contribution, a fact or an explanation: a long paragraph."""


class WritingForm(PortalModelForm):
    """Changes a row if it is still as the form showed it; `version` travels along to tell."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else None
        self.focus_first()

    def focus_first(self) -> None:
        """Whoever opens a form wants to type. To be asked again where another field was put in the first place."""
        first = next(name for name in self.fields if name != "version")
        self.fields[first].widget.attrs["data-focus"] = ""

    @property
    def values(self) -> dict[str, Any]:
        """What was entered for the row itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def shown_version(self) -> int:
        """The version the form showed; 0 when it came without: that is no version of any row."""
        return self.cleaned_data["version"] or 0

    def show_version(self, version: int) -> None:
        """Let the same entries be sent again, now over this version of the row."""
        entered = cast(QueryDict, self.data).copy()
        entered["version"] = str(version)
        self.data = entered


MOST_PERCENT = 1_000
"""A share is at most 100%, but a ratio (what was seized, of what was earned) may exceed it. More is a slip."""


def check_percentage(form: forms.BaseForm, name: str, unit: str | None) -> None:
    """Say at the field that this can't be a percentage."""
    value = form.cleaned_data.get(name)
    if unit == Unit.PERCENT and value is not None and value > MOST_PERCENT:
        form.add_error(name, _("A percentage is at most %(most)s. Is there a digit too many?") % {"most": MOST_PERCENT})


def limited(model: type[models.Model], name: str, limit: int, **kwargs: Any) -> Any:
    """The form field of a text field, with another limit than the general one."""
    return box(model, name, max_length=limit, **kwargs)


def box(model: type[models.Model], name: str, **kwargs: Any) -> Any:
    """The portal's form field for a field of the model."""
    return portal_formfield(cast("models.Field[Any, Any]", model._meta.get_field(name)), **kwargs)
