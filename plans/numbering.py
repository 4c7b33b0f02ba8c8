"""The numbers and names of chapters and headings, for screen, file and export alike.

As plans have always been numbered: chapter 1 is the introduction, the priorities follow from chapter 2. Inside a
chapter the headings are numbered (2.1, 2.2); priorities that stand under one heading share its number. A chapter in
which nothing is written is not part of the plan and gets no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from django.utils.translation import gettext as _

from priorities.codes import Level

from .document import Block, Chapter, Document, Place

INTRODUCTION = 1
"""The number of the introduction, before the chapters with priorities."""


class Titled(Protocol):
    """A chapter of a plan, or of a report about it."""

    @property
    def level(self) -> str: ...

    @property
    def municipality(self) -> Place | None: ...


class InUnit(Protocol):
    """A document of a team in this unit."""

    @property
    def unit(self) -> Place: ...


@dataclass(frozen=True)
class Heading:
    """A numbered heading (2.1) and the priorities under it, in the order of the plan."""

    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class NumberedChapter:
    number: int
    title: str
    chapter: Chapter
    headings: tuple[Heading, ...]


def numbered(document: Document) -> tuple[NumberedChapter, ...]:
    """The chapters that have content, with their numbers."""
    written = (chapter for chapter in document.chapters if has_content(chapter))
    return tuple(
        NumberedChapter(number, chapter_title(chapter, document), chapter, tuple(_headings(number, chapter)))
        for number, chapter in enumerate(written, INTRODUCTION + 1)
    )


def has_content(chapter: Chapter) -> bool:
    return bool(chapter.blocks or chapter.introduction)


def numbers(document: Document) -> dict[str, str]:
    """For each block (by id) the number of the heading it stands under."""
    return {
        block.id: heading.number
        for chapter in numbered(document)
        for heading in chapter.headings
        for block in heading.blocks
    }


def chapter_title(chapter: Titled, document: InUnit) -> str:
    """What a chapter is called, in a plan and in the reports about it."""
    if chapter.municipality:
        return _("Local priorities of %(municipality)s") % {"municipality": chapter.municipality.name}
    match chapter.level:
        case Level.OM:
            return _("Priorities of the Public Prosecution Service")
        case Level.REGIONAL:
            return _("Priorities of police unit %(unit)s") % {"unit": document.unit.name}
        case _:
            return _("National priorities")


def _headings(number: int, chapter: Chapter) -> Iterator[Heading]:
    """Neighbours with the same heading stand under it together; the same words further on are a new heading."""
    groups = groupby(chapter.blocks, key=lambda block: block.heading)
    for place, (title, blocks) in enumerate(groups, 1):
        yield Heading(f"{number}.{place}", title, tuple(blocks))
