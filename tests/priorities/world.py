"""A small unit with its teams and municipalities, and people in their roles."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import count

from priorities.actions.figures import enter_figure
from priorities.actions.frames import add_frame, add_priority, adopt_frame
from priorities.actions.indicators import activate_indicator, add_indicator
from priorities.codes import Direction, Level, Unit
from priorities.models import Figure, Indicator, PolicyFrame
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation import models as organisation
from workplan_portal.people.models import Appointment, Person

NAMES = count(1)


@dataclass
class World:
    """Unit Noord › district Drenthe › team Zuidoost with Emmen and Coevorden; beside it team West with Westerveld."""

    @cached_property
    def nation(self) -> organisation.Area:
        return organisation.Nation.objects.create(code="NL", name="Nederland")

    @cached_property
    def unit(self) -> organisation.Area:
        return organisation.Unit.objects.create(code="NN", name="Noord-Nederland")

    @cached_property
    def other_unit(self) -> organisation.Area:
        return organisation.Unit.objects.create(code="ON", name="Oost-Nederland")

    @cached_property
    def district(self) -> organisation.Area:
        return organisation.District.objects.create(code="DR", name="Drenthe", unit_id=self.unit.pk)

    @cached_property
    def emmen(self) -> organisation.Area:
        return organisation.Municipality.objects.create(code="GM0114", name="Emmen")

    @cached_property
    def coevorden(self) -> organisation.Area:
        return organisation.Municipality.objects.create(code="GM0109", name="Coevorden")

    @cached_property
    def westerveld(self) -> organisation.Area:
        return organisation.Municipality.objects.create(code="GM1701", name="Westerveld")

    @cached_property
    def team(self) -> organisation.Area:
        team = organisation.BaseTeam.objects.create(code="ZO", name="Zuidoost", district_id=self.district.pk)
        team.municipalities.set([self.emmen, self.coevorden])
        return team

    @cached_property
    def other_team(self) -> organisation.Area:
        team = organisation.BaseTeam.objects.create(code="WE", name="West", district_id=self.district.pk)
        team.municipalities.set([self.westerveld])
        return team

    @cached_property
    def cluster(self) -> organisation.Area:
        return organisation.Cluster.objects.create(
            code="EC", name="Emmen-centrum", team_id=self.team.pk, municipality_id=self.emmen.pk
        )

    def person(self, role: Role | None = None, area: organisation.Area | None = None) -> Person:
        person = Person.objects.create(email=f"persoon{next(NAMES)}@voorbeeld.example", name="Persoon")
        if role and area:
            Appointment.objects.create(person=person, role=role, area_id=area.pk, starts_on=date(2020, 1, 1))
        return person

    @cached_property
    def safety_officer(self) -> Person:
        return self.person(Role.SAFETY_OFFICER, self.emmen)

    @cached_property
    def planner(self) -> Person:
        _ = self.team
        return self.person(Role.PLANNER, self.team)

    @cached_property
    def unit_planner(self) -> Person:
        _ = self.team
        return self.person(Role.UNIT_PLANNER, self.unit)

    @cached_property
    def prosecution_staff(self) -> Person:
        return self.person(Role.PROSECUTION_STAFF, self.unit)

    @cached_property
    def administrator(self) -> Person:
        return self.person(Role.ADMINISTRATOR, self.nation)

    @cached_property
    def auditor(self) -> Person:
        return self.person(Role.AUDITOR, self.nation)

    @cached_property
    def mayor(self) -> Person:
        return self.person(Role.MAYOR, self.emmen)

    # --- things, made the way people make them ------------------------------------------------------------------------

    def frame(self, *titles: str, by: Person | None = None, **values: object) -> PolicyFrame:
        """A draft of the municipality of Emmen with a priority for each of these titles."""
        chosen = {"level": Level.LOCAL, "owner": self.emmen, "title": "Programma", "valid_from": 2021} | values
        frame = add_frame(by=by or self.safety_officer, **{"valid_until": 2024, **chosen})
        for title in titles:
            add_priority(frame=frame, by=by or self.safety_officer, heading="Veilige wijken", title=title)
        return frame

    def adopted_frame(self, *titles: str, **values: object) -> PolicyFrame:
        frame = self.frame(*titles, **values)
        return adopt_frame(frame=frame, adopted_on=date(2020, 12, 1), adopted_by="gemeenteraad", by=self.safety_officer)

    def indicator(self, name: str = "Woninginbraken", **values: object) -> Indicator:
        chosen = {"code": f"indicator-{next(NAMES)}", "unit": Unit.COUNT, "direction": Direction.LOWER} | values
        indicator = add_indicator(by=self.administrator, name=name, **chosen)
        return activate_indicator(indicator=indicator, by=self.administrator)

    def figure(self, value: int, year: int = 2020, **values: object) -> Figure:
        chosen = {"area": self.emmen, "period": 12, "source": "BVH"} | values
        indicator = chosen.pop("indicator", None) or self.indicator()
        return enter_figure(indicator=indicator, year=year, value=Decimal(value), by=self.planner, **chosen)
