"""The pages themselves: their size, and what stands at their head and foot."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .fields import field
from .markup import Tag
from .parts import FOOTER, HEADER
from .xml import made, properties, text, val

MARGINS = {"top": 1701, "right": 1474, "bottom": 1531, "left": 1474, "header": 851, "footer": 737, "gutter": 0}


UPRIGHT = {"w:w": "11906", "w:h": "16838"}
LYING = {"w:w": "16838", "w:h": "11906", "w:orient": "landscape"}


def section(*, on_cover: bool = False, lying: bool = False) -> Element:
    """The pages up to here. A cover has no head and foot."""
    margins = MARGINS | {"top": 1361, "bottom": 850} if on_cover else MARGINS
    given = [
        made("w:pgSz", LYING if lying else UPRIGHT),
        made("w:pgMar", {f"w:{side}": str(width) for side, width in margins.items()}),
    ]
    if on_cover:
        given.append(val("w:type", "nextPage"))
    else:
        given.append(made("w:headerReference", {"w:type": "default", "r:id": HEADER}))
        given.append(made("w:footerReference", {"w:type": "default", "r:id": FOOTER}))
    return properties("w:sectPr", given)


def end_of_section(pages: Element) -> Element:
    """The paragraph that a section ends with."""
    return made("w:p", None, properties("w:pPr", [val("w:pStyle", "AfterTable"), pages]))


def header(running: Tag | None) -> Element:
    """What the document is, and the chapter one is in (`STYLEREF 1`: the heading of level 1, in every language)."""
    document = _said(running, "document")
    words = [made("w:r", None, text(document), made("w:tab")), *field("STYLEREF 1")] if document else []
    return made("w:hdr", None, _paragraph("Header", words))


def footer(running: Tag | None) -> Element:
    whose = _said(running, "organisation") or _said(running, "sender")
    page, of = (_said(running, name) for name in ("page-word", "of-word"))
    numbered = [
        made("w:r", None, text(whose), made("w:tab"), text(f"{page} ")),
        *field("PAGE", "1"),
        made("w:r", None, text(f" {of} ")),
        *field("NUMPAGES", "1"),
    ]
    return made("w:ftr", None, _paragraph("Footer", numbered))


def _said(running: Tag | None, name: str) -> str:
    found = running.first("span", name) if running else None
    return found.text if found else ""


def _paragraph(style: str, content: list[Element]) -> Element:
    return made("w:p", None, properties("w:pPr", [val("w:pStyle", style)]), *content)
