"""Writing the trail. Verifying and sealing it stand in `verification`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from .models import Entry, Result
from .plain import plain, text

START = "0" * 64
"""What the first entry of a chain points back to."""

BEGINNING = (0, START)
"""Number and hash of the head of a chain that has no entry yet."""

LONGEST_OBJECT = 300

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

    Acts on one subject queue here until the act before them is finished. Should two take the same number after all,
    the database refuses the second, and with it its whole act.
    """
    with transaction.atomic():
        wait_for_turn(subject)
        last = Entry.objects.about(subject).last()
        head = (last.number, last.hash) if last else BEGINNING
        return _append(Act(action, subject, what, details), head, by=by, result=result)


@dataclass(frozen=True)
class Act:
    """What `record` is told of one act."""

    action: str
    subject: str
    what: str
    details: dict[str, Any]


def record_all(acts: Sequence[Act], *, by: Actor | None) -> None:
    """What somebody did to many subjects at once, each act in the chain of its own subject."""
    with transaction.atomic():
        subjects = sorted({act.subject for act in acts})
        for subject in subjects:  # always in this order, so that two never wait for each other
            wait_for_turn(subject)
        links = Entry.objects.filter(subject__in=subjects).order_by("number")
        heads = {subject: (number, kept) for subject, number, kept in links.values_list("subject", "number", "hash")}
        for act in acts:
            entry = _append(act, heads.get(act.subject, BEGINNING), by=by, result=Result.DONE)
            heads[act.subject] = entry.number, entry.hash


def _append(act: Act, head: tuple[int, str], *, by: Actor | None, result: Result) -> Entry:
    """Behind the head of the chain: its number and hash."""
    entry = Entry(
        subject=act.subject,
        number=head[0] + 1,
        action=act.action,
        object=text(act.what)[:LONGEST_OBJECT],
        result=result,
        origin=_origin.get(),
        actor=text(by.trail_name) if by else "",
        at=now(),
        details=plain(act.details),
        previous_hash=head[1],
    )
    entry.hash = fingerprint(entry)
    entry.save()
    return entry


def wait_for_turn(chain: str) -> None:
    """Hold this chain until the transaction ends. SQLite lets in one writer at a time already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"trail {chain}"])


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
    return digest(content)


def digest(content: Any) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
