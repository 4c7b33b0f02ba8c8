"""The random walks of deciding, with a secretary who records from minutes and seats that confirm or object."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from plans.actions import deciding, minuting
from plans.actions.minuting import Said
from plans.codes import Answer, Decision
from plans.models import Minuted, MinutedAnswer
from plans.seats import stances
from tests.plans.minuting.world import MINUTES
from workplan_portal.audit.trail import today

from .deciding import WITH_OTHERS, Decided, Walk, reservations, seats, stale


class MinutedWalk(Walk):
    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[int, str] = {}  # place in `decisions` of what was minuted → "", confirm, object, or late
        self.tabs: dict[str, tuple[str, tuple]] = {}  # by seat: what a page that was left open carries, and had to show

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
        allowed = self._may_decide(seat, person, behind) and self._open(seat, person.pk)
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
        person = self._person(decided.seat, which)
        asked = decided.seat in self._required()  # of an amendment those whom its last version asks
        allowed = not self.answers[place] and not overtaken and self._sits(decided.seat, person)
        if not asked:
            return
        told = {
            "minuted": Minuted.objects.order_by("pk")[sorted(self.answers).index(place)],
            "by": person,
            "answer": Answer.OBJECT if objects else Answer.CONFIRM,
            "remark": "Niet gezegd." if objects else "",
        }
        if self._does(allowed, lambda: minuting.answer_minutes(**told)):
            self.answers[place] = "confirm" if not objects else "late" if self.status == "adopted" else "object"
            if self.answers[place] == "object" and self.status in WITH_OTHERS:
                self._settle()

    @rule(seat=seats)
    def open_a_tab(self, seat: str) -> None:
        revision = self._revision(0)
        if revision is not None and seat in self._required():
            found = {stance.seat: stance.mark for stance in stances(revision)}
            self.tabs[seat] = found[self.stage.seat(seat)], self._last_of(seat)

    @rule(seat=seats, which=st.integers(0, 1), reservation=reservations)
    def consent_in_the_old_tab(self, seat: str, which: int, reservation: str) -> None:
        """Only as long as the seat has decided and answered nothing since: nothing is overruled unread."""
        person = self._person(seat, which)
        about = self._about(seat, person, 0)
        if about is None or seat not in self.tabs:
            return
        mark, shown = self.tabs[seat]
        place = self._signed(seat).get(person.pk)
        said_already = place is not None and (
            self.decisions[place].reservation == reservation or self._is_unanswered(place)
        )
        allowed = self._may_decide(seat, person, 0) and not said_already and shown == self._last_of(seat)
        if self._does(allowed, lambda: deciding.consent(**about, reservation=reservation, seen=mark)):
            self.decisions.append(Decided(seat, person.pk, True, len(self.versions) - 1, "", reservation))
            self._settle()

    # --- what must hold after every step ------------------------------------------------------------------------------

    @invariant()
    def what_was_minuted_never_looks_clicked(self) -> None:
        kept = list(self._kept().select_related("minuted__answer"))
        assert {place for place, given in enumerate(kept) if given.minutes} == self.answers.keys()

    # --- the model ----------------------------------------------------------------------------------------------------

    def _everything(self) -> tuple:
        return (*super()._everything(), Minuted.objects.count(), list(MinutedAnswer.objects.values()))

    def _said(self, seat: str) -> list[tuple[int, Decided]]:
        return [(place, d) for place, d in enumerate(self.decisions) if d.seat == seat]

    def _last_of(self, seat: str) -> tuple:
        """What it decided last, and what it said of that when it was minuted."""
        place = next((place for place, _decided in reversed(self._said(seat))), None)
        answer = self.answers.get(place, "") if place is not None else ""
        return place, "object" if answer == "late" else answer

    def _counting(self, seat: str) -> list[tuple[int, Decided]]:
        return [(place, d) for place, d in self._said(seat) if self.answers.get(place) != "object"]

    def _latest(self, seat: str) -> Decided | None:
        return self._counting(seat)[-1][1] if self._counting(seat) else None

    def _is_unanswered(self, place: int) -> bool:
        return self.answers.get(place) in ("", "late")

    def _count_late_objections(self) -> None:
        self.answers = {place: "object" if given == "late" else given for place, given in self.answers.items()}

    def _open(self, seat: str, person: int) -> bool:
        said, version = self._said(seat), len(self.versions) - 1
        if said and self.answers.get(said[-1][0]) == "object" and said[-1][1].version == version:
            return False
        if signed := self._signed(seat):
            return person not in signed and all(place in self.answers for place in signed.values())
        latest = self._latest(seat)
        return latest is None or latest.version != version
