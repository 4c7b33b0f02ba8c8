"""How each seat stands towards the text on the table, in words a reader understands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from plans.codes import Decision, agreed_in_words, how_agreed
from plans.models import Consent, Draft, Revision, WithdrawnAdoption
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
    since: datetime | None = None  # from when on it has agreed, or has been asked
    decisions: tuple[Consent, ...] = ()  # of everybody who agreed with this text for it; else the last it took
    objected: bool = False  # `minutes` are those that it objected to: they no longer count
    reserved: bool = False  # one of those who agreed for it did so under a reservation

    @property
    def agrees(self) -> bool:
        return self.state in ("agreed", "minuted")

    @property
    def unconfirmed(self) -> bool:
        """Does it agree by minutes that it has not confirmed?"""
        return self.state == "minuted"

    @property
    def recorded_as(self) -> str:
        """The capacity in which its own holder decides; that of a deputy says more."""
        with override(settings.LANGUAGE_CODE):
            return str(self.seat)

    @property
    def brief(self) -> str:
        """The name of the seat beside its plan: a team has one chief and one prosecutor, and a mayor for each place."""
        return str(self.seat if self.seat.role == Role.MAYOR else self.seat.role.label)


def how_they_agreed(lines: Sequence[SeatLine]) -> list[str]:
    """What must be said of those of these seats that agree, where they are counted or told as one."""
    given = [line.consent for line in lines if line.agrees and line.consent]
    return how_agreed(
        len(lines),
        unconfirmed=sum(each.unconfirmed for each in given),
        confirmed=sum(each.from_minutes is not None and not each.unconfirmed for each in given),
        reserved=sum(line.agrees and line.reserved for line in lines),
    )


SHORT: dict[str, str | Promise] = {
    "agreed": gettext_lazy("agreed"),
    "waiting": gettext_lazy("has been asked"),
    "returned": gettext_lazy("returned"),
    "none": gettext_lazy("has not been asked yet"),
}


def seat_lines(draft: Draft, decisions: list[Consent], withdrawn: WithdrawnAdoption | None = None) -> list[SeatLine]:
    if draft.revision is None:
        return [_line(Stance(seat, None), draft, None, None) for seat in required_seats(draft)]
    found, begun = stances(draft.revision, decisions), on_the_table_since(draft.revision, withdrawn)
    return [_line(each, draft, draft.revision, each.since or _asked_since(each, found, begun)) for each in found]


def on_the_table_since(revision: Revision, withdrawn: WithdrawnAdoption | None) -> datetime:
    """`withdrawn` is the adoption of this text that was taken back, if one was."""
    return max([revision.submitted_at, *([withdrawn.withdrawn_at] if withdrawn else [])])


def _asked_since(stance: Stance, found: Iterable[Stance], begun: datetime) -> datetime:
    """The chief since the text was there, the others since the chief agreed; whoever objected to minutes since then."""
    minuted = stance.objected.from_minutes if stance.objected else None
    objection = [minuted.answered.given_at] if minuted and minuted.answered else []
    chief = [each.since for each in found if each.since and each.seat.role == Role.CHIEF]
    return max([begun, *chief, *objection])


def _line(stance: Stance, draft: Draft, revision: Revision | None, since: datetime | None) -> SeatLine:
    state, words = _state(stance, draft, revision, since)
    short = stance.given.words_with(reserved=stance.reserved) if stance.given else SHORT[state]
    said = stance.objected or stance.latest
    minutes = capfirst(said.minutes) if said else ""
    return SeatLine(
        stance.seat,
        capfirst(str(stance.seat)),
        state,
        words,
        short,
        stance.latest,
        minutes,
        since,
        decisions=stance.signatures or ((stance.latest,) if stance.latest else ()),
        objected=stance.objected is not None,
        reserved=stance.reserved,
    )


def _state(stance: Stance, draft: Draft, revision: Revision | None, since: datetime | None) -> tuple[str, str]:
    latest = stance.latest
    asked_on = {"day": date_format(localtime(since), "j F Y")} if since else {}
    if latest and stance.agrees:
        state = "minuted" if latest.unconfirmed else "agreed"
        agreed = agreed_in_words(latest.revision.number, reserved=stance.reserved)
        if latest.revision_id == (revision and revision.pk):
            return state, agreed
        return state, _("%(agreed)s; what this seat answers for has not changed since") % {"agreed": agreed}
    asked = _asked(stance.seat, draft)
    if asked and latest:
        again = _("asked again on %(day)s: %(said)s, and has to decide about this one")
        return "waiting", again % {**asked_on, "said": _said(latest)}
    if asked:
        return "waiting", _("asked on %(day)s") % asked_on
    if latest and latest.decision == Decision.RETURN:
        return "returned", _said(latest)
    if latest:
        return "none", _("%(agreed)s; the text has changed since") % {"agreed": latest.agreed}
    if draft.status == Status.SUBMITTED:
        return "none", _("is asked after the team chief")
    if draft.status == Status.DRAFT and revision:
        return "none", _("is not asked now")
    return "none", _("has not been asked yet")


def _said(latest: Consent) -> str:
    if latest.decision == Decision.AGREE:
        return latest.agreed
    return _("returned version %(number)d") % {"number": latest.revision.number}


def _asked(seat: Seat, draft: Draft) -> bool:
    return draft.status == (Status.SUBMITTED if seat.role == Role.CHIEF else Status.APPROVED)
