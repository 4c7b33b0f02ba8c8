"""Who holds the figures of all teams of a unit or a district beside each other."""

from __future__ import annotations

from itertools import chain

from django.utils.translation import gettext as _

from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import District, Unit
from workplan_portal.people.models import Person

COMPARERS = (Role.UNIT_PLANNER, Role.PROSECUTION_STAFF, Role.AUDITOR)


def may_compare(person: Person) -> Verdict:
    if person.holds(*COMPARERS):
        return ALLOWED
    return refuse(_("Only the unit's planner, the prosecution and the auditor compare the figures of teams."))


def compared_by(person: Person) -> list[Unit | District]:
    """The units and districts whose teams this person may hold side by side, each unit with its districts after it."""
    units, districts = Unit.objects.order_by("name"), District.objects.select_related("unit").order_by("name")
    if not person.holds_nationally(*COMPARERS):
        areas = person.areas(*COMPARERS)
        units, districts = units.filter(pk__in=areas), districts.filter(pk__in=areas)
    inside = list(districts)
    return list(chain.from_iterable([unit, *(d for d in inside if d.unit_id == unit.pk)] for unit in units))
