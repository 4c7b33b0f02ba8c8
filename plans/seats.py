"""The seats whose consent a plan needs, and how each of them stands towards a revision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import SEATS, Role
from workplan_portal.people.models import Appointment, Person, Seat

from .authority import deciding_about
from .codes import Decision
from .comparing import compared
from .consenting import changed_parts, holds
from .document import Document
from .models import Consent, ConsentRequest, Draft, Plan, Revision

About = Plan | Draft | Revision
"""A plan or a text of it. About an amendment not every seat decides; which ones do follows from its text."""


def required_seats(about: About) -> list[Seat]:
    """Chief, the mayor of each municipality, prosecutor. Never empty, whoever is or is not appointed.

    Of an amendment the chief, who lets it go to the triangle, and the authority over what it changes.
    """
    plan = about if isinstance(about, Plan) else about.plan
    revision = about.revision if isinstance(about, Draft) else about
    asked = revision.asks if isinstance(revision, Revision) else []
    return _among(plan, asked)


def authority_over(about: About) -> list[Seat]:
    """Mayors and prosecutor of a plan; of an amendment those who decide about it (Politiewet 2012, art. 11, 12)."""
    return [seat for seat in required_seats(about) if seat.role != Role.CHIEF]


def _among(plan: Plan, asked: Sequence[Sequence[str]]) -> list[Seat]:
    """The seats of the plan that are asked, each as role and code of its place; none named: all of them."""
    team = plan.team
    places = [(Role.CHIEF, team), *((Role.MAYOR, m) for m in plan.municipalities), (Role.PROSECUTOR, team)]
    wanted = {(role, code) for role, code in asked} or {(role, place.code) for role, place in places}
    return [Seat(role, place.pk, place.name) for role, place in places if (role, place.code) in wanted]


def asked_about(plan: Plan, before: Document, after: Document) -> list[list[str]]:
    """The seats that an amendment asks, as its revision keeps them. Raises ValueError when it changes nothing."""
    authority = deciding_about(compared(before, after))
    if not authority:
        raise ValueError("Nobody decides about nothing.")
    mayors = [[Role.MAYOR.value, m.code] for m in plan.municipalities if m.code in authority.mayors]
    prosecutor = [[Role.PROSECUTOR.value, plan.team.code]] if authority.prosecutor else []
    return [[Role.CHIEF.value, plan.team.code], *mayors, *prosecutor]


# --- what was decided -------------------------------------------------------------------------------------------------


def decisions_about(*plans: Plan) -> list[Consent]:
    """Every decision about any revision of these plans, oldest first; without the texts, which are large."""
    found = (
        Consent.objects.filter(revision__plan__in=plans)
        .select_related("revision", "minuted__answer")
        .defer("revision__text")
    )
    return sorted(found.order_by(), key=lambda given: (given.decided_at, given.pk))


@dataclass(frozen=True)
class Stance:
    """How a seat stands towards a revision. `latest` is what it decided last, about this or an earlier revision."""

    seat: Seat
    latest: Consent | None
    changed: frozenset[str] = frozenset()  # parts that differ from the text it last decided about
    objected: Consent | None = None  # minuted last, and no longer counted since the seat objected
    signatures: tuple[Consent, ...] = ()  # who agreed with this text, each once; none when the latest is not to agree
    since: datetime | None = None  # from when on it has agreed with this text, whatever reservation came or went since

    @property
    def agrees(self) -> bool:
        """Its latest decision is to agree, and covers every part of this text that the seat answers for."""
        return self.latest is not None and self.latest in self.signatures

    @property
    def reserved(self) -> bool:
        """Did somebody agree under a reservation? Nobody gives up that of a colleague in the same seat."""
        return any(signature.reservation for signature in self.signatures)

    @property
    def given(self) -> Consent | None:
        """The consent that holds for this revision."""
        return self.latest if self.agrees else None

    @property
    def mark(self) -> str:
        """Another one once this seat decides again, or answers what was minuted of it; empty when it never decided."""
        said = self.objected or self.latest
        answer = said.from_minutes.answered if said and said.from_minutes else None
        return f"{said.pk}{answer.answer if answer else ''}" if said else ""


def marks(found: Iterable[Stance]) -> str:
    """What a form carries along, so that an act on it can tell whether these seats still stand as they were shown.

    One word: of a form that is refused as a whole only what looks like words is given back to read.
    """
    return ",".join(f"{stance.seat.key}={stance.mark}" for stance in found)


WITHDRAWN = "withdrawn"


def marks_at_adoption(revision: Revision) -> str:
    """What a form to adopt it carries along: how the seats stand, and which adoption of it was withdrawn last."""
    withdrawn = revision.withdrawn_adoptions.last()
    return ",".join([marks(stances(revision)), *([f"{WITHDRAWN}={withdrawn.pk}"] if withdrawn else [])])


def mark_in(seen: str, seat: Seat) -> str:
    """Of this seat, among marks that a form brought along."""
    return dict(pair.split("=", 1) for pair in seen.split(",") if "=" in pair).get(seat.key, "")


def open_to_minutes(stance: Stance, revision: Revision, holder: Person) -> bool:
    """May what this holder said in a meeting about this version still be recorded?

    Not where the seat decided by itself, or objected to the minutes; beside a colleague who was minuted too it may.
    """
    if stance.objected and stance.objected.revision_id == revision.pk:
        return False
    if stance.agrees:
        return all(c.from_minutes and c.decided_by_id != holder.pk for c in stance.signatures)
    return stance.latest is None or stance.latest.revision_id != revision.pk


def stances(revision: Revision, decisions: Sequence[Consent] | None = None) -> list[Stance]:
    """One for each required seat, judged from the decisions themselves.

    Decisions about later revisions do not count: an old revision shows how the seats stood towards it then.
    """
    plan = revision.plan
    known = decisions_about(plan) if decisions is None else decisions
    earlier = [c for c in known if _is_about(c.revision, revision)]
    codes = {area.pk: area.code for area in (plan.team, *plan.municipalities)}
    return [_stance(seat, codes[seat.area_id], revision, earlier) for seat in required_seats(revision)]


def _is_about(earlier: Revision, revision: Revision) -> bool:
    """The same draft at this or an earlier moment: what was decided about one amendment says nothing of another."""
    same = (earlier.plan_id, earlier.amendment) == (revision.plan_id, revision.amendment)
    return same and earlier.number <= revision.number


def _stance(seat: Seat, code: str, revision: Revision, decisions: Iterable[Consent]) -> Stance:
    """Two chiefs share a seat: the latest of both counts."""
    said = [c for c in decisions if (c.role, c.area_id) == (seat.role, seat.area_id)]
    own = [c for c in said if c.counts]
    objected = said[-1] if said and not said[-1].counts else None
    if not own:
        return Stance(seat, None, objected=objected)
    now = revision.parts
    since_return = list(takewhile(lambda c: c.decision == Decision.AGREE, reversed(own)))
    covering = [c for c in since_return if holds(seat.role, code, given_for=c.revision.parts, now=now)]
    return Stance(
        seat,
        own[-1],
        objected=objected,
        changed=changed_parts(seat.role, code, before=own[-1].revision.parts, now=now),
        signatures=tuple({c.decided_by_id: c for c in reversed(covering)}.values()) if own[-1] in covering else (),
        since=covering[-1].decided_at if own[-1] in covering else None,
    )


def changed_for(seat: Seat, before: Revision, now: Revision) -> frozenset[str]:
    """The parts that this seat answers for and that differ between two texts of a plan."""
    plan = now.plan
    code = next(area.code for area in (plan.team, *plan.municipalities) if area.pk == seat.area_id)
    return changed_parts(seat.role, code, before=before.parts, now=now.parts)


def reconsidered(decisions: Sequence[Consent]) -> frozenset[int]:
    """Keys of those about which the same person decided again, for the same seat and version; oldest first."""
    latest = {(c.revision_id, c.role, c.area_id, c.decided_by_id): c.pk for c in decisions}
    return frozenset(c.pk for c in decisions) - frozenset(latest.values())


def ask_all(draft: Draft, revision: Revision) -> None:
    """Ask every required seat for its consent to this revision; consents that still hold count at once."""
    draft.requests.all().delete()
    ConsentRequest.objects.bulk_create(
        ConsentRequest(draft=draft, role=stance.seat.role, area_id=stance.seat.area_id, consent=stance.given)
        for stance in stances(revision)
    )


@dataclass(frozen=True)
class Agreement:
    """Whether the chief, and whether everybody who must, agrees with the text as it is."""

    chief: bool
    everybody: bool


def agreement(revision: Revision) -> Agreement:
    """Judged anew from the decisions themselves: every required seat, by its latest decision, for this text."""
    found = stances(revision)
    return Agreement(
        chief=all(s.agrees for s in found if s.seat.role == Role.CHIEF),
        everybody=all(s.agrees for s in found),
    )


def seat_of(given: Consent) -> Seat:
    """The seat that this decision was for."""
    mine = (given.role, given.area_id)
    return next(s for s in required_seats(given.revision.plan) if (s.role, s.area_id) == mine)


# --- who sits there ---------------------------------------------------------------------------------------------------


def seats_of(person: Person, about: About) -> list[Seat]:
    """The seats of this plan or amendment that this person may decide for today."""
    return [seat for seat in required_seats(about) if person.covers(seat.area_id, seat.role)]


def holders(seat: Seat, on: date | None = None) -> list[Appointment]:
    """Who holds this seat on this day, else today; may be nobody, may be two."""
    return list(Appointment.objects.of_seat(seat, on or today()).select_related("person"))


def holders_of(about: About) -> dict[Seat, list[Appointment]]:
    """The same for every required seat, in one query."""
    plan = about if isinstance(about, Plan) else about.plan
    team = plan.team
    wider = {team.pk, team.district_id, team.district.unit_id}
    found = Appointment.objects.on(today()).filter(role__in=SEATS, person__is_active=True)
    rows = list(found.filter(area__in={*wider, *(m.pk for m in plan.municipalities)}).select_related("person"))
    return {
        seat: [
            row
            for row in rows
            if row.role == seat.role and row.area_id in (wider if seat.area_id == team.pk else {seat.area_id})
        ]
        for seat in required_seats(about)
    }
