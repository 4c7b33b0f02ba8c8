"""The course of a report: offer, take back, return, release, correct. Every status is assigned in `_become`."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans.models import Plan
from reports import notifications
from reports.compiling import compile_report
from reports.document import SCHEMA
from reports.models import Release, Report, ReportRemark
from reports.passages import parts_of
from reports.policies.reporting import (
    may_correct,
    may_discard,
    may_offer,
    may_release,
    may_return,
    may_take_back,
)
from reports.workflow import TRANSITIONS, Act, Status
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person, Seat
from workplan_portal.search.models import FixedText, forget, keep

from .reporting import lock
from .restoring import restore


@transaction.atomic
def offer(*, report: Report, by: Person) -> Report:
    """Ask the team chief to release it. Until it is taken back nobody changes it."""
    report = lock(report)
    may_offer(by, report).or_refuse()
    _become(report, Act.OFFER)
    record("offer", subject=report.subject, what=str(report), by=by)
    notifications.offered(report, by=by)
    return report


@transaction.atomic
def take_back(*, report: Report, by: Person) -> Report:
    report = lock(report)
    may_take_back(by, report).or_refuse()
    _become(report, Act.TAKE_BACK)
    record("take_back", subject=report.subject, what=str(report), by=by)
    return report


@transaction.atomic
def return_to_planner(*, report: Report, remark: str, by: Person) -> ReportRemark:
    """The chief does not release it yet. The remark says why, and stays."""
    report = lock(report)
    may_return(by, report).or_refuse()
    if not remark.strip():
        raise Refused(_("Say what has to change before you give the report back."))
    made = ReportRemark.objects.create(report=report, remark=remark.strip(), made_by=by, name=by.name, made_at=now())
    _become(report, Act.RETURN)
    record("return_report", subject=report.subject, what=str(report), by=by)
    notifications.returned(report, made)
    return made


@transaction.atomic
def release(*, report: Report, by: Person, seen: str = "") -> Release:
    """Fix the report as a numbered version. `seen` is the digest of the text that the chief read.

    When somebody changed a figure or a word since, it is not released unseen.
    """
    report = lock(report)
    Plan.objects.select_for_update(of=("self",)).get(pk=report.plan_id)  # its adoption is not withdrawn meanwhile
    document = compile_report(report)
    may_release(by, report, document).or_refuse()
    if seen and seen != document.digest():
        raise Refused(_("Something in this report changed while you were looking at it. Read it again and release it."))
    last = report.releases.aggregate(last=Max("number"))["last"] or 0
    made = Release.objects.create(
        report=report,
        number=last + 1,
        schema=SCHEMA,
        text=document.text(),
        digest=document.digest(),
        released_by=by,
        name=by.name,
        capacity=_capacity(report),
        released_at=now(),
    )
    for earlier in report.releases.exclude(pk=made.pk):
        forget(FixedText.RELEASE, earlier.pk)
    keep(FixedText.RELEASE, made.pk, parts_of(document))
    _become(report, Act.RELEASE)
    record("release", subject=report.subject, what=str(made), by=by, digest=made.digest)
    notifications.released(made)
    return made


@transaction.atomic
def correct(*, report: Report, reason: str, by: Person) -> Report:
    """Open a released report again. Readers keep the released version until the correction is released."""
    report = lock(report)
    may_correct(by, report).or_refuse()
    if not reason.strip():
        raise Refused(_("Say what was corrected and why."))
    report.correction = reason.strip()
    _become(report, Act.CORRECT)
    record("correct_report", subject=report.subject, what=str(report), by=by, reason=report.correction)
    return report


@transaction.atomic
def discard(*, report: Report, by: Person) -> Report:
    """Give up a correction: a later one begins anew from the released text. What was given up stays in the trail."""
    report = lock(report)
    may_discard(by, report).or_refuse()
    given_up = restore(report, report.releases.standing().latest("number"))
    _become(report, Act.DISCARD)
    record("discard_correction", subject=report.subject, what=str(report), by=by, given_up=given_up)
    return report


def open_again(report: Report) -> None:
    """After the version that was released last has been withdrawn."""
    _become(report, Act.REOPEN)


def _capacity(report: Report) -> str:
    team = report.plan.team
    with override(settings.LANGUAGE_CODE):  # it is printed in the report
        return str(Seat(Role.CHIEF, team.pk, team.name))


def _become(report: Report, act: Act) -> None:
    """The one place where a status changes. Raises KeyError for what the table does not know: a fault of ours."""
    report.status = TRANSITIONS[Status(report.status), act]
    report.save(update_fields=["status", "correction"])
