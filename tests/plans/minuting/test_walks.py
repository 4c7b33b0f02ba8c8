"""The random walks of deciding, with a secretary who records from minutes and seats that confirm or object."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from plans.actions import minuting
from plans.actions.minuting import Said
from plans.codes import Answer, Decision
from plans.models import Consent, Minuted, MinutedAnswer
from tests.plans.deciding.test_walks import WITH_OTHERS, Decided, Stage, Walk, seats, stale
from tests.plans.deciding.test_walks import stage as stage
from workplan_portal.audit.trail import today

from .world import MINUTES


class MinutedWalk(Walk):
    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[int, str] = {}  # place in `decisions` of what was minuted → "", confirm, object, or late

    # --- what people do -----------------------------------------------------------------------------------------------

    @rule(seat=seats, which=st.integers(0, 1), behind=stale, agrees=st.sampled_from((True, True, True, False)))
    def record_from_minutes(self, seat: str, which: int, behind: int, agrees: bool) -> None:
        person, revision = self._person(seat, which), self._revision(behind)
        if revision is None:
            return
        remark = "" if agrees else "Nog niet."
        act = {
            "draft": self.stage.scene.draft,
            "revision": revision,
            "said_by": [Said(self.stage.seat(seat), person)],
            "decision": Decision.AGREE if agrees else Decision.RETURN,
            "minutes": replace(MINUTES, held_on=today()),
            "by": self.stage.scene.secretary,
            "remark": remark,
        }
        allowed = self._may_decide(seat, behind) and self._open(seat, person.pk)
        if self._does(allowed, lambda: minuting.record_minuted(**act)):
            self.answers[len(self.decisions)] = ""
            self.decisions.append(Decided(seat, person.pk, agrees, len(self.versions) - 1, remark))
            if agrees:
                self._settle()
            else:
                self.status = "draft"

    @rule(back=st.integers(0, 2), which=st.integers(0, 1), objects=st.booleans())
    def answer(self, back: int, which: int, objects: bool) -> None:
        if len(self.answers) <= back:
            return
        place = sorted(self.answers)[-1 - back]
        decided = self.decisions[place]
        since = [d for d in self.decisions[place + 1 :] if d.seat == decided.seat]
        overtaken = any(d.person == decided.person or not d.agrees for d in since)
        allowed = not self.answers[place] and not overtaken and decided.seat not in self.vacant
        told = {
            "minuted": Minuted.objects.order_by("pk")[sorted(self.answers).index(place)],
            "by": self._person(decided.seat, which),
            "answer": Answer.OBJECT if objects else Answer.CONFIRM,
            "remark": "Niet gezegd." if objects else "",
        }
        if self._does(allowed, lambda: minuting.answer_minutes(**told)):
            self.answers[place] = "confirm" if not objects else "late" if self.status == "adopted" else "object"
            if self.answers[place] == "object" and self.status in WITH_OTHERS:
                self._settle()

    # --- what must hold after every step ------------------------------------------------------------------------------

    @invariant()
    def what_was_minuted_never_looks_clicked(self) -> None:
        kept = list(Consent.objects.filter(revision__plan=self.stage.scene.plan).order_by("pk"))
        assert {place for place, given in enumerate(kept) if given.minutes} == self.answers.keys()

    # --- the model ----------------------------------------------------------------------------------------------------

    def _everything(self) -> tuple:
        return (*super()._everything(), Minuted.objects.count(), list(MinutedAnswer.objects.values()))

    def _said(self, seat: str) -> list[tuple[int, Decided]]:
        return [(place, d) for place, d in enumerate(self.decisions) if d.seat == seat]

    def _counting(self, seat: str) -> list[tuple[int, Decided]]:
        return [(place, d) for place, d in self._said(seat) if self.answers.get(place) != "object"]

    def _latest(self, seat: str) -> Decided | None:
        return self._counting(seat)[-1][1] if self._counting(seat) else None

    def _signed(self, seat: str) -> dict[int, int]:
        """Who agreed with the text as it is → the place of that decision."""
        signed: dict[int, int] = {}
        for place, decided in reversed(self._counting(seat) if self._holds(seat) else []):
            if not decided.agrees:
                break
            if self._covers(decided):
                signed.setdefault(decided.person, place)
        return signed

    def _signatures(self, seat: str) -> set[int]:
        return set(self._signed(seat))

    def _open(self, seat: str, person: int) -> bool:
        said, version = self._said(seat), len(self.versions) - 1
        if said and self.answers.get(said[-1][0]) == "object" and said[-1][1].version == version:
            return False
        if signed := self._signed(seat):
            return person not in signed and all(place in self.answers for place in signed.values())
        latest = self._latest(seat)
        return latest is None or latest.version != version


def walk(stage: Stage, **limits: int) -> None:
    class OnThisStage(MinutedWalk):
        pass

    OnThisStage.stage = stage
    run_state_machine_as_test(OnThisStage, settings=settings(stateful_step_count=20, **limits))


def test_whatever_is_minuted_and_answered_the_rules_hold(stage: Stage):
    walk(stage, max_examples=12)


@pytest.mark.long
def test_whatever_is_minuted_and_answered_for_a_very_long_time_the_rules_hold(stage: Stage):
    walk(stage)
