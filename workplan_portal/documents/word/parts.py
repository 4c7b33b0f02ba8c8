"""What a document keeps beside its text: addresses of links, bookmarks, footnotes, counted lists."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from .xml import made, properties, val

BULLETS, NUMBERS = 1, 2
"""The two kinds of list in numbering.xml, each with a list of the same number that Word's list styles use."""

STYLES, NUMBERING, FOOTNOTES, SETTINGS, HEADER, FOOTER, FONTS = (f"rId{place}" for place in range(1, 8))
"""What every document is related to (`package`); links come after them."""
FIRST_FREE = 8


class Parts:
    def __init__(self, wanted: Iterable[str] = ()) -> None:
        """`wanted` are the ids that a link of the document leads to: those become bookmarks."""
        self.bookmarks = {anchor: f"_Ref{place:08}" for place, anchor in enumerate(dict.fromkeys(wanted), 1)}
        self.links: dict[str, str] = {}  # address → id of the relationship
        self.footnotes: list[Element] = []
        self.counted = 0
        self.drawn = 1  # the panel of a cover

    def link(self, address: str) -> dict[str, str]:
        """The attributes of a hyperlink; none for a place that is not in the document."""
        if address.startswith("#"):
            name = self.bookmarks.get(address[1:])
            return {"w:anchor": name, "w:history": "1"} if name else {}
        number = self.links.setdefault(address, f"rId{FIRST_FREE + len(self.links)}")
        return {"r:id": number, "w:history": "1"}

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
