"""The ways back of the authority: an adoption or a release made by mistake. What went out with it is withdrawn too."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import drafting, withdrawing
from plans.actions.deciding import capacity_of
from plans.models import Draft, Plan, WithdrawnAdoption
from plans.policies_of_adoptions import may_withdraw_adoption
from plans.seats import authority_over
from reports import notifications
from reports.document import load
from reports.models import Publication, Release, Report, WithdrawnRelease
from reports.passages import parts_of
from reports.policies.reporting import may_reopen
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person
from workplan_portal.search.models import FixedText, forget, keep

from .publishing import withdraw_with_its_source
from .releasing import open_again
from .reporting import lock


@transaction.atomic
def withdraw_adoption(*, draft: Draft, reason: str, by: Person) -> WithdrawnAdoption:
    """The adoption, and first every publication of its text: nobody reads as adopted what is not."""
    draft = drafting.lock(draft)
    Plan.objects.select_for_update(of=("self",)).get(pk=draft.plan_id)  # nothing is published meanwhile
    may_withdraw_adoption(by, draft).or_refuse()
    if not reason.strip():
        raise Refused(_("Say why the adoption is withdrawn."))
    out = Publication.objects.in_force().filter(revision=draft.revision)
    titles = withdraw_with_its_source(out, reason=reason.strip(), by=by)
    return withdrawing.withdraw_adoption(draft=draft, reason=reason, by=by, publications=titles)


@transaction.atomic
def reopen(*, report: Report, reason: str, by: Person) -> WithdrawnRelease:
    """The version that was released by mistake stands no longer, and the report is filled in again.

    An earlier version stands again, if there is one. What was written stays in the rows; what was released is kept.
    """
    report = lock(report)
    may_reopen(by, report).or_refuse()
    if not reason.strip():
        raise Refused(_("Say why the report is reopened."))
    release = report.releases.standing().latest("number")
    out = Publication.objects.in_force().filter(release=release)
    titles = withdraw_with_its_source(out, reason=reason.strip(), by=by)
    made = WithdrawnRelease.objects.create(
        release=release,
        reason=reason.strip(),
        withdrawn_by=by,
        name=by.name,
        capacity=_capacity(report.plan, by),
        withdrawn_at=now(),
    )
    _find_again(report, release)
    open_again(report)
    record("reopen_report", subject=report.subject, what=str(release), by=by, seat=made.capacity, reason=made.reason)
    notifications.reopened(made, titles)
    return made


def _find_again(report: Report, withdrawn: Release) -> None:
    """The version that stands again is found instead; when there is none who only reads still has the withdrawn one."""
    earlier = report.releases.standing().order_by("number").last()
    if earlier:
        forget(FixedText.RELEASE, withdrawn.pk)
        keep(FixedText.RELEASE, earlier.pk, parts_of(load(earlier.text)))


def _capacity(plan: Plan, by: Person) -> str:
    return next(capacity_of(seat, by) for seat in authority_over(plan) if by.covers(seat.area_id, seat.role))
