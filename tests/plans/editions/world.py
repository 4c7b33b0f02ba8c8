"""A plan of 2021 on its desk, and a new edition of the frame of its municipality that appeared after it was started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from plans.actions import drafting, following
from plans.compiling import DraftReader
from plans.editions import Line, NewEdition, new_editions
from plans.models import Block
from priorities.actions import frames
from priorities.models import PolicyFrame, Priority
from tests.plans import factories
from tests.plans.factories import Scene
from tests.remembered import remembered
from workplan_portal.people.models import Person

OWN = "<p>Woorden van het plan.</p>"
SAID_BY_FRAME = "<p>Minder Woninginbraken.</p>"
SAYS_NOW = "<p>Veel minder Woninginbraken.</p>"


@dataclass
class Renewed:
    scene: Scene
    edition: PolicyFrame

    @property
    def new(self) -> NewEdition | None:
        reader = DraftReader(self.scene.draft)
        found = new_editions(reader.draft, reader.frames, reader.blocks)
        return next((new for new in found if new.frame == self.edition), None)

    def line(self, title: str) -> Line:
        return next(line for line in self.new.asked if line.priority.title == title)

    def states(self) -> dict[str, str]:
        """For each priority that there is or was something to decide about, how it stands."""
        return {line.priority.title: line.state.value for line in self.new.asked} if self.new else {}

    def block(self, title: str) -> Block | None:
        return next((b for b in self.scene.blocks if str(b) == title), None)

    def says(self, title: str) -> str:
        """The objective of a priority as a reader of the plan gets it."""
        return next(b.objective for b in DraftReader(self.scene.draft).document().blocks if b.title == title)

    def rests_on(self) -> list[tuple[str, int]]:
        found = self.scene.draft.frames.order_by("level", "edition")
        return list(found.values_list("title", "edition"))

    def follow(self, title: str, by: Person | None = None, version: int | None = None) -> None:
        following.follow_edition(**self._about(title, by, version))

    def keep(self, title: str, by: Person | None = None, version: int | None = None) -> None:
        following.keep_words(**self._about(title, by, version))

    def follow_whole(self, by: Person | None = None) -> list[Priority]:
        return following.follow_whole_edition(draft=self.scene.draft, edition=self.edition, by=by or self.scene.planner)

    def _about(self, title: str, by: Person | None, version: int | None) -> dict[str, Any]:
        line = self.line(title)
        key: UUID = line.key
        return {
            "draft": self.scene.draft,
            "edition": self.edition,
            "line": key,
            "version": line.version if version is None else version,
            "by": by or self.scene.planner,
        }


def next_edition(frame: PolicyFrame, by: Person, *, objectives: dict[str, str], **values: Any) -> PolicyFrame:
    """Adopted on 1 March 2021; `objectives` by title, an empty one for a priority that goes, a new title for a new one.

    `values` are facts of the frame: its title and years.
    """
    edition = frames.renew_frame(frame=frame, by=by)
    edition = frames.edit_frame(frame=edition, version=edition.version, by=by, **values)
    for title, objective in objectives.items():
        found = edition.priorities.filter(title=title).first()
        if found is None:
            frames.add_priority(frame=edition, by=by, heading="Wonen", title=title, objective=objective)
        elif objective:
            frames.edit_priority(priority=found, version=found.version, by=by, objective=objective)
        else:
            frames.remove_priority(priority=found, by=by)
    return frames.adopt_frame(frame=edition, adopted_on=date(2021, 3, 1), adopted_by="Gemeenteraad", by=by)


CHANGES = {"Woninginbraken": SAYS_NOW, "Jeugdoverlast": "", "Vuurwerk": "<p>Minder vuurwerk.</p>"}
"""One priority reads otherwise, one has gone, one is new."""


@remembered
def renewed() -> Renewed:
    scene = factories.written()
    return Renewed(scene, next_edition(scene.local, scene.officer, objectives=CHANGES))


def write_own(world: Renewed) -> None:
    """The authors say the objective in their own words."""
    block = world.block("Woninginbraken")
    drafting.edit_block(block=block, version=block.version, by=world.scene.planner, objective=OWN)
