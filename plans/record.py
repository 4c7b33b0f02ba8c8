"""What is known about a text and does not stand in it: how far it has come, who agreed with it, its adoption."""

from __future__ import annotations

from collections.abc import Sequence

from workplan_portal.authorization.roles import Role

from .deadline import days_late
from .document import Adopted, Decided, Record
from .models import Adoption, Consent, Draft, Plan, Revision
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
    return Record(
        number=revision.number,
        digest=revision.digest,
        status=_status(plan, revision, adoption),
        consents=tuple(decided(c) for s in found for c in s.signatures),
        adoption=_adopted(plan, adoption) if adoption else None,
        signed_by=_signers(found),
    )


def _status(plan: Plan, revision: Revision, adoption: Adoption | None) -> str:
    """An earlier version than the one on the table is a draft, however far it came."""
    if adoption:
        return Status.ADOPTED.value
    on_the_table = Draft.objects.filter(plan=plan, revision=revision).values_list("status", flat=True).first()
    return on_the_table or Status.DRAFT.value


def _signers(found: Sequence[Stance]) -> tuple[str, ...]:
    return tuple(c.name for s in found if s.seat.role == Role.CHIEF for c in s.signatures)


def decided(consent: Consent) -> Decided:
    """Without its remark."""
    return Decided(consent.capacity, consent.name, consent.decision, consent.decided_at, consent.reservation)


def _adopted(plan: Plan, adoption: Adoption) -> Adopted:
    members = tuple(filter(None, map(str.strip, adoption.members.splitlines())))
    return Adopted(
        adopted_on=adoption.adopted_on,
        body=adoption.body,
        members=members,
        late_reason=adoption.late_reason,
        days_late=days_late(plan.year, adoption.adopted_on),
    )
