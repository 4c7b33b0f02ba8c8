"""Letters that have come as far as a test needs, brought there by the real actions of a safety officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from plans.actions import deciding, drafting, starting
from plans.models import Adoption, Revision
from plans.record import in_force
from priorities.codes import Comparator, Level, Scope
from reports.actions import letter_writing
from reports.actions import letters as course
from reports.letters.about_plan import PlanSubject
from reports.letters.compiling import compile_letter
from reports.models import Letter, LetterText, TextKind
from reports.sources import PlanSource
from tests import factories
from tests.plans.factories import Scene, agree, contribution, stage, submit
from tests.remembered import remembered
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person, Seat

FIELDS = {
    "reference": "17.053689",
    "dated_on": date(2021, 2, 18),
    "department": "Bestuur en Directie",
    "team": "Veiligheid",
    "telephone": "14 0591",
    "email": "gemeente@emmen.example",
    "first_name": "A. Secretaris",
    "second_name": "B. Burgemeester",
}


def about(scene: Scene, municipality: Municipality | None = None) -> PlanSubject:
    scene.revision.plan = scene.plan
    return PlanSubject(scene.draft.plan, scene.revision, municipality or scene.region.emmen)


def made(scene: Scene, municipality: Municipality | None = None, *, by: Person | None = None) -> Letter:
    """A letter that was just started."""
    return course.make_letter(subject=about(scene, municipality), by=by or scene.officer)


def complete(scene: Scene, letter: Letter | None = None, **values: Any) -> Letter:
    """… and filled in, so that it could be sent."""
    letter = fresh(letter or made(scene))
    letter_writing.write_fields(letter=letter, version=letter.version, by=scene.officer, **{**FIELDS, **values})
    return fresh(letter)


def sent(scene: Scene, letter: Letter | None = None, **values: Any) -> Letter:
    letter = complete(scene, letter, **values)
    course.send(letter=letter, seen=compile_letter(letter).digest(), by=scene.officer)
    return fresh(letter)


def fresh(letter: Letter) -> Letter:
    """As the next request would load it."""
    found: Letter = Letter.objects.with_names().get(pk=letter.pk)
    return found


def block(letter: Letter, kind: TextKind) -> LetterText:
    row = LetterText.objects.get(letter=letter, kind=kind)
    row.letter = fresh(letter)
    return row


def adopt_as_written(scene: Scene) -> Scene:
    """Brings a plan for Emmen alone, as it stands written, to its adoption."""
    submit(scene)
    for role, by in zip(scene.seats, (scene.chief, scene.mayor, scene.prosecutor), strict=True):
        agree(scene, role, by)
    deciding.adopt(
        draft=scene.draft,
        revision=scene.revision,
        adopted_on=date(2021, 1, 18),
        body="Bestuurlijk Overleg",
        members=["Ellen Bos, burgemeester"],
        by=scene.secretary,
    )
    return scene


def source_of(scene: Scene) -> PlanSource:
    """The plan as it is in force, to be published."""
    revision = in_force(scene.draft.plan)
    assert revision is not None
    revision.plan = scene.draft.plan
    return PlanSource(revision)


# --- the plan of 2017 -------------------------------------------------------------------------------------------------

PRIORITIES_2017 = (
    "Schoon, heel en veilig",
    "Problemen achter de voordeur",
    "Minder inbraken en geweld",
    "Georganiseerde criminaliteit bestrijden",
    "Meer veiligheid in het verkeer",
    "Minder handel in drugs, en minder gebruik van drugs en alcohol",
)


@remembered
def adopted_2017(*, norm: int = 50, adopted_on: date = date(2017, 3, 20)) -> Scene:
    """One plan for three municipalities, with five seats: adopted on 20 March 2017, 48 days after January."""
    scene = stage()
    here = scene.region
    years = {"valid_from": 2016, "valid_until": 2018}
    factories.frame(Level.LOCAL, here.emmen, *PRIORITIES_2017, title="Bestuursprogramma Veiligheid", **years)
    factories.frame(Level.LOCAL, here.coevorden, "Veilig uitgaan", title="Kader Coevorden 2016-2018", **years)
    factories.frame(Level.LOCAL, here.borger, "Minder overlast", title="Kader Borger-Odoorn", **years)
    factories.figure(scene.burglaries, here.emmen, 40, year=2016)
    everybody = [here.emmen, here.coevorden, here.borger]
    scene.plan = starting.start(team=here.team, year=2017, municipalities=everybody, by=scene.planner)
    _write(scene, norm)
    submit(scene)
    _agree(scene, factories.person(Role.MAYOR, here.borger), everybody)
    deciding.adopt(
        draft=scene.draft,
        revision=scene.revision,
        adopted_on=adopted_on,
        body="Bestuurlijk Overleg Basisteam Zuidoost-Drenthe",
        members=["de burgemeester van Emmen", "de officier van justitie", "de teamchef"],
        late_reason="de besluitvorming duurde langer" if adopted_on > date(2017, 1, 31) else "",
        by=scene.secretary,
    )
    return scene


def _write(scene: Scene, norm: int) -> None:
    draft = scene.draft
    drafting.write_texts(
        draft=draft, version=draft.version, by=scene.planner, foreword="<p>Ons plan.</p>", introduction="<p>Zo.</p>"
    )
    blocks = scene.blocks
    for place, block in enumerate(blocks):
        partners = ("Woningcorporaties, gemeente", "gemeente; welzijnswerk", "")[place % 3]
        contribution(scene, block, partners=partners)
    own = next(b for b in blocks if b.chapter.municipality_id == scene.region.emmen.pk)
    drafting.add_target(
        block=own,
        by=scene.planner,
        indicator=scene.burglaries,
        scope=Scope.MUNICIPALITY,
        comparator=Comparator.AT_MOST,
        norm=Decimal(norm),
        norm_origin=Level.REGIONAL,
        norm_year=2014,
    )


def _agree(scene: Scene, third: Person, municipalities: Sequence[Municipality]) -> None:
    mayors = (scene.mayor, scene.coevorden_mayor, third)
    agree(scene, Role.CHIEF, scene.chief)
    for municipality, mayor in zip(municipalities, mayors, strict=True):
        agree(scene, Role.MAYOR, mayor, seat=Seat(Role.MAYOR, municipality.pk, municipality.name))
    agree(scene, Role.PROSECUTOR, scene.prosecutor)


# --- later versions ---------------------------------------------------------------------------------------------------


def amended(scene: Scene) -> Revision:
    """A newer version of the plan, in force as an amendment will bring it there."""
    newer = scene.revision
    earlier = Adoption.objects.get(revision=newer)
    newer.pk, newer.number = None, newer.number + 1
    newer.save(force_insert=True)
    earlier.pk, earlier.revision = None, newer
    earlier.save(force_insert=True)
    return newer


def adopted_again(scene: Scene, year: int) -> PlanSubject:
    """The same text as the adopted plan of a later year."""
    revision = scene.revision
    plan = starting.start(team=scene.region.team, year=year, municipalities=[scene.region.emmen], by=scene.planner)
    earlier = Adoption.objects.get(revision=revision)
    revision.pk, revision.plan = None, plan
    revision.save(force_insert=True)
    earlier.pk, earlier.revision = None, revision
    earlier.save(force_insert=True)
    return PlanSubject(plan, revision, scene.region.emmen)


def writing(letter: Letter, scene: Scene) -> LetterText:
    """One more text of somebody's own."""
    return letter_writing.add_text(letter=fresh(letter), text="<p>Erbij.</p>", by=scene.officer)
