"""What the triangle says about a released report: said by a seat, about a version, kept beside it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports import notifications
from reports.models import Report, TriangleRemark
from reports.policies.reporting import may_remark, seat_of
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .reporting import lock


@transaction.atomic
def remark_on(*, report: Report, remark: str, by: Person) -> TriangleRemark:
    """About the version that readers have now."""
    report = lock(report)
    may_remark(by, report).or_refuse()
    if not remark.strip():
        raise Refused(_("Write what you want to say about the report."))
    made = TriangleRemark.objects.create(
        release=report.releases.standing().latest("number"),
        remark=remark.strip(),
        made_by=by,
        name=by.name,
        capacity=_capacity(by, report),
        made_at=now(),
    )
    record("remark_on_report", subject=report.subject, what=str(made.release), by=by)
    notifications.remarked(made)
    return made


def _capacity(person: Person, report: Report) -> str:
    with override(settings.LANGUAGE_CODE):  # it stands in records
        return str(seat_of(person, report.plan))
