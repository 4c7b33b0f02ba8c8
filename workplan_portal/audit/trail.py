"""Writing the trail. Verifying and sealing it stand in `verification`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from .models import Entry, Result
from .plain import plain, text

START = "0" * 64
"""What the first entry of a chain points back to."""

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
        entry = Entry(
            subject=subject,
            number=last.number + 1 if last else 1,
            action=action,
            object=text(what)[:LONGEST_OBJECT],
            result=result,
            origin=_origin.get(),
            actor=text(by.trail_name) if by else "",
            at=now(),
            details=plain(details),
            previous_hash=last.hash if last else START,
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
