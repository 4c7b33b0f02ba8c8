"""A document cut into sections that begin on a page of their own, each a whole document that can be made apart.

How a section looks does not depend on where it stands: heads and feet of the pages are a layer of their own, laid over
them when all are known (`joining`). So a section that did not change is not made again, whatever moved before it.
Only the numbers of its footnotes, and the pages in the list of contents, are told to a section from outside.

A chapter is a section. A long one is several, once it is known which of its blocks began a page the last time: how
pages are filled depends on nothing but where the first of them begins. A block is a paragraph, a list, a table: what
stands directly in a chapter or in one of its articles, with the heading above it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

ELSEWHERE = "portal:place/"
"""Begins the address of a link to another section; `joining` makes it lead there."""

AGAIN = "again"
"""The class of headings that stand in an earlier section: here for the bookmarks, neither to be seen nor to be read."""

PART = "~"
"""Stands in the names of blocks that have none of their own; no reader ever meets those."""

SIDES = ("left", "right")
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
NO_CORNERS = " ".join(f"@{corner} {{ content: none }}" for corner in CORNERS)
NO_HEADS = "".join(f"@page :{side} {{ {NO_CORNERS} }}" for side in SIDES)
CONTINUED = (
    ".again { position: absolute; visibility: hidden; font-size: 0 }"
    # As after any page break that nobody asked for.
    ".again + *, .again + * > :first-child, .again + * > :first-child > :first-child { margin-top: 0 }"
)
PAGES_GIVEN = '.contents a::after { content: "\\a0" attr(data-page) }'
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
_HEADINGS = re.compile(r"<h([2-4])\b.*?</h\1>", re.DOTALL)
_BEGINS_WITH = re.compile(r"\s*(?:<article[^>]*>\s*)?<h([2-5])\b")
_ARTICLE = re.compile(r'(\s*<article class="block(?: block--last)?"[^>]*>)(.*)(</article>\s*)', re.DOTALL)
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>\w+)[^>]*?(?P<single>/?)>")
_SINGLE = frozenset({"br", "col", "hr", "img"})
_BLOCKS = frozenset({"p", "ul", "ol", "dl", "div", "table", "figure", "section", "article", "h2", "h3", "h4", "h5"})
_NAMED_BY = re.compile(r"\s*(?:<table[^>]*>\s*(?=<caption))?<\w+[^>]*")  # a caption is printed above its table
_FURTHER_ROWS = re.compile(r"(^\s*<table(?:(?!</tbody>).)*</tbody>)(?=(?:.*</tbody>){2}).*(?=</table>)", re.DOTALL)
_NOT_ALONE = re.compile(r'\s*<(?:ul class="frames"|p class="agreement")')
MOST_THAT_STAY_WHOLE = 2  # chapters
CHAPTERS_AT_HAND = 64
"""After an edit all but one are what they were. Of a few plans, in less than three megabytes."""
_COVER = '<section class="cover"'


@dataclass(frozen=True)
class Section:
    """A document, ready to be made. Only the pages before the block `until` belong to it, which must begin one.

    `under` says under how many headings of an earlier section it stands, `inside` in how many of its elements.
    """

    html: str
    heading: str
    until: str = ""
    under: int = 0
    inside: int = 0


@dataclass(frozen=True)
class Block:
    """What a page may begin with. In the middle of an article: with what opens that again, and what closes it."""

    html: str
    name: str = ""
    opening: str = ""
    closing: str = ""

    def beginning(self) -> str:
        """As much as tells whether there is room for it: of a table of more than two groups of rows the first."""
        return _FURTHER_ROWS.sub(r"\1", self.html, count=1)


@dataclass(frozen=True)
class Chapter:
    """`notes`: how many footnotes come before it. `around`: how many elements it stands in; `shared` with the last."""

    head: str
    opening: str
    blocks: tuple[Block, ...]
    closing: str
    notes: int
    around: int = 0
    shared: int = 0

    def sections(self, starts: Container[str]) -> Iterator[Section]:
        """`starts`: the places that began a page the last time."""
        begins = [0, *(n for n, block in enumerate(self.blocks) if n and block.name in starts)]
        for begin, end in pairwise([*begins, len(self.blocks)]):
            yield self._section(begin, end)

    def _section(self, begin: int, end: int) -> Section:
        """With how the block after it begins, so that the last page is filled as if all stood there."""
        before, own, after = _html(self.blocks[:begin]), self.blocks[begin:end], self.blocks[end : end + 1]
        opening, headings, inside = self.opening, list[str](), self.shared
        if begin:
            headings, inside = _headings_above(before, own[0].html), self.around + 1 + bool(own[0].opening)
            opening = _IDENTIFIER.sub("", opening) + f'<div class="{AGAIN}">{"".join(headings)}</div>{own[0].opening}'
        body, closing = opening + _html(own), (after or own)[-1].closing + self.closing
        here = set(_IDENTIFIER.findall(body))
        ahead = "".join(block.beginning() for block in after)
        html = _apart(self.head, f"{body}{ahead}{closing}", here, self.notes + before.count(_NOTE))
        return Section(html, _heading(before or body), after[0].name if after else "", len(headings), inside)


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
    main = [part for part in _CHAPTER.split(whole["main"]) if part.strip()]
    back = [part for part in _CHAPTER.split(whole["back"]) if part.strip()]
    if len(main) < MOST_THAT_STAY_WHOLE or not all('class="chapter' in part for part in main + back):
        return None
    notes, chapters = 0, []
    for number, part in enumerate(main + back):
        around = int(number < len(main))
        chapters.append(_chapter(whole["head"], part, notes, around, around if number else 0))
        notes += part.count(_NOTE)
    return Cut(whole["head"], whole["front"], tuple(chapters))


@lru_cache(CHAPTERS_AT_HAND)
def _chapter(head: str, part: str, notes: int, around: int, shared: int) -> Chapter:
    tag, rest = part.split(">", 1)
    inner, closing, behind = rest.rpartition("</section>")
    before, after = ("<main>", "</main>") if around else ("", "")
    blocks = tuple(_named(_kept_together(_blocks(inner)), _identifier(tag)))
    return Chapter(head, f"{before}{tag}>", blocks, f"{closing}{behind}{after}", notes, around, shared)


def _blocks(inner: str) -> Iterator[Block]:
    for child in _children(inner):
        if article := _ARTICLE.fullmatch(child):
            opening, within, closing = article.groups()
            first, *others = _children(within)
            again = _IDENTIFIER.sub("", opening)
            blocks = [Block(opening + first, "", "", closing), *(Block(other, "", again, closing) for other in others)]
            yield from blocks[:-1]
            yield replace(blocks[-1], html=blocks[-1].html + closing, closing="")
        else:
            yield Block(child)


def _children(inner: str) -> list[str]:
    """What stands directly in it; all in one when the tags do not fit."""
    begins, depth = [0], 0
    for tag in _TAG.finditer(inner):
        if tag["closing"]:
            depth -= 1
        elif not tag["single"] and tag["name"] not in _SINGLE:
            if depth == 0 and tag["name"] in _BLOCKS and inner[begins[-1] : tag.start()].strip():
                begins.append(tag.start())
            depth += 1
    return [inner] if depth else [inner[begin:end] for begin, end in pairwise([*begins, len(inner)])]


def _kept_together(blocks: Iterator[Block]) -> Iterator[Block]:
    """A heading with what stands under it."""
    held, is_heading = next(blocks), False
    is_heading = bool(_BEGINS_WITH.match(held.html))
    for block in blocks:
        if is_heading or _NOT_ALONE.match(block.html):
            held = replace(held, html=held.html + block.html, closing=block.closing)
        else:
            yield held
            held = block
        is_heading = bool(_BEGINS_WITH.match(block.html))
    yield held


def _named(blocks: Iterator[Block], name: str) -> Iterator[Block]:
    """Counted from the last that has a name: a new one in another article changes no name here."""
    number = 0
    for block in blocks:
        if own := _identifier(block.html):
            name, number = own, 0
            yield replace(block, name=own)
        else:
            number += 1
            given = f"{name}{PART}{number}"
            named = _NAMED_BY.sub(rf'\g<0> id="{given}"', block.html, count=1)
            yield replace(block, html=named, name=given)


def _html(blocks: Sequence[Block]) -> str:
    return "".join(block.html for block in blocks)


def _headings_above(before: str, block: str) -> list[str]:
    """Of the chapter, and of the parts of it in which the block stands."""
    above: list[re.Match[str]] = []
    for heading in (*_HEADINGS.finditer(before), _BEGINS_WITH.match(block)):
        if heading:
            above = [other for other in above if other[1] < heading[1]]
            above.append(heading)
    if _BEGINS_WITH.match(block):
        above.pop()
    return [_IDENTIFIER.sub("", heading[0]) for heading in above]


def _apart(head: str, body: str, here: Container[str], notes: int = 0) -> str:
    """`here`: the places of the section itself."""
    body = _LINK.sub(lambda link: link[0] if link[1] in here else f'href="{ELSEWHERE}{link[1]}"', body)
    begin = f'<body style="counter-reset: footnote {notes}">'
    return f"{head}<style>{NO_HEADS}{PAGES_GIVEN} {CONTINUED}</style></head>{begin}{body}</body></html>"


def _heading(section: str) -> str:
    found = _HEADING.search(section)
    return _IDENTIFIER.sub("", found[0]) if found else ""


def _identifier(block: str) -> str:
    found = _IDENTIFIER.search(block.partition(">")[0] + ">")
    return found[1] if found else ""
