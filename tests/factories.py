"""A police region, its people, and what plans build on. One call each; names and codes are unique by themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count

from priorities.codes import Authority, Direction, Level, Unit
from priorities.models import Figure, FrameStatus, Indicator, PolicyFrame, Priority
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation import models as organisation
from workplan_portal.organisation.models import Area, BaseTeam, Municipality
from workplan_portal.people.models import Appointment, Person

PASSWORD = "wachtwoord-voor-de-test"

_numbers = count(1)


@dataclass
class Region:
    """Unit Noord-Nederland › district Drenthe › team Zuidoost-Drenthe, which serves three municipalities."""

    nation: organisation.Nation
    unit: organisation.Unit
    district: organisation.District
    team: BaseTeam
    emmen: Municipality
    coevorden: Municipality
    borger: Municipality
    people: dict[str, Person] = field(default_factory=dict)


def region() -> Region:
    """One a test: codes of areas are unique in the database."""
    nation = organisation.Nation.objects.create(code="NL", name="Nederland")
    unit = organisation.Unit.objects.create(code="NN", name="Noord-Nederland")
    district = organisation.District.objects.create(code="DR", name="Drenthe", unit=unit)
    team = BaseTeam.objects.create(code="ZOD", name="Basisteam Zuidoost-Drenthe", district=district)
    emmen, coevorden, borger = (
        Municipality.objects.create(code=code, name=name)
        for code, name in (("GM0114", "Emmen"), ("GM0109", "Coevorden"), ("GM1681", "Borger-Odoorn"))
    )
    team.municipalities.set([emmen, coevorden, borger])
    return Region(nation, unit, district, team, emmen, coevorden, borger)


def other_team(here: Region, *, name: str = "Basisteam Noord-Drenthe") -> BaseTeam:
    """A second team of the district, with a municipality of its own."""
    number = next(_numbers)
    team = BaseTeam.objects.create(code=f"T{number}", name=name, district=here.district)
    team.municipalities.add(Municipality.objects.create(code=f"GM9{number:03}", name=f"Elders {number}"))
    return team


def person(role: Role | None = None, area: Area | None = None, *, name: str = "", mandate: str = "") -> Person:
    """Somebody with an account, appointed in this role since 2015; without a role: with no appointment at all."""
    number = next(_numbers)
    someone = Person(email=f"persoon{number}@voorbeeld.example", name=name or f"Persoon {number}")
    someone.set_password(PASSWORD)
    someone.save()
    if role is not None and area is not None:
        appoint(someone, role, area, mandate=mandate)
    return someone


def appoint(someone: Person, role: Role, area: Area, *, mandate: str = "", ends_on: date | None = None) -> Appointment:
    someone.__dict__.pop("current", None)
    someone.__dict__.pop("_teams_inside", None)
    return Appointment.objects.create(
        person=someone, role=role, area_id=area.pk, starts_on=date(2015, 1, 1), ends_on=ends_on, mandate=mandate
    )


def fresh(someone: Person) -> Person:
    """The same person as the next request would load: with the appointments of that moment."""
    return Person.objects.get(pk=someone.pk)


def frame(
    level: Level, owner: Area, *titles: str, title: str = "", heading: str = "Veilige leefomgeving", **values: object
) -> PolicyFrame:
    """An adopted frame for 2020-2023 with a priority of each of these titles."""
    made = PolicyFrame.objects.create(
        level=level,
        owner_id=owner.pk,
        title=title or f"Kader {next(_numbers)}",
        **{
            "valid_from": 2020,
            "valid_until": 2023,
            "status": FrameStatus.ADOPTED,
            "adopted_on": date(2019, 12, 1),
            **values,
        },
    )
    for position, name in enumerate(titles, 1):
        priority(made, name, position=position, heading=heading)
    return made


def priority(of: PolicyFrame, title: str, **values: object) -> Priority:
    chosen = {
        "position": of.priorities.count() + 1,
        "heading": "Veilige leefomgeving",
        "narrative": f"<p>Waarom {title} aandacht vraagt.</p>",
        "objective": f"<p>Minder {title}.</p>",
        "authority": Authority.BOTH,
        **values,
    }
    return Priority.objects.create(frame=of, title=title, **chosen)


def indicator(name: str = "", **values: object) -> Indicator:
    number = next(_numbers)
    chosen = {"code": f"indicator-{number}", "unit": Unit.COUNT, "direction": Direction.LOWER, **values}
    return Indicator.objects.create(name=name or f"Indicator {number}", **chosen)


def figure(of: Indicator, area: Area, value: int | str | None, *, year: int = 2020, **values: object) -> Figure:
    amount = None if value is None else Decimal(value)
    return Figure.objects.create(
        indicator=of, area_id=area.pk, year=year, value=amount, **{"period": 12, "source": "BVH", **values}
    )
