"""A meeting for somebody's own calendar: an iCalendar file (RFC 5545), written here since it is one event.

Times are in UTC, so no description of a time zone goes along; a calendar shows them in its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from workplan_portal.meetings.models import Meeting
from workplan_portal.meetings.workflow import Status

OCTETS = 75
"""The longest line, without its end (3.1)."""


def calendar_of(meeting: Meeting) -> bytes:
    """The same file as long as nothing changes; a later one replaces the earlier by its sequence number."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(meeting)).encode()


def _lines(meeting: Meeting) -> Iterator[str]:
    page = settings.PUBLIC_URL + reverse("meetings:meeting", args=[meeting.uuid])
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Veiligheidsplannen//Overleg//NL"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.uuid}@{urlsplit(settings.PUBLIC_URL).hostname or 'portaal'}"
    yield f"DTSTAMP:{_utc(meeting.changed_at)}"
    yield f"SEQUENCE:{meeting.version - 1}"
    yield f"DTSTART:{_utc(meeting.begins_at)}"
    yield f"DTEND:{_utc(meeting.ends_at)}"
    yield f"SUMMARY:{_escaped(meeting.name)}"
    yield f"LOCATION:{_escaped(meeting.place)}"
    yield f"DESCRIPTION:{_escaped(f'Agenda en stukken: {page}')}"
    yield f"URL:{page}"
    yield f"STATUS:{'CANCELLED' if meeting.status == Status.CANCELLED else 'CONFIRMED'}"
    yield "END:VEVENT"
    yield "END:VCALENDAR"


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
