"""One page on which a seat confirms, or objects to, what the secretary recorded from minutes; a mail leads here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions.minuting import answer_minutes
from plans.codes import Answer
from plans.forms.minutes import AnswerForm
from plans.models import Minuted, Plan
from plans.policies import may_answer_minutes
from plans.presenters.reading import crumbs
from plans.record import current_draft
from plans.workflow import Status
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused

from .visible import visible_plan, visitor

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    plan = visible_plan(request, uuid)
    minuted = _minuted(plan, pk)
    form = AnswerForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            given = answer_minutes(minuted=minuted, by=visitor(request), **form.said)
        except Refused as refused:
            refusal = refused
            record_refusal(request, refused, "answer_minutes")
            minuted = _minuted(plan, pk)
        else:
            confirmed = given.answer == Answer.CONFIRM
            messages.success(request, _("You have confirmed it.") if confirmed else _("You have objected."))
            return redirect("plans:minutes", plan.uuid, pk)
    verdict = may_answer_minutes(visitor(request), minuted)
    context = {
        "plan": plan,
        "crumbs": crumbs(plan, _("Your decision in the minutes")),
        "minuted": minuted,
        "decision": minuted.consent,
        "adopted": current_draft(plan).status == Status.ADOPTED,
        "verdict": verdict,
        "form": form if verdict else None,
        "refusal": refusal,
    }
    return render(request, "plans/deciding/minutes.html", context, status=CONFLICT if refusal else None)


def _minuted(plan: Plan, pk: int) -> Minuted:
    known = Minuted.objects.select_related("consent__revision", "answer").defer("consent__revision__text")
    found: Minuted = get_object_or_404(known, pk=pk, consent__revision__plan=plan)
    found.consent.revision.plan = plan
    return found
