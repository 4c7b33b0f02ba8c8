"""From the HTML of a document to its Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from workplan_portal.documents.jobs import Metadata
from workplan_portal.documents.look import Palette
from workplan_portal.documents.resources import Resources

from .fields import contents
from .markup import Tag, tree_of
from .package import Story, packed
from .pages import end_of_section, footer, header, section
from .panels import panel
from .paragraphs import Blocks, Place
from .parts import Parts
from .pictures import on_cover
from .tables import Tables
from .xml import made

_COLOUR = re.compile(r"--([\w-]+):\s*#([0-9a-f]{6})")


def word_document(html: str, *, metadata: Metadata, resources: Resources) -> bytes:
    """The same HTML and metadata give the same bytes."""
    writer = _Writer(tree_of(html), resources)
    return packed(writer.story(), metadata)


class _Writer:
    def __init__(self, document: Tag, resources: Resources) -> None:
        self.document = document
        self.colours = _colours(document)
        anchors = (tag.attributes.get("href", "")[1:] for tag in document.tags("a") if _leads_within(tag))
        self.parts = Parts(resources, anchors)
        self.blocks = Blocks(self.parts, {})
        self.behind = [panel(self.colours["brand"])]  # the words of the cover
        tables = Tables(self.blocks)
        self.blocks.special = {
            "table": tables.table,
            "dl": tables.pairs,
            "nav": self._contents,
            "section": self._section,
            "div": self._div,
            "img": self._picture,
        }

    def story(self) -> Story:
        running = self.document.first("div", "running")
        body = self.document.first("body") or self.document
        return Story(
            body=made("w:body", None, *self.blocks.blocks(body.children, Place()), section()),
            header=header(running),
            footer=footer(running),
            parts=self.parts,
            colours=self.colours,
        )

    def _contents(self, tag: Tag, place: Place) -> Iterator[Element]:
        return contents(tag, self.parts)

    def _section(self, tag: Tag, place: Place) -> Iterator[Element]:
        if "cover" in tag.classes:
            yield from self._cover(tag, replace(place, on_cover=True))
        else:
            yield from self.blocks.inside(tag, place)

    def _div(self, tag: Tag, place: Place) -> Iterator[Element]:
        if "running" not in tag.classes:
            yield from self.blocks.inside(tag, place)

    def _picture(self, tag: Tag, place: Place) -> Iterator[Element]:
        """One that stands on the cover: others stand among words."""
        if drawn := on_cover(tag, self.parts):
            paragraph, white = drawn
            self.behind.append(white)
            yield paragraph

    def _cover(self, tag: Tag, place: Place) -> Iterator[Element]:
        paragraphs = list(self.blocks.blocks(tag.children, place))
        first = next((block for block in paragraphs if block.tag == "w:p"), None)
        if first is not None:
            first[1:1] = self.behind
        yield from paragraphs
        yield end_of_section(section(on_cover=True))


def _leads_within(tag: Tag) -> bool:
    return tag.attributes.get("href", "").startswith("#")


def _colours(document: Tag) -> dict[str, str]:
    """As the document gives them a name; a document without has the usual ones."""
    usual = Palette()
    names = {"brand": usual.brand, "tint": usual.tint, "line": usual.line, "line_strong": usual.line_strong}
    styles = "".join(child for tag in document.tags("style") for child in tag.children if isinstance(child, str))
    found = {name.replace("-", "_"): f"#{colour}" for name, colour in _COLOUR.findall(styles)}
    return {name: found.get(name, colour).removeprefix("#").upper() for name, colour in names.items()}
