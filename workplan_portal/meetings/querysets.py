"""Which meetings somebody may know of. What is not visible does not exist (404)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from plans.models import Adviser, Minuted
from workplan_portal.authorization.roles import Role

from .workflow import Status

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from workplan_portal.people.models import Person

OF_THE_TEAM = (Role.SECRETARY, Role.CHIEF, Role.PROSECUTOR, Role.PLANNER, Role.UNIT_PLANNER, Role.AUDITOR)
CHECKING = (Role.UNIT_PLANNER, Role.AUDITOR)
OF_A_MUNICIPALITY = (Role.MAYOR, Role.SAFETY_OFFICER)


def _advised(person: Person) -> Q:
    """Who advises the consultation of a team joins it (Politiewet 2012, art. 14)."""
    return Q(team__in=Adviser.objects.standing().teams_of(person))


class MeetingQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> MeetingQuerySet:
        """The secretary, the seats that take part, who write, advise or check there, and whoever was minuted."""
        if not person.is_authenticated:
            return self.none()
        if person.holds_nationally(Role.AUDITOR):
            return self
        team, own = person.areas(*OF_THE_TEAM), person.areas(*OF_A_MUNICIPALITY)
        minuted = Minuted.objects.filter(consent__area__in=own).values("meeting")
        here = Q(team__in=team) | Q(municipalities__in=own) | _advised(person)
        return self.filter(here | Q(uuid__in=minuted)).distinct()

    def concerning(self, person: Person) -> MeetingQuerySet:
        """Those of the visible ones that this person takes part in or writes for: not who only checks."""
        team = person.areas(*(role for role in OF_THE_TEAM if role not in CHECKING))
        here = Q(team__in=team) | Q(municipalities__in=person.areas(*OF_A_MUNICIPALITY))
        return self.filter(here | _advised(person)).distinct()

    def awaiting(self, person: Person, day: date) -> MeetingQuerySet:
        """Whose day has come and that were not recorded as held, or whose minutes are not fixed: for the secretary."""
        open_to_minutes = Q(status=Status.HELD) | Q(status=Status.PLANNED, day__lte=day)
        return self.filter(open_to_minutes, team__in=person.areas(Role.SECRETARY)).order_by("day", "begins")

    def to_come(self, day: date) -> MeetingQuerySet:
        return self.filter(status=Status.PLANNED, day__gte=day).order_by("day", "begins")

    def with_names(self) -> MeetingQuerySet:
        return self.select_related("team__district__unit").prefetch_related("municipalities")
