"""Plan a meeting, change it, record that it was held, cancel it, fix its minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused, Verdict, refuse
from workplan_portal.interface.forms import PortalForm
from workplan_portal.meetings import actions
from workplan_portal.meetings.forms import CancelForm, ChangeForm, HoldForm, PlanForm
from workplan_portal.meetings.models import Meeting
from workplan_portal.meetings.policies import may_cancel, may_change, may_hold
from workplan_portal.meetings.presenters import crumbs, crumbs_of
from workplan_portal.organisation.models import BaseTeam

from .visible import CONFLICT, visible_meeting, visitor


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    person = visitor(request)
    teams = list(BaseTeam.objects.filter(pk__in=person.areas(Role.SECRETARY)))
    if not teams:
        refuse(_("Only the secretary of this consultation keeps its meetings.")).or_refuse()
    form = PlanForm(request.POST or None, teams=teams, cancel_url=reverse("meetings:list"))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_meeting(by=person, **form.cleaned_data)
        except Refused as refused:
            record_refusal(request, refused)
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The meeting has been planned. Whoever takes part gets a mail."))
            return redirect("meetings:meeting", made.uuid)
    title = _("Plan a meeting")
    return render(request, "meetings/form.html", {"title": title, "crumbs": crumbs((title, "")), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = visible_meeting(request, uuid)
    shown = {name: getattr(found, name) for name in ("day", "begins", "ends", "place", "version")}
    form = ChangeForm(request.POST or None, initial=shown, cancel_url=_page(found))
    verdict = may_change(visitor(request), found)
    return _asked(request, found, form, _("Change the meeting"), verdict, actions.change_meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = visible_meeting(request, uuid)
    form = HoldForm(request.POST or None, cancel_url=_page(found))
    verdict = may_hold(visitor(request), found)
    return _asked(request, found, form, _("Record that the meeting was held"), verdict, actions.hold)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = visible_meeting(request, uuid)
    form = CancelForm(request.POST or None, cancel_url=_page(found))
    verdict = may_cancel(visitor(request), found)
    return _asked(request, found, form, _("Cancel the meeting"), verdict, actions.cancel)


@require_POST
def fix(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = visible_meeting(request, uuid)
    actions.fix(meeting=found, by=visitor(request))
    messages.success(request, _("The minutes are fixed."))
    return redirect(_page(found))


def _asked(
    request: HttpRequest, found: Meeting, form: PortalForm, title: str, verdict: Verdict, act: Callable[..., Any]
) -> HttpResponse:
    """A page with one form, for one act on this meeting."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            act(meeting=found, by=visitor(request), **form.cleaned_data)
        except Refused as refused:
            refusal = refused
            record_refusal(request, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(_page(found))
    context = {
        "title": title,
        "meeting": found,
        "crumbs": crumbs_of(found, title),
        "verdict": verdict,
        "refused": not verdict,
        "refusal": refusal,
        "form": form,
    }
    return render(request, "meetings/form.html", context, status=CONFLICT if refusal else None)


def _page(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.uuid])
