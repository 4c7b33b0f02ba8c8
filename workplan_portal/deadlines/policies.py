"""Whose deadlines somebody may see, and set."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import BaseTeam
from workplan_portal.people.models import Person


def teams_visible_to(person: Person) -> QuerySet[BaseTeam]:
    """The teams this person works with or checks; that of a municipality for its mayor and safety officer."""
    teams = BaseTeam.objects.select_related("deadlines").order_by("name")
    if person.holds_nationally(Role.AUDITOR):
        return teams
    own = person.areas(*(role for role in Role if role != Role.ADMINISTRATOR))
    return teams.filter(Q(pk__in=own) | Q(municipalities__in=own)).distinct()


def may_set_deadlines(person: Person, team: BaseTeam) -> Verdict:
    if person.covers(team.pk, Role.SECRETARY, Role.PLANNER):
        return ALLOWED
    return refuse(_("Only the secretary and the police planner of this team set its deadlines."))
