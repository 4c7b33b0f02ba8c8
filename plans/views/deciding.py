"""Submit, take back, decide, adopt: each one page that shows what is asked and takes the answer.

What a policy refuses after somebody typed is said in the page itself, with what was typed still there (409); every
other refusal is the portal's 403 page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from plans.actions import deciding
from plans.addresses import DraftAddress
from plans.compiling import DraftReader
from plans.completeness import of_this_text, overlooked, remarks
from plans.document import load
from plans.editions import undecided_editions
from plans.exports import plan_page
from plans.forms.deciding import AdoptForm, DecideForm, SubmitForm, WithdrawForm, said
from plans.inheriting import open_offers
from plans.models import Draft, Plan, Revision
from plans.policies import may_adopt, may_consent, may_return, may_submit, may_withdraw, may_write
from plans.presenters.advising import advising
from plans.presenters.amending import AmendmentPage
from plans.presenters.comments import in_brief
from plans.presenters.deciding import (
    Since,
    answers,
    asked_after_submitting,
    capacity,
    decided_meanwhile,
    lacks,
    since_last_decision,
    since_on_screen,
    unanswered,
    why_not_asked,
)
from plans.presenters.presence import in_words, others
from plans.presenters.reading import crumbs, draft_page, seat_rows
from plans.presenters.status import progress_of
from plans.record import record_of
from plans.seats import Stance, decisions_about, holders_of, marks, marks_at_adoption, seats_of, stances
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused, Verdict
from workplan_portal.people.models import Person, Seat

from .visible import visible_draft, visitor

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), visible_draft(request, uuid)
    plan = draft.plan
    refusal = None
    if request.method == "POST":
        try:
            deciding.submit(draft=draft, by=person, seen=request.POST.get("seen", ""))
        except Refused as refused:
            may_write(person, draft).or_refuse()
            refusal = refused
            record_refusal(request, refused)
            draft = visible_draft(request, uuid)  # somebody else may have been first
        else:
            messages.success(request, _submitted(draft))
            return redirect(draft_page(draft))
    return _submit_page(request, plan, draft, refusal)


def _submit_page(request: HttpRequest, plan: Plan, draft: Draft, refusal: Refused | None) -> HttpResponse:
    reader = DraftReader(draft, plan)
    document = reader.document()
    waiting, editions = open_offers(draft), undecided_editions(reader)
    found = of_this_text([*remarks(document), *overlooked(reader, document, waiting, editions)], reader.base)
    missing = [r for r in found if r.blocking]
    verdict = may_write(visitor(request), draft)
    submitting = may_submit(visitor(request), draft, missing, document)
    context = {
        "plan": plan,
        "draft": draft,
        "crumbs": crumbs(draft, _("Submit")),
        "blocked": submitting.reason if verdict and not missing else verdict.reason,
        "missing": lacks(draft, missing),
        "overlooked": lacks(draft, [r for r in found if not r.blocking]),
        "asked": asked_after_submitting(draft, document),
        "next_number": _next_number(plan),
        "comments": in_brief(visitor(request), draft),
        "still_writing": in_words(draft, others(draft, visitor(request))) if submitting else "",
        "amended": AmendmentPage(visitor(request), draft) if draft.number else None,
        "refusal": refusal,
        "form": SubmitForm(initial={"seen": document.digest()}, cancel_url=draft_page(draft)) if submitting else None,
    }
    return render(request, "plans/deciding/submit.html", context, status=CONFLICT if refusal else None)


def _submitted(draft: Draft) -> str:
    if draft.number:
        return _("The amendment has been submitted. Whoever has to decide now gets a mail.")
    return _("The plan has been submitted. Whoever has to decide now gets a mail.")


def _next_number(plan: Plan) -> int:
    return (plan.revisions.aggregate(last=Max("number"))["last"] or 0) + 1


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), visible_draft(request, uuid)
    plan = draft.plan
    shown = draft.revision.number if draft.revision else None
    form = WithdrawForm(request.POST or None, initial={"revision": shown}, cancel_url=draft_page(draft))
    if request.method == "POST":
        deciding.withdraw(draft=draft, by=person, seen=form.cleaned_data["revision"] if form.is_valid() else None)
        messages.success(request, _taken_back(draft))
        return redirect(draft_page(draft))
    context = {
        "plan": plan,
        "draft": draft,
        "crumbs": crumbs(draft, _("Take back")),
        "verdict": may_withdraw(person, draft),
        "form": form,
    }
    return render(request, "plans/deciding/withdraw.html", context)


def _taken_back(draft: Draft) -> str:
    if draft.number:
        return _("The amendment has been taken back. You can change it again.")
    return _("The plan has been taken back. You can change it again.")


# --- agree or return --------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), visible_draft(request, uuid)
    revision = draft.revision
    if revision is None:
        raise Refused(_("No decision about this is asked now."))
    seats = _seats(person, draft)
    if request.method != "POST":
        return _decide_page(request, draft, revision, seats)
    form = DecideForm(
        request.POST, seats=seats, may_agree=True, amendment=bool(draft.number), cancel_url=draft_page(draft)
    )
    if not form.is_valid():
        return _decide_page(request, draft, revision, seats, form=form)
    try:
        _decided(form, draft, person)
    except Refused as refused:
        record_refusal(request, refused, "consent" if form.agrees else "return")
        return _decide_page(request, visible_draft(request, uuid), None, seats, sent=form, refusal=refused)
    messages.success(request, _decision_taken(draft, agrees=form.agrees, reserves=bool(form.words.get("reservation"))))
    return redirect(draft_page(draft))


def _decision_taken(draft: Draft, *, agrees: bool, reserves: bool) -> str:
    if reserves:
        return _("You have agreed, with a reservation.")
    if draft.number:
        return _("You have agreed with this amendment.") if agrees else _("You have returned the amendment.")
    return _("You have agreed with this plan.") if agrees else _("You have returned the plan to its authors.")


def _seats(person: Person, draft: Draft) -> list[Seat]:
    seats = seats_of(person, draft)
    if not seats:
        raise Refused(_("You hold no seat that decides about this."))
    return seats


def _decided(form: DecideForm, draft: Draft, person: Person) -> None:
    """Carry out the decision, about the version that the form showed."""
    shown = _shown(draft.plan, form.cleaned_data["revision"])
    told: dict[str, Any] = {
        "draft": draft,
        "revision": shown,
        "seat": form.seat_chosen,
        "by": person,
        "seen": form.mark_seen,
        **form.words,
    }
    if form.agrees:
        deciding.consent(**told)
    else:
        deciding.return_to_author(**told)


def _decide_page(
    request: HttpRequest,
    draft: Draft,
    revision: Revision | None,
    seats: list[Seat],
    *,
    form: DecideForm | None = None,
    sent: DecideForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    """`form` goes back to be mended; of one that was `sent` and refused, what was typed goes into a new one."""
    person, plan = visitor(request), draft.plan
    revision = revision or draft.revision
    if revision is None:
        raise Refused(_("No decision about this is asked now."))
    decisions = decisions_about(plan)
    own = [s for s in stances(revision, decisions) if s.seat in seats]
    may_agree, verdict = _may(person, draft, revision, seats)
    amended = AmendmentPage(person, draft) if draft.number else None
    document, is_chief = load(revision.text), any(seat.role == Role.CHIEF for seat in seats)
    agreed = next((c for stance in own for c in stance.signatures if c.decided_by_id == person.pk), None)
    remark = sent.cleaned_data["remark"] if sent else ""
    since = [s for s in (since_last_decision(stance, revision) for stance in own) if s]
    form = form or DecideForm(
        seats=seats,
        may_agree=bool(may_agree),
        amendment=bool(draft.number),
        cancel_url=draft_page(draft),
        initial={
            "revision": revision.number,
            "seen": marks(own),
            **({"seat": sent.cleaned_data["seat"]} if sent else {}),
            **said(agreed if may_agree else None, remark),
        },
    )
    progress = progress_of([draft])[0]
    context = {
        "plan": plan,
        "draft": draft,
        "crumbs": crumbs(draft, _("Decide")),
        "revision": revision,
        "is_chief": is_chief,
        "capacity": capacity(document) if is_chief else "",
        "signs": is_chief and not (amended and amended.leaves("foreword")),
        "amended": amended,
        "seats": seat_rows(progress),
        "returned": progress.returned,
        "why_not": "" if verdict else why_not_asked(progress, verdict.reason),
        "own_seats": [capfirst(str(seat)) for seat in seats],
        "answers": answers(seats, plan),
        "minuted": unanswered(own),
        "advising": advising(person, draft),
        "since": [*_since_on_screen(sent, own, revision), *since],
        "meanwhile": decided_meanwhile(sent.seat_chosen, sent.mark_seen, revision, decisions) if sent else [],
        "agreement": may_agree,
        "agreed": agreed,
        "verdict": verdict,
        "form": form if verdict else None,
        "remark": remark,
        "comments": in_brief(person, draft),
        "refusal": refusal,
        "document": plan_page(document, record_of(plan, revision, decisions)),
    }
    return render(request, "plans/deciding/decide.html", context, status=CONFLICT if refusal else None)


def _since_on_screen(sent: DecideForm | None, own: Sequence[Stance], revision: Revision) -> list[Since]:
    """What changed since the version that this form was about, for the seat that was decided for."""
    if sent is None:
        return []
    read = _shown(revision.plan, sent.cleaned_data["revision"])
    found = (since_on_screen(stance, read, revision) for stance in own if stance.seat == sent.seat_chosen)
    return [since for since in found if since]


def _may(person: Person, draft: Draft, revision: Revision, seats: list[Seat]) -> tuple[Verdict, Verdict]:
    """Whether this person may agree, and may decide at all: for one of the seats, or why not for the first."""
    agree = [may_consent(person, draft, revision, seat) for seat in seats]
    decide = [may_return(person, draft, revision, seat) for seat in seats]
    return next(filter(None, agree), agree[0]), next(filter(None, decide), decide[0])


# --- adopt ------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), visible_draft(request, uuid)
    plan, revision = draft.plan, draft.revision
    if revision is None:
        raise Refused(_("Not everybody has agreed with this version yet."))
    proposed = _proposed(plan, revision)
    form = AdoptForm(request.POST or None, of=revision, cancel_url=draft_page(draft), initial=proposed)
    refusal = None
    if request.method == "POST" and form.is_valid():
        shown = _shown(plan, form.cleaned_data.pop("revision"))
        try:
            deciding.adopt(draft=draft, revision=shown, by=person, **form.cleaned_data)
        except Refused as refused:
            refusal = refused
            record_refusal(request, refused)
            form = AdoptForm(of=revision, cancel_url=draft_page(draft), initial={**proposed, **form.typed})
        else:
            messages.success(request, _adopted(draft))
            return redirect(draft_page(draft))
    context = {
        "plan": plan,
        "draft": draft,
        "crumbs": crumbs(draft, _("Record the adoption")),
        "revision": revision,
        "seats": seat_rows(progress_of([draft])[0]),
        "verdict": may_adopt(person, draft, revision),
        "refusal": refusal,
        "form": form,
        "amended": AmendmentPage(person, draft) if draft.number else None,
    }
    return render(request, "plans/deciding/adopt.html", context, status=CONFLICT if refusal else None)


def _adopted(draft: Draft) -> str:
    if draft.number:
        return _("The adoption has been recorded. The amended plan can be published from the day it is in force.")
    return _("The adoption has been recorded. The plan has not been published yet.")


def _proposed(plan: Plan, revision: Revision) -> dict[str, Any]:
    """The members are whoever holds the seats today; the secretary corrects what was different in the meeting."""
    with override(settings.LANGUAGE_CODE):  # it is printed in the plan
        members = [f"{a.holder}, {seat}" for seat, sitting in holders_of(revision).items() for a in sitting]
    body = f"Bestuurlijk Overleg {plan.team.name}"
    seen = marks_at_adoption(revision)
    return {"revision": revision.number, "seen": seen, "body": body, "members": "\n".join(members)}


def _shown(plan: Plan, number: int) -> Revision:
    """The version that the form was about; it need not be the latest any more."""
    revision: Revision = get_object_or_404(plan.revisions.defer("text"), number=number)
    revision.plan = plan
    return revision
