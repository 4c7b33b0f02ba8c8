"""Writing and verifying the trail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from .models import Entry, Result, Seal

START = "0" * 64
"""What the first entry of a chain points back to."""

_origin: ContextVar[str] = ContextVar("origin", default="command")
_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


class Actor(Protocol):
    """Somebody who acts: the trail keeps `trail_name`, the name, address and capacity of that moment."""

    @property
    def trail_name(self) -> str: ...


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    """Every entry written inside says it came from this network address."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


@contextmanager
def dated(moment: datetime) -> Iterator[None]:
    """Acts inside happen at this moment. For the example year only: real acts happen now."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def now() -> datetime:
    """The moment of an act: all actions ask here, so that one act has one moment."""
    return _moment.get() or timezone.now()


def today() -> date:
    return timezone.localdate(now())


def record(
    action: str,
    *,
    subject: str,
    what: str,
    by: Actor | None,
    result: Result = Result.DONE,
    **details: Any,
) -> Entry:
    """Append an act to its subject's chain, in the transaction of the act itself. `what` is the object, in words.

    Two acts on one subject cannot take the same number: the database refuses the second, and with it its whole act.
    """
    with transaction.atomic():
        last = Entry.objects.select_for_update().filter(subject=subject).order_by("-number").first()
        entry = Entry(
            subject=subject,
            number=last.number + 1 if last else 1,
            action=action,
            object=what[:300],
            result=result,
            origin=_origin.get(),
            actor=by.trail_name if by else "",
            at=now(),
            details=details,
            previous_hash=last.hash if last else START,
        )
        entry.hash = fingerprint(entry)
        entry.save()
    return entry


def fingerprint(entry: Entry) -> str:
    """SHA-256 over the entry's fields and the hash before it."""
    content = [
        entry.previous_hash,
        entry.subject,
        entry.number,
        entry.action,
        entry.object,
        entry.result,
        entry.origin,
        entry.actor,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.details,
    ]
    return _sha256(content)


def _sha256(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal(day: date) -> Seal:
    """Seal the heads of all chains as they stand; once a day. An existing seal of that day is returned unchanged."""
    with transaction.atomic():
        if existing := Seal.objects.filter(day=day).first():
            return existing
        heads = _heads()
        before = Seal.objects.order_by("-day").first()
        made = Seal(day=day, chains=len(heads), heads=heads, previous_hash=before.hash if before else START)
        made.hash = seal_fingerprint(made)
        made.save()
        return made


def seal_fingerprint(made: Seal) -> str:
    return _sha256([made.previous_hash, made.day.isoformat(), made.heads])


def _heads() -> dict[str, list[Any]]:
    heads: dict[str, list[Any]] = {}
    for subject, number, value in Entry.objects.order_by("subject", "number").values_list("subject", "number", "hash"):
        heads[subject] = [number, value]
    return heads


def verify() -> Iterator[str]:
    """Yield a line for each thing that is wrong with the trail; nothing when it is whole."""
    hashes: dict[tuple[str, int], str] = {}
    previous: Entry | None = None
    for entry in Entry.objects.order_by("subject", "number").iterator():
        first = previous is None or previous.subject != entry.subject
        expected_number = 1 if first else previous.number + 1  # type: ignore[union-attr]
        expected_hash = START if first else previous.hash  # type: ignore[union-attr]
        if entry.number != expected_number:
            yield f"{entry}: number {expected_number} is missing"
        if entry.previous_hash != expected_hash:
            yield f"{entry}: does not follow the entry before it"
        if entry.hash != fingerprint(entry):
            yield f"{entry}: was changed after it was written"
        hashes[entry.subject, entry.number] = entry.hash
        previous = entry
    yield from _verify_seals(hashes)


def _verify_seals(hashes: dict[tuple[str, int], str]) -> Iterator[str]:
    before = START
    for made in Seal.objects.order_by("day"):
        if made.previous_hash != before or made.hash != seal_fingerprint(made):
            yield f"seal {made.day}: was changed after it was made"
        for subject, (number, value) in made.heads.items():
            if hashes.get((subject, number)) != value:
                yield f"seal {made.day}: {subject} no longer has entry {number} as sealed"
        before = made.hash
