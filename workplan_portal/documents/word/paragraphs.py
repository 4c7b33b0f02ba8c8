"""The blocks of a document: headings, paragraphs, lists, and what stands in a part with a look of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from .lines import LANGUAGES, Voice, line
from .looks import BELOW_AMOUNTS, BROKEN_OFF, HEADINGS, PARAGRAPHS, ROOM, SURROUNDINGS
from .markup import Tag
from .parts import BULLETS, Parts
from .pictures import is_stored
from .xml import made, properties, val

INLINE = frozenset({"a", "abbr", "b", "br", "code", "em", "i", "img", "q", "span", "strong", "svg"})
UNPRINTED = frozenset({"col", "colgroup", "head", "link", "script", "style", "template", "title"})

DEEPEST = 3  # levels of a list
STEP = 260  # that each level goes in; twentieths of a point


@dataclass(frozen=True)
class Place:
    """Where in a document a paragraph stands. `style` is that of a paragraph without a class; `around` one of
    SURROUNDINGS; `depth` how many lists it is in, `numbering` the list it is an item of. A picture may be `room`
    pixels wide."""

    style: str = ""
    around: str = ""
    depth: int = 0
    numbering: int = 0
    in_cell: bool = False
    on_cover: bool = False
    keep: bool = False  # with what comes after it
    room: float = ROOM
    language: str = ""


Special = Callable[[Tag, Place], Iterator[Element]]


class Blocks:
    """Writes what stands in a tag as paragraphs and tables. `special` are the tags that are written elsewhere."""

    def __init__(self, parts: Parts, special: dict[str, Special]) -> None:
        self.parts = parts
        self.special = special
        self.anchors: list[str] = []  # ids that were passed and have no paragraph yet
        self.new_page = False

    def blocks(self, children: Sequence[Tag | str], place: Place) -> Iterator[Element]:
        words: list[Tag | str] = []
        for number, child in enumerate(children, 1):
            if isinstance(child, str) or (child.name in INLINE and not self._breaks_off(child, place)):
                words.append(child)
                continue
            yield from self.paragraph(words, place)
            words = []
            if child.name not in UNPRINTED:
                yield from self._block(
                    child, replace(place, keep=True) if _leads_to_chart(children[number:]) else place
                )
        yield from self.paragraph(words, place)

    def _breaks_off(self, tag: Tag, place: Place) -> bool:
        if place.on_cover and is_stored(tag):
            return True
        return place.in_cell and bool(tag.classes & BROKEN_OFF)

    def _block(self, tag: Tag, place: Place) -> Iterator[Element]:
        if anchor := tag.attributes.get("id"):
            self.anchors.append(anchor)
        place = replace(place, language=tag.attributes["lang"]) if "lang" in tag.attributes else place
        if tag.name in self.special:
            yield from self.special[tag.name](tag, place)
        elif tag.name in HEADINGS:
            yield from self.paragraph(tag.children, replace(place, style=HEADINGS[tag.name], around=""))
        elif tag.name == "h1":
            yield from self.paragraph(tag.children, replace(place, style="Title" if place.on_cover else "Subject"))
        elif tag.name in {"ul", "ol"}:
            yield from self._list(tag, place)
        elif tag.name in {"p", "span", "figcaption"}:
            yield from self.paragraph(tag.children, replace(place, style=_style(tag, place)))
        else:
            yield from self.inside(tag, replace(place, keep=True) if tag.name == "figure" else place)

    def inside(self, tag: Tag, place: Place) -> Iterator[Element]:
        self.new_page = self.new_page or "chapter" in tag.classes
        around = next((name for name in SURROUNDINGS if name in tag.classes), place.around)
        if around != place.around:
            place = replace(place, style=SURROUNDINGS[around].style, around=around)
        yield from self.blocks(tag.children, place)

    def _list(self, tag: Tag, place: Place) -> Iterator[Element]:
        depth = min(place.depth + 1, DEEPEST)
        counted = tag.name == "ol"
        numbering = self.parts.counted_list() if counted else BULLETS
        style = ("ListNumber" if counted else "ListBullet") + (str(depth) if depth > 1 else "")
        if place.around:
            style = SURROUNDINGS[place.around].items or style
        inside = replace(place, style=style, depth=depth, numbering=numbering)
        for item in tag.children:
            if isinstance(item, Tag) and item.name == "li":
                yield from self._item(item, inside)

    def _item(self, item: Tag, place: Place) -> Iterator[Element]:
        if anchor := item.attributes.get("id"):
            self.anchors.append(anchor)
        for number, block in enumerate(self.blocks(item.children, place)):
            if number:
                _go_on(block, place)
            yield block

    def paragraph(self, children: Sequence[Tag | str], place: Place) -> Iterator[Element]:
        voice = Voice(language=LANGUAGES.get(place.language, ""), whole=not place.in_cell)
        content = line(children, self.parts, voice, place.room)
        if not content:
            return
        start, end = self._bookmarks()
        yield made("w:p", None, *self._properties(place), *start, *content, *end)

    def _properties(self, place: Place) -> Iterator[Element]:
        given: list[Element] = []
        if place.style:
            given.append(val("w:pStyle", place.style))
        if place.keep:
            given.append(made("w:keepNext"))
        if self.new_page:
            given.append(made("w:pageBreakBefore"))
            self.new_page = False
        if place.numbering:
            given.append(self._numbered(place))
        if place.numbering and place.around:
            left = SURROUNDINGS[place.around].left + STEP * place.depth
            given.append(made("w:ind", {"w:left": str(left), "w:hanging": str(STEP)}))
        if given:
            yield properties("w:pPr", given)

    def _numbered(self, place: Place) -> Element:
        return made("w:numPr", None, val("w:ilvl", place.depth - 1), val("w:numId", place.numbering))

    def _bookmarks(self) -> tuple[list[Element], list[Element]]:
        names = [self.parts.bookmarks[anchor] for anchor in self.anchors if anchor in self.parts.bookmarks]
        self.anchors = []
        start = [made("w:bookmarkStart", {"w:id": str(int(name[4:])), "w:name": name}) for name in names]
        return start, [made("w:bookmarkEnd", {"w:id": str(int(name[4:]))}) for name in names]


def _leads_to_chart(after: Sequence[Tag | str]) -> bool:
    """What stands above a chart says what is seen in it."""
    return next((tag.name for tag in after if isinstance(tag, Tag)), "") == "figure"


def _go_on(block: Element, place: Place) -> None:
    """A further paragraph of an item: as far in as the first, without a sign of its own."""
    look = block.find("w:pPr")
    numbered = look.find("w:numPr") if look is not None else None
    if look is None or numbered is None or numbered[0].get("w:val") != str(place.depth - 1):
        return
    look.remove(numbered)
    if (indented := look.find("w:ind")) is not None:
        del indented.attrib["w:hanging"]
    elif (style := look.find("w:pStyle")) is not None:
        style.set("w:val", "ListContinue" + (str(place.depth) if place.depth > 1 else ""))


def _style(tag: Tag, place: Place) -> str:
    if place.around and "label" in tag.classes:
        return SURROUNDINGS[place.around].label
    if place.style in BELOW_AMOUNTS and tag.classes & BROKEN_OFF:
        return "SmallAmount"
    return next((PARAGRAPHS[name] for name in sorted(tag.classes) if name in PARAGRAPHS), place.style)
