"""What a plan still lacks: what must be there before it can be submitted, and what somebody may have overlooked.

Works on the document, so it judges exactly what a reader would get.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from priorities.codes import NUMERIC, Comparator, Direction, Lifecycle, Scope, Unit
from priorities.goal import WHOLE, sense
from priorities.notation import amount
from workplan_portal.audit.trail import today
from workplan_portal.documents.references import PLACE, leading_nowhere
from workplan_portal.documents.richtext import plain_text

from .abbreviations import unexplained
from .codes import Agreement
from .compiling import DraftReader
from .deadline import last_timely_day
from .document import Block, Chapter, Contribution, Document, Target, Term
from .editions import NewEdition, Turn
from .glossary import Glossary, first_uses, footnoted, retired_and_used
from .models import Draft
from .numbering import chapter_title, has_content
from .workflow import Status

EDITION = "edition:"
"""Before the id of a frame: the page about a new edition of it."""


@dataclass(frozen=True)
class Remark:
    """A whole sentence for the author, and the place to mend it.

    That is "texts", "frames", "terms", "last_year", "adoption", the id of a block, or `EDITION` with that of a frame;
    `anchor` is where on the page of that place, as far as it is one spot.
    """

    place: str
    sentence: str
    blocking: bool
    anchor: str = ""


def remarks(document: Document) -> list[Remark]:
    return [
        *_texts(document),
        *_capacity(document),
        *_chapters(document),
        *_terms(document),
        *_references(document),
    ]


def of_this_text(found: Iterable[Remark], base: Document | None) -> list[Remark]:
    """Without what an amendment's `base` was adopted with: that is not the amendment's affair, unless it blocks."""
    known = {remark.sentence for remark in remarks(base)} if base else set()
    return [remark for remark in found if remark.blocking or remark.sentence not in known]


def missing(document: Document) -> list[Remark]:
    """What keeps the plan from being submitted."""
    return [r for r in remarks(document) if r.blocking]


def overlooked(reader: DraftReader, document: Document, waiting: int, editions: Iterable[NewEdition]) -> list[Remark]:
    """What the text does not know: which day it is, what went out of use or is not used, what nobody decided about.

    What nobody decided about may also be a new edition of a frame. `document` is what the reader made.
    """
    return [*in_the_rows(reader, waiting, editions), *about_terms(reader, document)]


def in_the_rows(reader: DraftReader, waiting: int, editions: Iterable[NewEdition]) -> list[Remark]:
    """Those that need no document."""
    return [*_late(reader.draft), *_retired(reader), *_undecided(waiting), *_of_editions(editions)]


def about_terms(reader: DraftReader, document: Document) -> list[Remark]:
    """Those that belong to the page with footnotes; every word of the document is looked at for them."""
    return [*_unused(document), *_unexplained(document, reader.glossary), *_abbreviations(document, reader.glossary)]


# --- how far each part is ---------------------------------------------------------------------------------------------


class Progress(StrEnum):
    NOT_STARTED = "todo"
    BUSY = "busy"
    DONE = "done"


def blocked(found: Iterable[Remark]) -> frozenset[str]:
    """The places at which something is missing."""
    return frozenset(remark.place for remark in found if remark.blocking)


def progress_of_texts(document: Document, lacking: Collection[str]) -> Progress:
    """Foreword and introduction."""
    if "texts" not in lacking:
        return Progress.DONE
    written = (document.foreword, document.introduction, document.going_concern, document.formation)
    return Progress.BUSY if any(written) else Progress.NOT_STARTED


def progress_of_block(block: Block, lacking: Collection[str]) -> Progress:
    """What the frame says is there by itself; the work of the plan is what the police do about it."""
    if block.id not in lacking:
        return Progress.DONE
    return Progress.BUSY if block.contributions or block.targets or block.facts else Progress.NOT_STARTED


def progress_of_chapter(chapter: Chapter, lacking: Collection[str]) -> Progress:
    """One with an introduction and no priorities announces what is not there."""
    if not chapter.blocks:
        return Progress.BUSY if has_content(chapter) else Progress.NOT_STARTED
    return _together(progress_of_block(block, lacking) for block in chapter.blocks)


def progress_of_frames(document: Document, editions: Iterable[NewEdition]) -> Progress:
    if any(new.open or new.nothing_differs for new in editions):
        return Progress.BUSY
    return Progress.DONE if document.frames else Progress.NOT_STARTED


def progress_of_terms(lacking: Collection[str]) -> Progress:
    return Progress.BUSY if "terms" in lacking else Progress.DONE


def _together(parts: Iterable[Progress]) -> Progress:
    reached = set(parts)
    return reached.pop() if len(reached) == 1 else Progress.BUSY


# --- what is missing, or odd ------------------------------------------------------------------------------------------


def _must(place: str, sentence: str, anchor: str = "") -> Remark:
    return Remark(place, sentence, blocking=True, anchor=anchor)


def _may(place: str, sentence: str, anchor: str = "") -> Remark:
    return Remark(place, sentence, blocking=False, anchor=anchor)


def _late(draft: Draft) -> Iterator[Remark]:
    """The reason is written down at the adoption; whoever knows it beforehand has it ready. Not of an amendment."""
    year = draft.plan.year
    if today() <= last_timely_day(year) or draft.number or draft.status == Status.ADOPTED:
        return
    sentence = _("31 January %(year)d has passed. At the adoption the reason why the plan is late must be given.")
    yield _may("adoption", sentence % {"year": year})


def _retired(reader: DraftReader) -> Iterator[Remark]:
    sentence = _("“%(target)s” under “%(title)s” is measured with an indicator that is no longer used.")
    for block in reader.blocks:
        called = _called([(str(row), row.get_scope_display()) for row in block.targets_read])
        for row, name in zip(block.targets_read, called, strict=True):
            if row.indicator.lifecycle == Lifecycle.RETIRED:
                yield _may(str(block.uuid), sentence % {"target": name, "title": block}, f"doel-{row.uuid}")


def _undecided(waiting: int) -> Iterator[Remark]:
    if waiting:
        yield _may(
            "last_year",
            ngettext(
                "Of last year's plan %(number)d item still waits for a decision.",
                "Of last year's plan %(number)d items still wait for a decision.",
                waiting,
            )
            % {"number": waiting},
        )


def _unused(document: Document) -> Iterator[Remark]:
    used = first_uses(document, document.terms)
    for term in document.terms:
        if term.id not in used and term.explanation:
            yield _may("terms", _("No text of the plan uses “%(term)s”, which has a footnote.") % {"term": _word(term)})


def _unexplained(document: Document, glossary: Glossary) -> Iterator[Remark]:
    for term in retired_and_used(document, glossary):
        sentence = _("The glossary does not explain “%(term)s” any more. Explain it here if a reader needs it.")
        yield _may("terms", sentence % {"term": _word(term)})


def _abbreviations(document: Document, glossary: Glossary) -> Iterator[Remark]:
    """But for those that the authors left without a footnote, and those of which `_unexplained` tells."""
    retired = {word for term in glossary.retired for word in term.words}
    if found := [word for word in unexplained(document, glossary) if word not in retired]:
        sentence = _("Abbreviations without a footnote: %(abbreviations)s.")
        yield _may("terms", sentence % {"abbreviations": ", ".join(found)}, "zonder-uitleg")


def _word(term: Term) -> str:
    return term.forms[0] if term.forms else ""


def _of_editions(editions: Iterable[NewEdition]) -> Iterator[Remark]:
    for new in editions:
        place, frame = f"{EDITION}{new.frame.uuid}", {"frame": new.frame.title}
        for line in new.open:
            yield _may(place, _sentences()[line.turn] % {"title": line.priority.title, **frame})
        if new.nothing_differs:
            yield _may(place, _("“%(frame)s” has a new edition, with the same words for this plan.") % frame)


def _sentences() -> dict[Turn, str]:
    return {
        Turn.CHANGED: _("“%(title)s” reads otherwise in the new edition of “%(frame)s”."),
        Turn.NEW: _("“%(title)s” is new in the new edition of “%(frame)s”."),
        Turn.DROPPED: _("“%(title)s” does not stand in the new edition of “%(frame)s” any more."),
    }


def _texts(document: Document) -> Iterator[Remark]:
    if not document.foreword:
        yield _must("texts", _("The foreword is empty."), "foreword")
    if not document.foreword_on:
        yield _may("texts", _("The foreword has no date."), "foreword")
    if not document.introduction:
        yield _must("texts", _("The introduction is empty."), "introduction")
    if not document.going_concern:
        yield _may("texts", _("The plan does not say what the going concern of the team is."), "going_concern")
    if not document.formation:
        yield _may("texts", _("The plan does not say which formation is available."), "formation")
    if not document.upscaling:
        yield _may("texts", _("The plan does not say how the team scales up."), "upscaling")
    if not document.themes_note:
        yield _may("texts", _("The plan does not name the note of agreed themes."), "settings")


def fte_asked(document: Document) -> Decimal:
    """By the contributions that name their fte; one that stands under several priorities counts once."""
    asked = {c.id: c.fte for block in document.blocks for c in block.contributions if c.fte is not None}
    return sum(asked.values(), Decimal())


def _capacity(document: Document) -> Iterator[Remark]:
    total = fte_asked(document)
    if document.formation_fte is not None and total > document.formation_fte:
        shown = {"asked": amount(total, Unit.FTE), "available": amount(document.formation_fte, Unit.FTE)}
        yield _may(
            "texts", _("The contributions ask for %(asked)s together; the team has %(available)s.") % shown, "formation"
        )


def _chapters(document: Document) -> Iterator[Remark]:
    if not any(chapter.blocks for chapter in document.chapters):
        yield _must("frames", _("The plan has no priorities yet."))
    for chapter in document.chapters:
        if not chapter.blocks:
            yield _may(
                "frames",
                _("This chapter has no priorities: %(chapter)s.") % {"chapter": chapter_title(chapter, document)},
            )
        for block in chapter.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Remark]:
    yield from _block(block)
    called = _called([(t.indicator.name, t.area.name or Scope(t.scope).label) for t in block.targets])
    for target, name in zip(block.targets, called, strict=True):
        yield from _target(block, target, name)


def _called(targets: Sequence[tuple[str, object]]) -> list[str]:
    """The names of a priority's targets, each with what it counts for: one name twice tells that, else its place."""
    times = Counter(name for name, _area in targets)
    names = [f"{name} ({area})" if times[name] > 1 else name for name, area in targets]
    sentence = _("%(target)s, target %(number)d")
    return [
        name if names.count(name) == 1 else sentence % {"target": name, "number": number}
        for number, name in enumerate(names, 1)
    ]


def _block(block: Block) -> Iterator[Remark]:
    title = {"title": block.title}
    if not (block.objective or block.narrative):
        yield _must(block.id, _("“%(title)s” has no objective and no narrative.") % title, "tekst")
    elif not block.objective:
        yield _may(block.id, _("“%(title)s” has a narrative but no objective.") % title, "tekst")
    if block.agreement == Agreement.STATED and not block.contributions:
        yield _must(
            block.id,
            _("“%(title)s” says that agreements are stated here, but has no contribution.") % title,
            "afspraken",
        )
    if block.agreement == Agreement.DEFAULT and (block.contributions or block.targets):
        yield _may(
            block.id,
            _("“%(title)s” says that there are no specific agreements, but has contributions or targets.") % title,
            "afspraken",
        )
    if block.agreement == Agreement.REFERRED and not block.agreement_reference:
        yield _must(
            block.id, _("“%(title)s” refers to agreements but does not say where they are.") % title, "afspraken"
        )
    for contribution in block.contributions:
        if not plain_text(contribution.text):
            yield _must(
                block.id, _("“%(title)s” has a contribution without text.") % title, _of_row("bijdrage", contribution)
            )
    without = [c for c in block.contributions if not c.responsible]
    if without:
        sentence = _("“%(title)s”: contributions without a responsible role: %(number)d.")
        yield _may(block.id, sentence % {**title, "number": len(without)}, _of_row("bijdrage", without[0]))


def _of_row(kind: str, row: Contribution | Target) -> str:
    return f"{kind}-{row.id}"


def _target(block: Block, target: Target, called: str) -> Iterator[Remark]:
    names = {"target": called, "title": block.title}
    anchor = _of_row("doel", target)
    if (
        target.comparator in NUMERIC
        and target.norm is None
        and target.goal is None
        and target.indicator.unit != Unit.YES_NO
    ):
        yield _must(block.id, _("“%(target)s” under “%(title)s” has no norm.") % names, anchor)
    if target.comparator in NUMERIC and target.indicator.unit == Unit.WORDS:
        yield _must(block.id, _("“%(target)s” under “%(title)s” has no unit to count in.") % names, anchor)
    if not target.area.code:
        sentence = _(
            "“%(target)s” under “%(title)s” counts for one municipality, but stands in a part that is for all. "
            "Choose another area, or put it in the part of that municipality."
        )
        yield _must(block.id, sentence % names, anchor)
    if target.indicator.unit == Unit.PERCENT and max(filter(None, (target.norm, target.goal)), default=0) > WHOLE:
        yield _may(block.id, _("“%(target)s” under “%(title)s” asks for more than 100%%.") % names, anchor)
    if target.provisional_norm:
        yield _may(block.id, _("“%(target)s” under “%(title)s” still has a provisional norm.") % names, anchor)
    if target.provisional_last_year:
        names |= {"year": str(target.baseline_year)}
        yield _may(
            block.id, _("“%(target)s” under “%(title)s”: the result of %(year)s is still provisional.") % names, anchor
        )
    if _contradicts(target):
        yield _may(
            block.id, _("“%(target)s” under “%(title)s” asks for the opposite of what is better.") % names, anchor
        )
    if target.comparator in (Comparator.DECREASE, Comparator.INCREASE) and target.last_year is None:
        yield _may(
            block.id,
            _("“%(target)s” under “%(title)s” is compared with an earlier year, but that figure is missing.") % names,
            anchor,
        )


def _contradicts(target: Target) -> bool:
    """Does the comparator ask for more of what should become less, or the other way round?"""
    asked = sense(Comparator(target.comparator), Direction.NEUTRAL)
    better = target.indicator.direction
    return Direction.NEUTRAL not in (asked, better) and asked != better


def _terms(document: Document) -> Iterator[Remark]:
    for term in document.terms:
        if not term.explanation:
            sentence = _("The footnote “%(term)s” has no text.")
            yield _must("terms", sentence % {"term": _word(term)}, f"begrip-{term.id}")


def _references(document: Document) -> Iterator[Remark]:
    """To a priority that was left out; a reader gets its name as plain words."""
    known = {block.id for block in document.blocks}
    for _part, at, html in footnoted(document):
        for words in leading_nowhere(html, known) if PLACE in html else ():
            place, title = _place(at, document)
            sentence = _("“%(title)s” refers to a priority that is not in the plan any more: %(words)s.")
            yield _may(place, sentence % {"title": title, "words": words})


def _place(at: Chapter | Block | None, document: Document) -> tuple[str, str]:
    """Where a text stands: the place to mend it, and what that is called."""
    if isinstance(at, Block):
        return at.id, at.title
    if at is None:
        return "texts", _("Foreword and introduction")
    return (at.blocks[0].id if at.blocks else "frames"), chapter_title(at, document)
