"""What differs between two texts of a plan, in one sentence for each thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.comparing import BlockDifference, ChapterDifference, Comparison, Fate
from plans.document import SHARED, Document
from plans.numbering import chapter_title, numbers


@dataclass(frozen=True)
class Headline:
    """`anchor` is where the comparison tells all of it."""

    sentence: str
    anchor: str


TEXTS = "teksten"
"""The anchor of what belongs to the plan as a whole."""


def block_anchor(identity: str) -> str:
    """Not the anchor of the priority itself: a comparison may stand on one page with the text, which has its own."""
    return f"verschil-{identity}"


def chapter_anchor(place: int) -> str:
    return f"verschil-hoofdstuk-{place}"


def headlines(comparison: Comparison, part: str | None = None) -> list[Headline]:
    """Of one part of the text; of all of it without."""
    names = Names(comparison)
    found = list(_shared(comparison)) if part in (None, SHARED) else []
    for place, chapter in enumerate(comparison.chapters, 1):
        if part in (None, chapter.part):
            found += _of_chapter(chapter, chapter_anchor(place), names)
    return found


class Names:
    """What chapters and priorities are called in the text that has them, with the number they have there."""

    def __init__(self, comparison: Comparison) -> None:
        self.before, self.after = _named(comparison.before), _named(comparison.after)
        self.comparison = comparison

    def of_block(self, identity: str, *, then: bool = False) -> str:
        """As it is called now, or was called `then`; by the other text where this one hasn't got it."""
        first, second = (self.before, self.after) if then else (self.after, self.before)
        return first.get(identity) or second[identity]

    def of_chapter(self, chapter: ChapterDifference) -> str:
        gone = chapter.chapter.fate == Fate.LEFT_OUT
        document = self.comparison.before if gone else self.comparison.after
        return chapter_title(chapter.chapter.item, document)


def _named(document: Document) -> dict[str, str]:
    by_number = numbers(document)
    return {block.id: f"{by_number.get(block.id, '')} {block.title}".strip() for block in document.blocks}


def _shared(comparison: Comparison) -> Iterator[Headline]:
    sentences = {
        "amendment": _("Changed: what is said about the amendment itself."),
        "foreword": _("Changed: the foreword."),
        "foreword_on": _("Changed: the date of the foreword."),
        "introduction": _("Changed: the introduction."),
        "going_concern": _("Changed: the going concern."),
        "formation": _("Changed: the available formation."),
        "formation_fte": _("Changed: the number of fte available."),
        "upscaling": _("Changed: how the team scales up."),
        "themes_note": _("Changed: the note of agreed themes."),
        "norm_rule": _("Changed: the norm rule."),
        "frames": _("Changed: the frames that the plan corresponds to."),
        "terms": _("Changed: the footnotes."),
    }
    differing = {*comparison.fields, *(name for name in ("frames", "terms") if getattr(comparison, name))}
    for name, sentence in sentences.items():
        if name in differing:
            yield Headline(sentence, TEXTS)
    if differing - sentences.keys():
        yield Headline(_("Changed: the details of the plan."), TEXTS)


def _of_chapter(chapter: ChapterDifference, anchor: str, names: Names) -> Iterator[Headline]:
    title = {"chapter": names.of_chapter(chapter)}
    texts = [c.introduction for c in (chapter.chapter.before, chapter.chapter.after) if c is not None]
    if "introduction" in chapter.chapter.fields or (len(texts) == 1 and texts[0]):
        yield Headline(_("Changed: the introduction of “%(chapter)s”.") % title, anchor)
    if {"municipality", "level"} & set(chapter.chapter.fields) or chapter.chapter.moved:
        yield Headline(_("Changed: the title or the place of “%(chapter)s”.") % title, anchor)
    for block in chapter.blocks:
        yield from _of_block(block, names)


def _of_block(difference: BlockDifference, names: Names) -> Iterator[Headline]:
    block = difference.block
    shown = {"priority": names.of_block(block.item.id)}
    anchor = block_anchor(block.item.id)
    match block.fate:
        case Fate.ADDED:
            yield Headline(_("Added: %(priority)s.") % shown, anchor)
            return
        case Fate.LEFT_OUT:
            yield Headline(_("Left out: %(priority)s.") % shown, anchor)
            return
        case Fate.WENT | Fate.STILL_THERE:
            return  # told of where it came
        case Fate.CAME | Fate.ALSO_HERE:
            yield Headline(_("Moved to another chapter: %(priority)s.") % shown, anchor)
    if block.moved:
        yield Headline(_("Moved: %(priority)s.") % shown, anchor)
    if block.fields or difference.holds_differences:
        yield Headline(_("Changed: %(priority)s.") % shown, anchor)
