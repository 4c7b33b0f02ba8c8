"""How each seat stands towards the text on the table, in words a reader understands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.codes import Decision
from plans.models import Consent, Draft, Revision
from plans.seats import Stance, required_seats, stances
from plans.workflow import Status
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Seat


@dataclass(frozen=True)
class SeatLine:
    """A seat and how it stands, for a reader."""

    seat: Seat
    name: str
    state: str  # of the seat component: agreed, minuted, waiting, returned, none
    words: str
    short: str | Promise  # `words` where there is no room
    consent: Consent | None
    minutes: str = ""  # where its decision stands, when nobody decided it in the portal

    @property
    def agrees(self) -> bool:
        return self.state in ("agreed", "minuted")

    @property
    def brief(self) -> str:
        """The name of the seat beside its plan: a team has one chief and one prosecutor, and a mayor for each place."""
        return str(self.seat if self.seat.role == Role.MAYOR else self.seat.role.label)


SHORT: dict[str, str | Promise] = {
    "agreed": gettext_lazy("agreed"),
    "waiting": gettext_lazy("has been asked"),
    "returned": gettext_lazy("returned"),
    "none": gettext_lazy("has not been asked yet"),
}


def seat_lines(draft: Draft, decisions: list[Consent]) -> list[SeatLine]:
    if draft.revision is None:
        return [_line(Stance(seat, None), draft, None) for seat in required_seats(draft)]
    return [_line(stance, draft, draft.revision) for stance in stances(draft.revision, decisions)]


def _line(stance: Stance, draft: Draft, revision: Revision | None) -> SeatLine:
    state, words = _state(stance, draft, revision)
    short = stance.given.words if stance.given else SHORT[state]
    said = stance.objected or stance.latest
    minutes = capfirst(said.minutes) if said else ""
    return SeatLine(stance.seat, capfirst(str(stance.seat)), state, words, short, stance.latest, minutes)


def _state(stance: Stance, draft: Draft, revision: Revision | None) -> tuple[str, str]:
    latest = stance.latest
    earlier = {"number": latest.revision.number} if latest else {}
    if latest and stance.agrees:
        state = "minuted" if latest.unconfirmed else "agreed"
        if latest.revision_id == (revision and revision.pk):
            return state, _("agreed with version %(number)d") % earlier
        return state, _("agreed with version %(number)d; the text has not changed since") % earlier
    asked = _asked(stance.seat, draft)
    if asked and latest:
        return "waiting", _("asked again: decided about version %(number)d, and has to decide about this one") % earlier
    if asked:
        return "waiting", _("has been asked")
    if latest and latest.decision == Decision.RETURN:
        return "returned", _("returned version %(number)d") % earlier
    if latest:
        return "none", _("agreed with version %(number)d; the text has changed since") % earlier
    if draft.status == Status.SUBMITTED:
        return "none", _("is asked after the team chief")
    return "none", _("has not been asked yet")


def _asked(seat: Seat, draft: Draft) -> bool:
    return draft.status == (Status.SUBMITTED if seat.role == Role.CHIEF else Status.APPROVED)
