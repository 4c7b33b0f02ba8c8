"""Stored pictures, such as a logo: each stands in a line, with the words that are said in its place. A program that
checks whether a file is accessible refuses one that floats, so what has to stand elsewhere is a line in a frame."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from workplan_portal.documents.resources import STORED

from .markup import Tag
from .panels import MILLIMETRE, block, decorative
from .parts import Parts, Picture
from .xml import NAMESPACES, made, properties, val

DOT = 25.4 / 96
"""In millimetres, as CSS has it."""
TWENTIETHS = 1440 / 25.4
"""Of a point in a millimetre."""

IN_LINE = (46, 16)
"""Width and height, in millimetres, that a picture has at most among words; on a cover, the other."""
ON_COVER = (46, 22)
RIGHT, TOP, AROUND = 177, 14, 7
"""On a cover: its right side, what is above it and what white is at its other sides, in millimetres (document.css)."""


class Size(NamedTuple):
    """In millimetres."""

    width: float
    height: float


def is_stored(tag: Tag) -> bool:
    return tag.name == "img" and tag.attributes.get("src", "").startswith(STORED)


def picture(tag: Tag, parts: Parts) -> list[Element]:
    """The run that holds it; nothing when there is no such picture."""
    found = parts.picture(tag.attributes["src"])
    return [_drawn(tag, found, _size(found, IN_LINE), parts)] if found else []


def on_cover(tag: Tag, parts: Parts) -> tuple[Element, Element] | None:
    """A paragraph at the right, and a run with the white behind it, which hangs from the edge of the page."""
    found = parts.picture(tag.attributes["src"])
    if found is None:
        return None
    size = _size(found, ON_COVER)
    left = RIGHT - size.width
    frame = {
        "w:w": _twentieths(size.width),
        "w:hSpace": _twentieths(AROUND),
        "w:wrap": "around",
        "w:vAnchor": "page",
        "w:hAnchor": "page",
        "w:x": _twentieths(left),
        "w:y": _twentieths(TOP),
    }
    parts.drawn += 1
    white = block("FFFFFF", (left - AROUND, 0, size.width + 2 * AROUND, TOP + size.height + AROUND), parts.drawn)
    look = properties("w:pPr", [val("w:pStyle", "Logo"), made("w:framePr", frame)])
    return made("w:p", None, look, _drawn(tag, found, size, parts)), white


def _size(found: Picture, most: tuple[float, float]) -> Size:
    """As large as its dots make it, and no larger than there is room."""
    width, height = found.width * DOT, found.height * DOT
    share = min(1, most[0] / width, most[1] / height)
    return Size(width * share, height * share)


def _drawn(tag: Tag, found: Picture, size: Size, parts: Parts) -> Element:
    parts.drawn += 1
    number, said = str(parts.drawn), tag.attributes.get("alt", "")
    name = {"id": number, "name": f"Picture {number}"}
    told = made("wp:docPr", name | {"descr": said}) if said else made("wp:docPr", name, decorative())
    extent = {"cx": _emu(size.width), "cy": _emu(size.height)}
    shown = made(
        "pic:pic",
        None,
        made("pic:nvPicPr", None, made("pic:cNvPr", name), made("pic:cNvPicPr")),
        made(
            "pic:blipFill",
            None,
            made("a:blip", {"r:embed": found.number}),
            made("a:stretch", None, made("a:fillRect")),
        ),
        made(
            "pic:spPr",
            None,
            made("a:xfrm", None, made("a:off", {"x": "0", "y": "0"}), made("a:ext", extent)),
            made("a:prstGeom", {"prst": "rect"}, made("a:avLst")),
        ),
    )
    inline = made(
        "wp:inline",
        dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
        made("wp:extent", extent),
        told,
        made("wp:cNvGraphicFramePr", None, made("a:graphicFrameLocks", {"noChangeAspect": "1"})),
        made("a:graphic", None, made("a:graphicData", {"uri": NAMESPACES["pic"]}, shown)),
    )
    return made("w:r", None, made("w:drawing", None, inline))


def _emu(millimetres: float) -> str:
    return str(round(millimetres * MILLIMETRE))


def _twentieths(millimetres: float) -> str:
    return str(round(millimetres * TWENTIETHS))
