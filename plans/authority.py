"""Who decides about an amendment: that follows from what it changes (Politiewet 2012, art. 11 and 12).

Pure: the comparison of the adopted text with the amended one goes in, the deciding authority comes out. What is public
order is the mayor's, what is criminal law the prosecutor's, as the priority said when the plan was adopted. What says
neither, and whatever no priority holds, is both's. A municipality's part is its mayor's; what is shared, all mayors'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from priorities.codes import Authority

from .comparing import BlockDifference, ChapterDifference, Comparison
from .document import SHARED


@dataclass(frozen=True)
class Deciding:
    """`mayors` are codes of municipalities. Nobody decides about an amendment that changes nothing."""

    mayors: frozenset[str] = frozenset()
    prosecutor: bool = False

    def __bool__(self) -> bool:
        return bool(self.mayors or self.prosecutor)


def deciding_about(comparison: Comparison) -> Deciding:
    touched = set(_touched(comparison))
    everywhere = {place.code for text in (comparison.before, comparison.after) for place in text.municipalities}
    mayors = {part for part, authority in touched if authority != Authority.CRIMINAL_LAW}
    return Deciding(
        mayors=frozenset(everywhere if SHARED in mayors else mayors),
        prosecutor=any(authority != Authority.PUBLIC_ORDER for _part, authority in touched),
    )


Touched = tuple[str, str]
"""A part of the text and the authority over what was changed there; empty: both."""


def _touched(comparison: Comparison) -> Iterator[Touched]:
    if comparison.fields or comparison.frames or comparison.terms:
        yield SHARED, ""
    for chapter in comparison.chapters:
        if _says_otherwise(chapter):
            yield chapter.part, ""
        for block in chapter.blocks:
            yield from ((chapter.part, each) for each in _authorities(block) | _passed(chapter, block))


def _says_otherwise(chapter: ChapterDifference) -> bool:
    """A chapter that comes or goes without words of its own is no more than the place of its priorities."""
    found = chapter.chapter
    if found.before is not None and found.after is not None:
        return found.differs
    return bool(found.item.introduction)


def _authorities(difference: BlockDifference) -> set[str]:
    """As it was adopted; of a priority that is new, as its frame says. Told differently since: both count."""
    block = difference.block
    return {item.authority for item in (block.before, block.after) if item is not None}


def _passed(chapter: ChapterDifference, difference: BlockDifference) -> set[str]:
    """Of the priorities that this one changed places with: which of two moved is no more than a way of saying it."""
    moved, now = difference.block.moved, chapter.chapter.after
    if moved is None or now is None:
        return set()
    first, last = sorted((moved.before, moved.after))
    return {block.authority for block in now.blocks[first - 1 : last]}
