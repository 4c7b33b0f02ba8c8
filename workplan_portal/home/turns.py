"""Who can make the next move today: whom one reminds of it, and for which of those asked nobody has been appointed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from plans.models import Plan
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import AUTHORS, Role
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Appointment, Person

from .items import Item
from .unstarted import Unstarted


@dataclass(frozen=True)
class Asked:
    """Whoever holds this role at one of these places."""

    name: str
    role: Role
    places: frozenset[int]


Move = tuple[Asked, ...]
"""Any of those asked can make it."""


@dataclass(frozen=True)
class Movers:
    people: frozenset[Person]
    vacant: tuple[str, ...]  # moves that nobody can make: the seats or roles of each, in words


def turn_of(due: Item | Unstarted) -> Movers:
    return turns([due])[due.key]


def turns(due: Sequence[Item | Unstarted]) -> dict[Hashable, Movers]:
    """By the keys of what is due. One query, however much that is."""
    moves = {each.key: _moves(each) for each in due}
    held = _held([asked for found in moves.values() for move in found for asked in move])
    return {key: _turn(found, held) for key, found in moves.items()}


def _moves(due: Item | Unstarted) -> list[Move]:
    """Each of the seats that are asked decides for itself; of authors any one will do."""
    if isinstance(due, Unstarted):
        return [_any_of(AUTHORS, _places(due.team, due.municipalities))]
    plan = due.plan
    if not due.seats:
        return [_any_of(due.roles, _places(plan.team, plan.municipalities))]
    return [(Asked(str(seat), seat.role, _around(plan, seat.area_id)),) for seat in due.seats]


def _any_of(roles: Sequence[Role], places: frozenset[int]) -> Move:
    return tuple(Asked(str(role.label), role, places) for role in roles)


def _places(team: BaseTeam, municipalities: Sequence[Municipality]) -> frozenset[int]:
    return frozenset({team.pk, team.district_id, team.district.unit_id, *(m.pk for m in municipalities)})


def _around(plan: Plan, area: int) -> frozenset[int]:
    """A seat of the team is also held at its district or unit; a mayor is of the municipality alone."""
    return _places(plan.team, ()) if area == plan.team_id else frozenset({area})


def _held(asked: Sequence[Asked]) -> list[Appointment]:
    roles, places = {each.role for each in asked}, {place for each in asked for place in each.places}
    found = Appointment.objects.on(today()).filter(role__in=roles, area__in=places, person__is_active=True)
    return list(found.select_related("person").order_by()) if asked else []


def _turn(moves: Sequence[Move], held: Sequence[Appointment]) -> Movers:
    people: set[Person] = set()
    vacant = []
    for move in moves:
        able = {a.person for a in held for asked in move if a.role == asked.role and a.area_id in asked.places}
        people |= able
        if not able:
            vacant.append(", ".join(asked.name for asked in move))
    return Movers(frozenset(people), tuple(vacant))
