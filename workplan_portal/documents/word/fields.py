"""Fields: what Word fills in itself, such as the number of a page and the contents."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .lines import line
from .markup import Tag
from .parts import Parts
from .xml import made, properties, text, val

DEEPEST = 2  # levels of headings in the contents


def field(instruction: str, shown: str = "") -> list[Element]:
    """`shown` stands there until Word fills it in."""
    return [begin(instruction), *([made("w:r", None, text(shown))] if shown else []), end()]


def begin(instruction: str) -> Element:
    return made(
        "w:r",
        None,
        made("w:fldChar", {"w:fldCharType": "begin"}),
        text(f" {instruction} ", "w:instrText"),
        made("w:fldChar", {"w:fldCharType": "separate"}),
    )


def end() -> Element:
    return made("w:r", None, made("w:fldChar", {"w:fldCharType": "end"}))


def contents(nav: Tag, parts: Parts) -> Iterator[Element]:
    """The contents as the document gives them, inside a field that Word can make anew. Only Word knows the pages."""
    heading, entries = nav.first("h2"), list(_entries(nav, 1))
    if not entries:
        return
    paragraphs = [_entry(link, level, parts) for link, level in entries]
    paragraphs[0].insert(1, begin(f'TOC \\o "1-{DEEPEST}" \\h \\z \\u'))
    paragraphs[-1].append(end())
    if heading is not None:
        look = properties("w:pPr", [val("w:pStyle", "TOCHeading"), made("w:pageBreakBefore")])
        paragraphs.insert(0, made("w:p", None, look, *line(heading.children, parts)))
    gallery = made("w:docPartObj", None, val("w:docPartGallery", "Table of Contents"), made("w:docPartUnique"))
    yield made("w:sdt", None, made("w:sdtPr", None, gallery), made("w:sdtContent", None, *paragraphs))


def _entries(tag: Tag, level: int) -> Iterator[tuple[Tag, int]]:
    for child in tag.children:
        if isinstance(child, Tag) and child.name == "a":
            yield child, level - 1
        elif isinstance(child, Tag):
            yield from _entries(child, level + (child.name == "ul"))


def _entry(link: Tag, level: int, parts: Parts) -> Element:
    target = parts.link(link.attributes.get("href", ""))
    page = field(f"PAGEREF {target['w:anchor']} \\h") if target else []
    words = line(link.children, parts)
    number = link.first("span", "number")
    if number is None or not number.text:
        words.insert(0, made("w:r", None, made("w:tab")))  # titles stand below each other
    return made(
        "w:p",
        None,
        properties("w:pPr", [val("w:pStyle", f"TOC{min(level, DEEPEST)}")]),
        made("w:hyperlink", target, *words, made("w:r", None, made("w:tab")), *page),
    )
