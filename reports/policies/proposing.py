"""May this person begin an amendment from what a released report proposes, and if not, why not."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from plans.policies_of_amendments import may_amend
from reports.document import ReportDocument, ReportedPriority
from reports.models import ProposedAmendment, Report
from workplan_portal.audit.trail import today
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.people.models import Person


def proposing(document: ReportDocument, priority: UUID) -> ReportedPriority | None:
    """The priority about which the released text makes a proposal."""
    return next((p for p in document.priorities if p.id == str(priority) and p.proposal), None)


def may_amend_as_proposed(person: Person, report: Report, document: ReportDocument | None, priority: UUID) -> Verdict:
    """`document` is the version that was released last; None when none was."""
    if not (verdict := may_amend(person, report.plan)):
        return verdict
    if document is None or proposing(document, priority) is None:
        return refuse(_("The released report makes no proposal about this priority."))
    if today().year > report.plan.year:
        return refuse(_("The year of this plan is over. Take the proposal into the plan of the next year."))
    if ProposedAmendment.objects.filter(report=report, about=priority).exists():
        return refuse(_("An amendment has been begun from this proposal already."))
    return ALLOWED
