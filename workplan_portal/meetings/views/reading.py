"""The list of meetings, the page of one, and the file for a calendar."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workplan_portal.authorization.roles import Role
from workplan_portal.documents.serving import serve_bytes
from workplan_portal.documents.workers import RenderingFailed
from workplan_portal.interface.outages import no_document
from workplan_portal.meetings.agenda import proposals
from workplan_portal.meetings.exports.bundle import bundle_pdf
from workplan_portal.meetings.exports.calendar import calendar_of
from workplan_portal.meetings.forms import TopicForm
from workplan_portal.meetings.models import Meeting
from workplan_portal.meetings.policies import keeps, may_change, may_fix, may_hold, may_write_minutes
from workplan_portal.meetings.presenters import Row, crumbs, crumbs_of, lines, visible_items

from .visible import visible_meeting, visitor


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    found = Meeting.objects.visible_to(visitor(request)).with_names()
    context = {
        "crumbs": crumbs(),
        "rows": [Row(each) for each in found],
        "may_plan": visitor(request).holds(Role.SECRETARY),
    }
    return render(request, "meetings/list.html", context)


@require_safe
def meeting(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, found = visitor(request), visible_meeting(request, uuid)
    may_edit = may_change(person, found)
    context = {
        "meeting": found,
        "row": Row(found),
        "crumbs": crumbs_of(found),
        "lines": lines(found, person),
        "keeps": keeps(person, found.team),
        "may_change": may_edit,
        "may_hold": may_hold(person, found),
        "may_write_minutes": may_write_minutes(person, found),
        "may_fix": may_fix(person, found),
        "proposals": proposals(found) if may_edit else [],
        "topic": TopicForm() if may_edit else None,
    }
    return render(request, "meetings/meeting.html", context)


@require_safe
def calendar(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    found = visible_meeting(request, uuid)
    name = f"driehoeksoverleg-{found.day:%Y-%m-%d}.ics"
    return serve_bytes(request, calendar_of(found), name, "text/calendar; charset=utf-8", inline=False)


@require_safe
def bundle(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The agenda with its documents, for whoever asks."""
    person, found = visitor(request), visible_meeting(request, uuid)
    try:
        content = bundle_pdf(found, visible_items(found, person), person)
    except RenderingFailed:
        return no_document(request, page=reverse("meetings:meeting", args=[found.uuid]))
    return serve_bytes(request, content, f"stukken-{found.day:%Y-%m-%d}.pdf", "application/pdf")
