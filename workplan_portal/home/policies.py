"""Who oversees the teams of a district, and when somebody may be reminded by a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from workplan_portal.audit.trail import now
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.people.models import Person

from .items import Item
from .turns import Movers
from .unstarted import Unstarted

BETWEEN = timedelta(days=7)
"""At least so long between two nudges about one thing."""

OVERSEERS = (Role.UNIT_PLANNER, Role.AUDITOR)


def may_oversee(person: Person) -> Verdict:
    if person.holds(*OVERSEERS):
        return ALLOWED
    return refuse(_("Only the planner of a unit and the auditor see how all teams of a district are doing."))


def may_nudge(person: Person, item: Item | None, last: datetime | None, turn: Movers | None) -> Verdict:
    """`last` is when it was done before about this item; None for an item that is not asked of anybody now."""
    return _may_remind(person, item.plan.team_id if item else None, last, turn)


def may_nudge_to_start(person: Person, due: Unstarted | None, last: datetime | None, turn: Movers | None) -> Verdict:
    """The same about a plan that nobody has started; None where there is one, or where it is not due for weeks."""
    return _may_remind(person, due.team.pk if due else None, last, turn)


def _may_remind(person: Person, team: int | None, last: datetime | None, turn: Movers | None) -> Verdict:
    if team is None or turn is None:
        return refuse(_("Nothing is asked of anybody here now."))
    if not person.covers(team, Role.UNIT_PLANNER):
        return refuse(_("Only the planner of the unit reminds its teams."))
    if last and now() < last + BETWEEN:
        return refuse(_("They were reminded of this less than a week ago."))
    if not turn.people:
        return refuse(_("Nobody is appointed there now. Ask the functional administrator."))
    if turn.people == {person}:
        return refuse(_("This waits for nobody but you."))
    return ALLOWED
