"""What is found in frames, indicators and the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from workplan_portal.authorization.roles import AreaKind
from workplan_portal.people.models import Person
from workplan_portal.search.finders import Asked, Found, Hit, Within, register
from workplan_portal.search.kinds import Kind
from workplan_portal.search.rows import Row, Table, rows_with

from .models import GlossaryTerm, Indicator, PolicyFrame, Priority

FRAMES = Table("frame", PolicyFrame.objects.all(), plain=("title", "reference"), key="uuid", heading="title")
PRIORITIES = Table(
    "priority",
    Priority.objects.all(),
    source="frame",
    rich=("narrative", "ambition", "objective", "residents_input"),
    plain=("title", "other_titles"),
    key="uuid",
    page="frame__uuid",
    heading="title",
)
TERMS = Table(
    "term",
    GlossaryTerm.objects.all(),
    plain=("forms", "full_form", "explanation"),
    key="uuid",
    page="owner__name",
    heading="forms",
)
INDICATORS = Table(
    "indicator", Indicator.objects.all(), plain=("name", "definition", "source"), key="code", heading="name"
)


def find(asked: Asked) -> Found:
    if not isinstance(asked.person, Person):
        return Found([], [])
    frames = PolicyFrame.objects.visible_to(asked.person)
    terms = GlossaryTerm.objects.visible_to(asked.person)
    indicators = Indicator.objects.visible_to(asked.person)
    rows, cut = rows_with(asked.question, {FRAMES: frames, PRIORITIES: frames, TERMS: terms, INDICATORS: indicators})
    found = _frames(rows)
    hits = [_hit(row, found) for row in rows if row.what not in OF_FRAMES or row.source in found]
    return Found([hit for hit in hits if asked.admits(hit.within)], [], cut)


register(find)


OF_FRAMES = ("frame", "priority")


def _frames(rows: Sequence[Row]) -> dict[int, Within]:
    """One of them may be discarded just now."""
    wanted = {row.source for row in rows if row.what in OF_FRAMES}
    return {frame.pk: _within(frame) for frame in PolicyFrame.objects.filter(pk__in=wanted).select_related("owner")}


def _within(frame: PolicyFrame) -> Within:
    local = frame.owner.kind == AreaKind.MUNICIPALITY
    return Within(
        frame.title,
        ", ".join((frame.owner.name, _("edition %(number)s") % {"number": frame.edition}, frame.get_status_display())),
        tuple(range(frame.valid_from, frame.valid_until + 1)),
        {frame.owner.code: frame.owner.name} if local else {},
    )


def _hit(row: Row, frames: dict[int, Within]) -> Hit:
    match row.what:
        case "frame":
            page = partial(reverse, "priorities:frame", args=[row.key])
            return Hit(Kind.FRAME, frames[row.source], _("Frame"), row.words, page)
        case "priority":
            return Hit(Kind.FRAME, frames[row.source], row.heading, row.words, partial(_in_frame, row))
        case "term":
            page = partial(reverse, "priorities:term", args=[row.key])
            return Hit(Kind.TERM, Within(_("Glossary"), row.page), row.heading.partition("\n")[0], row.words, page)
    page = partial(reverse, "priorities:indicator", args=[row.key])
    return Hit(Kind.INDICATOR, Within(_("Indicators")), row.heading, row.words, page)


def _in_frame(row: Row) -> str:
    return f"{reverse('priorities:frame', args=[row.page])}#prioriteit-{row.key}"
