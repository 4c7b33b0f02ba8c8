"""Who is who, as code one can read: every role, where it is held, and what it is about.

What a role may do stands in the policies (`may_<action>`); this file only names the roles.
Source: Politiewet 2012, art. 11-13 (authority and triangle); the portal's own division of work for the rest.
"""

from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaKind(TextChoices):
    """The kinds of area an organisation serves; the codes of a target's scope are the same words."""

    NATIONAL = "national", _("Netherlands")
    UNIT = "unit", _("police unit")
    DISTRICT = "district", _("police district")
    TEAM = "team", _("base team")
    MUNICIPALITY = "municipality", _("municipality")
    CLUSTER = "cluster", _("cluster")


class Role(TextChoices):
    SAFETY_OFFICER = "safety_officer", _("safety officer")
    SECRETARY = "secretary", _("secretary of the consultation")
    PLANNER = "planner", _("police planner")
    CHIEF = "chief", _("team chief")
    MAYOR = "mayor", _("mayor")
    PROSECUTOR = "prosecutor", _("public prosecutor")
    PROSECUTION_STAFF = "prosecution_staff", _("policy officer of the Public Prosecution Service")
    UNIT_PLANNER = "unit_planner", _("unit planner")
    ADMINISTRATOR = "administrator", _("functional administrator")
    AUDITOR = "auditor", _("auditor")


HELD_AT: dict[Role, tuple[AreaKind, ...]] = {
    Role.SAFETY_OFFICER: (AreaKind.MUNICIPALITY,),
    Role.SECRETARY: (AreaKind.TEAM,),
    Role.PLANNER: (AreaKind.TEAM,),
    Role.CHIEF: (AreaKind.TEAM,),
    Role.MAYOR: (AreaKind.MUNICIPALITY,),
    Role.PROSECUTOR: (AreaKind.TEAM, AreaKind.DISTRICT, AreaKind.UNIT),
    Role.PROSECUTION_STAFF: (AreaKind.UNIT,),
    Role.UNIT_PLANNER: (AreaKind.UNIT,),
    Role.ADMINISTRATOR: (AreaKind.NATIONAL,),
    Role.AUDITOR: (AreaKind.UNIT, AreaKind.NATIONAL),
}
"""At which kinds of area a role can be held. A role at a wider area counts for every area inside it."""

SEATS = (Role.CHIEF, Role.MAYOR, Role.PROSECUTOR)
"""The seats whose consent a plan needs. A seat decides, not a login: two chiefs share one seat."""

AUTHORS = (Role.SAFETY_OFFICER, Role.PLANNER)
"""The roles that draft the plan. There is no proposal state: both edit contributions and targets."""


class Official(Protocol):
    """Somebody with appointments, for floors that lie below the people themselves."""

    @property
    def trail_name(self) -> str: ...

    def holds(self, *roles: Role) -> bool: ...

    def holds_nationally(self, *roles: Role) -> bool: ...
