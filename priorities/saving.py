"""Saving a row that somebody else may have saved in the meantime, and moving one among its siblings.

Whoever edits says which version of the row the form showed. Saving without a change changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Protocol

from django.db import models
from django.db.models import Max

from workplan_portal.documents.fields import RichTextField
from workplan_portal.documents.richtext import clean


class Stale(Exception):  # noqa: N818 -- it is a state, not an error
    """The row was saved since the form was opened. `current` is how it stands now; `by` and `at`, when known, tell."""

    by: models.Model | None = None
    at: datetime | None = None

    def __init__(self, current: models.Model) -> None:
        super().__init__(str(current))
        self.current = current


@dataclass(frozen=True)
class Shown:
    """What a form showed when it was opened: the version of the row and, where it is told, how each field stood.

    With the fields known, only what two people changed both is in each other's way.
    """

    version: int
    fields: Mapping[str, str] = field(default_factory=dict)
    weighed: Mapping[str, str] = field(default_factory=dict)
    """What this person had typed where somebody else was ahead, for the fields about which they have now chosen."""
    tab: str = ""
    """The window in which the form stands: an answer to it may have got lost."""

    def stood(self, name: str, value: Any) -> bool:
        """Did the form show this value? What it did not tell, it did not show."""
        return self.fields.get(name) == as_text(value)


def as_text(value: Any) -> str:
    """A value of a row in one writing, to be told apart from another one."""
    match value:
        case None:
            return ""
        case models.Model():
            return str(value.pk)
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case _:
            return str(value)


class Positioned(Protocol):
    pk: Any
    position: int

    def save(self, *, update_fields: Sequence[str]) -> None: ...


def save_changes(row: Any, version: int | Shown, values: dict[str, Any]) -> dict[str, list[str]]:
    """Give the row these values; returns before and after of what changed, empty when nothing did.

    In a row that is not the version that was shown, fields that were left as they were shown keep what the other saved.
    `Stale` is raised when a field would change that the other changed too.
    """
    shown = version if isinstance(version, Shown) else Shown(version)
    changed = {
        name: kept for name, value in values.items() if getattr(row, name) != (kept := _as_kept(row, name, value))
    }
    if changed and row.version != shown.version:
        changed = {name: value for name, value in changed.items() if not shown.stood(name, value)}
        if not all(shown.stood(name, getattr(row, name)) for name in changed):
            raise Stale(row)
    if not changed:
        return {}
    before_and_after = {name: [_written(getattr(row, name)), _written(value)] for name, value in changed.items()}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return before_and_after


def next_position(rows: models.QuerySet[Any] | models.Manager[Any]) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def move(rows: Sequence[Positioned], row: Positioned, steps: int) -> bool:
    """Put the row so many places further among its siblings, which share out the positions they had.

    False when it stays where it is, as the first does on its way up.
    """
    ordered = list(rows)
    old = [sibling.pk for sibling in ordered].index(row.pk)
    new = min(max(old + steps, 0), len(ordered) - 1)
    positions = list(_rising(sibling.position for sibling in ordered))
    ordered.insert(new, ordered.pop(old))
    for sibling, position in zip(ordered, positions, strict=True):
        if sibling.position != position:
            sibling.position = position
            sibling.save(update_fields=["position"])
    return new != old


def order_of(keys: Iterable[object]) -> str:
    """How things stood when a page was shown, in one word: by it is told whether somebody moved one since."""
    return sha256(" ".join(map(str, keys)).encode()).hexdigest()[:16]


def _rising(positions: Iterable[int]) -> Iterator[int]:
    """What was put back may have the position that something new was given meanwhile: those behind it make room."""
    last = 0
    for position in positions:
        last = max(position, last + 1)
        yield last


def _as_kept(row: models.Model, name: str, value: Any) -> Any:
    field = row._meta.get_field(name)
    return clean(value) if isinstance(field, RichTextField) else value


def _written(value: Any) -> str:
    return "" if value is None else str(value)
