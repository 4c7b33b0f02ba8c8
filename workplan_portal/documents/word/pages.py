"""The pages themselves: their size, what stands at their head and foot, and the panel of the cover."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .fields import field
from .markup import Tag
from .parts import FOOTER, HEADER
from .xml import NAMESPACES, made, properties, text, val

MILLIMETRE = 36_000  # in EMU, the unit of drawings
PANEL = (210, 186)
"""Width and height of the coloured part of a cover, in millimetres."""

DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""By which Word knows that a drawing says nothing to who can't see it."""

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


def panel(colour: str) -> Element:
    """A run with the coloured rectangle behind the title. The title has the colour behind its words too, for programs
    that draw no shapes."""
    width, height = (str(side * MILLIMETRE) for side in PANEL)
    extent = {"cx": width, "cy": height}
    shape = made(
        "wps:wsp",
        None,
        made("wps:cNvSpPr"),
        made(
            "wps:spPr",
            None,
            made("a:xfrm", None, made("a:off", {"x": "0", "y": "0"}), made("a:ext", extent)),
            made("a:prstGeom", {"prst": "rect"}, made("a:avLst")),
            made("a:solidFill", None, made("a:srgbClr", {"val": colour})),
            made("a:ln", None, made("a:noFill")),
        ),
        made("wps:bodyPr"),
    )
    drawing = made("w:drawing", None, _anchored(extent, shape))
    return made("w:r", None, made("mc:AlternateContent", None, made("mc:Choice", {"Requires": "wps"}, drawing)))


def _anchored(extent: dict[str, str], shape: Element) -> Element:
    settings = {"distT": "0", "distB": "0", "distL": "0", "distR": "0", "simplePos": "0", "relativeHeight": "1"}
    behind = {"behindDoc": "1", "locked": "1", "layoutInCell": "1", "allowOverlap": "1"}
    return made(
        "wp:anchor",
        settings | behind,
        made("wp:simplePos", {"x": "0", "y": "0"}),
        *(made(f"wp:position{way}", {"relativeFrom": "page"}, _offset("0")) for way in ("H", "V")),
        made("wp:extent", extent),
        made("wp:effectExtent", dict.fromkeys("ltrb", "0")),
        made("wp:wrapNone"),
        made("wp:docPr", {"id": "1", "name": "Panel"}, _decorative()),
        made("wp:cNvGraphicFramePr"),
        made("a:graphic", None, made("a:graphicData", {"uri": NAMESPACES["wps"]}, shape)),
    )


def _offset(distance: str) -> Element:
    element = made("wp:posOffset")
    element.text = distance
    return element


def _decorative() -> Element:
    namespace = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    said = made("adec:decorative", {"xmlns:adec": namespace, "val": "1"})
    return made("a:extLst", None, made("a:ext", {"uri": DECORATIVE}, said))
