"""The advisers of a plan, and the page on which one of them advises."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.actions import advising
from plans.addresses import DraftAddress
from plans.document import load
from plans.exports import plan_page
from plans.forms.advising import AdviceForm, AdviserForm
from plans.models import Adviser
from plans.policies_of_advice import may_advise, may_keep_advisers, may_keep_advisers_of_team
from plans.presenters import advising as presenter
from plans.presenters.reading import crumbs, draft_page
from plans.record import current_draft, record_of
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused

from .visible import own_draft, visible_plan, visitor

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def advisers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, plan = visitor(request), visible_plan(request, uuid)
    may_keep_advisers(person, plan).or_refuse()
    here = reverse("plans:advisers", args=[plan.uuid])
    of_team = bool(may_keep_advisers_of_team(person, plan))
    form = AdviserForm(
        request.POST or None,
        of_team=of_team,
        cancel_url=reverse("plans:plan", args=[plan.uuid]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = advising.name_adviser(plan=plan, by=person, **form.cleaned_data)
        except Refused as refused:
            record_refusal(request, refused, "name_adviser")
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("%(name)s is an adviser now, and gets a mail.") % {"name": made.person.name})
            return redirect(here)
    context = {
        "plan": plan,
        "crumbs": crumbs(plan, _("Advisers")),
        "advising": presenter.advising(person, current_draft(plan)),
        "of_team": of_team,
        "form": form,
    }
    return render(request, "plans/advising/advisers.html", context)


@require_POST
def end_adviser(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    plan = visible_plan(request, uuid)
    adviser = get_object_or_404(Adviser.objects.of(plan).select_related("plan", "person"), pk=pk)
    advising.end_adviser(adviser=adviser, by=visitor(request))
    messages.success(request, _("%(name)s is no longer an adviser.") % {"name": adviser.person.name})
    return redirect("plans:advisers", plan.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def advise(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), own_draft(request, uuid)
    form = AdviceForm(
        request.POST or None,
        cancel_url=draft_page(draft),
        initial={"revision": draft.revision.number if draft.revision else 0},
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            advising.advise(draft=draft, number=told["revision"], text=told["text"], by=person)
        except Refused as refused:
            record_refusal(request, refused)
            refusal = refused
        else:
            messages.success(request, _("Your advice has been given. Whoever decides gets a mail."))
            return redirect(draft_page(draft))
    context = {
        "plan": draft.plan,
        "draft": draft,
        "revision": draft.revision,
        "crumbs": crumbs(draft, _("Advise")),
        "verdict": may_advise(person, draft),
        "refusal": refusal,
        "form": form,
        "document": plan_page(load(draft.revision.text), record_of(draft.plan, draft.revision))
        if draft.revision
        else "",
    }
    return render(request, "plans/advising/advise.html", context, status=CONFLICT if refusal else None)
