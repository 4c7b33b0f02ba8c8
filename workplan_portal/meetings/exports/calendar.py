"""A meeting for somebody's own calendar."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from workplan_portal.documents.calendar import Event, calendar_file
from workplan_portal.meetings.models import Meeting
from workplan_portal.meetings.workflow import Status


def calendar_of(meeting: Meeting) -> bytes:
    """The same file as long as nothing changes; a later one replaces the earlier by its sequence number."""
    return calendar_file([event_of(meeting)])


def event_of(meeting: Meeting) -> Event:
    page = settings.PUBLIC_URL + reverse("meetings:meeting", args=[meeting.uuid])
    return Event(
        key=str(meeting.uuid),
        changed_at=meeting.changed_at,
        sequence=meeting.version - 1,
        begins=meeting.begins_at,
        ends=meeting.ends_at,
        title=meeting.name,
        place=meeting.place,
        description=f"Agenda en stukken: {page}",
        page=page,
        cancelled=meeting.status == Status.CANCELLED,
    )
