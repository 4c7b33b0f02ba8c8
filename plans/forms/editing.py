"""What the forms of the writing pages share: limits, and what they showed of the row when they were opened."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from secrets import token_hex
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from priorities.codes import Unit
from priorities.saving import Shown, as_text
from workplan_portal.interface.forms import PortalModelForm, portal_formfield

from .autosaving import SaveState, leave_out_refused
from .weighing import KEEP, TRAVELLING, Comparison, Weighing, as_sent, shown_fields

LONG_TEXT = 20_000
"""Readable characters in a text of the plan: about eight printed pages."""

SHORT_TEXT = 2_000
"""Readable characters in a contribution, a fact or an explanation: a long paragraph."""


def first_travelling(row: Any, names: list[str]) -> dict[str, Any]:
    """What travels along with a form of these fields of a row, when it is shown for the first time."""
    return {"version": row.version, "shown": shown_fields(row, names), "tab": token_hex(8)}


class WritingForm(PortalModelForm):
    """Changes a row if nobody else changed the same since the form was opened.

    `version`, `shown` and `tab` travel along to tell. Where two texts are in each other's way, `mine` holds what was
    typed and a field `keep_<name>` asks which stays.
    """

    fields_by_themselves = True
    """Two people may each change a field. False where one field says what another may be: then who saves last looks."""

    made_by_saving = False
    """Is there one place for its row, which is made by saving something there? Its version is 0 until then."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    mine = forms.CharField(required=False, widget=forms.HiddenInput)
    tab = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = copy(self.instance)
        self.comparisons: Sequence[Comparison] = ()
        if self.instance.pk or self.made_by_saving:
            self.initial.update(first_travelling(self.instance, self.row_fields))
        self.focus_first()
        self.weighing = Weighing(self)

    def focus_first(self) -> None:
        """Whoever opens a form wants to type. To be asked again where another field was put in the first place."""
        first = next(name for name in self.fields if name not in TRAVELLING)
        self.fields[first].widget.attrs["data-focus"] = ""

    @property
    def row_fields(self) -> list[str]:
        """The fields that the row itself has."""
        return list(self._meta.fields or ())

    @property
    def values(self) -> dict[str, Any]:
        """What was entered for the row itself."""
        return {name: self.cleaned_data[name] for name in self.row_fields}

    @property
    def travelling(self) -> dict[str, str]:
        """What goes along, for a page of so many forms that it writes these fields itself; what is empty stays out."""
        values = {name: self[name].value() for name in TRAVELLING}
        return {self.add_prefix(name): str(value) for name, value in values.items() if value not in (None, "")}

    @property
    def shown_version(self) -> int:
        """The version the form showed; 0 when it came without: that is no version of any row."""
        return self.cleaned_data["version"] or 0

    @property
    def shown_row(self) -> Shown:
        """What the form showed of the row, and about which texts its writer has now chosen."""
        known = self.weighing.shown if self.fields_by_themselves else {}
        return Shown(self.shown_version, known, self.weighing.mine_as_text, self.cleaned_data["tab"])

    @cached_property
    def helper(self) -> FormHelper:
        """The texts that are in each other's way stand above the fields, each with its question."""
        if not self.fields_in_order:
            self.fields_in_order = [name for name in self.fields if not name.startswith(KEEP)]
        helper = super().helper
        for place, comparison in enumerate(self.comparisons):
            helper.layout.insert(place, comparison)
        return helper


class AutosavedForm(WritingForm):
    """A block of a draft: a script saves it while one writes. Without the script it is saved by its button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out: dict[str, str] = {}

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout.append(SaveState())
        helper.attrs |= {name: "" for name, holds in self._marks.items() if holds}
        return helper

    @property
    def saves_itself(self) -> bool:
        """Can the script save it? What is not there yet is made by its button."""
        return self.instance.pk is not None or self.made_by_saving

    @property
    def _marks(self) -> dict[str, bool]:
        """What the script must know: can this be saved by itself, and does it hold what is not saved yet?"""
        by_itself = self.saves_itself and not self.comparisons
        return {"data-writing": True, "data-autosave": by_itself, "data-typed": self.is_bound}

    def leave_out_refused(self) -> bool:
        """Go on with what can be saved, if anything; `left_out` says of the other fields why they can't be."""
        self.left_out = leave_out_refused(self)
        return not self.errors

    @property
    def is_touched(self) -> bool:
        """Does it hold something else than what is stored? For a form among many, of which most stay as they were."""
        sent = cast(QueryDict, self.data)
        typed = {n: [t.replace("\r\n", "\n") for t in sent.getlist(self.add_prefix(n))] for n in self.row_fields}
        return any(typed[name] != as_sent(self, name, getattr(self.stored, name)) for name in self.row_fields)

    @property
    def has_news(self) -> bool:
        """Once what was refused has been left out: does anything remain that is not stored yet?"""
        return any(as_text(self.cleaned_data[n]) != as_text(getattr(self.stored, n)) for n in self.row_fields)

    def read_again(self) -> None:
        """Let its row be as it is stored now."""
        self.instance.refresh_from_db()

    def showing(self) -> Shown:
        """After saving: what the form shows now. What it does not hold, it does not show, however it stands."""
        self.read_again()
        saved = {name: as_text(getattr(self.instance, name)) for name in self.row_fields}
        same = {n for n in saved if n not in self.left_out and saved[n] == as_text(self.cleaned_data[n])}
        fields = {name: text if name in same else self.weighing.shown.get(name, "") for name, text in saved.items()}
        return Shown(self.instance.version if fields == saved else self.shown_version, fields)


MOST_PERCENT = 1_000
"""A share is at most 100%, but a ratio (what was seized, of what was earned) may exceed it. More is a slip."""


def check_percentage(form: forms.BaseForm, name: str, unit: str | None) -> None:
    """Say at the field that this can't be a percentage."""
    value = form.cleaned_data.get(name)
    if unit == Unit.PERCENT and value is not None and value > MOST_PERCENT:
        form.add_error(
            name, _("A percentage is at most %(most)s. Is there a digit too many?") % {"most": localize(MOST_PERCENT)}
        )


def limited(model: type[models.Model], name: str, limit: int, **kwargs: Any) -> Any:
    """The form field of a text field, with another limit than the general one."""
    return box(model, name, max_length=limit, **kwargs)


def box(model: type[models.Model], name: str, **kwargs: Any) -> Any:
    """The portal's form field for a field of the model."""
    return portal_formfield(cast("models.Field[Any, Any]", model._meta.get_field(name)), **kwargs)
