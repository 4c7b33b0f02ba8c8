"""Random walks over a plan of two municipalities with two chiefs and a deputy: whatever people do, the rules hold.

The machine keeps a model of its own, in plain lists, and judges by the words of the rules, not by the code under test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Q, QuerySet
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from plans.actions import deciding, drafting, withdrawing
from plans.models import Adoption, Consent, ConsentRequest, Draft, Revision, WithdrawnAdoption
from plans.seats import required_seats
from tests import factories as people
from workplan_portal.audit.trail import today
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Appointment, Person, Seat

from .stage import ANSWERS_FOR, COEVORDEN, EMMEN, SEATS, SHARED, Stage

WRITTEN = {"draft"}
WITH_OTHERS = {"submitted", "approved", "agreed"}

seats = st.sampled_from(SEATS)
parts = st.sampled_from((SHARED, EMMEN, COEVORDEN))
words = st.sampled_from(("eerste", "tweede", "derde"))
reservations = st.sampled_from(("", "", "Mits de raad instemt.", "Mits er geld is."))
stale = st.sampled_from((0, 0, 0, 0, 1))  # how many versions behind the form is


@dataclass(frozen=True)
class Decided:
    seat: str
    person: int
    agrees: bool
    version: int  # index in `versions`
    remark: str
    reservation: str = ""


class Walk(RuleBasedStateMachine):
    stage: Stage  # set by `walk`
    NUMBER, BEFORE = 0, 0  # of the draft, and of the versions that its plan had already

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
        self.adoptions = 0
        self.vacant: set[str] = set()
        self.without_mandate: set[int] = set()  # keys of deputies whose mandate ended yesterday
        self.untouched: tuple | None = None  # everything, as it was read since the last act that happened

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

    @rule(seat=seats, which=st.integers(0, 1), behind=stale, reservation=reservations)
    def consent(self, seat: str, which: int, behind: int, reservation: str = "") -> None:
        """Also again, with another reservation or without: a change of mind until the adoption."""
        person = self._person(seat, which)
        about = self._about(seat, person, behind)
        if about is None:
            return
        place = self._signed(seat).get(person.pk)
        said_already = place is not None and (
            self.decisions[place].reservation == reservation or self._is_unanswered(place)
        )
        if self._does(
            self._may_decide(seat, person, behind) and not said_already,
            lambda: deciding.consent(**about, reservation=reservation),
        ):
            self.decisions.append(Decided(seat, person.pk, True, len(self.versions) - 1, "", reservation))
            self._settle()

    # Whole rounds: without them a random walk hardly ever comes to a second version or to an adoption.

    @rule(only=st.sampled_from((SEATS, SEATS, SEATS[:2], SEATS[:1])))
    def a_round_goes_well(self, only: tuple[str, ...]) -> None:
        if self.status == "draft":
            self.submit()
        for seat in only:
            if not self._holds(seat):
                self.consent(seat, 0, 0)

    @rule()
    def a_round_goes_well_and_is_adopted(self) -> None:
        self.a_round_goes_well(SEATS)
        self.adopt(0, True)

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
        allowed = self._may_decide(seat, person, behind) and bool(remark.strip())
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

    @rule(seat=seats, which=st.integers(0, 1), reason=st.sampled_from(("Verkeerde versie.", "Verkeerde versie.", " ")))
    def withdraw_the_adoption(self, seat: str, which: int, reason: str) -> None:
        """The authority may, not the chief; what seats decided stays decided."""
        person = self._person(seat, which)
        may = seat != "chief" and seat in self._required() and self._sits(seat, person)
        allowed = self.status == "adopted" and may and bool(reason.strip())
        told = {"draft": self.stage.scene.draft, "reason": reason, "by": person}
        if self._does(allowed, lambda: withdrawing.withdraw_adoption(**told)):
            self._count_late_objections()
            self._settle()

    @rule()
    def end_the_mandate(self) -> None:
        """Of the deputy in Emmen, yesterday; the mayor stays."""
        self._appoint("emmen", 1, until=today() - timedelta(days=1))
        self.without_mandate.add(self.stage.sitting["emmen"][1].pk)

    @rule()
    def renew_the_mandate(self) -> None:
        self._appoint("emmen", 1, until=None)
        self.without_mandate.discard(self.stage.sitting["emmen"][1].pk)

    @rule(seat=st.sampled_from(("coevorden", "prosecutor")))
    def leave_the_seat(self, seat: str) -> None:
        """Everybody who holds it goes; what they decided stays the seat's decision."""
        for person in self.stage.sitting[seat]:
            Appointment.objects.filter(person=person).update(ends_on=date(2020, 12, 31))
        self.vacant.add(seat)

    @rule(seat=st.sampled_from(("coevorden", "prosecutor")))
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
        assert numbers == list(range(1, self.BEFORE + len(self.versions) + 1))

    @invariant()
    def no_decision_and_no_remark_ever_disappears(self) -> None:
        kept = self._kept().values_list("decided_by", "decision", "revision__number", "remark", "reservation")
        assert [(who, how == "agree", number - 1 - self.BEFORE, *words) for who, how, number, *words in kept] == [
            (d.person, d.agrees, d.version, d.remark, d.reservation) for d in self.decisions
        ]

    @invariant()
    def a_consent_is_kept_exactly_when_its_parts_did_not_change(self) -> None:
        requests = {(r.role, r.area_id): r.consent for r in ConsentRequest.objects.filter(draft=self.stage.scene.draft)}
        if self.status == "draft":
            assert requests == {}
            return
        asked = {name: seat for name, seat in self._all_seats() if name in self._required()}
        kept = {name: requests[seat.role, seat.area_id] is not None for name, seat in asked.items()}
        assert kept == {name: self._holds(name) for name in self._required()}
        assert len(requests) == len(kept)

    @invariant()
    def adopted_means_that_every_seat_agreed_with_this_text(self) -> None:
        standing = Adoption.objects.filter(revision__plan=self.stage.scene.plan, revision__amendment=self.NUMBER)
        assert standing.exists() is (self.status == "adopted")
        if self.status == "adopted":
            assert all(self._holds(seat) for seat in self._required())
            assert standing.get().revision_id == self.stage.scene.draft.revision_id

    @invariant()
    def every_seat_stays_required_whoever_sits_there(self) -> None:
        about = self.stage.scene.draft.revision if self.versions else self.stage.scene.draft
        if self.versions or not self.NUMBER:
            required = {seat for name, seat in self._all_seats() if name in self._required()}
            assert set(required_seats(about)) == required

    @invariant()
    def nothing_of_an_adoption_is_ever_deleted(self) -> None:
        made = Adoption.objects.filter(
            Q(revision__amendment=self.NUMBER) | Q(withdrawal__revision__amendment=self.NUMBER)
        ).count()
        assert made >= self.adoptions
        self.adoptions = made

    # --- the model ----------------------------------------------------------------------------------------------------

    def _does(self, allowed: bool, act) -> bool:
        """The act happens when it may; when not, it is refused with a reason and nothing at all has changed."""
        if allowed:
            self.untouched = None
            act()
            return True
        before = self.untouched or self._everything()
        with pytest.raises(Refused) as refusal:
            act()
        assert str(refusal.value)
        self.untouched = self._everything()
        assert self.untouched == before
        return False

    def _everything(self) -> tuple:
        plan = self.stage.scene.plan
        return (
            list(Draft.objects.filter(plan=plan).values()),
            Revision.objects.filter(plan=plan).count(),
            list(ConsentRequest.objects.filter(draft__plan=plan).values()),
            list(Consent.objects.filter(revision__plan=plan).values()),
            list(Adoption.objects.filter(revision__plan=plan).values()),
            WithdrawnAdoption.objects.count(),
        )

    def _kept(self) -> QuerySet[Consent]:
        """Every decision about this draft."""
        about = {"revision__plan": self.stage.scene.plan, "revision__amendment": self.NUMBER}
        return Consent.objects.filter(**about).order_by("pk")

    def _latest(self, seat: str) -> Decided | None:
        own = [d for d in self.decisions if d.seat == seat]
        return own[-1] if own else None

    def _covers(self, decided: Decided) -> bool:
        given_for, now = self.versions[decided.version], self.versions[-1]
        return all(given_for[part] == now[part] for part in ANSWERS_FOR[decided.seat])

    def _holds(self, seat: str) -> bool:
        latest = self._latest(seat)
        return latest is not None and latest.agrees and self._covers(latest)

    def _counting(self, seat: str) -> list[tuple[int, Decided]]:
        """With their place in `decisions`; those that were taken away do not count."""
        return [(place, d) for place, d in enumerate(self.decisions) if d.seat == seat]

    def _signed(self, seat: str) -> dict[int, int]:
        """Who agreed with the text as it is → the place of that decision."""
        signed: dict[int, int] = {}
        for place, decided in reversed(self._counting(seat) if self._holds(seat) else []):
            if not decided.agrees:
                break
            if self._covers(decided):
                signed.setdefault(decided.person, place)
        return signed

    def _is_unanswered(self, place: int) -> bool:
        """Does it come from minutes that its seat has not confirmed?"""
        return False

    def _count_late_objections(self) -> None:
        """To minutes: there are none here."""

    def _required(self) -> tuple[str, ...]:
        """The seats whose consent this text needs."""
        return SEATS

    def _settle(self) -> None:
        if not self._holds("chief"):
            self.status = "submitted"
        elif all(self._holds(seat) for seat in self._required()):
            self.status = "agreed"
        else:
            self.status = "approved"

    def _sits(self, seat: str, person: Person) -> bool:
        return seat not in self.vacant and person.pk not in self.without_mandate

    def _may_decide(self, seat: str, person: Person, behind: int) -> bool:
        first = seat == "chief" or self.status != "submitted"
        asked = seat in self._required() and self.status in WITH_OTHERS and not behind
        return asked and first and self._sits(seat, person)

    # --- reaching the things ------------------------------------------------------------------------------------------

    def _all_seats(self) -> list[tuple[str, Seat]]:
        return [(name, self.stage.seat(name)) for name in SEATS]

    def _person(self, seat: str, which: int) -> Person:
        sitting = self.stage.sitting[seat]
        return people.fresh(sitting[which % len(sitting)])

    def _revision(self, behind: int) -> Revision | None:
        number = self.BEFORE + len(self.versions) - behind
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

    def _appoint(self, seat: str, which: int, *, until: date | None) -> None:
        Appointment.objects.filter(person=self.stage.sitting[seat][which]).update(ends_on=until)

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


def walk(stage: Stage, machine: type[Walk], *, walks: int, steps: int) -> None:
    """Some of the steps are whole rounds, so a walk of few steps comes far."""
    on_this_stage = type("OnThisStage", (machine,), {"stage": stage})
    run_state_machine_as_test(on_this_stage, settings=settings(stateful_step_count=steps, max_examples=walks))
