"""May this person publish or withdraw this, and if not, why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from plans.models import Plan
from reports.models import Publication
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person


class GoesOut(Protocol):
    """What may be published: it tells itself whether it has come far enough."""

    plan: Plan

    @property
    def publishers(self) -> list[Municipality]: ...

    @property
    def may_go_out(self) -> Verdict: ...


def is_publisher(person: Person, plan: Plan, publishers: Iterable[Municipality] | None = None) -> bool:
    """Safety officers of the plan's municipalities, or of these of them, and the secretary of the consultation."""
    if person.covers(plan.team_id, Role.SECRETARY):
        return True
    municipalities = plan.municipalities if publishers is None else publishers
    return bool(person.areas(Role.SAFETY_OFFICER) & {m.pk for m in municipalities})


def may_publish(person: Person, source: GoesOut) -> Verdict:
    if not is_publisher(person, source.plan, source.publishers):
        return _only(source.plan, source.publishers)
    return source.may_go_out


def _only(plan: Plan, publishers: list[Municipality]) -> Verdict:
    if publishers == plan.municipalities:
        return refuse(_("Only a safety officer of this plan's municipalities or the secretary publishes it."))
    names = ", ".join(municipality.name for municipality in publishers)
    return refuse(_("Only a safety officer of %(names)s or the secretary publishes it.") % {"names": names})


def may_withdraw(person: Person, publication: Publication) -> Verdict:
    own = [publication.letter.municipality] if publication.letter else None
    if not is_publisher(person, publication.plan, own):
        return refuse(_("Only a safety officer of this plan's municipalities or the secretary withdraws it."))
    if publication.withdrawn_at is not None:
        return refuse(_("This publication has been withdrawn already."))
    return ALLOWED
