"""What a report proposes to adjust, begun as an amendment of the plan."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from plans.actions.amending import begin_amendment
from plans.models import Amendment
from reports.document import load
from reports.models import ProposedAmendment, Report
from reports.policies.proposing import may_amend_as_proposed, proposing
from workplan_portal.audit.trail import record, today
from workplan_portal.documents.richtext import plain_text
from workplan_portal.people.models import Person

from .reporting import lock

LONGEST = 2_000
"""Characters of a cause, as its form allows."""


@transaction.atomic
def amend_as_proposed(*, report: Report, priority: UUID, by: Person) -> Amendment:
    """It begins with the words of the report as its cause, proposed by whoever released it, in force from today.

    All of that can be changed while the amendment is written.
    """
    report = lock(report)
    release = report.releases.standing().order_by("number").last()
    document = load(release.text) if release else None
    may_amend_as_proposed(by, report, document, priority).or_refuse()
    told = proposing(document, priority)  # type: ignore[arg-type]  # the policy has seen that both are there
    amendment = begin_amendment(
        plan=report.plan,
        cause=f"{report.title}, {told.title}: {plain_text(told.proposal)}"[:LONGEST],  # type: ignore[union-attr]
        proposer=release.capacity,  # type: ignore[union-attr]
        effective_on=max(today(), date(report.plan.year, 1, 1)),
        by=by,
    )
    ProposedAmendment.objects.create(report=report, about=priority, amendment=amendment)
    record(
        "amend_as_proposed",
        subject=report.subject,
        what=told.title,  # type: ignore[union-attr]
        by=by,
        amendment=amendment.draft.title,
    )
    return amendment
