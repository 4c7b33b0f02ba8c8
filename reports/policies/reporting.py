"""May this person start, fill in, release or correct a report, and if not, why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plans.models import Adoption, Plan, Revision
from plans.policies import is_author
from plans.record import in_force
from plans.seats import authority_over, required_seats
from priorities.codes import PERIODS
from reports.compiling import compile_report
from reports.completeness import missing
from reports.deadline import ends_on
from reports.document import ReportDocument
from reports.models import Report
from reports.workflow import Act, Status, allows
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.people.models import Person, Seat


def reported_text(plan: Plan, period: int) -> Revision | None:
    """The text of the plan that a report gives account of: the one in force when its period ends."""
    return in_force(plan, ends_on(plan.year, period))


def is_chief(person: Person, plan: Plan) -> bool:
    return person.covers(plan.team_id, Role.CHIEF)


def may_start(person: Person, plan: Plan, period: int) -> Verdict:
    if not is_author(person, plan):
        return refuse(_("Only the authors of this plan start a report about it."))
    if period not in PERIODS:
        return refuse(_("A report is over 4, 8 or 12 months."))
    if reported_text(plan, period) is None:
        return refuse(_("There is nothing to report on yet: this plan has not been adopted."))
    if today().year < plan.year:
        return refuse(_("The year of this plan has yet to begin."))
    if Report.objects.filter(plan=plan, period=period).exists():
        return refuse(_("This report has been started already."))
    return ALLOWED


def may_write(person: Person, report: Report) -> Verdict:
    if not is_author(person, report.plan):
        return refuse(_("Only the authors of the plan fill in its reports."))
    match report.status:
        case Status.OFFERED:
            return refuse(_("This report is with the team chief. Take it back to change it."))
        case Status.RELEASED:
            return refuse(_("This report has been released and is fixed. Start a correction to change it."))
    return ALLOWED


def may_follow_plan(person: Person, report: Report) -> Verdict:
    """Take over the text that came into force in the period since the report was started.

    A correction keeps the plan that the report was released with, unless somebody chooses this.
    """
    if not (verdict := may_write(person, report)):
        return verdict
    if not differs_from_plan(report):
        return refuse(_("This report is about the plan as it is in force on the last day of its period."))
    return ALLOWED


def is_outdated(report: Report) -> bool:
    """Is there another version by now that this has to report on? Once released it may keep its own."""
    return differs_from_plan(report) and not _is_out(report)


def differs_from_plan(report: Report) -> bool:
    """Is it about another text than the one in force on the last day of its period?"""
    current = reported_text(report.plan, report.period)
    return current is not None and current.pk != report.revision_id


def may_offer(person: Person, report: Report, document: ReportDocument | None = None) -> Verdict:
    """`document` is what the report makes now, for whoever has compiled it already."""
    if not (verdict := may_write(person, report)):
        return verdict
    return _is_ready(report, document)


def may_take_back(person: Person, report: Report) -> Verdict:
    if not is_author(person, report.plan):
        return refuse(_("Only the authors of the plan take a report back."))
    return _now(report, Act.TAKE_BACK)


def may_return(person: Person, report: Report) -> Verdict:
    if not is_chief(person, report.plan):
        return refuse(_("Only the team chief gives a report back."))
    return _now(report, Act.RETURN)


def may_release(person: Person, report: Report, document: ReportDocument | None = None) -> Verdict:
    if not is_chief(person, report.plan):
        return refuse(_("Only the team chief releases a report."))
    if report.status == Status.RELEASED:
        return refuse(_("This report has been released already."))
    return _is_ready(report, document)


def may_remark(person: Person, report: Report, released: bool | None = None) -> Verdict:
    """The triangle talks about what was released; what it says changes nothing in the report.

    `released`: does a released version stand? For whoever has looked already.
    """
    if seat_of(person, report.plan) is None:
        return refuse(
            _("Only the mayors, the public prosecutor and the team chief of this plan remark on its reports.")
        )
    if not (_is_out(report) if released is None else released):
        return refuse(_("This report has not been released yet."))
    return ALLOWED


def seat_of(person: Person, plan: Plan) -> Seat | None:
    """The seat of the triangle for which this person speaks."""
    return next((seat for seat in required_seats(plan) if person.covers(seat.area_id, seat.role)), None)


def may_correct(person: Person, report: Report) -> Verdict:
    if not (is_author(person, report.plan) or is_chief(person, report.plan)):
        return refuse(_("Only the authors of the plan or the team chief start a correction."))
    return _now(report, Act.CORRECT)


def may_reopen(person: Person, report: Report) -> Verdict:
    """May this person take back a report that was released by mistake? Each of the authority may, as with an adoption.

    A mistake in its text is corrected instead: then readers keep what they have until the correction is there.
    """
    if not any(person.covers(seat.area_id, seat.role) for seat in authority_over(report.plan)):
        return refuse(_("Only the authority over the plan, a mayor or the public prosecutor, reopens its reports."))
    return _now(report, Act.REOPEN)


def may_discard(person: Person, report: Report, released: bool | None = None) -> Verdict:
    """Give up a correction; the released version stays as it is. `released` as in `may_remark`."""
    if not is_author(person, report.plan):
        return refuse(_("Only the authors of the plan discard a correction."))
    if not (_is_out(report) if released is None else released):
        return refuse(_("This report has never been released, so there is no correction to discard."))
    return _now(report, Act.DISCARD)


def _is_out(report: Report) -> bool:
    """Does a version stand that was released?"""
    return report.releases.standing().exists()


def _is_ready(report: Report, document: ReportDocument | None) -> Verdict:
    if today() <= report.ends_on:
        return refuse(_("The period of this report is not over yet."))
    current = reported_text(report.plan, report.period)
    if current is None or current.pk != report.revision_id:  # what is in force has been adopted, and is that still
        if current and not _is_out(report):
            return refuse(_("The plan has been changed since this report was started. Take over the new plan first."))
        if not Adoption.objects.filter(revision=report.revision_id).exists():
            return refuse(
                _("The adoption of this plan was withdrawn. The report can be released once it is adopted again.")
            )
    lacking = missing(document or compile_report(report))
    if lacking:
        return refuse(_("The report is not complete yet. What is missing: %(number)d.") % {"number": len(lacking)})
    return ALLOWED


def _now(report: Report, act: Act) -> Verdict:
    if allows(report.status, act):
        return ALLOWED
    return refuse(_("This can't be done while the report is %(status)s.") % {"status": report.get_status_display()})
