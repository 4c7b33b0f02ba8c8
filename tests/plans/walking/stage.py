"""Who walks: a plan of two municipalities, two chiefs who share a seat, a mayor with a deputy."""

from __future__ import annotations

from dataclasses import dataclass

from tests import factories as people
from tests.plans import factories
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person, Seat

SHARED, EMMEN, COEVORDEN = "shared", "GM0114", "GM0109"
SEATS = ("chief", "emmen", "coevorden", "prosecutor")
ANSWERS_FOR = {
    "chief": (SHARED, EMMEN, COEVORDEN),
    "emmen": (SHARED, EMMEN),
    "coevorden": (SHARED, COEVORDEN),
    "prosecutor": (SHARED, EMMEN, COEVORDEN),
}


@dataclass
class Stage:
    scene: factories.Scene
    sitting: dict[str, list[Person]]

    def seat(self, name: str) -> Seat:
        here = self.scene.region
        return {
            "chief": Seat(Role.CHIEF, here.team.pk, here.team.name),
            "emmen": Seat(Role.MAYOR, here.emmen.pk, here.emmen.name),
            "coevorden": Seat(Role.MAYOR, here.coevorden.pk, here.coevorden.name),
            "prosecutor": Seat(Role.PROSECUTOR, here.team.pk, here.team.name),
        }[name]


def set_up() -> Stage:
    """Two chiefs share a seat, and the mayor of Emmen has a deputy under a mandate."""
    scene = factories.stage()
    factories.written(scene=scene, municipalities=[scene.region.emmen, scene.region.coevorden])
    second_chief = people.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    deputy = people.person(Role.MAYOR, scene.region.emmen, name="Loes Loco", mandate="Mandaatbesluit 2020-7")
    return Stage(
        scene,
        {
            "chief": [scene.chief, second_chief],
            "emmen": [scene.mayor, deputy],
            "coevorden": [scene.coevorden_mayor],
            "prosecutor": [scene.prosecutor],
        },
    )
