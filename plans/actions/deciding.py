"""The course of a plan: submit, take back, agree, return, adopt.

Every status is assigned here, in `_become`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans import notifications
from plans.codes import Decision
from plans.compiling import compile_draft
from plans.document import SCHEMA, Document, load
from plans.models import Adoption, Consent, Draft, Plan, Revision
from plans.passages import parts_of
from plans.policies import may_adopt, may_adopt_on, may_consent, may_return, may_submit, may_withdraw, needs_late_reason
from plans.seats import WITHDRAWN, agreement, ask_all, asked_about, holders, marks, marks_at_adoption, stances
from plans.workflow import TRANSITIONS, Act, Status, standing
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person, Seat
from workplan_portal.search.models import FixedText, forget, keep

from .drafting import lock

LONGEST_CAPACITY = 200
"""What the record of a decision has room for."""


@transaction.atomic
def submit(*, draft: Draft, by: Person, seen: str = "") -> Revision:
    """Freeze the text as a numbered revision and ask every seat for its consent.

    Seats that agreed before with parts that have not changed need not be asked again. `seen` is the digest of the text
    that this person read; when somebody changed it since, it is not submitted unseen.
    """
    draft = lock(draft)
    may_submit(by, draft).or_refuse()
    document = compile_draft(draft)
    if seen and seen != document.digest():
        raise Refused(_("Somebody changed this text while you were looking at it. Check it and submit it again."))
    plan = hold(draft)
    last = plan.revisions.aggregate(last=Max("number"))["last"] or 0
    base = draft.amendment.base if draft.number else None
    revision = Revision.objects.create(
        plan=plan,
        number=last + 1,
        schema=SCHEMA,
        text=document.text(),
        digest=document.digest(),
        parts=document.parts(),
        amendment=draft.number,
        base=base,
        asks=asked_about(plan, load(base.text), document) if base else [],
        submitted_by=by,
        submitted_at=now(),
    )
    _make_findable(draft, revision, document)
    draft.revision = revision
    ask_all(draft, revision)
    settle(draft, revision, Act.SUBMIT)
    record("submit", subject=plan.subject, what=str(revision), by=by, digest=revision.digest, status=draft.status)
    return revision


def _make_findable(draft: Draft, revision: Revision, document: Document) -> None:
    """In place of what was submitted before: nobody who opens the plan reads that any more."""
    if draft.revision_id:
        forget(FixedText.REVISION, draft.revision_id)
    keep(FixedText.REVISION, revision.pk, parts_of(document))


@transaction.atomic
def withdraw(*, draft: Draft, by: Person, seen: int | None = None) -> None:
    """The authors take a submitted plan back to work on it. Decisions about it are kept.

    `seen` is the number of the version that this person wants back; one that was submitted since stays where it is.
    """
    draft = lock(draft)
    may_withdraw(by, draft).or_refuse()
    if seen and draft.revision and seen != draft.revision.number:
        raise Refused(_("A newer version has been submitted. Read that one first."))
    asked = notifications.asked_this_round(draft)
    draft.requests.all().delete()
    _become(draft, Act.WITHDRAW, Status.DRAFT)
    record("withdraw", subject=draft.plan.subject, what=str(draft.revision), by=by)
    notifications.withdrawn(draft, asked, by=by)


@transaction.atomic
def consent(
    *,
    draft: Draft,
    revision: Revision,
    seat: Seat,
    by: Person,
    remark: str = "",
    reservation: str = "",
    seen: str | None = None,
) -> Consent:
    """This seat agrees with this revision. By approving, the team chief signs the foreword.

    A reservation is read by everybody who reads of the consent, in the document too; it does not change what holds.
    Until the adoption it can be changed, or given up: by agreeing again. What was said before stays with it.
    `seen` is the mark of the seat as this person saw it: nobody gives up unread what was decided since.
    """
    draft = lock(draft)
    may_consent(by, draft, revision, seat, reservation).or_refuse()
    _still_as_seen(revision, seat, seen)
    signers = _signers(revision, seat)
    again = by.pk in signers
    given = _decide(revision, seat, by, Decision.AGREE, remark, reservation)
    count(draft, revision, given)
    if again or (signers and given.reservation):
        notifications.reconsidered(draft, given, again=again)
    return given


def _still_as_seen(revision: Revision, seat: Seat, seen: str | None) -> None:
    if seen is not None and seen != next(stance.mark for stance in stances(revision) if stance.seat == seat):
        raise Refused(_("For this seat something else has been decided since you opened this page. Read it first."))


def _signers(revision: Revision, seat: Seat) -> set[int]:
    """Who agreed with this text for this seat."""
    return {c.decided_by_id for stance in stances(revision) if stance.seat == seat for c in stance.signatures}


def count(draft: Draft, revision: Revision, *consents: Consent) -> None:
    """These seats agree from now on."""
    for given in consents:
        draft.requests.filter(role=given.role, area=given.area_id).update(consent=given)
    settle(draft, revision, Act.CONSENT)


@transaction.atomic
def return_to_author(
    *, draft: Draft, revision: Revision, seat: Seat, by: Person, remark: str, seen: str | None = None
) -> Consent:
    """This seat does not agree yet: the round is closed and the authors can write again. A remark says why."""
    draft = lock(draft)
    may_return(by, draft, revision, seat).or_refuse()
    _still_as_seen(revision, seat, seen)
    if not remark.strip():
        raise Refused(_("Say what has to change before you return the text."))
    given = _decide(revision, seat, by, Decision.RETURN, remark)
    close_round(draft, given)
    return given


def close_round(draft: Draft, given: Consent) -> None:
    """A seat returned the plan: nobody is asked any more, and the authors can write."""
    asked = notifications.asked_this_round(draft)
    draft.requests.all().delete()
    _become(draft, Act.RETURN, Status.DRAFT)
    notifications.returned(draft, asked, given)


@transaction.atomic
def adopt(
    *,
    draft: Draft,
    revision: Revision,
    adopted_on: date,
    body: str,
    members: Sequence[str],
    by: Person,
    late_reason: str = "",
    seen: str | None = None,
) -> Adoption:
    """Record that the consultation adopted this revision. Does not publish it: that is an act of its own.

    `seen` tells how all seats stood as this person saw them: a reservation that came since is read before, and so is
    why an earlier adoption was withdrawn.
    """
    draft = lock(draft)
    hold(draft)
    may_adopt(by, draft, revision).or_refuse()
    _still_adopting_what_was_seen(revision, seen)
    may_adopt_on(revision, adopted_on).or_refuse()
    if needs_late_reason(revision, adopted_on) and not late_reason.strip():
        raise Refused(_("This plan is adopted after January. Say why."))
    adoption = Adoption.objects.create(
        revision=revision,
        adopted_on=adopted_on,
        body=body,
        members="\n".join(members),
        late_reason=late_reason.strip(),
        in_force_from=comes_into_force(draft, adopted_on),
        recorded_by=by,
        recorded_at=now(),
    )
    _become(draft, Act.ADOPT, Status.ADOPTED)
    draft.removals.all().delete()
    record(
        "adopt",
        subject=draft.plan.subject,
        what=str(revision),
        by=by,
        adopted_on=adopted_on.isoformat(),
        body=body,
        digest=revision.digest,
    )
    notifications.adopted(draft, adoption, by=by)
    return adoption


def _still_adopting_what_was_seen(revision: Revision, seen: str | None) -> None:
    if seen is None or seen == marks_at_adoption(revision):
        return
    withdrawn = revision.withdrawn_adoptions.last()
    if withdrawn and seen.partition(f",{WITHDRAWN}=")[0] == marks(stances(revision)):
        told = {"name": withdrawn.name, "reason": withdrawn.reason}
        raise Refused(
            _("%(name)s withdrew the adoption of this version since you opened this page, because: %(reason)s") % told
        )
    raise Refused(_("A seat has decided something else since you opened this page. Read it first."))


def hold(draft: Draft) -> Plan:
    """The plan, so that of two amendments one is submitted or adopted at a time: the second sees the first."""
    plan: Plan = Plan.objects.select_for_update(of=("self",)).with_names().get(pk=draft.plan_id)
    return plan


def comes_into_force(draft: Draft, adopted_on: date) -> date | None:
    """An amendment holds from the day it names, and never before it was adopted; the plan itself for its whole year."""
    return max(draft.amendment.effective_on, adopted_on) if draft.number else None


def _decide(
    revision: Revision, seat: Seat, by: Person, decision: Decision, remark: str, reservation: str = ""
) -> Consent:
    given = Consent.objects.create(
        revision=revision,
        role=seat.role,
        area_id=seat.area_id,
        decision=decision,
        remark=remark.strip(),
        reservation=reservation.strip(),
        decided_by=by,
        name=by.name,
        capacity=capacity_of(seat, by),
        decided_at=now(),
    )
    details: dict[str, Any] = {"seat": given.capacity, "digest": revision.digest}
    if given.reservation:
        details["reservation"] = given.reservation
    action = "consent" if decision == Decision.AGREE else "return"
    record(action, subject=revision.plan.subject, what=str(revision), by=by, **details)
    return given


def capacity_of(seat: Seat, by: Person, on: date | None = None) -> str:
    """The seat, and the mandate of a deputy; in the language of the documents, whatever language the person reads."""
    mandates = [a.mandate for a in holders(seat, on) if a.person_id == by.pk]
    with override(settings.LANGUAGE_CODE):
        if not mandates or not all(mandates):
            return str(seat)
        named = _("%(seat)s, deputy under mandate: %(mandate)s") % {"seat": seat, "mandate": mandates[0]}
        return Truncator(named).chars(LONGEST_CAPACITY)


def settle(draft: Draft, revision: Revision, act: Act, *, tell: bool = True) -> None:
    """Go where the consents that hold now lead, and tell whoever's turn it has become."""
    before = draft.status
    reached = agreement(revision)
    _become(draft, act, standing(chief_agrees=reached.chief, everybody_agrees=reached.everybody))
    if tell and draft.status != before:
        notifications.your_turn(draft)


def _become(draft: Draft, act: Act, status: Status) -> None:
    """The one place where a status changes. Raises KeyError for what the table does not know: a fault of ours."""
    if status not in TRANSITIONS[Status(draft.status), act]:
        raise KeyError(f"{act} does not lead from {draft.status} to {status}")
    draft.status = status
    draft.save(update_fields=["status", "revision"])
