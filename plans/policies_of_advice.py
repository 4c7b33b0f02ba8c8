"""Who names the advisers of a plan, and when an adviser may advise."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.people.models import Person

from .models import Adviser, Draft, Plan
from .policies import is_secretary
from .seats import seats_of
from .workflow import WITH_OTHERS


def may_keep_advisers(person: Person, plan: Plan) -> Verdict:
    """Those who invite to the consultation: its secretary, and the safety officers of the plan's municipalities."""
    if is_secretary(person, plan) or person.areas(Role.SAFETY_OFFICER) & {m.pk for m in plan.municipalities}:
        return ALLOWED
    return refuse(_("Only the secretary and the safety officers of this plan name its advisers."))


def may_keep_advisers_of_team(person: Person, plan: Plan) -> Verdict:
    """Who read every plan of the team: plans of other municipalities too, so a safety officer does not name them."""
    if is_secretary(person, plan):
        return ALLOWED
    return refuse(_("Only the secretary names and ends advisers for every plan of the base team."))


def _may_keep(person: Person, plan: Plan, for_team: bool) -> Verdict:
    return may_keep_advisers_of_team(person, plan) if for_team else may_keep_advisers(person, plan)


def may_name_adviser(person: Person, plan: Plan, whom: Person | None, *, for_team: bool = False) -> Verdict:
    """`whom` is None when nobody has an account under the address that was given."""
    if not (verdict := _may_keep(person, plan, for_team)):
        return verdict
    if whom is None or not whom.is_active:
        return refuse(_("Nobody has an account with this address. The functional administrator opens one."))
    if seats_of(whom, plan):
        return refuse(_("%(name)s holds a seat that decides about this plan.") % {"name": whom.name})
    if Adviser.objects.of(plan).standing().filter(person=whom).exists():
        return refuse(_("%(name)s is an adviser of this plan already.") % {"name": whom.name})
    return ALLOWED


def may_end_adviser(person: Person, adviser: Adviser) -> Verdict:
    if not (verdict := _may_keep(person, adviser.plan, adviser.for_team)):
        return verdict
    if adviser.ended_at is not None:
        return refuse(_("%(name)s is no longer an adviser of this plan.") % {"name": adviser.person.name})
    return ALLOWED


def may_advise(person: Person, draft: Draft, number: int | None = None) -> Verdict:
    """While the text is with those who decide; `number` is of the version that the adviser read."""
    if draft.status not in WITH_OTHERS or draft.revision is None:
        return refuse(_("No decision about this is asked now, so no advice either."))
    if not Adviser.objects.of(draft.plan).standing().filter(person=person).exists():
        return refuse(_("Only the advisers of this plan advise about it."))
    if number is not None and draft.revision.number != number:
        return refuse(_("A newer version has been submitted. Read that one first."))
    return ALLOWED
