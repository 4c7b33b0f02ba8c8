"""The meeting an address names, for the person who asks. Whatever that person may not see does not exist."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from workplan_portal.audit.refusals import concerns
from workplan_portal.meetings.models import Meeting
from workplan_portal.meetings.presenters import Line, lines
from workplan_portal.people.models import Person

CONFLICT = 409


def visible_meeting(request: HttpRequest, uuid: UUID) -> Meeting:
    """Raises Http404 for a meeting that is not there or not for this person."""
    found = Meeting.objects.visible_to(visitor(request)).with_names()
    meeting: Meeting = get_object_or_404(found, uuid=uuid)
    concerns(request, meeting)
    return meeting


def visible_line(request: HttpRequest, uuid: UUID, item: UUID) -> Line:
    """The same for an item of its agenda."""
    for line in lines(visible_meeting(request, uuid), visitor(request)):
        if line.item.uuid == item:
            return line
    raise Http404


def visitor(request: HttpRequest) -> Person:
    """Whoever is signed in: all pages about meetings are closed to others."""
    return cast(Person, request.user)
