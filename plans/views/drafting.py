"""Starting a plan, and the overview of a plan being written."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plans.actions.starting import start as start_plan
from plans.forms.starting import StartForm
from plans.models import Plan
from plans.policies import may_start_any
from plans.presenters.starting import next_year, startable_teams
from plans.views.visible import visitor
from plans.views.writing import open_desk, show
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    person = visitor(request)
    may_start_any(person).or_refuse()
    teams = startable_teams(person)
    form = StartForm(
        request.POST or None, person=person, year=next_year(), teams=teams, cancel_url=reverse("plans:list")
    )
    if request.method == "POST" and form.is_valid() and not form.asking:
        values = form.cleaned_data
        try:
            plan = start_plan(
                team=values["team"],
                year=values["year"],
                municipalities=list(values["municipalities"]),
                earlier=form.earlier,
                by=person,
            )
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error("municipalities", str(refusal))
        else:
            return _started(request, plan)
    crumbs = [(_("Annual plans"), reverse("plans:list")), (_("Start a plan"), "")]
    return render(request, "plans/drafting/start.html", {"form": form, "crumbs": crumbs})


def _started(request: HttpRequest, plan: Plan) -> HttpResponse:
    if plan.started_from_id is None:
        messages.success(request, _("The plan has been started. The frames that apply have come in."))
        return redirect("plans:write", plan.uuid)
    messages.success(request, _("The plan has been started. Here you see what came along, and decide about the rest."))
    return redirect("plans:last_year", plan.uuid)


@require_safe
def write(request: HttpRequest, plan: UUID) -> HttpResponse:
    return show(request, "overview", open_desk(request, plan, here="write"), None)
