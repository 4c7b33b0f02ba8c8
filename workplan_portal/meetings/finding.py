"""What is found in meetings: their agenda and what was noted, as far as somebody may know what it is about."""

from __future__ import annotations

from functools import partial

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.findable import plans_of
from reports.findable import reports_of
from workplan_portal.people.models import Person
from workplan_portal.search.finders import Asked, Found, Hit, Within, register
from workplan_portal.search.kinds import Kind
from workplan_portal.search.rows import Row, Table, rows_with

from .models import AgendaItem, Meeting

MEETINGS = Table("meeting", Meeting.objects.all(), plain=("place", "reference", "cancel_reason"))
ITEMS = Table(
    "item", AgendaItem.objects.all(), plain=("topic", "notes"), key="uuid", page="meeting_id", heading="topic"
)


def find(asked: Asked) -> Found:
    person = asked.person
    if not isinstance(person, Person):
        return Found([], [])
    known = {
        meeting.pk: meeting
        for meeting in Meeting.objects.visible_to(person).select_related("team").prefetch_related("municipalities")
    }
    within = {pk: _within(meeting) for pk, meeting in known.items()}
    chosen = [pk for pk, each in within.items() if asked.admits(each)]
    about_plan = Q(plan=None) | Q(plan__in=list(asked.once(plans_of)))
    about_report = Q(report=None) | Q(report__in=list(asked.once(reports_of)))
    items = AgendaItem.objects.filter(about_plan, about_report, meeting__in=chosen)
    rows, cut = rows_with(asked.question, {MEETINGS: chosen, ITEMS: items})
    titles = [
        _of_meeting(known[pk], within[pk], known[pk].title) for pk in chosen if asked.question.fits(known[pk].title)
    ]
    hits = [_hit(row, known[_meeting(row)], within[_meeting(row)]) for row in rows]
    return Found([*titles, *hits], list(within.values()), cut)


register(find)


def _within(meeting: Meeting) -> Within:
    places = {place.code: place.name for place in meeting.municipalities.all()}
    return Within(meeting.title, meeting.get_status_display(), (meeting.day.year,), places)


def _meeting(row: Row) -> int:
    return int(row.page) if row.what == "item" else row.source


def _hit(row: Row, meeting: Meeting, within: Within) -> Hit:
    if row.what == "meeting":
        return _of_meeting(meeting, within, row.words)
    where = partial(_in_meeting, meeting, row)
    return Hit(Kind.MEETING, within, row.heading or _("Agenda item"), row.words, where)


def _in_meeting(meeting: Meeting, item: Row) -> str:
    return f"{reverse('meetings:meeting', args=[meeting.uuid])}#punt-{item.key}"


def _of_meeting(meeting: Meeting, within: Within, words: str) -> Hit:
    page = partial(reverse, "meetings:meeting", args=[meeting.uuid])
    return Hit(Kind.MEETING, within, _("Meeting"), words, page)
