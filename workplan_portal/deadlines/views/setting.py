"""The deadlines of the visitor's teams, and the page where a team sets its own."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from workplan_portal.audit.refusals import concerns, record_refusal
from workplan_portal.authorization.verdict import Refused
from workplan_portal.deadlines.actions import set_deadlines
from workplan_portal.deadlines.forms import DeadlinesForm
from workplan_portal.deadlines.models import deadlines_of
from workplan_portal.deadlines.policies import may_set_deadlines, teams_visible_to
from workplan_portal.deadlines.presenters import team_days
from workplan_portal.people.models import Person

CONFLICT = 409


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    person = _visitor(request)
    context = {"rows": team_days(teams_visible_to(person), person), "crumbs": _crumbs()}
    return render(request, "deadlines/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def team_deadlines(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = _visitor(request)
    team = get_object_or_404(teams_visible_to(person), uuid=uuid)
    concerns(request, team)
    may_set_deadlines(person, team).or_refuse()
    kept, refusal = deadlines_of(team), None
    shown = {name: getattr(kept, name) for name in DeadlinesForm.fields_in_order}
    form = DeadlinesForm(request.POST or None, initial=shown, cancel_url=reverse("deadlines:list"))
    if request.method == "POST" and form.is_valid():
        try:
            set_deadlines(team=team, by=person, **form.cleaned_data)
        except Refused as refused:
            refusal = refused
            record_refusal(request, refused, "set_deadlines")
        else:
            messages.success(request, _("The deadlines have been saved."))
            return redirect("deadlines:list")
    context = {
        "team": team,
        "crumbs": _crumbs(team.name),
        "days": team_days([team], person)[0],
        "form": form,
        "refusal": refusal,
    }
    return render(request, "deadlines/set.html", context, status=CONFLICT if refusal else None)


def _crumbs(*pages: str) -> list[tuple[str, str]]:
    steps = [(_("Overview"), reverse("home")), (_("Deadlines"), reverse("deadlines:list")), *((p, "") for p in pages)]
    return [*steps[:-1], (steps[-1][0], "")]


def _visitor(request: HttpRequest) -> Person:
    return cast(Person, request.user)
