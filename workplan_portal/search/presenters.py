"""The page with what was found: what is in it, by which choices, and how that is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workplan_portal.documents.weaving import Stretch, Woven

from .excerpts import excerpt
from .finders import Found, Hit, Within
from .kinds import Kind
from .question import LONGEST, MOST_TERMS, Question

PER_PAGE = 20


@dataclass(frozen=True)
class ShownHit:
    within: Within
    label: str
    url: str
    kind: str
    text: Woven


@dataclass(frozen=True)
class Group:
    """What was found in one thing, as far as it is on this page."""

    within: Within
    hits: list[ShownHit]

    @property
    def facts(self) -> list[str]:
        """What the title does not say already."""
        said = [self.within.note, *map(str, self.within.years[:1]), *self.within.municipalities.values()]
        if len(self.within.years) > 1:
            said[1] = f"{self.within.years[0]}–{self.within.years[-1]}"
        return [fact for fact in said if fact and fact not in self.within.title]


class Results:
    def __init__(self, question: Question, found: Found, *, kind: str, year: int | None, municipality: str, page: str):
        self.question = question
        self.cut = found.cut
        self.kind, self.year, self.municipality = kind, year, municipality
        self.found = found
        self._page = page

    @cached_property
    def hits(self) -> list[Hit]:
        return [hit for hit in self.found.hits if not self.kind or hit.kind == self.kind]

    @cached_property
    def page(self) -> Page[Hit]:
        return Paginator(self.hits, PER_PAGE).get_page(self._page)

    @cached_property
    def groups(self) -> list[Group]:
        rows = map(self._shown, self.page.object_list)
        return [Group(within, list(hits)) for within, hits in groupby(rows, key=attrgetter("within"))]

    def _shown(self, hit: Hit) -> ShownHit:
        pieces = excerpt(hit.words, self.question.terms)
        text = tuple(Stretch(escape(piece.words), "found" if piece.found else "") for piece in pieces)
        return ShownHit(hit.within, hit.label, hit.url, capfirst(str(hit.kind.label)), text)

    @property
    def query(self) -> str:
        """The question in the address, to be followed by a page number."""
        return f"{self._address(self.kind)}&"

    @cached_property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """Links: all, and each kind of which something was found, with how much."""
        counts = Counter(hit.kind for hit in self.found.hits)
        every = (self._counted(_("Everything"), len(self.found.hits)), f"?{self._address('')}", not self.kind)
        return [
            every,
            *(
                (self._counted(capfirst(str(kind.label)), counts[kind]), f"?{self._address(kind)}", kind == self.kind)
                for kind in Kind
                if counts[kind] or kind == self.kind
            ),
        ]

    @property
    def years(self) -> list[tuple[int, int]]:
        years = {year for within in self.found.searched for year in within.years}
        return [(year, year) for year in sorted(years, reverse=True)]

    @property
    def municipalities(self) -> list[tuple[str, str]]:
        places = {code: name for within in self.found.searched for code, name in within.municipalities.items()}
        return sorted(places.items(), key=lambda place: place[1])

    @property
    def refusal(self) -> str:
        """Why nothing was looked for; empty when it was, or when nothing was asked."""
        if self.question.is_too_short:
            return _("Type a word of at least two letters or digits.")
        if self.question.has_too_many_words:
            return _("Type at most %(number)s words.") % {"number": MOST_TERMS}
        return ""

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.year or self.municipality)

    @property
    def all_url(self) -> str:
        return f"?{urlencode({'q': self.question.typed})}"

    @property
    def longest(self) -> int:
        return LONGEST

    def _counted(self, words: str, number: int) -> str:
        return f"{words} ({number})"

    def _address(self, kind: str) -> str:
        asked = {"q": self.question.typed, "soort": kind, "jaar": self.year or "", "gemeente": self.municipality}
        return urlencode({name: value for name, value in asked.items() if value})
