"""Our charts as drawings of Word's own: crisp at every size, with the words that are said in their place.

Read of an SVG is what `interface/charts` draws with: rectangles, lines, circles and words, in groups; across a share of
the width or pixels, down pixels. Another shape is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .markup import Tag
from .parts import Parts
from .xml import NAMESPACES, made, properties, text, val

PIXEL = 9525  # in EMU, the unit of drawings; 96 pixels are an inch

RISE, LINE, ADVANCE = 0.95, 1.25, 0.7
"""Of the size of letters: from the top of their box to the line they stand on, the height of the box, and the room for
one letter."""

TIGHT = {"wrap": "square", **dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), "0")}
"""A box without room around its words."""

_MOVED = re.compile(r"translate\(\s*([-\d.]+)[ ,]*([-\d.]*)\s*\)")


class Box(NamedTuple):
    """In pixels. A line may lead to the left or upwards."""

    x: float
    y: float
    width: float
    height: float


class Pen(NamedTuple):
    """What a group hands down to what stands in it. `across` is the width that shares are of."""

    across: float
    colour: str = "#000"
    x: float = 0
    y: float = 0
    fill: str = "#000"
    stroke: str = "none"
    width: float = 1
    dashes: str = ""
    size: float = 13
    bold: bool = False
    anchor: str = "start"

    def of(self, tag: Tag) -> Pen:
        given = tag.attributes
        moved = _MOVED.search(given.get("transform", ""))
        return self._replace(
            colour=given.get("color", self.colour),
            x=self.x + float(moved[1] if moved else 0),
            y=self.y + float((moved and moved[2]) or 0),
            fill=given.get("fill", self.fill),
            stroke=given.get("stroke", self.stroke),
            width=float(given.get("stroke-width", self.width)),
            dashes=given.get("stroke-dasharray", self.dashes),
            size=float(given.get("font-size", self.size)),
            bold=given.get("font-weight", "600" if self.bold else "") == "600",
            anchor=given.get("text-anchor", self.anchor),
        )

    def length(self, tag: Tag, *names: str) -> float:
        """The sum of these: a share of the width, or pixels."""
        return sum(self._pixels(tag.attributes.get(name, "0")) for name in names)

    def _pixels(self, given: str) -> float:
        return self.across * float(given[:-1]) / 100 if given.endswith("%") else float(given)

    def paint(self, colour: str) -> Element:
        if colour == "none":
            return made("a:noFill")
        digits = (self.colour if colour == "currentColor" else colour).removeprefix("#").upper()
        whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
        return made("a:solidFill", None, made("a:srgbClr", {"val": whole}))

    def outline(self) -> Element:
        line = made("a:ln", {"w": _emu(self.width)}, self.paint(self.stroke))
        if self.dashes and self.stroke != "none":
            line.append(made("a:custDash", None, *self._dashes()))
        return line

    def _dashes(self) -> Iterator[Element]:
        """In thousandths of a percent of the width of the line."""
        shares = [str(round(100_000 * float(part) / self.width)) for part in self.dashes.split()]
        for drawn, apart in zip(shares[::2], shares[1::2], strict=False):
            yield made("a:ds", {"d": drawn, "sp": apart})


def drawing(svg: Tag, parts: Parts, room: float) -> Element:
    """The run that holds it. `room` is the width, in pixels, of a picture that is as wide as what it stands in."""
    pen = Pen(room).of(svg)
    width, height = pen.length(svg, "width"), pen.length(svg, "height")
    said = svg.attributes.get("aria-label", "")
    parts.drawn += 1
    number = str(parts.drawn)
    group = made(
        "wpg:wgp",
        None,
        made("wpg:cNvGrpSpPr"),
        made("wpg:grpSpPr", None, _placed("a:xfrm", Box(0, 0, width, height), inside=True)),
        *_shapes(svg, pen._replace(across=width)),
    )
    inline = made(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        made("wp:extent", {"cx": _emu(width), "cy": _emu(height)}),
        made("wp:docPr", {"id": number, "name": f"Chart {number}", "descr": said}),
        made("wp:cNvGraphicFramePr"),
        made("a:graphic", None, made("a:graphicData", {"uri": NAMESPACES["wpg"]}, group)),
    )
    drawn = made("mc:Choice", {"Requires": "wpg"}, made("w:drawing", None, inline))
    return made("w:r", None, made("mc:AlternateContent", None, drawn, made("mc:Fallback", None, text(said))))


def _shapes(tag: Tag, pen: Pen) -> Iterator[Element]:
    for child in tag.children:
        if not isinstance(child, Tag):
            continue
        own = pen.of(child)
        if child.name == "g":
            yield from _shapes(child, own)
        elif child.name == "text":
            yield _words(child, own)
        elif child.name in _BOXES:
            kind, box = _BOXES[child.name]
            looks = [own.outline()] if kind == "line" else [own.paint(own.fill), own.outline()]
            yield _shape(kind, box(child, own), looks)


def _rectangle(tag: Tag, pen: Pen) -> Box:
    x, y, width, height = (pen.length(tag, name) for name in ("x", "y", "width", "height"))
    return Box(x + pen.x, y + pen.y, width, height)


def _circle(tag: Tag, pen: Pen) -> Box:
    x, y, radius = (pen.length(tag, name) for name in ("cx", "cy", "r"))
    return Box(x - radius + pen.x, y - radius + pen.y, 2 * radius, 2 * radius)


def _line(tag: Tag, pen: Pen) -> Box:
    x1, x2, y1, y2 = (pen.length(tag, name) for name in ("x1", "x2", "y1", "y2"))
    return Box(x1 + pen.x, y1 + pen.y, x2 - x1, y2 - y1)


_BOXES = {"rect": ("rect", _rectangle), "circle": ("ellipse", _circle), "line": ("line", _line)}


def _shape(kind: str, box: Box, looks: list[Element], *words: Element) -> Element:
    return made(
        "wps:wsp",
        None,
        made("wps:cNvSpPr", {"txBox": "1"} if words else None),
        made("wps:spPr", None, _placed("a:xfrm", box), made("a:prstGeom", {"prst": kind}), *looks),
        *words,
        made("wps:bodyPr", TIGHT if words else None),
    )


def _words(tag: Tag, pen: Pen) -> Element:
    """In a box of their own, on the line that the drawing names."""
    aligned = {"start": "left", "middle": "center", "end": "right"}[pen.anchor]
    width = ADVANCE * pen.size * (len(tag.text) + 1)
    x = pen.length(tag, "x", "dx") + pen.x - {"left": 0, "center": width / 2, "right": width}[aligned]
    y = pen.length(tag, "y", "dy") + pen.y - RISE * pen.size
    size = str(round(1.5 * pen.size))  # pixels as half points
    looks = [made("w:color", {"w:val": pen.paint(pen.fill)[0].get("val", "")}), val("w:sz", size), val("w:szCs", size)]
    if pen.bold:
        looks += [made("w:b"), made("w:bCs")]
    paragraph = made(
        "w:p",
        None,
        properties("w:pPr", [val("w:pStyle", "ChartText"), val("w:jc", aligned)]),
        made("w:r", None, properties("w:rPr", looks), text(tag.text)),
    )
    nothing = [made("a:noFill"), made("a:ln", None, made("a:noFill"))]
    box = Box(x, y, width, LINE * pen.size)
    return _shape("rect", box, nothing, made("wps:txbx", None, made("w:txbxContent", None, paragraph)))


def _placed(tag: str, box: Box, *, inside: bool = False) -> Element:
    """`inside` measures what stands in it as itself."""
    turned = {name: "1" for name, size in (("flipH", box.width), ("flipV", box.height)) if size < 0}
    start = {"x": _emu(box.x + min(box.width, 0)), "y": _emu(box.y + min(box.height, 0))}
    extent = {"cx": _emu(abs(box.width)), "cy": _emu(abs(box.height))}
    element = made(tag, turned, made("a:off", start), made("a:ext", extent))
    if inside:
        element.extend((made("a:chOff", start), made("a:chExt", extent)))
    return element


def _emu(pixels: float) -> str:
    return str(round(pixels * PIXEL))
