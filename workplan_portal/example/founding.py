"""The organisation of the example and the people who work in it."""

from datetime import date, datetime, time
from io import StringIO
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils.timezone import make_aware

from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import AreaKind, Role
from workplan_portal.organisation.actions import add
from workplan_portal.organisation.models import BaseTeam, District, Municipality, Unit
from workplan_portal.people.actions import appoint, open_account
from workplan_portal.people.models import Person

from . import source
from .cast import ADMINISTRATOR, area, person


def appoint_administrator() -> None:
    """The first account of a portal, with the country it is held at, made as it is made in a real one."""
    name = next(p["name"] for p in source.read("people")["people"] if p["email"] == ADMINISTRATOR)
    call_command("appoint_administrator", ADMINISTRATOR, name, stdout=StringIO())


def found_organisation() -> None:
    content = source.read("organisation")
    _add(AreaKind.UNIT, content["unit"])
    _add(AreaKind.DISTRICT, content["district"], unit=Unit.objects.get())
    for municipality in content["municipalities"]:
        colours = {name: municipality[name] for name in ("brand_colour", "second_colour")}
        _add(AreaKind.MUNICIPALITY, municipality, **colours)
    add(
        kind=AreaKind.TEAM,
        values=_named(content["team"]) | {"district": District.objects.get()},
        municipalities=list(Municipality.objects.all()),
        by=person(ADMINISTRATOR),
    )
    for cluster in content["clusters"]:
        municipality = Municipality.objects.get(code=cluster["municipality"])
        _add(AreaKind.CLUSTER, cluster, team=BaseTeam.objects.get(), municipality=municipality)


def _add(kind: AreaKind, content: dict[str, Any], **values: Any) -> None:
    add(kind=kind, values=_named(content) | values, by=person(ADMINISTRATOR))


def _named(content: dict[str, Any]) -> dict[str, Any]:
    return {"code": content["code"], "name": content["name"]}


def appoint_people() -> None:
    """Each on the first day they worked here."""
    content = source.read("people")
    by = person(ADMINISTRATOR)
    for member in content["people"]:
        if member["email"] != ADMINISTRATOR:
            with dated(_morning(member["appointments"][0]["starts_on"])):
                _appoint(member, by)
    _choose_passwords(content["password"])


def _appoint(member: dict[str, Any], by: Person) -> None:
    account = open_account(name=member["name"], email=member["email"], by=by)
    for post in member["appointments"]:
        appoint(
            account=account,
            role=Role(post["role"]),
            area=area(post["area"]),
            starts_on=post["starts_on"],
            by=by,
        )


def _morning(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(9)))


def _choose_passwords(password: str) -> None:
    """As if everybody followed the link of the invitation. Hashed once: hashing is slow on purpose."""
    Person.objects.update(password=make_password(password))
