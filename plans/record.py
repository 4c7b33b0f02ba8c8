"""What is known about a text and does not stand in it: how far it has come, who agreed with it, its adoption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from workplan_portal.authorization.roles import Role

from .codes import Answer
from .deadline import days_late
from .document import Adopted, Decided, Record
from .from_minutes import FromMinutes
from .models import Adoption, Consent, Draft, Minuted, Plan, Revision
from .seats import Stance, stances
from .workflow import Status


def current_draft(plan: Plan) -> Draft:
    """The draft that is being written or decided about, else the one that was adopted last."""
    drafts = plan.drafts.select_related("revision").defer("revision__text")
    draft: Draft = drafts.order_by("pk").last()  # type: ignore[assignment]  # a plan starts with one
    draft.plan = plan
    if draft.revision:
        draft.revision.plan = plan
    return draft


def record_of(plan: Plan, revision: Revision | None, decisions: Sequence[Consent] | None = None) -> Record:
    """The record beside a revision's text; None: beside the text of a draft, about which nobody has decided.

    It goes out with the document, so it holds no remarks: those are between the people who decide. The chiefs who
    agreed with the text sign its foreword.
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
        signed_by=_signers(found, until),
    )


def _status(plan: Plan, revision: Revision, adoption: Adoption | None) -> str:
    """An earlier version than the one on the table is a draft, however far it came."""
    if adoption:
        return Status.ADOPTED.value
    on_the_table = Draft.objects.filter(plan=plan, revision=revision).values_list("status", flat=True).first()
    return on_the_table or Status.DRAFT.value


def _signers(found: Sequence[Stance], until: datetime | None) -> tuple[str, ...]:
    """Nobody signs by minutes alone."""
    given = [decided(c, until) for s in found if s.seat.role == Role.CHIEF for c in s.signatures]
    return tuple(each.name for each in given if each.minutes is None or each.minutes.answer == Answer.CONFIRM)


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
        days_late=days_late(plan.year, adoption.adopted_on),
    )
