"""What a document keeps beside its text: addresses of links, bookmarks, pictures, footnotes, counted lists."""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workplan_portal.documents.resources import STORED, Resources
from workplan_portal.documents.storing import DamagedFile, read_verified

from .xml import made, properties, val

BULLETS, NUMBERS = 1, 2
"""The two kinds of list in numbering.xml, each with a list of the same number that Word's list styles use."""

STYLES, NUMBERING, FOOTNOTES, SETTINGS, HEADER, FOOTER, FONTS = (f"rId{place}" for place in range(1, 8))
"""What every document is related to (`package`); links and pictures come after them."""
FIRST_FREE = 8


logger = logging.getLogger(__name__)


class Picture(NamedTuple):
    """`number` is the id of its relationship; its size is in dots."""

    number: str
    content: bytes
    width: int
    height: int


class Parts:
    def __init__(self, resources: Resources, wanted: Iterable[str] = ()) -> None:
        """`wanted` are the ids that a link of the document leads to: those become bookmarks."""
        self.resources = resources
        self.bookmarks = {anchor: f"_Ref{place:08}" for place, anchor in enumerate(dict.fromkeys(wanted), 1)}
        self.links: dict[str, str] = {}  # address → id of the relationship
        self.pictures: dict[str, Picture] = {}  # by their address
        self.footnotes: list[Element] = []
        self.counted = 0
        self.drawn = 1  # the panel of a cover

    def link(self, address: str) -> dict[str, str]:
        """The attributes of a hyperlink; none for a place that is not in the document."""
        if address.startswith("#"):
            name = self.bookmarks.get(address[1:])
            return {"w:anchor": name, "w:history": "1"} if name else {}
        number = self.links.setdefault(address, self._free())
        return {"r:id": number, "w:history": "1"}

    def picture(self, address: str) -> Picture | None:
        """One of our stored ones, which are PNG; None, and a warning, for what is no such file."""
        if address not in self.pictures:
            try:
                content = read_verified(address.removeprefix(STORED), self.resources.stored)
            except DamagedFile as error:
                logger.warning("A Word file is made without a picture. %s", error)
                return None
            width, height = struct.unpack(">II", content[16:24])
            self.pictures[address] = Picture(self._free(), content, width, height)
        return self.pictures[address]

    def _free(self) -> str:
        return f"rId{FIRST_FREE + len(self.links) + len(self.pictures)}"

    def counted_list(self) -> int:
        """A numbered list that begins at 1 again."""
        self.counted += 1
        return NUMBERS + self.counted

    def footnote(self, words: Iterable[Element]) -> Element:
        """The run that calls for it."""
        number = str(len(self.footnotes) + 1)
        called = properties("w:rPr", [val("w:rStyle", "FootnoteReference")])
        sign = made("w:r", None, called, made("w:footnoteRef"), made("w:tab"))
        look = properties("w:pPr", [val("w:pStyle", "FootnoteText")])
        self.footnotes.append(made("w:footnote", {"w:id": number}, made("w:p", None, look, sign, *words)))
        calling = properties("w:rPr", [val("w:rStyle", "FootnoteReference")])
        return made("w:r", None, calling, made("w:footnoteReference", {"w:id": number}))
