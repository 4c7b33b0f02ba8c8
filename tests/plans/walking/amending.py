"""The same walks over an amendment: the adopted text stands beside it; what it changes says who decides."""

from __future__ import annotations

from hypothesis.stateful import invariant, rule

from plans.actions import deciding, withdrawing
from plans.models import Draft
from plans.record import in_force
from tests.plans import factories
from tests.plans.amending import world

from .minuting import MinutedWalk
from .stage import COEVORDEN, EMMEN, SEATS, SHARED, Stage, set_up


def set_up_amendment() -> Stage:
    """The plan is adopted, with the text of "eerste" in each of its parts, and one amendment begun."""
    stage = set_up()
    walk = type("Writing", (AmendmentWalk,), {"stage": stage, "NUMBER": 0})
    for part in (SHARED, EMMEN, COEVORDEN):
        walk._write(walk, part, "eerste")  # noqa: SLF001 — as the walk itself writes
    factories.decide(stage.scene)
    world.begun(stage.scene)
    return stage


class AmendmentWalk(MinutedWalk):
    NUMBER, BEFORE = 1, 1

    @rule()
    def submit(self) -> None:
        scene = self.stage.scene
        allowed = self.status == "draft" and bool(self._changed(self.now))
        if self._does(allowed, lambda: deciding.submit(draft=scene.draft, by=scene.officer)):
            self.versions.append(dict(self.now))
            self._settle()

    @rule()
    def withdraw_the_adoption_of_the_plan(self) -> None:
        """Refused while the amendment rests on it, whatever became of that."""
        scene = self.stage.scene
        own = Draft.objects.select_related("plan__team", "revision").get(plan=scene.plan, number=0)
        self._does(False, lambda: withdrawing.withdraw_adoption(draft=own, reason="Vergissing.", by=scene.mayor))

    @invariant()
    def the_adopted_text_stays_in_force_until_the_amended_one_is_adopted(self) -> None:
        found = in_force(self.stage.scene.draft.plan, world.FROM)
        assert found is not None
        assert bool(found.amendment) is (self.status == "adopted" and self._begins_by(world.FROM))

    def _begins_by(self, day: object) -> bool:
        adoption = self.stage.scene.draft.revision.adoption
        return bool(adoption.in_force_from <= day)

    # --- the model ----------------------------------------------------------------------------------------------------

    def _changed(self, text: dict[str, str]) -> set[str]:
        """The parts that differ from the adopted text."""
        return {part for part, words in text.items() if words != "eerste"}

    def _required(self) -> tuple[str, ...]:
        """No priority is touched, so both authorities decide: of what is shared every mayor, else that part's."""
        changed = self._changed(self.versions[-1]) if self.versions else set()
        everywhere = SHARED in changed
        own = {"emmen": EMMEN, "coevorden": COEVORDEN}
        return tuple(seat for seat in SEATS if seat not in own or everywhere or own[seat] in changed)
