"""Who can be asked something about a draft: everybody who may answer, as `may_comment` has it, and as what."""

from __future__ import annotations

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import AUTHORS, Role
from workplan_portal.people.models import Appointment, Person

from .models import Draft
from .workflow import Status

WRITERS = (*AUTHORS, Role.CHIEF, Role.PROSECUTION_STAFF)
READERS_OF_VERSIONS = (Role.MAYOR, Role.PROSECUTOR)


def colleagues(draft: Draft) -> dict[Person, str]:
    """By name, each with what they are. Nobody once the plan has been adopted."""
    if draft.status == Status.ADOPTED:
        return {}
    roles = WRITERS if draft.status == Status.DRAFT else (*WRITERS, *READERS_OF_VERSIONS)
    team = draft.plan.team
    places = {team.pk, team.district_id, team.district.unit_id, *(m.pk for m in draft.plan.municipalities)}
    found = Appointment.objects.on(today()).filter(area__in=places, role__in=roles, person__is_active=True)
    held: dict[Person, list[str]] = {}
    for appointment in found.select_related("person", "area").order_by("person__name", "pk"):
        held.setdefault(appointment.person, []).append(f"{appointment.held_as} {appointment.area.name}")
    return {person: ", ".join(roles_held) for person, roles_held in held.items()}
