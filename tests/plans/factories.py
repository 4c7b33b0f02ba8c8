"""Plans that have come as far as a test needs, brought there by the real actions of the people who do them.

    scene = stage()                  # a region, its people, three frames
    scene = drafted()                # … and a plan of 2021 for Emmen, just started
    scene = written()                # … complete enough to be submitted
    scene = submitted() | approved() | agreed() | adopted()
    scene = joint()                  # … a plan of 2017 for three municipalities, complete enough to be submitted

`scene.plan`, `scene.draft`, `scene.revision` are as they stand in the database at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from plans.actions import deciding, drafting, starting
from plans.codes import Kind
from plans.models import Block, Chapter, Contribution, Draft, Plan, Revision, Target
from priorities.codes import Comparator, Direction, Level, Scope
from priorities.models import Indicator, PolicyFrame
from tests import factories
from tests.factories import Region
from tests.remembered import remembered
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person, Seat

YEAR = 2021


@dataclass
class Scene:
    region: Region
    officer: Person  # safety officer of Emmen
    coevorden_officer: Person
    planner: Person
    chief: Person
    mayor: Person  # of Emmen
    coevorden_mayor: Person
    prosecutor: Person
    prosecution_staff: Person
    unit_planner: Person
    secretary: Person
    auditor: Person
    administrator: Person
    stranger: Person  # has an account and no appointment
    local: PolicyFrame
    om: PolicyFrame
    burglaries: Indicator
    plan: Plan | None = None

    @property
    def draft(self) -> Draft:
        """The draft as it stands now; a new object every time, as a request would have."""
        return Draft.objects.select_related("plan__team").filter(plan=self.plan).latest("pk")

    @property
    def revision(self) -> Revision:
        return Revision.objects.filter(plan=self.plan).latest("number")

    @property
    def chapters(self) -> list[Chapter]:
        return list(self.draft.chapters.all())

    @property
    def blocks(self) -> list[Block]:
        return list(Block.objects.filter(chapter__draft=self.draft).order_by("chapter__position", "position"))

    @property
    def seats(self) -> dict[Role, Seat]:
        """The seats of a plan for Emmen alone."""
        team, emmen = self.region.team, self.region.emmen
        return {
            Role.CHIEF: Seat(Role.CHIEF, team.pk, team.name),
            Role.MAYOR: Seat(Role.MAYOR, emmen.pk, emmen.name),
            Role.PROSECUTOR: Seat(Role.PROSECUTOR, team.pk, team.name),
        }

    @property
    def everyone(self) -> dict[str, Person]:
        """Everybody on stage by the name of their attribute: to ask each of them the same question."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Person)}


@remembered
def stage() -> Scene:
    """Region, people, a frame of the municipality with two priorities and one of the prosecution with one."""
    here = factories.region()
    person = factories.person
    scene = Scene(
        region=here,
        officer=person(Role.SAFETY_OFFICER, here.emmen, name="Sanne de Wit"),
        coevorden_officer=person(Role.SAFETY_OFFICER, here.coevorden, name="Karel Blom"),
        planner=person(Role.PLANNER, here.team, name="Nadia Prins"),
        chief=person(Role.CHIEF, here.team, name="Joost Veldman"),
        mayor=person(Role.MAYOR, here.emmen, name="Ellen Bos"),
        coevorden_mayor=person(Role.MAYOR, here.coevorden, name="Hans Kuik"),
        prosecutor=person(Role.PROSECUTOR, here.district, name="Femke Aalders"),
        prosecution_staff=person(Role.PROSECUTION_STAFF, here.unit, name="Tom Rietveld"),
        unit_planner=person(Role.UNIT_PLANNER, here.unit, name="Anne Dijk"),
        secretary=person(Role.SECRETARY, here.team, name="Ruud Smeets"),
        auditor=person(Role.AUDITOR, here.nation, name="Iris Tol"),
        administrator=person(Role.ADMINISTRATOR, here.nation, name="Bas Koning"),
        stranger=person(name="Wim Vreemd"),
        local=factories.frame(Level.LOCAL, here.emmen, "Woninginbraken", "Jeugdoverlast", title="Uitvoeringsplan"),
        om=factories.frame(Level.OM, here.unit, "Ondermijning", title="Speerpunten OM", heading="Basis op orde"),
        burglaries=factories.indicator("Woninginbraken", direction=Direction.LOWER),
    )
    factories.figure(scene.burglaries, here.emmen, 40)
    return scene


@remembered
def drafted(*, municipalities: Sequence[Municipality] | None = None, scene: Scene | None = None) -> Scene:
    """A plan that was just started: the frames have come in, nothing has been written."""
    scene = scene or stage()
    scene.plan = starting.start(
        team=scene.region.team, year=YEAR, municipalities=municipalities or [scene.region.emmen], by=scene.planner
    )
    return scene


@remembered
def written(*, municipalities: Sequence[Municipality] | None = None, scene: Scene | None = None) -> Scene:
    """Foreword and introduction, under every priority a contribution, under the first a target with a norm."""
    scene = drafted(municipalities=municipalities, scene=scene)
    write_texts(scene)
    for block in scene.blocks:
        contribution(scene, block)
    target(scene, scene.blocks[0])
    return scene


@remembered
def submitted(**kwargs: Any) -> Scene:
    scene = written(**kwargs)
    submit(scene)
    return scene


@remembered
def approved(**kwargs: Any) -> Scene:
    """The chief has agreed: mayors and prosecutor are asked."""
    scene = submitted(**kwargs)
    agree(scene, Role.CHIEF, scene.chief)
    return scene


@remembered
def agreed(**kwargs: Any) -> Scene:
    """Everybody has agreed with a plan for Emmen alone; the secretary may record the adoption."""
    scene = approved(**kwargs)
    agree(scene, Role.MAYOR, scene.mayor)
    agree(scene, Role.PROSECUTOR, scene.prosecutor)
    return scene


@remembered
def adopted(**kwargs: Any) -> Scene:
    scene = agreed(**kwargs)
    record_adoption(scene)
    return scene


@remembered
def returned(**kwargs: Any) -> Scene:
    """Submitted, and given back by the chief with a remark: the authors write again."""
    scene = submitted(**kwargs)
    deciding.return_to_author(
        draft=scene.draft,
        revision=scene.revision,
        seat=scene.seats[Role.CHIEF],
        by=scene.chief,
        remark="Maak de bijdragen concreter.",
    )
    return scene


# --- one plan for three municipalities --------------------------------------------------------------------------------

JOINT_YEAR = 2017


@remembered
def joint_stage() -> Scene:
    """The same for 2017: each municipality has a frame with two priorities and a mayor, and burglaries in 2016."""
    scene = stage()
    here = scene.region
    valid = {"valid_from": 2016, "valid_until": 2018}
    PolicyFrame.objects.update(**valid)
    factories.frame(Level.LOCAL, here.coevorden, "Woninginbraken", "Verkeer", title="Plan van Coevorden", **valid)
    factories.frame(Level.LOCAL, here.borger, "Alcohol", "Vuurwerk", title="Plan van Borger-Odoorn", **valid)
    factories.person(Role.SAFETY_OFFICER, here.borger, name="Mia Vos")
    here.people["borger_mayor"] = factories.person(Role.MAYOR, here.borger, name="Jan Seton")
    for area, count in ((here.emmen, 240), (here.coevorden, 88), (here.unit, 3100)):
        factories.figure(scene.burglaries, area, count, year=2016)
    return scene


@remembered
def joint(scene: Scene | None = None) -> Scene:
    """One plan of 2017 for three municipalities, each with a word of its own in what it agreed with the police."""
    scene = scene or joint_stage()
    scene.plan = starting.start(
        team=scene.region.team, year=JOINT_YEAR, municipalities=together(scene), by=scene.officer
    )
    write_texts(scene)
    for block in scene.blocks:
        contribution(scene, block, f"<p>Wij helpen {block.chapter.municipality or 'allen'}.</p>")
    return scene


def together(scene: Scene) -> list[Municipality]:
    here = scene.region
    return [here.emmen, here.coevorden, here.borger]


def joint_seats(scene: Scene) -> list[tuple[Seat, Person]]:
    """The five seats of a joint plan, chief first, and who holds them."""
    here = scene.region
    mayors = (scene.mayor, scene.coevorden_mayor, here.people["borger_mayor"])
    return [
        (scene.seats[Role.CHIEF], scene.chief),
        *((Seat(Role.MAYOR, m.pk, m.name), person) for m, person in zip(together(scene), mayors, strict=True)),
        (scene.seats[Role.PROSECUTOR], scene.prosecutor),
    ]


@remembered
def joint_adopted() -> Scene:
    """Adopted on 20 March 2017, 48 days after January."""
    scene = joint()
    submit(scene, by=scene.officer)
    for seat, person in joint_seats(scene):
        deciding.consent(draft=scene.draft, revision=scene.revision, seat=seat, by=person)
    deciding.adopt(
        draft=scene.draft,
        revision=scene.revision,
        adopted_on=date(JOINT_YEAR, 3, 20),
        body="Bestuurlijk Overleg Basisteam",
        members=["Ellen Bos, burgemeester", "Hans Kuik, burgemeester", "Jan Seton, burgemeester"],
        late_reason="De besluitvorming liep uit.",
        by=scene.secretary,
    )
    return scene


# --- single steps -----------------------------------------------------------------------------------------------------


def write_texts(scene: Scene) -> Draft:
    draft = scene.draft
    return drafting.write_texts(
        draft=draft,
        version=draft.version,
        by=scene.planner,
        foreword="<p>Dit is ons plan.</p>",
        foreword_on=date(YEAR - 1, 12, 21),
        introduction="<p>Zo werken wij samen.</p>",
    )


def contribution(scene: Scene, block: Block, text: str = "<p>Wij houden toezicht.</p>", **values: Any) -> Contribution:
    chosen = {"kind": Kind.STANDING, "responsible": "Wijkagent", **values}
    return drafting.add_contribution(block=block, by=scene.planner, text=text, **chosen)


def target(scene: Scene, block: Block, **values: Any) -> Target:
    chosen = {
        "indicator": scene.burglaries,
        "scope": Scope.MUNICIPALITY,
        "comparator": Comparator.AT_MOST,
        "norm": Decimal(50),
        "norm_origin": Level.REGIONAL,
        "norm_year": 2014,
        **values,
    }
    return drafting.add_target(block=block, by=scene.planner, **chosen)


def decide(scene: Scene) -> None:
    """From a draft that is complete to its adoption: everybody agrees."""
    here = scene.region
    submit(scene)
    agree(scene, Role.CHIEF, scene.chief)
    for municipality, mayor in ((here.emmen, scene.mayor), (here.coevorden, scene.coevorden_mayor)):
        if municipality in scene.draft.plan.municipalities:
            agree(scene, Role.MAYOR, mayor, seat=Seat(Role.MAYOR, municipality.pk, municipality.name))
    agree(scene, Role.PROSECUTOR, scene.prosecutor)
    record_adoption(scene)


def record_adoption(scene: Scene) -> None:
    deciding.adopt(
        draft=scene.draft,
        revision=scene.revision,
        adopted_on=date(scene.draft.plan.year, 1, 18),
        body="Bestuurlijk Overleg Basisteam",
        members=["Ellen Bos, burgemeester", "Femke Aalders, officier van justitie"],
        by=scene.secretary,
    )


def submit(scene: Scene, *, by: Person | None = None) -> Revision:
    """In December before the plan's year: a text can't have been adopted before it was there."""
    with dated(datetime(scene.draft.plan.year - 1, 12, 11, 9, tzinfo=UTC)):
        return deciding.submit(draft=scene.draft, by=by or scene.planner)


def agree(scene: Scene, role: Role, by: Person, *, seat: Seat | None = None) -> None:
    deciding.consent(draft=scene.draft, revision=scene.revision, seat=seat or scene.seats[role], by=by)
