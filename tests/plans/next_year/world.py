"""An adopted plan of 2021 with one of everything that a plan of 2022 can take from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plans.actions import drafting, starting
from plans.codes import Kind
from plans.document import Document, load
from plans.models import Contribution, Draft, Offer, Plan, Target
from priorities.codes import Scope
from tests import factories as base
from tests.plans import factories
from tests.plans.factories import Scene
from tests.remembered import remembered

YEAR = 2022


@dataclass
class Autumn:
    """The scene of 2021, its plan adopted; `scene.plan` becomes the plan of 2022 once it has been started."""

    scene: Scene
    earlier: Plan
    text: Document

    def start(self, **values: object) -> Plan:
        chosen = {
            "team": self.scene.region.team,
            "year": YEAR,
            "municipalities": [self.scene.region.emmen],
            "by": self.scene.planner,
            "earlier": self.earlier,
            **values,
        }
        self.scene.plan = starting.start(**chosen)
        return self.scene.plan

    @property
    def draft(self) -> Draft:
        return self.scene.draft

    def then(self, words: str) -> str:
        """The id that a contribution with these words had in 2021."""
        return next(c.id for b in self.text.blocks for c in b.contributions if words in c.text)

    def block_then(self, title: str) -> str:
        return next(b.id for b in self.text.blocks if b.title == title)

    def contribution(self, words: str) -> Contribution | None:
        """The row that holds these words now."""
        return self.draft.contributions.filter(text__contains=words).first()

    def offer(self, origin: str) -> Offer | None:
        return self.draft.offers.filter(origin=origin).first()

    def targets(self) -> list[Target]:
        return list(Target.objects.filter(block__chapter__draft=self.draft).select_related("indicator", "block"))


@remembered
def autumn() -> Autumn:
    """Frames of 2020-2023 apply to both years.

    Under the first priority: a standing contribution that stands under the second too, an accent with a target of its
    own, a target with a goal of its own and a share of it, a fact; under the third an internal accent.
    """
    scene = factories.drafted()
    draft = factories.write_texts(scene)
    drafting.write_texts(
        draft=draft,
        version=draft.version,
        by=scene.planner,
        going_concern="<p>Noodhulp gaat door.</p>",
        formation_fte=Decimal(30),
        themes_note="Oplegnotitie 2021",
        norm_rule="off",
    )
    first, second, third = scene.blocks
    drafting.edit_block(
        block=first, version=1, by=scene.planner, heading="Wonen", objective="<p>Woorden van het plan.</p>"
    )
    bodycam = factories.contribution(scene, first, "<p>Bodycam mee.</p>", partners="gemeente", fte=Decimal("1.50"))
    drafting.place_contribution(contribution=bodycam, block=second, by=scene.planner)
    accent = factories.contribution(scene, first, "<p>Wijk in beeld.</p>", kind=Kind.YEAR)
    factories.contribution(scene, second, "<p>Jeugd op straat.</p>", kind=Kind.YEAR)
    factories.contribution(scene, third, "<p>Signalen delen.</p>")
    factories.contribution(scene, third, "<p>Pand in de gaten.</p>", kind=Kind.YEAR, internal=True)
    whole = factories.target(
        scene, first, scope=Scope.UNIT, provisional_norm=True, own_goal=Decimal(30), own_goal_reason="Na de actie."
    )
    factories.target(scene, first, parent=whole, contribution=bodycam, baseline_year=2018)
    factories.target(scene, first, indicator=base.indicator("Wijkscans"), contribution=accent)
    drafting.add_fact(block=first, by=scene.planner, text="<p>Vier op de tien.</p>")
    drafting.add_term(draft=scene.draft, by=scene.planner, forms="GGP\nggp", explanation="gebiedsgebonden politie")
    drafting.write_chapter(chapter=scene.chapters[0], version=1, introduction="<p>Over Emmen.</p>", by=scene.planner)
    factories.decide(scene)
    return Autumn(scene, scene.plan, load(scene.revision.text))


@remembered
def begun() -> Autumn:
    """The plan of 2022 was just started from that one."""
    year = autumn()
    year.start()
    return year
