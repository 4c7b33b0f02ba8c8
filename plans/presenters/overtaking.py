"""What another amendment changed under one that is being written, in words: taken over at once, or chosen about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.actions.overtaking import called, fingerprint, meanwhile_of
from plans.document import load
from plans.forms.overtaking import Clash
from plans.inheriting import adopted_revision
from plans.meanwhile import PLACE, TOGETHER, Change, Meanwhile, Thing
from plans.models import Draft, Revision
from workplan_portal.documents.comparing import as_markup, marked
from workplan_portal.documents.fields import RichTextField
from workplan_portal.documents.richtext import plain_text

from .compared_values import in_words
from .comparing import Shown, shown
from .opened import rich


@dataclass
class Overtaken:
    """For whoever brings an amendment up to the text that was adopted last."""

    draft: Draft

    @cached_property
    def adopted(self) -> Revision:
        found = adopted_revision(self.draft.plan)
        if found is None:
            raise ValueError("An amendment is of an adopted plan.")
        return found

    @cached_property
    def meanwhile(self) -> Meanwhile:
        return meanwhile_of(self.draft)

    @property
    def seen(self) -> str:
        return fingerprint(self.draft)

    @cached_property
    def differences(self) -> Shown | None:
        """What the other changed, the old words beside the new."""
        return shown(load(self.draft.amendment.base.text), load(self.adopted.text))

    @property
    def come_along(self) -> list[str]:
        """What only the other changed, each in words."""
        return [capfirst(called(change)) for change in self.meanwhile.of_the_other_alone]

    @cached_property
    def clashes(self) -> list[Clash]:
        return [_clash(change) for change in self.meanwhile.clashes]


def _clash(change: Change) -> Clash:
    theirs, mine = (
        _as_it_stands(change, value, thing)
        for value, thing in ((change.theirs, change.theirs_thing), (change.mine, change.mine_thing))
    )
    return Clash(change.name, capfirst(called(change)), change.ways, *map(rich, marked(theirs, mine)))


def _as_it_stands(change: Change, value: Any, thing: Thing | None) -> str:
    if (
        not change.field
        and thing is not None
        and change.key[0] in TOGETHER
        and change.mine_thing
        and change.theirs_thing
    ):
        other = change.mine_thing if thing is change.theirs_thing else change.theirs_thing
        return as_markup("\n".join(_apart(thing, other)))
    if not change.field:
        return as_markup(_("left out") if thing is None else _("there, with everything that stands under it"))
    field = change.row._meta.get_field(change.field)
    if isinstance(field, RichTextField):
        return str(value)
    return as_markup("\n".join(_words(field, value, thing)))


def _apart(thing: Thing, other: Thing) -> Iterator[str]:
    """What it has otherwise than the other, a line for each field."""
    for name, value in thing.values.items():
        if value != other.values[name] and name != PLACE:
            field = thing.row._meta.get_field(name)
            words = " ".join(_words(field, value, thing)) or _("empty")
            yield f"{capfirst(str(field.verbose_name))}: {plain_text(words)}"  # type: ignore[union-attr]


def _words(field: Any, value: Any, thing: Thing | None) -> Iterator[str]:
    """What a reference leads to is called as it is called elsewhere."""
    if isinstance(field, models.ForeignKey) and thing is not None:
        yield str(getattr(thing.row, field.name) or "")
    else:
        yield in_words(value, dict(getattr(field, "flatchoices", ())))
