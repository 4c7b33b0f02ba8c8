"""What the pages of a meeting show. The one file here that knows a status's colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.actions.minuting import Said
from plans.models import Consent, Draft, Plan, Revision
from plans.presenters.status import Badge
from plans.record import of_plan
from plans.seats import holders, open_to_minutes, required_seats, stances
from reports.models import Report
from workplan_portal.people.models import Person

from .models import AgendaItem, Conclusion, Meeting
from .workflow import Status

BADGES: dict[Status, Badge] = {
    Status.PLANNED: Badge(Status.PLANNED.label, "info", "calendar-event"),
    Status.HELD: Badge(Status.HELD.label, "attention", "notes"),
    Status.FIXED: Badge(Status.FIXED.label, "good", "circle-check"),
    Status.CANCELLED: Badge(Status.CANCELLED.label, "plain", "circle-x"),
}


@dataclass(frozen=True)
class Row:
    meeting: Meeting

    @property
    def badge(self) -> Badge:
        return BADGES[Status(self.meeting.status)]

    @property
    def municipalities(self) -> str:
        return ", ".join(place.name for place in self.meeting.municipalities.all())


@dataclass(frozen=True)
class Line:
    """An item on the agenda, with what is read about it and what came of it."""

    item: AgendaItem
    number: int
    page_url: str  # of the plan, amendment or report; empty for a topic
    pdf_url: str
    decisions: list[Consent]  # that were recorded from this meeting
    conclusions: list[Conclusion]  # about a report; the last one counts
    first: bool
    last: bool

    @property
    def url(self) -> str:
        return reverse("meetings:item", args=[self.item.meeting.uuid, self.item.uuid])

    @property
    def version(self) -> str:
        """What lay there; of a report that is known once something was recorded about it."""
        lay_there = self.conclusions[-1].release if self.conclusions else self.item.revision
        if lay_there:
            return _("Version %(number)d lay before the meeting.") % {"number": lay_there.number}
        return _("A draft lay before the meeting.") if self.conclusions else ""

    @property
    def conclusion(self) -> Conclusion | None:
        return self.conclusions[-1] if self.conclusions else None


def lines(meeting: Meeting, person: Person) -> list[Line]:
    """The items that this person may know of; what cannot be seen is not on the agenda either."""
    items = visible_items(meeting, person)
    decided = _decisions(meeting)
    return [_line(meeting, item, number, decided, len(items)) for number, item in enumerate(items, 1)]


def visible_items(meeting: Meeting, person: Person) -> list[AgendaItem]:
    """An amendment is on an agenda once it was submitted: from then on who may see its plan may see it."""
    found = meeting.items.select_related(
        "plan__team__district__unit", "report__plan__team", "revision", "amendment__revision", "amendment__amendment"
    ).prefetch_related(
        "plan__municipality_links__municipality",
        "report__plan__municipality_links__municipality",
        Prefetch("conclusions", Conclusion.objects.select_related("release").defer("release__text")),
    )
    texts = (f"amendment__{name}" for name in Draft.TEXTS)
    known = list(found.defer("revision__text", "amendment__revision__text", *texts))
    plans = _visible(Plan.objects.visible_to(person), [i.plan_id for i in known])
    reports = _visible(Report.objects.visible_to(person), [i.report_id for i in known])
    for item in known:
        item.meeting = meeting
        if item.amendment and item.plan:
            of_plan(item.amendment, item.plan)
    return [i for i in known if (i.plan_id in plans if i.plan_id else not i.report_id or i.report_id in reports)]


def _visible(found: object, keys: Iterable[int | None]) -> set[int]:
    wanted = [key for key in keys if key]
    return set(found.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()  # type: ignore[attr-defined]


def _decisions(meeting: Meeting) -> list[Consent]:
    found = Consent.objects.filter(minuted__meeting=meeting.uuid).select_related("revision", "minuted__answer")
    return list(found.defer("revision__text"))


def _line(meeting: Meeting, item: AgendaItem, number: int, decided: Sequence[Consent], count: int) -> Line:
    page = pdf = ""
    if item.plan:
        about = item.amendment or item.plan.uuid
        page, pdf = (reverse(f"plans:{name}", args=[about]) for name in ("amendment", "pdf"))
    elif item.report:
        page, pdf = (reverse(f"reports:{name}", args=[item.report.uuid]) for name in ("report", "pdf"))
    text = (item.plan_id, item.amendment.number if item.amendment else 0)
    own = [c for c in decided if (c.revision.plan_id, c.revision.amendment) == text]
    return Line(item, number, page, pdf, own, list(item.conclusions.all()), first=number == 1, last=number == count)


def open_seats(meeting: Meeting, revision: Revision) -> list[Said]:
    """Whose word in this meeting about this version may still be recorded."""
    known = {stance.seat: stance for stance in stances(revision)}
    seats = all_seats(meeting, revision)
    return [said for said in seats if open_to_minutes(known[said.seat], revision, said.holder)]


def all_seats(meeting: Meeting, revision: Revision) -> list[Said]:
    """Each seat with each of its holders on the day of the meeting."""
    seats = required_seats(revision)
    return [Said(seat, held.person, bool(held.mandate)) for seat in seats for held in holders(seat, meeting.day)]


def crumbs(*pages: tuple[str, str]) -> list[tuple[str, str]]:
    steps = [(_("Overview"), reverse("home")), (_("Meetings"), reverse("meetings:list")), *pages]
    return [*steps[:-1], (steps[-1][0], "")]


def crumbs_of(meeting: Meeting, *pages: str) -> list[tuple[str, str]]:
    page = (meeting.title, reverse("meetings:meeting", args=[meeting.uuid]))
    return crumbs(page, *((each, "") for each in pages))
