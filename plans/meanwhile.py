"""What another amendment changed under one that was begun before it, thing by thing.

The rows of three drafts are held beside each other: the text that both began with, the one that was adopted since, and
the amendment's own. What only the other changed can be taken over; where both changed the same, somebody chooses.
Things are known by their uuid. A priority that one of them left out is one thing, with all that stands under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

from django.db import models

from workplan_portal.documents.fields import RichTextField

from .models import Block, Chapter, Draft
from .rows import OWN, references, rows_of

Key = tuple[str, str]
"""The model and what tells the thing from others in every draft of its plan."""

DRAFT: Key = ("draft", "")
IGNORED = frozenset({"id", "uuid", "version", "origin", "draft"})
"""Fields in which no thing differs for a reader."""


PLACE = "position"

TOGETHER = frozenset({"target"})
"""What is one thing with all its fields: a goal of its own and the reason for it say nothing apart."""


@dataclass(frozen=True)
class Thing:
    """A row, with its fields as they can be compared with another draft's: what it refers to there by its key."""

    row: models.Model
    values: Mapping[str, Any]

    @property
    def block(self) -> str:
        """The priority that it is, or stands under; empty for what stands under none."""
        if isinstance(self.row, Block):
            return str(self.row.uuid)
        found = self.values.get("block")
        return found[1] if isinstance(found, tuple) else ""


class Things:
    """Everything a draft consists of."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._keys: dict[tuple[type[models.Model], Any], Key] = {(Draft, draft.pk): DRAFT}
        self.all: dict[Key, Thing] = {DRAFT: Thing(draft, _fields(draft, self._keys, OWN))}
        for frame in draft.frames.all():
            self.all["frame", str(frame.uuid)] = Thing(frame, {})
        for model, rows in rows_of(draft):
            keyed = [(self._key(model, row), row) for row in rows]
            self._keys |= {(model, row.pk): key for key, row in keyed}
            self.all |= {key: Thing(row, _fields(row, self._keys, IGNORED)) for key, row in keyed}

    def _key(self, model: type[models.Model], row: Any) -> Key:
        name = cast(str, model._meta.model_name)
        if isinstance(row, Chapter):
            return name, f"{row.level} {row.municipality_id or ''}"
        if hasattr(row, "uuid"):
            return name, str(row.uuid)
        around = ((f.related_model, getattr(row, f.attname)) for f in references(model))
        return name, " ".join(self._keys[key][1] if key in self._keys else str(key[1]) for key in around)

    @cached_property
    def blocks(self) -> dict[str, dict[Key, Thing]]:
        """By the uuid of each priority: itself and what stands under it."""
        found: dict[str, dict[Key, Thing]] = {}
        for key, thing in self.all.items():
            if thing.block:
                found.setdefault(thing.block, {})[key] = thing
        return found


def _fields(row: models.Model, keys: Mapping[tuple[type[models.Model], Any], Key], without: frozenset[str]) -> Any:
    values = {f.name: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in without}
    for field in references(type(row)):
        if field.name in values:
            values[field.name] = keys.get((field.related_model, values[field.name]), values[field.name])
    return values


class Way(StrEnum):
    """What can be done with something that changed."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"  # a text: lines that one of them changed from that one, lines both changed after each other


@dataclass(frozen=True)
class Change:
    """Something the other amendment changed: a field of a thing, or (without `field`) the whole of it."""

    key: Key
    field: str
    before: Any
    theirs: Any
    mine: Any
    clashes: bool
    before_thing: Thing | None
    theirs_thing: Thing | None
    mine_thing: Thing | None

    @property
    def name(self) -> str:
        return ".".join(filter(None, (*self.key, self.field)))

    @property
    def ways(self) -> tuple[Way, ...]:
        return (Way.MINE, Way.THEIRS, Way.BOTH) if self.clashes and self.is_text else (Way.MINE, Way.THEIRS)

    @property
    def row(self) -> models.Model:
        """One of the drafts' rows that it is about."""
        return next(t.row for t in (self.mine_thing, self.theirs_thing, self.before_thing) if t is not None)

    @property
    def is_text(self) -> bool:
        return bool(self.field) and isinstance(self.row._meta.get_field(self.field), RichTextField | models.TextField)


class Meanwhile:
    """Everything the other changed, in the order of the plan."""

    def __init__(self, before: Draft, theirs: Draft, mine: Draft) -> None:
        self.before, self.theirs, self.mine = Things(before), Things(theirs), Things(mine)

    @cached_property
    def changes(self) -> list[Change]:
        return list(self._changes())

    @property
    def clashes(self) -> list[Change]:
        return [change for change in self.changes if change.clashes]

    @property
    def of_the_other_alone(self) -> list[Change]:
        return [change for change in self.changes if not change.clashes]

    def _changes(self) -> Iterator[Change]:
        whole = set(self._apart)
        for block in dict.fromkeys([*self.theirs.blocks, *self.before.blocks]):
            if block in whole and (change := self._whole_block(block)):
                yield change
        for key in dict.fromkeys([*self.theirs.all, *self.before.all]):
            if not self._under(key) & whole:
                yield from self._of(key)

    @property
    def _apart(self) -> Iterator[str]:
        """Priorities that do not stand in all three texts."""
        everywhere = (self.before.blocks, self.theirs.blocks, self.mine.blocks)
        for block in {block for text in everywhere for block in text}:
            if not all(block in text for text in everywhere):
                yield block

    def _under(self, key: Key) -> set[str]:
        texts = (self.before, self.theirs, self.mine)
        return {thing.block for text in texts if (thing := text.all.get(key)) and thing.block}

    def _whole_block(self, block: str) -> Change | None:
        """It came or went: in the text in force, or here while the other went on with it."""
        was, other, own = (text.blocks.get(block) for text in (self.before, self.theirs, self.mine))
        if _same(other, was) or _same(other, own):
            return None
        clashes = not _same(own, was)
        return self._change(("block", block), "", clashes=clashes)

    def _of(self, key: Key) -> Iterator[Change]:
        was, other, own = (text.all.get(key) for text in (self.before, self.theirs, self.mine))
        if _values(other) == _values(was) or _values(other) == _values(own):
            return
        if was is None or other is None or own is None:
            yield self._change(key, "", clashes=_values(own) != _values(was))
            return
        fields = list(other.values)
        if key[0] in TOGETHER:
            fields = [PLACE]
            before, theirs, mine = (_without_place(thing) for thing in (was, other, own))
            if theirs not in (before, mine):
                yield self._change(key, "", clashes=mine != before)
        for field in fields:
            if other.values[field] not in (was.values[field], own.values[field]):
                yield self._change(key, field, clashes=own.values[field] != was.values[field])

    def _change(self, key: Key, field: str, *, clashes: bool) -> Change:
        before, theirs, mine = (text.all.get(key) for text in (self.before, self.theirs, self.mine))
        one, two, three = (thing.values.get(field) if thing else None for thing in (before, theirs, mine))
        return Change(key, field, one, two, three, clashes, before, theirs, mine)


def _without_place(thing: Thing) -> Mapping[str, Any]:
    return {name: value for name, value in thing.values.items() if name != PLACE}


def _values(thing: Thing | None) -> Mapping[str, Any] | None:
    return None if thing is None else thing.values


def _same(one: Mapping[Key, Thing] | None, other: Mapping[Key, Thing] | None) -> bool:
    if one is None or other is None:
        return one is other
    return {key: thing.values for key, thing in one.items()} == {key: thing.values for key, thing in other.items()}
