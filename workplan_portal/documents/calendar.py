"""Events for somebody's own calendar, as iCalendar (RFC 5545); written here, since it is a few lines.

Times are in UTC, so no description of a time zone goes along; a calendar shows them in its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from django.conf import settings

OCTETS = 75
"""The longest line, without its end (3.1)."""


@dataclass(frozen=True)
class Event:
    """From moment to moment, or a whole day. A later file replaces an event by its `key` and `sequence`."""

    key: str  # the same for ever
    changed_at: datetime
    title: str
    begins: datetime | date
    page: str  # address of where one reads more
    ends: datetime | None = None  # None for a whole day
    sequence: int = 0
    place: str = ""
    description: str = ""
    cancelled: bool = False


def calendar_file(events: Iterable[Event], name: str = "") -> bytes:
    """The same file as long as nothing changes. `name` is what a calendar that subscribes to it is called."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(events, name)).encode()


def _lines(events: Iterable[Event], name: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Veiligheidsplannen//Overleg//NL"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    if name:
        yield f"X-WR-CALNAME:{_escaped(name)}"
        yield "REFRESH-INTERVAL;VALUE=DURATION:PT6H"
    for event in events:
        yield from _event(event)
    yield "END:VCALENDAR"


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@{urlsplit(settings.PUBLIC_URL).hostname or 'portaal'}"
    yield f"DTSTAMP:{_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    if isinstance(event.begins, datetime):
        yield f"DTSTART:{_utc(event.begins)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.begins:%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    if event.ends:
        yield f"DTEND:{_utc(event.ends)}"
    yield f"SUMMARY:{_escaped(event.title)}"
    if event.place:
        yield f"LOCATION:{_escaped(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    yield f"URL:{event.page}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A text value (3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Over several lines where it is too long, never within a sign."""
    folded, length = "", 0
    for sign in line:
        octets = len(sign.encode())
        if length + octets > OCTETS:
            folded, length = f"{folded}\r\n ", 1
        folded, length = folded + sign, length + octets
    return folded
