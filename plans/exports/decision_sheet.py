"""The words of a decision sheet: the same on its page and in its file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.amended import AmendmentNote
from plans.codes import Answer, Decision, how_agreed
from plans.deadline import lateness
from plans.decision_sheet import Advised, DecisionSheet, Given, Part, SheetSeat
from plans.document import Adopted, Decided, Document, Record
from plans.workflow import Status
from workplan_portal.documents.look import Line, Notice, Organisation, grouped

from .cover import author_of, brief_title_of, minutes_of, names_of, organisations_of, title_of, words_of


@dataclass(frozen=True)
class ShownSeat:
    """A line of the table: one decision of a seat, or that there is none. `state` as of the seat component."""

    seat: str
    state: str
    decision: str
    name: str = ""
    capacity: str = ""  # where it says more than the seat, such as a mandate
    moment: str = ""
    note: str = ""
    minutes: str = ""  # where it stands, when nobody decided it in the portal
    reservation: str = ""

    @property
    def goes_on(self) -> bool:
        """Is there more than stands in the columns?"""
        return bool(self.capacity or self.note or self.minutes or self.reservation)


@dataclass(frozen=True)
class ShownAdvice:
    """`moment` says about which version and when."""

    who: str
    moment: str
    text: str


@dataclass(frozen=True)
class ShownSheet:
    title: str
    plan: str
    head: tuple[str, str]  # of every further page: what it is, and about which version
    running: str  # at the foot
    organisations: tuple[Organisation, ...]
    lines: tuple[Line, ...]
    parts: tuple[Line, ...]
    seats: tuple[ShownSeat, ...]
    advice: tuple[ShownAdvice, ...]
    not_adopted: str  # a sentence; empty once it has been
    adoption: tuple[Line, ...]
    checking: tuple[str, ...]
    checked_at: str
    public_file: str
    notices: tuple[Notice, ...]


def shown_sheet(document: Document, sheet: DecisionSheet) -> ShownSheet:
    """In the language that is active now."""
    record = sheet.record
    return ShownSheet(
        title=_("Decision sheet"),
        plan=title_of(document),
        head=(f"{_('Decision sheet')} · {brief_title_of(document)}", _brief(record)),
        running=f"{author_of(document)} · {names_of(document)}",
        organisations=organisations_of(document),
        lines=tuple(_lines(sheet)),
        parts=tuple(Line(_part(part), grouped(part.digest), digest=True) for part in sheet.parts),
        seats=tuple(line for seat in sheet.seats for line in _seat(seat, sheet)),
        advice=tuple(_advice(each) for each in sheet.advice),
        not_adopted=_not_adopted(sheet),
        adoption=tuple(_adoption(sheet)),
        checking=tuple(_checking(sheet)),
        checked_at=settings.PUBLIC_URL + reverse("reports:check"),
        public_file=grouped(sheet.public_file),
        notices=tuple(_notices(document, sheet)),
    )


# --- the version ------------------------------------------------------------------------------------------------------


def _lines(sheet: DecisionSheet) -> Iterable[Line]:
    record = sheet.record
    yield Line(_("Status"), _status(sheet))
    yield Line(_("Version"), str(record.number))
    yield Line(_("Submitted"), _minute(sheet.submitted_at))
    yield Line(_("Decisions"), _counted(sheet.seats))
    yield Line(_("Digest of the text"), grouped(record.digest), digest=True)


def _counted(seats: Sequence[SheetSeat]) -> str:
    """How many agree, and how many of those only the minutes say so or did so under a reservation."""
    given = [seat.latest for seat in seats if seat.agrees and seat.latest]
    told = how_agreed(
        len(seats),
        unconfirmed=sum(_unconfirmed(made) for made in given),
        confirmed=sum(made.minutes is not None and not _unconfirmed(made) for made in given),
        reserved=sum(seat.agrees and seat.reserved for seat in seats),
    )
    return ", ".join([_("%(given)d of %(asked)d agreed") % {"given": len(given), "asked": len(seats)}, *told])


def _unconfirmed(made: Decided) -> bool:
    return made.minutes is not None and made.minutes.answer != Answer.CONFIRM


def _status(sheet: DecisionSheet) -> str:
    match sheet.record.status:
        case Status.ADOPTED:
            return _("Adopted")
        case Status.AGREED:
            return _("Everybody has agreed; the adoption has yet to be recorded")
        case Status.APPROVED:
            return _("Approved by the team chief; the triangle has yet to decide")
        case Status.SUBMITTED:
            return _("Submitted; the team chief has yet to decide")
        case _:
            return _("No longer asked: the authors are working on the text again")


def _brief(record: Record) -> str:
    about = {"number": record.number, "digest": record.digest[:8]}
    words = _("Version %(number)s · digest %(digest)s") % about
    return words if record.adoption else f"{words} · {_('not yet adopted')}"


def _part(part: Part) -> str:
    return part.municipality.name if part.municipality else _("The shared part")


def _notices(document: Document, sheet: DecisionSheet) -> Iterable[Notice]:
    if sheet.record.adoption is None:
        title = _("The adoption has been withdrawn") if sheet.taken_back else _("Not yet adopted")
        yield Notice(title, _("This sheet tells what has been decided up to now. Decisions can still change."))
    if document.example:
        yield Notice(
            _("Example data"), _("This sheet shows how the portal works. The persons and their decisions are invented.")
        )


# --- the seats --------------------------------------------------------------------------------------------------------


def _seat(seat: SheetSeat, sheet: DecisionSheet) -> Iterable[ShownSeat]:
    name = capfirst(str(seat.seat))
    for given in seat.given:
        yield _decision(name, given, sheet)
    if not seat.given:
        vacant = _("Nobody holds this seat at the moment.")
        before = "" if seat.before is None else _("decided before, about version %(number)d") % {"number": seat.before}
        yield ShownSeat(
            name,
            "waiting",
            _("not decided yet"),
            ", ".join(seat.holders) or vacant,
            note=before,
            minutes=_objected(seat),
        )


def _objected(seat: SheetSeat) -> str:
    return minutes_of(seat.objected) if seat.objected else ""


def _decision(seat: str, given: Given, sheet: DecisionSheet) -> ShownSeat:
    made = given.decided
    holds = _("given for version %(number)s; the parts this seat answers for are the same")
    return ShownSeat(
        seat=seat,
        state=_state(made),
        decision=words_of(made),
        name=made.name,
        capacity="" if made.capacity.casefold() == seat.casefold() else made.capacity,
        moment=_day(made.minutes.held_on) if made.minutes else _minute(made.decided_at),
        note="" if given.version == sheet.record.number else holds % {"number": given.version},
        minutes=minutes_of(made),
        reservation=made.reservation,
    )


def _state(made: Decided) -> str:
    if made.decision == Decision.RETURN:
        return "returned"
    return "minuted" if _unconfirmed(made) else "agreed"


def _advice(given: Advised) -> ShownAdvice:
    about = {"number": given.version, "moment": _minute(given.given_at)}
    moment = _("Advice about version %(number)s, %(moment)s") % about
    return ShownAdvice(f"{given.name}, {given.body}", moment, given.text)


def _minute(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y, H:i")


# --- the adoption -----------------------------------------------------------------------------------------------------


def _not_adopted(sheet: DecisionSheet) -> str:
    if sheet.record.adoption:
        return ""
    if back := sheet.taken_back:
        told = {
            "adopted": _day(back.adopted_on),
            "day": _day(localtime(back.withdrawn_at).date()),
            "name": back.name,
            "capacity": back.capacity,
        }
        return _("The adoption of %(adopted)s was withdrawn on %(day)s by %(name)s, %(capacity)s.") % told
    if sheet.record.amendments:
        return _("The amendment has not been adopted yet.")
    return _("The plan has not been adopted yet.")


def _adoption(sheet: DecisionSheet) -> Iterable[Line]:
    adoption = sheet.record.adoption
    if adoption:
        yield Line(_("Body"), adoption.body)
        yield Line(_("Date"), _day(adoption.adopted_on))
    yield from _amended(sheet.record.amendments[-1]) if sheet.record.amendments else _by_january(sheet)
    if adoption:
        yield Line(_("Members"), "\n".join(adoption.members))


def _amended(last: AmendmentNote) -> Iterable[Line]:
    """It comes when there is cause, so it is never late: what counts is from when it holds."""
    if last.in_force_from:
        yield Line(_("In force from"), _day(last.in_force_from))
    else:
        yield Line(_("Should be in force from"), _day(last.effective_on))


def _by_january(sheet: DecisionSheet) -> Iterable[Line]:
    yield Line(_("At the latest"), _day(sheet.due_on))
    if sheet.record.adoption:
        yield from _in_time(sheet.record.adoption)


def _in_time(adoption: Adopted) -> Iterable[Line]:
    if not adoption.days_late:
        yield Line(_("In time"), _("yes"))
        return
    yield Line(_("In time"), _("no: %(lateness)s") % {"lateness": lateness(adoption.days_late)})
    yield Line(_("Adopted late because"), adoption.late_reason)


def _day(day: date) -> str:
    return date_format(day, "j F Y")


# --- is it real? ------------------------------------------------------------------------------------------------------


def _checking(sheet: DecisionSheet) -> Iterable[str]:
    yield _(
        "The digest of the text also stands on the cover of the plan. If it is the same, this sheet is about exactly "
        "that text."
    )
    yield _("Anybody can have a file of the plan checked: is it exactly the document that was published?")
    if sheet.public_file:
        yield _("Below stands the digest (SHA-256) of the file of the plan that is for everybody.")
