"""For whom somebody can start a plan."""

from __future__ import annotations

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import BaseTeam
from workplan_portal.people.models import Person


def startable_teams(person: Person) -> list[BaseTeam]:
    """The teams of a planner, and those that serve a safety officer's municipality."""
    served = BaseTeam.objects.filter(municipalities__in=person.areas(Role.SAFETY_OFFICER))
    own = BaseTeam.objects.filter(pk__in=person.areas(Role.PLANNER))
    every = BaseTeam.objects.all() if person.holds_nationally(Role.PLANNER) else served | own
    return list(every.distinct())


def next_year() -> int:
    """Plans are made in autumn for the year that follows."""
    return today().year + 1
