"""Two people wrote in the same field: the form holds both texts and asks which one stays."""

from __future__ import annotations

import json
from copy import copy
from typing import TYPE_CHECKING, Any, cast

from crispy_forms.layout import TemplateNameMixin
from django import forms
from django.db import models
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from priorities.saving import as_text
from workplan_portal.documents.comparing import combined
from workplan_portal.documents.footnotes import Segment
from workplan_portal.interface.fields import RichTextField
from workplan_portal.interface.richtext_source import from_source, to_source

if TYPE_CHECKING:
    from .editing import WritingForm

KEEP = "keep_"
"""Before the name of a field: which of two texts stays in it."""

TRAVELLING = ("version", "shown", "mine", "tab")
"""What travels along with a form and is no part of its row."""


class Choice(models.TextChoices):
    MINE = "mine", _("My text")
    THEIRS = "theirs", _("The text that is saved now")
    BELOW = "below", _("What stands in the box below, which I can change first")


class Comparison(TemplateNameMixin):
    """Stands in the form: both texts side by side with what differs marked, and the question which one stays."""

    template = "plans/drafting/comparison.html"

    def __init__(self, form: WritingForm, name: str, theirs: tuple[Segment, ...], mine: tuple[Segment, ...]) -> None:
        self.label, self.theirs, self.mine = form.fields[name].label, theirs, mine
        self.id, self.question = form.add_prefix(name), form[KEEP + name]

    def render(self, form: Any, context: Any, template_pack: str = "nlds", **kwargs: Any) -> str:
        return render_to_string(self.template, {"comparison": self})


class Weighing:
    """What a form knows about the texts in each other's way: `shown` as it was opened, `mine` as it was typed."""

    def __init__(self, form: WritingForm) -> None:
        self.form = form
        self.shown: dict[str, str] = {k: v for k, v in self._sent("shown").items() if isinstance(v, str)}
        self.mine: dict[str, list[str]] = {k: v for k, v in self._sent("mine").items() if isinstance(v, list)}
        if self.mine:
            self._ask()
            self._settle()

    def _sent(self, name: str) -> dict[str, Any]:
        """What travelled along about fields of this form; whatever else was sent says nothing."""
        try:
            found = json.loads(self.form.data.get(self.form.add_prefix(name)) or "{}")
        except ValueError:
            return {}
        return {k: v for k, v in found.items() if k in self.form.row_fields} if isinstance(found, dict) else {}

    @property
    def mine_as_text(self) -> dict[str, str]:
        return {name: "\n".join(map(str, typed)) for name, typed in self.mine.items()}

    def compare(self, current: models.Model) -> None:
        """The row was saved by somebody else: let the form, when it is sent again, hold what both wrote.

        What one of the two left as it was shown is taken from the other. In what both changed the writer chooses.
        """
        form, entered = self.form, cast(QueryDict, self.form.data).copy()
        form.stored = copy(current)
        self.mine = {}
        for name in form.row_fields:
            theirs, mine = getattr(current, name), form.cleaned_data[name]
            entered.pop(form.add_prefix(KEEP + name), None)
            if as_text(theirs) == as_text(mine):
                continue
            if self.shown.get(name) == as_text(mine):
                entered.setlist(form.add_prefix(name), as_sent(form, name, theirs))
            elif self.shown.get(name) != as_text(theirs):
                self.mine[name] = cast(QueryDict, form.data).getlist(form.add_prefix(name))
                if isinstance(form.fields[name], RichTextField):
                    entered[form.add_prefix(name)] = _both(self.shown.get(name, ""), theirs, mine)
        entered[form.add_prefix("version")] = str(current.version)  # type: ignore[attr-defined]
        entered[form.add_prefix("shown")] = shown_fields(current, form.row_fields)
        entered[form.add_prefix("mine")] = json.dumps(self.mine)
        form.data = entered
        self._ask()

    def typed(self, name: str) -> Any:
        """What this person typed in a field, as its value; as it was typed when that is no value."""
        box, sent = self.form.fields[name], QueryDict(mutable=True)
        sent.setlist(name, self.mine[name])
        try:
            return box.clean(box.widget.value_from_datadict(sent, {}, name))
        except forms.ValidationError:
            return ", ".join(self.mine[name])

    def _ask(self) -> None:
        self.form.use_required_attribute = False  # the design system paints what must still be chosen as a mistake
        for name in self.mine:
            self.form.fields[KEEP + name] = forms.ChoiceField(
                label=gettext("%(field)s: what stays?")
                % {"field": str(self.form.fields[name].label).removesuffix("?")},
                choices=Choice.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose which of the two texts stays.")},
            )

    def _settle(self) -> None:
        """Let the form hold what was chosen."""
        entered = cast(QueryDict, self.form.data).copy()
        for name, typed in self.mine.items():
            match entered.get(self.form.add_prefix(KEEP + name)):
                case Choice.MINE:
                    entered.setlist(self.form.add_prefix(name), typed)
                case Choice.THEIRS:
                    theirs = as_sent(self.form, name, getattr(self.form.stored, name))
                    entered.setlist(self.form.add_prefix(name), theirs)
        self.form.data = entered


def shown_fields(row: Any, names: list[str]) -> str:
    """How the fields of a row stand, to travel along with the form that shows them."""
    return json.dumps({name: as_text(getattr(row, row._meta.get_field(name).attname)) for name in names})


def as_sent(form: forms.BaseForm, name: str, value: Any) -> list[str]:
    """A value of a field as the form would send it."""
    box = form.fields[name]
    if isinstance(box.widget, forms.CheckboxInput):
        return ["on"] if value else []
    written = box.widget.format_value(box.prepare_value(value))
    return [str(one) for one in (written if isinstance(written, list | tuple) else [written]) if one is not None]


def _both(shown: str, theirs: str, mine: str) -> str:
    """A text in which nothing of either is missing, in the notation of the box."""
    return to_source(from_source(combined(*(to_source(text) for text in (shown, theirs, mine)))))
