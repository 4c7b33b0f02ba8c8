"""A document cut into sections that begin on a page of their own, each a whole document that can be made apart.

How a section looks does not depend on where it stands: heads and feet of the pages are a layer of their own, laid over
them when all are known (`joining`). So a section that did not change is not made again, whatever moved before it.
Only the numbers of its footnotes, and the pages in the list of contents, are told to a section from outside.

A chapter is a section. A long one is several, once it is known which of its blocks began a page the last time: how
pages are filled depends on nothing but where the first of them begins.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

ELSEWHERE = "portal:place/"
"""Begins the address of a link to another section; `joining` makes it lead there."""

AGAIN = "again"
"""The class of headings that stand in an earlier section: here for the bookmarks, neither to be seen nor to be read."""

SIDES = ("left", "right")
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
NO_CORNERS = " ".join(f"@{corner} {{ content: none }}" for corner in CORNERS)
NO_HEADS = "".join(f"@page :{side} {{ {NO_CORNERS} }}" for side in SIDES)
CONTINUED = (
    ".again { position: absolute; visibility: hidden; font-size: 0 }"
    ".again + *, .again + * > :first-child { margin-top: 0 }"  # as after any page break that nobody asked for
)
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
_BLOCK = re.compile(r'(?=<h3 id=|<article class="block")')
_HEADING_OF_BLOCKS = re.compile(r"<h3.*?</h3>", re.DOTALL)
_NOTE = '<span class="note"'
MOST_THAT_STAY_WHOLE = 2  # chapters
_COVER = '<section class="cover"'


@dataclass(frozen=True)
class Section:
    """A document, ready to be made. Only the pages before the block `until` belong to it, which must begin one.

    `under` says under how many headings of an earlier section of its chapter it stands.
    """

    html: str
    heading: str
    until: str = ""
    under: int = 0


@dataclass(frozen=True)
class Chapter:
    """`notes`: how many footnotes come before it."""

    head: str
    opening: str
    blocks: tuple[str, ...]
    closing: str
    notes: int

    def sections(self, starts: Container[str]) -> Iterator[Section]:
        """`starts`: the places that began a page the last time."""
        begins = [0, *(n for n, block in enumerate(self.blocks) if n and _identifier(block) in starts)]
        for begin, end in zip(begins, [*begins[1:], len(self.blocks)], strict=True):
            yield self._section(begin, end)

    def _section(self, begin: int, end: int) -> Section:
        """With the block after it, so that the last page is filled as if all stood there."""
        before, own, after = "".join(self.blocks[:begin]), self.blocks[begin:end], self.blocks[end : end + 1]
        opening, headings = self.opening, list[str]()
        if begin:
            opening, headings = _IDENTIFIER.sub("", opening), _headings_above(before, own[0])
            opening += f'<div class="{AGAIN}">{"".join(headings)}</div>'
        body = "".join((opening, *own))
        here = set(_IDENTIFIER.findall(body))
        html = _apart(self.head, "".join((body, *after, self.closing)), here, self.notes + before.count(_NOTE))
        until = _identifier(after[0]) if after else ""
        return Section(html, _heading(before or body), until, len(headings))


@dataclass(frozen=True)
class Cut:
    """`front` needs the numbers of all pages: cover and contents."""

    head: str
    front: str
    chapters: tuple[Chapter, ...]

    def front_with(self, pages: Mapping[str, int]) -> Section:
        """`pages`: on which page each place is."""
        listed = _LINK.sub(lambda link: f'{link[0]} data-page="{pages.get(link[1], "")}"', self.front)
        return Section(_apart(self.head, listed, set(_IDENTIFIER.findall(listed))), _heading(self.front))

    def layer(self, headings: Sequence[str]) -> Section:
        """Heads and feet of all pages, and nothing else; `headings` are those of the chapters, for each page."""
        leaves = [self._first_leaf(), *(f"<section>{heading}</section>" for heading in headings[1:])]
        return Section(f"{self.head}<style>{LAYER}</style></head><body>{''.join(leaves)}</body></html>", "")

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
    parts = [("<main>", part, "</main>") for part in _CHAPTER.split(whole["main"]) if part.strip()]
    if len(parts) < MOST_THAT_STAY_WHOLE:
        return None
    parts += [("", part, "") for part in _CHAPTER.split(whole["back"]) if part.strip()]
    if not all('class="chapter' in part for _before, part, _after in parts):
        return None
    notes, chapters = 0, []
    for before, part, after in parts:
        tag, rest = part.split(">", 1)
        inner, closing, behind = rest.rpartition("</section>")
        blocks = _blocks(inner)
        chapters.append(Chapter(whole["head"], f"{before}{tag}>", blocks, f"{closing}{behind}{after}", notes))
        notes += part.count(_NOTE)
    return Cut(whole["head"], whole["front"], tuple(chapters))


def _blocks(inner: str) -> tuple[str, ...]:
    """What a page may begin with. A heading stays with what stands under it."""
    blocks: list[str] = []
    for block in _BLOCK.split(inner):
        if blocks and _HEADING_OF_BLOCKS.fullmatch(blocks[-1].strip()):
            blocks[-1] += block
        else:
            blocks.append(block)
    return tuple(blocks) if all(map(_is_balanced, blocks)) else (inner,)


def _is_balanced(block: str) -> bool:
    return all(block.count(f"<{tag}") == block.count(f"</{tag}>") for tag in ("section", "article", "div", "table"))


def _headings_above(before: str, block: str) -> list[str]:
    """Of the chapter, and of the part of it in which the block stands."""
    parts = _HEADING_OF_BLOCKS.findall(before)
    last = [] if block.startswith("<h3") or not parts else [parts[-1]]
    return [_heading(before), *(_IDENTIFIER.sub("", heading) for heading in last)]


def _apart(head: str, body: str, here: Container[str], notes: int = 0) -> str:
    """`here`: the places of the section itself."""
    body = _LINK.sub(lambda link: link[0] if link[1] in here else f'href="{ELSEWHERE}{link[1]}"', body)
    style = f"{NO_HEADS}{PAGES_GIVEN} {CONTINUED} body {{ counter-reset: footnote {notes} }}"
    return f"{head}<style>{style}</style></head><body>{body}</body></html>"


def _heading(section: str) -> str:
    found = _HEADING.search(section)
    return _IDENTIFIER.sub("", found[0]) if found else ""


def _identifier(block: str) -> str:
    found = _IDENTIFIER.search(block.partition(">")[0] + ">")
    return found[1] if found else ""
