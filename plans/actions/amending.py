"""Amending an adopted plan: beginning, and what is said about the amendment. Its text is written as any other."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plans.inheriting import adopted_revision
from plans.models import Amendment, Draft, Plan
from plans.policies import may_write
from plans.policies_of_amendments import may_amend, may_drop_amendment, may_resume_amendment
from priorities.saving import Shown
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .copying import copy_rows
from .drafting import lock
from .spells import save_block_of


@transaction.atomic
def begin_amendment(
    *, plan: Plan, cause: str, proposer: str, effective_on: date, by: Person, legal_basis: str = "", capacity: str = ""
) -> Amendment:
    """A draft of its own with the text that was adopted last; that text stays in force.

    An amendment that was adopted and has yet to come into force is part of it: what is decided now comes after it.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)  # two at once get two numbers
    may_amend(by, plan).or_refuse()
    base = adopted_revision(plan)
    last = plan.drafts.aggregate(last=Max("number"))["last"]
    draft = Draft(plan=plan, number=last + 1)
    copy_rows(plan.drafts.get(revision=base), draft)
    amendment = Amendment.objects.create(
        draft=draft,
        base=base,  # type: ignore[misc]  # the policy has seen that there is one
        cause=cause,
        proposer=proposer,
        effective_on=effective_on,
        legal_basis=legal_basis,
        capacity=capacity,
        begun_by=by,
        begun_at=now(),
    )
    record(
        "begin_amendment",
        subject=plan.subject,
        what=draft.title,
        by=by,
        base=str(base),
        effective_on=effective_on.isoformat(),
        cause=cause,
    )
    return amendment


@transaction.atomic
def drop_amendment(*, amendment: Amendment, reason: str, by: Person) -> Amendment:
    """It is not gone on with, for this reason. What was written and decided stays, and so does the way back."""
    amendment, draft = _locked(amendment)
    may_drop_amendment(by, draft).or_refuse()
    if not reason.strip():
        raise Refused(_("Say why the amendment is dropped."))
    amendment.dropped_by, amendment.dropped_at, amendment.dropped_reason = by, now(), reason.strip()
    amendment.save()
    record("drop_amendment", subject=draft.plan.subject, what=draft.title, by=by, reason=reason.strip())
    return amendment


@transaction.atomic
def resume_amendment(*, amendment: Amendment, by: Person) -> Amendment:
    """Take up again what was dropped, as it was."""
    amendment, draft = _locked(amendment)
    may_resume_amendment(by, draft).or_refuse()
    amendment.dropped_by, amendment.dropped_at, amendment.dropped_reason = None, None, ""
    amendment.save()
    record("resume_amendment", subject=draft.plan.subject, what=draft.title, by=by)
    return amendment


@transaction.atomic
def explain_amendment(*, amendment: Amendment, version: int | Shown, by: Person, **values: Any) -> Amendment:
    """Cause, proposer, day it comes into force: part of what is decided about, so only while it is being written."""
    amendment, draft = _locked(amendment)
    may_write(by, draft).or_refuse()
    if untold := save_block_of(draft, amendment, version, values, by).untold:
        record("explain_amendment", subject=draft.subject, what=draft.title, by=by, fields=list(untold))
    return amendment


def _locked(amendment: Amendment) -> tuple[Amendment, Draft]:
    """As both are now, held until the end of the transaction."""
    draft = lock(amendment.draft)
    amendment = Amendment.objects.get(pk=amendment.pk)
    amendment.draft = draft
    draft.amendment = amendment
    return amendment, draft
