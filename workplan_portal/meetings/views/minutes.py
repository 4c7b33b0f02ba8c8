"""An item of a meeting: what was said about it, and what each seat decided."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.models import Plan, Revision
from plans.presenters.reading import seat_rows
from plans.presenters.status import Progress, progress, progress_of
from plans.record import of_plan
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused
from workplan_portal.meetings import actions
from workplan_portal.meetings.forms import ConcludeForm, NotesForm, RecordForm
from workplan_portal.meetings.models import AgendaItem
from workplan_portal.meetings.policies import may_conclude, may_record, may_write_minutes
from workplan_portal.meetings.presenters import Line, all_seats, crumbs_of, open_seats

from .visible import CONFLICT, visible_line, visitor


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """Takes what seats decided; notes have an address of their own."""
    line = visible_line(request, uuid, item)
    found = line.item
    form, refusal = None, None
    if request.method == "POST":
        may_record(visitor(request), found).or_refuse()
        form = _record_form(request, found, request.POST)
        if form and form.is_valid():
            try:
                actions.record_decisions(item=found, by=visitor(request), **form.recorded)
            except Refused as refused:
                refusal = refused
                record_refusal(request, refused, "record_decisions")
            else:
                messages.success(request, _("Recorded. Each seat gets a mail to confirm it."))
                return redirect("meetings:item", uuid, item)
    return _page(request, line, form=form or _record_form(request, found), refusal=refusal)


@require_POST
def notes(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    line = visible_line(request, uuid, item)
    found = line.item
    form = NotesForm(request.POST)
    if form.is_valid():
        try:
            actions.write_notes(item=found, by=visitor(request), **form.cleaned_data)
        except Refused as refused:
            may_write_minutes(visitor(request), found.meeting).or_refuse()
            record_refusal(request, refused, "write_notes")
            return _page(request, line, form=_record_form(request, found), notes_form=form, refusal=refused)
        messages.success(request, _("The notes have been saved."))
        return redirect("meetings:item", uuid, item)
    return _page(request, line, form=_record_form(request, found), notes_form=form)


@require_POST
def conclude(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """What the triangle made of a report."""
    line = visible_line(request, uuid, item)
    may_conclude(visitor(request), line.item).or_refuse()
    form = ConcludeForm(request.POST)
    if form.is_valid():
        try:
            actions.conclude(item=line.item, by=visitor(request), **form.cleaned_data)
        except Refused as refused:
            record_refusal(request, refused, "conclude")
            return _page(request, line, form=None, conclude_form=form, refusal=refused)
        messages.success(request, _("The outcome has been recorded."))
        return redirect("meetings:item", uuid, item)
    return _page(request, line, form=None, conclude_form=form)


def _record_form(request: HttpRequest, found: AgendaItem, posted: QueryDict | None = None) -> RecordForm | None:
    """None where there is nothing left to record. What was posted may name seats that have decided since: the action
    says so."""
    if not may_record(visitor(request), found):
        return None
    revision = Revision.objects.defer("text").get(pk=found.revision_id or 0)
    revision.plan = Plan.objects.with_names().get(pk=revision.plan_id)
    if posted is not None:
        return RecordForm(posted, open_seats=all_seats(found.meeting, revision))
    seats = open_seats(found.meeting, revision)
    return RecordForm(open_seats=seats) if seats else None


def _page(
    request: HttpRequest,
    line: Line,
    *,
    form: RecordForm | None,
    notes_form: NotesForm | None = None,
    conclude_form: ConcludeForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    person, found = visitor(request), line.item
    meeting = found.meeting
    shown = _course(found)
    writes = may_write_minutes(person, meeting)
    context = {
        "meeting": meeting,
        "line": line,
        "crumbs": crumbs_of(meeting, found.title),
        "seats": seat_rows(shown) if shown else [],
        "undecided": ", ".join(seat.name for seat in shown.seats if not seat.agrees) if shown else "",
        "writes": writes,
        "record": may_record(person, found),
        "form": form,
        "conclude": conclude_form or ConcludeForm() if may_conclude(person, found) else None,
        "notes": notes_form or NotesForm(initial={"notes": found.notes, "seen": found.notes}) if writes else None,
        "refusal": refusal,
    }
    return render(request, "meetings/item.html", context, status=CONFLICT if refusal else None)


def _course(found: AgendaItem) -> Progress | None:
    """How far the plan or amendment has come."""
    if found.plan_id is None:
        return None
    plan = Plan.objects.with_names().get(pk=found.plan_id)
    return progress_of([of_plan(found.amendment, plan)])[0] if found.amendment else progress([plan])[0]
