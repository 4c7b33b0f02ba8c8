"""One page on which a seat confirms, or objects to, what the secretary recorded from minutes; a mail leads here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions.minuting import answer_minutes
from plans.addresses import DraftAddress
from plans.codes import Answer
from plans.forms.minutes import AnswerForm
from plans.models import Draft, Minuted
from plans.policies import may_answer_minutes, may_decide
from plans.presenters.reading import crumbs, draft_page
from plans.seats import seat_of, seats_of
from plans.workflow import Status
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .visible import own_draft, visitor

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, uuid: DraftAddress, pk: int) -> HttpResponse:
    draft = own_draft(request, uuid)
    minuted = _minuted(draft, pk)
    form = AnswerForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            given = answer_minutes(minuted=minuted, by=visitor(request), **form.said)
        except Refused as refused:
            refusal = refused
            record_refusal(request, refused, "answer_minutes")
            minuted = _minuted(draft, pk)
        else:
            confirmed = given.answer == Answer.CONFIRM
            messages.success(request, _("You have confirmed it.") if confirmed else _("You have objected."))
            return redirect("plans:minutes", draft, pk)
    verdict = may_answer_minutes(visitor(request), minuted)
    context = {
        "plan": draft.plan,
        "draft": draft,
        "page": draft_page(draft),
        "crumbs": crumbs(draft, _("Your decision in the minutes")),
        "minuted": minuted,
        "decision": minuted.consent,
        "adopted": draft.status == Status.ADOPTED,
        "decides_now": _decides_now(visitor(request), draft, minuted),
        "takes_part": seats_of(visitor(request), draft.plan),
        "verdict": verdict,
        "form": form if verdict else None,
        "refusal": refusal,
    }
    return render(request, "plans/deciding/minutes.html", context, status=CONFLICT if refusal else None)


def _decides_now(person: Person, draft: Draft, minuted: Minuted) -> bool:
    """Has the seat objected, and is it asked itself now?"""
    given, revision = minuted.consent, draft.revision
    if not minuted.answered or revision is None:
        return False
    asked = draft.requests.filter(role=given.role, area=given.area_id, consent=None).exists()
    return asked and bool(may_decide(person, draft, revision, seat_of(given)))


def _minuted(draft: Draft, pk: int) -> Minuted:
    known = Minuted.objects.select_related("consent__revision", "answer").defer("consent__revision__text")
    about = {"consent__revision__plan": draft.plan, "consent__revision__amendment": draft.number}
    found: Minuted = get_object_or_404(known, pk=pk, **about)
    found.consent.revision.plan = draft.plan
    return found
