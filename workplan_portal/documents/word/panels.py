"""Coloured rectangles behind the words of a cover."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .xml import NAMESPACES, made

MILLIMETRE = 36_000  # in EMU, the unit of drawings
PANEL = (0, 0, 210, 186)
"""The coloured part of a cover: its left and upper side, width and height, in millimetres."""

DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""By which Word knows that a drawing says nothing to who can't see it."""


def panel(colour: str) -> Element:
    """A run with the coloured rectangle behind the title. The title has the colour behind its words too, for programs
    that draw no shapes."""
    return block(colour, PANEL, 1)


def block(colour: str, box: tuple[float, float, float, float], number: int) -> Element:
    """A run with a rectangle behind the words of the page, where `box` has it. That with the highest number lies on
    top."""
    left, top, width, height = (str(round(side * MILLIMETRE)) for side in box)
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
    drawing = made("w:drawing", None, _anchored((left, top), extent, shape, str(number)))
    return made("w:r", None, made("mc:AlternateContent", None, made("mc:Choice", {"Requires": "wps"}, drawing)))


def _anchored(place: tuple[str, str], extent: dict[str, str], shape: Element, number: str) -> Element:
    settings = {"distT": "0", "distB": "0", "distL": "0", "distR": "0", "simplePos": "0", "relativeHeight": number}
    behind = {"behindDoc": "1", "locked": "1", "layoutInCell": "1", "allowOverlap": "1"}
    return made(
        "wp:anchor",
        settings | behind,
        made("wp:simplePos", {"x": "0", "y": "0"}),
        *(_positioned(way, distance) for way, distance in zip("HV", place, strict=True)),
        made("wp:extent", extent),
        made("wp:effectExtent", dict.fromkeys("ltrb", "0")),
        made("wp:wrapNone"),
        made("wp:docPr", {"id": number, "name": f"Panel {number}"}, decorative()),
        made("wp:cNvGraphicFramePr"),
        made("a:graphic", None, made("a:graphicData", {"uri": NAMESPACES["wps"]}, shape)),
    )


def _positioned(way: str, distance: str) -> Element:
    offset = made("wp:posOffset")
    offset.text = distance
    return made(f"wp:position{way}", {"relativeFrom": "page"}, offset)


def decorative() -> Element:
    namespace = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    said = made("adec:decorative", {"xmlns:adec": namespace, "val": "1"})
    return made("a:extLst", None, made("a:ext", {"uri": DECORATIVE}, said))
