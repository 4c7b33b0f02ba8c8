"""The places of a plan about which something can be said: its texts, its chapters, and each thing under a priority.

A place is known by its key, which lives through versions. It is found in the document, so that whoever reads a
submitted version and whoever writes in the draft mean the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from workplan_portal.documents.richtext import plain_text

from .document import Block, Chapter, Document
from .models import Draft
from .numbering import INTRODUCTION, chapter_title, numbered

GLIMPSE = 80
"""Characters by which something is recognised."""

SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "–": "-", "‑": "-", "…": "...", "\u00ad": ""})
"""What a word processor makes of a sign that somebody types."""


class Part(StrEnum):
    TEXT = "text"
    CHAPTER = "chapter"
    PRIORITY = "priority"
    CONTRIBUTION = "contribution"
    TARGET = "target"
    FACT = "fact"


@dataclass(frozen=True)
class Place:
    key: str
    part: Part
    page: str  # what stands together on a page: "texts", the key of a chapter, the id of a priority
    heading: str  # of that page, with its number
    label: str  # what it is on that page
    texts: tuple[str, ...]  # markup or plain, as a reader gets them

    @property
    def name(self) -> str:
        return f"{self.heading}: {self.label}" if self.label else self.heading

    @property
    def words(self) -> str:
        """All that stands there, a line for each paragraph."""
        return "\n".join(plain_text(text) for text in self.texts if text)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """To be read below its heading: each once, and not what that says already."""
        lines = dict.fromkeys(line.strip() for line in self.words.splitlines())
        return tuple(line for line in lines if line and not self.heading.endswith(f" {line}"))

    @property
    def glimpse(self) -> str:
        """Tells it from its neighbours; empty where its name does so already."""
        told = self.part in (Part.CONTRIBUTION, Part.FACT)
        return Truncator(" ".join(plain_text(self.texts[0]).split())).chars(GLIMPSE) if told else ""

    def holds(self, quote: str) -> bool:
        """Do these words stand there, however they are spaced and whatever quotation marks they have?"""
        return _levelled(quote) in _levelled(self.words)


class Coded(Protocol):
    """A municipality, in the document or as it is kept."""

    @property
    def code(self) -> Any: ...


def chapter_key(level: str, municipality: Coded | None) -> str:
    return f"chapter-{municipality.code if municipality else level}"


def places_of(document: Document) -> dict[str, Place]:
    """In the order of the plan. What stands at two places is one thing, and is found at the first."""
    found: dict[str, Place] = {}
    for place in _all(document):
        found.setdefault(place.key, place)
    return found


def pages_of(document: Document) -> dict[str, str]:
    """For the key of each place the page it stands on: what a menu needs to count what is said."""
    found = dict.fromkeys(Draft.TEXTS, "texts")
    for chapter in document.chapters:
        key = chapter_key(chapter.level, chapter.municipality)
        found[key] = key
        for block in chapter.blocks:
            found[block.id] = block.id
            for rows in (block.contributions, block.targets, block.facts):
                for row in rows:
                    found.setdefault(row.id, block.id)
    return found


def _all(document: Document) -> Iterator[Place]:
    yield from _texts(document)
    numbers = {id(each.chapter): each for each in numbered(document)}
    for chapter in document.chapters:
        known = numbers.get(id(chapter))
        title = chapter_title(chapter, document)
        heading = _("%(number)s. %(title)s") % {"number": known.number, "title": title} if known else title
        yield _chapter(chapter, heading)
        for headed in known.headings if known else ():
            for block in headed.blocks:
                yield from _under(block, f"{headed.number} {block.title}", document.year)


def _texts(document: Document) -> Iterator[Place]:
    heading = _("%(number)s. Foreword and introduction") % {"number": INTRODUCTION}
    for key, label in (
        ("foreword", _("Foreword")),
        ("introduction", _("Introduction")),
        ("going_concern", _("Going concern")),
        ("formation", _("Available formation")),
        ("upscaling", _("Upscaling")),
    ):
        yield Place(key, Part.TEXT, "texts", heading, label, (getattr(document, key),))


def _chapter(chapter: Chapter, heading: str) -> Place:
    key = chapter_key(chapter.level, chapter.municipality)
    return Place(key, Part.CHAPTER, key, heading, _("introduction to this chapter"), (chapter.introduction,))


def _under(block: Block, heading: str, year: int) -> Iterator[Place]:
    words = (block.title, block.box_title, block.narrative, block.residents_input, block.ambition, block.objective)
    yield Place(block.id, Part.PRIORITY, block.id, heading, "", (*words, block.agreement_reference))
    lists = (
        (_("contribution %(number)s"), block.standing),
        (_("accent of %(year)s, %(number)s"), block.of_the_year),
    )
    for label, contributions in lists:
        for number, row in enumerate(contributions, 1):
            named = (row.with_whom, row.discussed_in, row.hotspots, row.allies)
            told = (row.text, row.responsible, *named, row.dependency)
            yield Place(row.id, Part.CONTRIBUTION, block.id, heading, label % {"number": number, "year": year}, told)
    for target in block.targets:
        label = _("target %(name)s") % {"name": f"{target.indicator.name}, {target.area.name}"}
        texts = (target.indicator.name, target.area.name, target.explanation, target.own_goal_reason)
        yield Place(target.id, Part.TARGET, block.id, heading, label, texts)
    for number, fact in enumerate(block.facts, 1):
        label = _("fact %(number)s") % {"number": number}
        yield Place(fact.id, Part.FACT, block.id, heading, label, (fact.text, fact.source))


def _levelled(text: str) -> str:
    return " ".join(text.translate(SAME).split()).casefold()


def reading_anchor(place: Place, document: Document) -> str:
    """Where it stands in the text that is read."""
    match place.part:
        case Part.TEXT:
            return "voorwoord" if place.key == "foreword" else "hoofdstuk-1"
        case Part.CHAPTER:
            keys = {chapter_key(c.chapter.level, c.chapter.municipality): c.number for c in numbered(document)}
            return f"hoofdstuk-{keys[place.key]}" if place.key in keys else "hoofdstuk-1"
        case Part.TARGET:
            return f"doel-{place.key}"
    return f"prioriteit-{place.page}"
