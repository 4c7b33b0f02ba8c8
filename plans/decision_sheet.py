"""The decision sheet: who decided what about a version of a plan, who has not decided yet, and how it was adopted.

It goes from hand to hand, so it holds no remarks: those are between the people who decide. Advice is given to be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workplan_portal.people.models import Seat

from .codes import Audience, Decision
from .deadline import last_timely_day
from .document import SHARED, Decided, Document, Place, Record
from .models import Advice, Consent, Rendition, Revision, WithdrawnAdoption
from .record import decided, record_of
from .seats import Stance, decisions_about, holders_of, stances


@dataclass(frozen=True)
class Given:
    """A decision that counts. `version` is the one it was about: an earlier one where the text has not changed."""

    decided: Decided
    version: int


@dataclass(frozen=True)
class SheetSeat:
    """A seat and what it decided. Two chiefs may both have agreed: both are named.

    Where nothing counts for this version `before` is the version it decided about last, None if it never decided, and
    `holders` are the people who may decide for it now.
    """

    seat: Seat
    given: tuple[Given, ...]
    before: int | None = None
    holders: tuple[str, ...] = ()
    objected: Decided | None = None  # minuted, and no longer counted since the seat objected

    @property
    def agrees(self) -> bool:
        return bool(self.given) and all(g.decided.decision == Decision.AGREE for g in self.given)

    @property
    def latest(self) -> Decided | None:
        """What it decided last of what counts: that tells whether it was minuted."""
        return max((g.decided for g in self.given), key=lambda made: made.decided_at, default=None)

    @property
    def reserved(self) -> bool:
        """Did somebody agree for it under a reservation? Nobody gives up that of a colleague."""
        return any(g.decided.reservation for g in self.given)


@dataclass(frozen=True)
class Advised:
    """What somebody said who joins the consultation without deciding, and about which version."""

    name: str
    body: str
    text: str
    version: int
    given_at: datetime


@dataclass(frozen=True)
class TakenBack:
    """An adoption of this version that the authority withdrew. The reason stays between those who decide."""

    adopted_on: date
    name: str
    capacity: str
    withdrawn_at: datetime


@dataclass(frozen=True)
class Part:
    """A part that seats answer for: a municipality's, or (None) the shared one."""

    municipality: Place | None
    digest: str


@dataclass(frozen=True)
class DecisionSheet:
    """Stands beside the document of its version, as the record does."""

    record: Record
    submitted_at: datetime
    parts: tuple[Part, ...]  # of a joint plan; of any other the whole is the one part
    seats: tuple[SheetSeat, ...]
    advice: tuple[Advised, ...]  # up to this version, oldest first
    due_on: date
    taken_back: TakenBack | None = None  # as long as it was not adopted again
    public_file: str = ""  # SHA-256 of the file for everybody; empty as long as that has not been made

    @property
    def latest_moment(self) -> datetime:
        """When the last of it was decided, advised or submitted."""
        decided_at = [given.decided.decided_at for seat in self.seats for given in seat.given]
        taken_back = [self.taken_back.withdrawn_at] if self.taken_back else []
        return max([self.submitted_at, *decided_at, *(each.given_at for each in self.advice), *taken_back])


def sheet_of(
    document: Document, revision: Revision, public_file: str = "", until: datetime | None = None
) -> DecisionSheet:
    """`document` is the text of this revision; `until` leaves out what seats said of minutes later (see `decided`)."""
    decisions = decisions_about(revision.plan)
    record = record_of(revision.plan, revision, decisions)
    return DecisionSheet(
        record=record,
        submitted_at=revision.submitted_at,
        parts=_parts(document, revision),
        seats=_seats(revision, decisions, until),
        advice=_advice(revision),
        due_on=document.amendment.effective_on if document.amendment else last_timely_day(revision.plan.year),
        taken_back=None if record.adoption else _taken_back(revision),
        public_file=public_file,
    )


def public_file_of(revision: Revision) -> str:
    """Of an adopted plan as a whole."""
    made = Rendition.objects.filter(revision=revision, audience=Audience.PUBLIC, edition="", withdrawn_with=None)
    return made.values_list("file__sha256", flat=True).first() or ""


def _parts(document: Document, revision: Revision) -> tuple[Part, ...]:
    if len(document.municipalities) == 1:
        return ()
    own = tuple(Part(place, revision.parts[place.code]) for place in document.municipalities)
    return (Part(None, revision.parts[SHARED]), *own)


def _advice(revision: Revision) -> tuple[Advised, ...]:
    known = Advice.objects.filter(revision__plan=revision.plan, revision__amendment=revision.amendment)
    found = known.filter(revision__number__lte=revision.number).select_related("adviser", "revision")
    return tuple(
        Advised(each.name, each.adviser.body, each.text, each.revision.number, each.given_at)
        for each in found.defer("revision__text")
    )


def _taken_back(revision: Revision) -> TakenBack | None:
    last = WithdrawnAdoption.objects.filter(revision=revision).select_related("adoption").last()
    return TakenBack(last.adoption.adopted_on, last.name, last.capacity, last.withdrawn_at) if last else None


def _seats(revision: Revision, decisions: list[Consent], until: datetime | None) -> tuple[SheetSeat, ...]:
    found = stances(revision, decisions)
    waiting = not all(stance.agrees for stance in found)
    sitting = holders_of(revision) if waiting else {}
    return tuple(_seat(s, revision, tuple(a.person.name for a in sitting.get(s.seat, ())), until) for s in found)


def _seat(stance: Stance, revision: Revision, holders: tuple[str, ...], until: datetime | None) -> SheetSeat:
    latest, counts = stance.latest, stance.signatures
    if latest and not counts and latest.revision_id == revision.pk:
        counts = (latest,)
    given = tuple(Given(decided(c, until), c.revision.number) for c in counts)
    if given:
        return SheetSeat(stance.seat, given)
    objected = decided(stance.objected) if stance.objected else None
    return SheetSeat(stance.seat, (), latest.revision.number if latest else None, holders, objected)
