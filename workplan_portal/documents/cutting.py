"""A document cut into sections that begin on a page of their own, each a whole document that can be made apart.

How a section looks does not depend on where it stands: heads and feet of the pages are a layer of their own, laid over
them when all are known (`joining`). So a section that did not change is not made again, whatever moved before it.

Only the numbers of its footnotes, and the pages in the list of contents, are told to a section from outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ELSEWHERE = "portal:place/"
"""Begins the address of a link to another section; `joining` makes it lead there."""

SIDES = ("left", "right")
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
NO_CORNERS = " ".join(f"@{corner} {{ content: none }}" for corner in CORNERS)
NO_HEADS = "".join(f"@page :{side} {{ {NO_CORNERS} }}" for side in SIDES)
PAGES_GIVEN = ".contents a::after { content: attr(data-page) }"
LAYER = "section + section { break-before: page } h2 { font-size: 0; visibility: hidden; bookmark-level: none }"

_DOCUMENT = re.compile(
    r"(?P<head>.*?)</head>\s*<body>(?P<front>.*?)<main>(?P<main>.*?)</main>(?P<back>.*?)</body>", re.DOTALL
)
_CHAPTER = re.compile(r'(?=<section class="chapter)')
_RUNNING = re.compile(r'<div class="running">.*?</div>', re.DOTALL)
_HEADING = re.compile(r"<h2.*?</h2>", re.DOTALL)
_IDENTIFIER = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r'href="#([^"]+)"')
_NOTE = '<span class="note"'
_COVER = '<section class="cover"'


@dataclass(frozen=True)
class Cut:
    """`front` needs the numbers of all pages: cover and contents. `chapters` are documents, ready to be made."""

    head: str
    front: str
    chapters: tuple[str, ...]

    def front_with(self, pages: Mapping[str, int]) -> str:
        """`pages`: on which page each place is."""
        listed = _LINK.sub(lambda link: f'{link[0]} data-page="{pages.get(link[1], "")}"', self.front)
        return _apart(self.head, listed)

    def layer(self, front_pages: int, chapter_pages: Sequence[int]) -> str:
        """Heads and feet of all pages, and nothing else."""
        counts = zip([self.front, *self.chapters], [front_pages, *chapter_pages], strict=True)
        leaves = [leaf for section, count in counts for leaf in [f"<section>{_heading(section)}</section>"] * count]
        leaves[0] = self._first_leaf()
        return f"{self.head}<style>{LAYER}</style></head><body>{''.join(leaves)}</body></html>"

    def _first_leaf(self) -> str:
        """What the heads of all pages say is told on the first, which has none itself when it is a cover."""
        running = _RUNNING.search(self.front)
        kind = "page: cover" if _COVER in self.front else ""
        return f'<section style="{kind}">{running[0] if running else ""}</section>'


def cut(html: str) -> Cut | None:
    """None for a document that is not made of chapters, or too short to gain by it."""
    whole = _DOCUMENT.match(html)
    if whole is None:
        return None
    in_main = [f"<main>{chapter}</main>" for chapter in _CHAPTER.split(whole["main"]) if chapter.strip()]
    parts = [*in_main, *(part for part in _CHAPTER.split(whole["back"]) if part.strip())]
    if len(in_main) < 2 or not all('class="chapter' in part for part in parts):
        return None
    notes = 0
    chapters = []
    for part in parts:
        chapters.append(_apart(whole["head"], part, notes))
        notes += part.count(_NOTE)
    return Cut(whole["head"], whole["front"], tuple(chapters))


def _apart(head: str, body: str, notes: int = 0) -> str:
    """`notes`: how many footnotes come before it."""
    here = set(_IDENTIFIER.findall(body))
    body = _LINK.sub(lambda link: link[0] if link[1] in here else f'href="{ELSEWHERE}{link[1]}"', body)
    style = f"{NO_HEADS}{PAGES_GIVEN} body {{ counter-reset: footnote {notes} }}"
    return f"{head}<style>{style}</style></head><body>{body}</body></html>"


def _heading(section: str) -> str:
    found = _HEADING.search(section)
    return _IDENTIFIER.sub("", found[0]) if found else ""
