"""What is on the agenda, and in which order, until the meeting is held."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workplan_portal.meetings import actions
from workplan_portal.meetings.agenda import proposals
from workplan_portal.meetings.forms import TopicForm
from workplan_portal.meetings.models import Meeting

from .visible import visible_line, visible_meeting, visitor


@require_POST
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A proposal (`about` names it), or a topic in the secretary's own words."""
    meeting = visible_meeting(request, uuid)
    if about := request.POST.get("about"):
        chosen = next((each for each in proposals(meeting) if each.key == about), None)
        if chosen:
            actions.add_item(meeting=meeting, by=visitor(request), **chosen.reference)
        else:
            messages.info(request, _("This is on the agenda already, or no longer waits for a meeting."))
        return _back(meeting)
    form = TopicForm(request.POST)
    if form.is_valid():
        actions.add_item(meeting=meeting, by=visitor(request), topic=form.cleaned_data["topic"])
    else:
        messages.error(request, _("Say what the meeting should talk about."))
    return _back(meeting)


@require_POST
def move(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    found = visible_line(request, uuid, item).item
    actions.move_item(item=found, earlier=request.POST.get("to") == "earlier", by=visitor(request))
    return _back(found.meeting)


@require_POST
def remove(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    found = visible_line(request, uuid, item).item
    actions.remove_item(item=found, by=visitor(request))
    messages.success(request, _("Taken off the agenda."))
    return _back(found.meeting)


def _back(meeting: Meeting) -> HttpResponse:
    response = redirect("meetings:meeting", meeting.uuid)
    response["Location"] += "#agenda"
    return response
