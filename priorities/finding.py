"""What is found in frames, indicators and the glossary."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from workplan_portal.authorization.roles import AreaKind
from workplan_portal.people.models import Person
from workplan_portal.search.finders import Asked, Found, Hit, Within, register
from workplan_portal.search.kinds import Kind
from workplan_portal.search.rows import Row, branch, rows_with

from .models import GlossaryTerm, Indicator, PolicyFrame, Priority

WORDS = ("narrative", "ambition", "objective", "residents_input")


def find(asked: Asked) -> Found:
    if not isinstance(asked.person, Person):
        return Found([], [])
    frames = PolicyFrame.objects.visible_to(asked.person)
    priorities = Priority.objects.filter(frame__in=frames.values("pk"))
    terms = GlossaryTerm.objects.visible_to(asked.person)
    indicators = Indicator.objects.visible_to(asked.person)
    rows, cut = rows_with(
        asked.question,
        [
            branch(frames, "frame", plain=("title", "reference"), source="pk", key="uuid", heading="title"),
            branch(
                priorities,
                "priority",
                rich=WORDS,
                plain=("title", "other_titles"),
                source="frame_id",
                key="uuid",
                page="frame__uuid",
                heading="title",
            ),
            branch(
                terms,
                "term",
                plain=("forms", "full_form", "explanation"),
                key="uuid",
                page="owner__name",
                heading="forms",
            ),
            branch(indicators, "indicator", plain=("name", "definition", "source"), key="code", heading="name"),
        ],
    )
    found = _frames(rows)
    hits = [_hit(row, found) for row in rows if not row.source or row.source in found]  # one may be discarded just now
    return Found([hit for hit in hits if asked.admits(hit.within)], [], cut)


register(find)


def _frames(rows: Sequence[Row]) -> dict[int, Within]:
    wanted = {row.source for row in rows if row.what in ("frame", "priority")}
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
            return Hit(
                Kind.FRAME, frames[row.source], _("Frame"), row.words, reverse("priorities:frame", args=[row.key])
            )
        case "priority":
            url = f"{reverse('priorities:frame', args=[row.page])}#prioriteit-{row.key}"
            return Hit(Kind.FRAME, frames[row.source], row.heading, row.words, url)
        case "term":
            within = Within(_("Glossary"), row.page)
            word = row.heading.partition("\n")[0]
            return Hit(Kind.TERM, within, word, row.words, reverse("priorities:term", args=[row.key]))
    url = reverse("priorities:indicator", args=[row.key])
    return Hit(Kind.INDICATOR, Within(_("Indicators")), row.heading, row.words, url)
