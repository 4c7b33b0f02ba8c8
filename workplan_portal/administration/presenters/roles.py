"""The roles as one chooses among them: who writes, who decides, who watches over the portal, and where each is held."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workplan_portal.authorization.roles import HELD_AT, SEATS, Role


@dataclass(frozen=True)
class Choice:
    role: Role
    places: list[str]


@dataclass(frozen=True)
class Group:
    title: str | Promise
    choices: list[Choice]


OF_THE_PORTAL = (Role.ADMINISTRATOR, Role.AUDITOR)


def role_groups() -> list[Group]:
    writing = [role for role in Role if role not in (*SEATS, *OF_THE_PORTAL)]
    return [
        _group(_("Write and prepare"), writing),
        _group(_("Decide: a seat in the triangle"), list(SEATS)),
        _group(_("Watch over the portal"), list(OF_THE_PORTAL)),
    ]


def _group(title: str | Promise, roles: list[Role]) -> Group:
    return Group(title, [Choice(role, [str(kind.label) for kind in HELD_AT[role]]) for role in roles])
