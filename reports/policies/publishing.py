"""May this person publish or withdraw this, and if not, why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plans.models import Plan
from reports.models import Publication
from reports.sources import Source, plan_of
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.people.models import Person


def is_publisher(person: Person, plan: Plan) -> bool:
    """Safety officers of the plan's municipalities, and the secretary of the consultation."""
    if person.covers(plan.team_id, Role.SECRETARY):
        return True
    return bool(person.areas(Role.SAFETY_OFFICER) & {m.pk for m in plan.municipalities})


def may_publish(person: Person, source: Source) -> Verdict:
    if not is_publisher(person, source.plan):
        return refuse(_("Only a safety officer of this plan's municipalities or the secretary publishes it."))
    return source.may_go_out


def may_withdraw(person: Person, publication: Publication) -> Verdict:
    if not is_publisher(person, plan_of(publication)):
        return refuse(_("Only a safety officer of this plan's municipalities or the secretary withdraws it."))
    if publication.withdrawn_at is not None:
        return refuse(_("This publication has been withdrawn already."))
    return ALLOWED
