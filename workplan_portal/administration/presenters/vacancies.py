"""Seats and tasks that nobody holds today: no plan of that team can be adopted before somebody does."""

from __future__ import annotations

from dataclasses import dataclass

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Area, BaseTeam, Municipality
from workplan_portal.people.models import Appointment

AT_TEAM = (Role.CHIEF, Role.PROSECUTOR, Role.SECRETARY)
AT_MUNICIPALITY = (Role.MAYOR, Role.SAFETY_OFFICER)


@dataclass(frozen=True)
class Vacancy:
    area: Area
    roles: list[str]


def vacancies() -> list[Vacancy]:
    """Of base teams, and of the municipalities that they serve. A prosecutor at a wider area counts."""
    held = set(Appointment.objects.on(today()).filter(person__is_active=True).values_list("role", "area"))
    found: list[tuple[Area, list[Role]]] = []
    for team in BaseTeam.objects.select_related("district"):
        around = (team.pk, team.district_id, team.district.unit_id)
        found.append((team, [role for role in AT_TEAM if not any((role, pk) in held for pk in around)]))
    found += [
        (served, [role for role in AT_MUNICIPALITY if (role, served.pk) not in held])
        for served in Municipality.objects.filter(teams__isnull=False).distinct()
    ]
    return [Vacancy(area, [str(role.label) for role in open_roles]) for area, open_roles in found if open_roles]
