"""Random walks over a plan of two municipalities with two chiefs: whatever people do in whatever order, the rules hold.

The machine keeps a model of its own, in plain lists, and judges by the words of the rules, not by the code under test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from plans.actions import deciding, drafting
from plans.models import Adoption, Consent, ConsentRequest, Draft, Revision
from plans.seats import required_seats
from tests import factories as people
from tests.plans import factories
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Appointment, Person, Seat

SHARED, EMMEN, COEVORDEN = "shared", "GM0114", "GM0109"
SEATS = ("chief", "emmen", "coevorden", "prosecutor")
ANSWERS_FOR = {
    "chief": (SHARED, EMMEN, COEVORDEN),
    "emmen": (SHARED, EMMEN),
    "coevorden": (SHARED, COEVORDEN),
    "prosecutor": (SHARED, EMMEN, COEVORDEN),
}
WRITTEN = {"draft"}
WITH_OTHERS = {"submitted", "approved", "agreed"}

seats = st.sampled_from(SEATS)
parts = st.sampled_from((SHARED, EMMEN, COEVORDEN))
words = st.sampled_from(("eerste", "tweede", "derde"))
stale = st.sampled_from((0, 0, 0, 0, 1))  # how many versions behind the form is


@dataclass(frozen=True)
class Decided:
    seat: str
    person: int
    agrees: bool
    version: int  # index in `versions`
    remark: str


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


@pytest.fixture
def stage(db) -> Stage:
    scene = factories.stage()
    factories.written(scene=scene, municipalities=[scene.region.emmen, scene.region.coevorden])
    second_chief = people.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    return Stage(
        scene,
        {
            "chief": [scene.chief, second_chief],
            "emmen": [scene.mayor],
            "coevorden": [scene.coevorden_mayor],
            "prosecutor": [scene.prosecutor],
        },
    )


class Walk(RuleBasedStateMachine):
    stage: Stage  # set by `walk`

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = {SHARED: "eerste", EMMEN: "eerste", COEVORDEN: "eerste"}
        for part, text in self.now.items():
            self._write(part, text)
        self.status = "draft"
        self.versions: list[dict[str, str]] = []
        self.decisions: list[Decided] = []
        self.vacant: set[str] = set()
        self.signed_already = False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    # --- what people do -----------------------------------------------------------------------------------------------

    @rule(part=parts, text=words)
    def edit(self, part: str, text: str) -> None:
        if self._does(self.status in WRITTEN, lambda: self._write(part, text)):
            self.now[part] = text

    @rule()
    def submit(self) -> None:
        scene = self.stage.scene
        if self._does(self.status == "draft", lambda: deciding.submit(draft=scene.draft, by=scene.officer)):
            self.versions.append(dict(self.now))
            self._settle()

    @rule()
    def withdraw(self) -> None:
        scene = self.stage.scene
        allowed = self.status in {"submitted", "approved"}
        if self._does(allowed, lambda: deciding.withdraw(draft=scene.draft, by=scene.planner)):
            self.status = "draft"

    @rule(seat=seats, which=st.integers(0, 1), behind=stale)
    def consent(self, seat: str, which: int, behind: int) -> None:
        person = self._person(seat, which)
        about = self._about(seat, person, behind)
        if about is None:
            return
        allowed = self._may_decide(seat, behind) and person.pk not in self._signatures(seat)
        if self._does(allowed, lambda: deciding.consent(**about)):
            self.decisions.append(Decided(seat, person.pk, True, len(self.versions) - 1, ""))
            self._settle()

    # Whole rounds: without them a random walk hardly ever comes to a second version or to an adoption.

    @rule(only=st.sampled_from((SEATS, SEATS, SEATS[:2], SEATS[:1])))
    def a_round_goes_well(self, only: tuple[str, ...]) -> None:
        if self.status == "draft":
            self.submit()
        for seat in only:
            if not self._holds(seat):
                self.consent(seat, 0, 0)

    @rule(part=parts, text=words, seat=seats)
    def another_round(self, part: str, text: str, seat: str) -> None:
        """The text comes back, because its authors take it back or a seat returns it; perhaps it is changed."""
        if self.status == "agreed":
            self.return_to_author(seat, 1, 0, "Toch niet.")
        elif self.status in WITH_OTHERS:
            self.withdraw()
        self.edit(part, text)
        self.submit()

    @rule(seat=seats, which=st.integers(0, 1), behind=stale, remark=st.sampled_from(("Te vaag.", "Nog niet.", "  ")))
    def return_to_author(self, seat: str, which: int, behind: int, remark: str) -> None:
        person = self._person(seat, which)
        about = self._about(seat, person, behind)
        if about is None:
            return
        allowed = self._may_decide(seat, behind) and bool(remark.strip())
        if self._does(allowed, lambda: deciding.return_to_author(**about, remark=remark)):
            self.decisions.append(Decided(seat, person.pk, False, len(self.versions) - 1, remark))
            self.status = "draft"

    @rule(behind=stale, as_secretary=st.sampled_from((True, True, True, False)))
    def adopt(self, behind: int, as_secretary: bool) -> None:
        scene = self.stage.scene
        revision = self._revision(behind)
        if revision is None:
            return
        by = scene.secretary if as_secretary else scene.planner
        allowed = as_secretary and not behind and self.status == "agreed"
        if self._does(
            allowed,
            lambda: deciding.adopt(
                draft=scene.draft,
                revision=revision,
                adopted_on=today(),
                body="Bestuurlijk Overleg",
                members=["Ellen Bos"],
                late_reason="Er was veel overleg nodig.",
                by=by,
            ),
        ):
            self.status = "adopted"

    @rule(seat=st.sampled_from(("coevorden", "prosecutor")))
    def leave_the_seat(self, seat: str) -> None:
        """Everybody who holds it goes; what they decided stays the seat's decision."""
        for person in self.stage.sitting[seat]:
            Appointment.objects.filter(person=person).update(ends_on=date(2020, 12, 31))
        self.vacant.add(seat)

    @rule(seat=seats)
    def come_back_to_the_seat(self, seat: str) -> None:
        for person in self.stage.sitting[seat]:
            Appointment.objects.filter(person=person).update(ends_on=None)
        self.vacant.discard(seat)

    # --- what must hold after every step ------------------------------------------------------------------------------

    @invariant()
    def the_status_is_what_the_rules_say(self) -> None:
        assert self.stage.scene.draft.status == self.status

    @invariant()
    def every_submission_made_one_version_and_none_went_away(self) -> None:
        numbers = list(Revision.objects.filter(plan=self.stage.scene.plan).values_list("number", flat=True))
        assert numbers == list(range(1, len(self.versions) + 1))

    @invariant()
    def no_decision_and_no_remark_ever_disappears(self) -> None:
        kept = Consent.objects.filter(revision__plan=self.stage.scene.plan).order_by("pk")
        assert [(c.decided_by_id, c.decision == "agree", c.revision.number - 1, c.remark) for c in kept] == [
            (d.person, d.agrees, d.version, d.remark) for d in self.decisions
        ]

    @invariant()
    def a_consent_is_kept_exactly_when_its_parts_did_not_change(self) -> None:
        requests = {(r.role, r.area_id): r.consent for r in ConsentRequest.objects.filter(draft=self.stage.scene.draft)}
        if self.status == "draft":
            assert requests == {}
            return
        kept = {name: requests[seat.role, seat.area_id] is not None for name, seat in self._all_seats()}
        assert kept == {name: self._holds(name) for name in SEATS}

    @invariant()
    def adopted_means_that_every_seat_agreed_with_this_text(self) -> None:
        if Adoption.objects.filter(revision__plan=self.stage.scene.plan).exists():
            assert all(self._holds(seat) for seat in SEATS)
            assert self.status == "adopted"

    @invariant()
    def every_seat_stays_required_whoever_sits_there(self) -> None:
        assert set(required_seats(self.stage.scene.plan)) == {seat for _name, seat in self._all_seats()}

    # --- the model ----------------------------------------------------------------------------------------------------

    def _does(self, allowed: bool, act) -> bool:
        """The act happens when it may; when not, it is refused with a reason and nothing at all has changed."""
        if allowed:
            act()
            return True
        before = self._everything()
        with pytest.raises(Refused) as refusal:
            act()
        assert str(refusal.value)
        assert self._everything() == before
        return False

    def _everything(self) -> tuple:
        plan = self.stage.scene.plan
        return (
            list(Draft.objects.filter(plan=plan).values()),
            Revision.objects.filter(plan=plan).count(),
            list(ConsentRequest.objects.filter(draft__plan=plan).values()),
            list(Consent.objects.filter(revision__plan=plan).values()),
            Adoption.objects.filter(revision__plan=plan).count(),
        )

    def _latest(self, seat: str) -> Decided | None:
        own = [d for d in self.decisions if d.seat == seat]
        return own[-1] if own else None

    def _covers(self, decided: Decided) -> bool:
        given_for, now = self.versions[decided.version], self.versions[-1]
        return all(given_for[part] == now[part] for part in ANSWERS_FOR[decided.seat])

    def _holds(self, seat: str) -> bool:
        latest = self._latest(seat)
        return latest is not None and latest.agrees and self._covers(latest)

    def _signatures(self, seat: str) -> set[int]:
        if not self._holds(seat):
            return set()
        signed: set[int] = set()
        for decided in reversed([d for d in self.decisions if d.seat == seat]):
            if not decided.agrees:
                break
            if self._covers(decided):
                signed.add(decided.person)
        return signed

    def _settle(self) -> None:
        if not self._holds("chief"):
            self.status = "submitted"
        elif all(self._holds(seat) for seat in SEATS):
            self.status = "agreed"
        else:
            self.status = "approved"

    def _may_decide(self, seat: str, behind: int) -> bool:
        first = seat == "chief" or self.status != "submitted"
        return seat not in self.vacant and self.status in WITH_OTHERS and not behind and first

    # --- reaching the things ------------------------------------------------------------------------------------------

    def _all_seats(self) -> list[tuple[str, Seat]]:
        return [(name, self.stage.seat(name)) for name in SEATS]

    def _person(self, seat: str, which: int) -> Person:
        sitting = self.stage.sitting[seat]
        return people.fresh(sitting[which % len(sitting)])

    def _revision(self, behind: int) -> Revision | None:
        number = len(self.versions) - behind
        return Revision.objects.filter(plan=self.stage.scene.plan, number=number).first()

    def _about(self, seat: str, person: Person, behind: int) -> dict | None:
        revision = self._revision(behind)
        if revision is None:
            return None
        return {
            "draft": self.stage.scene.draft,
            "revision": revision,
            "seat": self.stage.seat(seat),
            "by": person,
        }

    def _write(self, part: str, text: str) -> None:
        scene = self.stage.scene
        draft = scene.draft
        if part == SHARED:
            words = {"introduction": f"<p>De {text} inleiding.</p>"}
            drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, **words)
        else:
            chapter = draft.chapters.get(municipality__code=part)
            words = f"<p>Het {text} begin.</p>"
            drafting.write_chapter(chapter=chapter, version=chapter.version, introduction=words, by=scene.planner)


def walk(stage: Stage, **limits: int) -> None:
    class OnThisStage(Walk):
        pass

    OnThisStage.stage = stage
    run_state_machine_as_test(OnThisStage, settings=settings(stateful_step_count=20, **limits))


def test_whatever_people_do_the_rules_hold(stage: Stage):
    walk(stage, max_examples=20)


@pytest.mark.long
def test_whatever_people_do_for_a_very_long_time_the_rules_hold(stage: Stage):
    walk(stage)
