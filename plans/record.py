"""What is known about a text and does not stand in it: how far it has come, who agreed with it, its adoption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import F, Q
from django.utils.timezone import localdate

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role

from .amendments import amendments_of
from .codes import Answer, Audience
from .document import Adopted, Decided, Record, load
from .from_minutes import FromMinutes
from .models import Adoption, Consent, Draft, Minuted, Plan, Revision
from .seats import Stance, stances
from .workflow import Status


def current_draft(plan: Plan) -> Draft:
    """The draft of the plan itself until it is adopted; from then on that of the text in force, amended or not."""
    standing = plan.drafts.standing(today())
    found: Draft = standing.select_related("revision").defer("revision__text").last()  # type: ignore[assignment]
    return of_plan(found, plan)


def of_plan(draft: Draft, plan: Plan) -> Draft:
    """The draft with the plan that has been loaded already."""
    draft.plan = plan
    if draft.revision:
        draft.revision.plan = plan
    return draft


def in_force(plan: Plan, day: date | None = None) -> Revision | None:
    """The adopted text that holds on this day, or today; None for a plan that has not been adopted.

    As it was first adopted a plan holds for its whole year; an amendment from the day that its adoption names.
    """
    begun = Q(adoption__in_force_from=None) | Q(adoption__in_force_from__lte=day or today())
    return plan.revisions.filter(begun, adoption__isnull=False).defer("text").order_by("number").last()


def adoption_of(revision: Revision) -> Adoption:
    """The one that stands; else the last that was withdrawn. Raises IndexError for a text that never was adopted."""
    found = Adoption.objects.filter(Q(revision=revision) | Q(withdrawal__revision=revision))
    return found.order_by(F("revision").desc(nulls_last=True), "-pk")[0]


def record_of(
    plan: Plan,
    revision: Revision | None,
    decisions: Sequence[Consent] | None = None,
    *,
    audience: Audience = Audience.INTERNAL,
    edition: str = "",
) -> Record:
    """The record beside a revision's text; None: beside the text of a draft, about which nobody has decided.

    It goes out with the document, so it holds no remarks: those are between the people who decide; and of amendments
    it tells what these readers can see. The chiefs who agreed with the text sign its foreword.
    """
    if revision is None:
        return Record(number=None, digest="", status=Status.DRAFT.value)
    found = stances(revision, decisions)
    adoption = Adoption.objects.filter(revision=revision).first()
    until = adoption.recorded_at if adoption else None
    return Record(
        number=revision.number,
        digest=revision.digest,
        status=_status(plan, revision, adoption),
        consents=tuple(decided(c, until) for s in found for c in s.signatures),
        adoption=_adopted(plan, adoption) if adoption else None,
        signed_by=_signers(revision, found, until),
        amendments=amendments_of(plan, revision, audience, edition),
    )


def _status(plan: Plan, revision: Revision, adoption: Adoption | None) -> str:
    """An earlier version than the one on the table is a draft, however far it came."""
    if adoption:
        return Status.ADOPTED.value
    on_the_table = Draft.objects.filter(plan=plan, revision=revision).values_list("status", flat=True).first()
    return on_the_table or Status.DRAFT.value


def _signers(revision: Revision, found: Sequence[Stance], until: datetime | None) -> tuple[str, ...]:
    """Nobody signs by minutes alone. Under a foreword that an amendment left as it was stay those who signed it."""
    if revision.base and _foreword(revision.base) == _foreword(revision):
        revision.base.plan = revision.plan
        return record_of(revision.plan, revision.base).signed_by
    given = [decided(c, until) for s in found if s.seat.role == Role.CHIEF for c in s.signatures]
    return tuple(each.name for each in given if each.minutes is None or each.minutes.answer == Answer.CONFIRM)


def _foreword(revision: Revision) -> tuple[str, date | None]:
    document = load(revision.text)
    return document.foreword, document.foreword_on


def decided(consent: Consent, until: datetime | None = None) -> Decided:
    """Without its remark. `until` leaves out what the seat said of the minutes later: the record of an adopted plan
    stands as it did when it was adopted, since its files do not change."""
    return Decided(
        consent.capacity,
        consent.name,
        consent.decision,
        consent.decided_at,
        consent.reservation,
        _from_minutes(consent.from_minutes, until) if consent.from_minutes else None,
    )


def _from_minutes(minuted: Minuted, until: datetime | None) -> FromMinutes:
    told = (minuted.title, minuted.held_on, minuted.reference, minuted.name)
    stands = FromMinutes(*told, at_adoption=until is not None)
    answer = minuted.answered
    if answer is None or (until and answer.given_at > until):
        return stands
    return replace(stands, answer=answer.answer, answered_by=answer.name, answered_on=localdate(answer.given_at))


def _adopted(plan: Plan, adoption: Adoption) -> Adopted:
    members = tuple(filter(None, map(str.strip, adoption.members.splitlines())))
    return Adopted(
        adopted_on=adoption.adopted_on,
        body=adoption.body,
        members=members,
        late_reason=adoption.late_reason,
        days_late=adoption.days_late(plan.year),
    )
