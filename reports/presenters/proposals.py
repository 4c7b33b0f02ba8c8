"""The proposals of a report to adjust its plan, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from plans.models import Amendment
from reports.document import load
from reports.models import ProposedAmendment, Release, Report
from reports.policies.proposing import may_amend_as_proposed
from workplan_portal.documents.richtext import plain_text
from workplan_portal.people.models import Person


@dataclass(frozen=True)
class Proposal:
    """`url` begins the amendment; `reason` says why this person can't. `begun` is the one that came of it."""

    priority: str
    words: str
    url: str
    reason: str
    begun: Amendment | None


def proposals(person: Person, report: Report, released: Release | None) -> list[Proposal]:
    """Those of the version that was released last, and still stands."""
    if released is None:
        return []
    document = load(released.text)
    rows = ProposedAmendment.objects.filter(report=report).select_related("amendment__draft")
    begun = {str(row.about): row.amendment for row in rows}
    for amendment in begun.values():
        amendment.draft.plan = report.plan
    return [
        Proposal(
            f"{told.number} {told.title}",
            plain_text(told.proposal),
            reverse("reports:amend_as_proposed", args=[report.uuid, told.id]),
            may_amend_as_proposed(person, report, document, UUID(told.id)).reason,
            begun.get(told.id),
        )
        for told in document.priorities
        if told.proposal
    ]
