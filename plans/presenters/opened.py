"""The form that is open on a page in which one writes, and what stands beside it when somebody else was ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.forms.editing import WritingForm
from plans.forms.weighing import Comparison
from priorities.saving import Stale
from workplan_portal.documents.comparing import as_markup, marked
from workplan_portal.documents.footnotes import Segment
from workplan_portal.documents.references import named
from workplan_portal.interface.dutch import write_date, write_decimal
from workplan_portal.interface.fields import RichTextField
from workplan_portal.people.models import Person

Rich = tuple[Segment, ...]
"""Cleaned markup for the one template that prints it as it is."""


def rich(html: str) -> Rich:
    """Away from its document a reference leads nowhere: there it is plain words."""
    return (Segment(named(html, {})),) if html else ()


@dataclass(frozen=True)
class Edit:
    """A form in the place of what it changes, and what the reader must know before trying again."""

    place: str
    form: forms.BaseForm
    ahead: str = ""  # who saved in between, when
    gone: bool = False  # somebody else removed it in between
    refusal: str = ""

    @property
    def choosing(self) -> bool:
        """Are there texts to choose between?"""
        return bool(getattr(self.form, "comparisons", ()))


def ahead(stale: Stale, person: Person) -> str:
    """Who was ahead of this person, as far as is known."""
    if stale.by is None or stale.at is None:
        return _("Somebody else saved this in the meantime.")
    time = time_format(localtime(stale.at), "H.i")
    if stale.by == person:
        return _("You saved this yourself at %(time)s, in another window.") % {"time": time}
    return _("%(name)s saved this at %(time)s, while you were writing.") % {"name": stale.by, "time": time}


def compare(form: WritingForm) -> None:
    """Let the form show both texts of each field that two people changed, with what differs marked."""
    form.comparisons = list(_comparisons(form))


def _comparisons(form: WritingForm) -> Iterator[Comparison]:
    for name in form.weighing.mine:
        box, theirs, mine = form.fields[name], getattr(form.stored, name), form.weighing.typed(name)
        texts = (
            (theirs, mine) if isinstance(box, RichTextField) else (as_markup(_shown(box, v)) for v in (theirs, mine))
        )
        yield Comparison(form, name, *map(rich, marked(*texts)))


def _shown(box: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return ""
    if isinstance(box, forms.DateField):
        return write_date(value)
    if isinstance(box, forms.DecimalField):
        return write_decimal(value)
    if isinstance(box, forms.ChoiceField) and not isinstance(box, forms.ModelChoiceField):
        return str(dict(cast(Any, box.choices)).get(value, value))
    return str(value)
