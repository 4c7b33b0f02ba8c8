"""What somebody who decides has to know: what is asked, and what changed since that seat decided before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.completeness import Remark
from plans.document import SHARED, Block, Document, load
from plans.models import Consent, Plan, Revision
from plans.numbering import chapter_title, numbers
from plans.presenters.drafting import place_url
from plans.seats import Stance, holders_of, required_seats, stances
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Seat

TEXTS = ("foreword", "introduction", "going_concern", "formation", "upscaling")


@dataclass(frozen=True)
class ChangedPart:
    """A part that this seat answers for and that differs from what it decided about."""

    name: str
    changes: list[str]


@dataclass(frozen=True)
class Since:
    """What changed since a seat decided before."""

    seat: str
    decision: Consent
    parts: list[ChangedPart]  # empty: nothing it answers for has changed


@dataclass(frozen=True)
class Answer:
    """What a seat decides about in a joint plan: one municipality's edition, or all parts."""

    seat: str
    edition: Municipality | None


def answers(seats: Sequence[Seat], plan: Plan) -> list[Answer]:
    """Empty for a plan for one municipality: there every seat decides about all of it."""
    if not plan.editions:
        return []
    own = {m.pk: m for m in plan.editions}
    return [Answer(capfirst(str(seat)), own.get(seat.area_id)) for seat in seats]


def since_last_decision(stance: Stance, revision: Revision) -> Since | None:
    """None for a seat that has not decided yet, or has decided about this very version."""
    latest = stance.latest
    if latest is None or latest.revision_id == revision.pk:
        return None
    before, now = load(latest.revision.text), load(revision.text)
    parts = [ChangedPart(part_name(part, now), changes(before, now, part)) for part in _in_order(stance.changed, now)]
    return Since(capfirst(str(stance.seat)), latest, parts)


def part_name(part: str, document: Document) -> str:
    if part == SHARED:
        return _("The shared part")
    name = next((m.name for m in document.municipalities if m.code == part), part)
    return _("The part of %(municipality)s") % {"municipality": name}


def _in_order(parts: frozenset[str], document: Document) -> list[str]:
    known = [SHARED, *(m.code for m in document.municipalities)]
    return [p for p in known if p in parts] + sorted(parts - set(known))


# --- two texts side by side, in headlines -----------------------------------------------------------------------------


def changes(before: Document, now: Document, part: str) -> list[str]:
    """What was added, left out and changed in this part; at least one sentence, for the texts are known to differ."""
    found = [*(_shared_texts(before, now) if part == SHARED else ()), *_introductions(before, now, part)]
    found += _blocks(before, now, part)
    return found or [_("The order or the details changed.")]


def _shared_texts(before: Document, now: Document) -> Iterator[str]:
    names = {
        "foreword": _("Changed: the foreword."),
        "foreword_on": _("Changed: the date of the foreword."),
        "introduction": _("Changed: the introduction."),
        "going_concern": _("Changed: the going concern."),
        "formation": _("Changed: the available formation."),
        "upscaling": _("Changed: how the team scales up."),
        "themes_note": _("Changed: the note of agreed themes."),
        "norm_rule": _("Changed: the norm rule."),
        "frames": _("Changed: the frames that the plan corresponds to."),
        "terms": _("Changed: the footnotes."),
    }
    for name, sentence in names.items():
        if getattr(before, name) != getattr(now, name):
            yield sentence


def _introductions(before: Document, now: Document, part: str) -> Iterator[str]:
    earlier = {(c.level, c.municipality): c.introduction for c in before.chapters if c.part == part}
    for chapter in now.chapters:
        if chapter.part == part and earlier.get((chapter.level, chapter.municipality), "") != chapter.introduction:
            yield _("Changed: the introduction of “%(chapter)s”.") % {"chapter": chapter_title(chapter, now)}


def _blocks(before: Document, now: Document, part: str) -> Iterator[str]:
    old, new = _numbered_blocks(before, part), _numbered_blocks(now, part)
    for key, (name, block) in new.items():
        if key not in old:
            yield _("Added: %(priority)s.") % {"priority": name}
        elif replace(old[key][1], split=block.split) != block:
            yield _("Changed: %(priority)s.") % {"priority": name}
    for key, (name, _block) in old.items():
        if key not in new:
            yield _("Left out: %(priority)s.") % {"priority": name}


def _numbered_blocks(document: Document, part: str) -> dict[str, tuple[str, Block]]:
    by_number = numbers(document)
    return {
        block.id: (f"{by_number.get(block.id, '')} {block.title}".strip(), block)
        for chapter in document.chapters
        if chapter.part == part
        for block in chapter.blocks
    }


# --- before submitting ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lack:
    """Something that is missing, and where it can be mended."""

    sentence: str
    url: str


def lacks(plan: Plan, remarks: list[Remark]) -> list[Lack]:
    return [Lack(r.sentence, place_url(plan, r.place)) for r in remarks]


@dataclass(frozen=True)
class Asked:
    """What submitting will mean for a seat."""

    name: str
    holders: str  # empty: nobody holds it today
    keeps: Consent | None  # its consent, which holds for the text as it is now


def asked_after_submitting(plan: Plan, document: Document, last: Revision | None) -> list[Asked]:
    """Judged as if the text were submitted now, without writing anything."""
    sitting = holders_of(plan)
    number = (last.number if last else 0) + 1
    stand_in = Revision(plan=plan, number=number, parts=document.parts())
    given: dict[Seat, Consent | None] = {s.seat: s.given for s in stances(stand_in)}
    return [
        Asked(
            capfirst(str(seat)),
            ", ".join(a.person.name for a in sitting[seat]),
            given[seat],
        )
        for seat in required_seats(plan)
    ]
