"""Figures of one unit stand comma under comma in a column: 98,3% and below it 100%, moved to where its comma would be.

CSS once had words for it (`text-align: ","`), which no program knows. So this moves the figures when the pages are laid
out, and reads WeasyPrint's boxes, as `labels` does. What is read aloud and what is copied stay as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import split_first_line

FIGURE = re.compile(r"\d(?P<fraction>,\d+)?(?P<unit>[^\d,]*)$")


class Figure(NamedTuple):
    line: Any
    room: float  # to its left
    fraction: float  # how wide what begins at its comma is


def align_decimals(pages: Iterable[Any]) -> None:
    """Of the right-aligned columns, which have the class `amount`."""
    columns: dict[tuple[Element, int, str], list[Figure]] = defaultdict(list)
    for page in pages:
        for table in _inside(page._page_box, boxes.TableBox):
            for cell in _inside(table, boxes.TableCellBox):
                for unit, figure in _figure(cell):
                    columns[table.element, cell.grid_x, unit].append(figure)
    for figures in columns.values():
        widest = max(figure.fraction for figure in figures)
        for figure in figures:
            _move(figure, widest - figure.fraction)


def _inside(box: Any, kind: type) -> Iterator[Any]:
    if isinstance(box, kind):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _inside(child, kind)


def _figure(cell: Any) -> Iterator[tuple[str, Figure]]:
    """The first line of the cell that ends in one, with its unit."""
    if cell.element_tag != "td" or "amount" not in cell.element.get("class", "").split():
        return
    for line in _inside(cell, boxes.LineBox):
        text = next(_inside(line, boxes.TextBox), None)
        if text and (found := FIGURE.search(text.text.strip())):
            fraction = _width(found["fraction"], text.style) if found["fraction"] else 0.0
            yield found["unit"], Figure(line, text.position_x - cell.content_box_x(), fraction)
            return


def _width(words: str, style: Any) -> float:
    width: float = split_first_line(words, style, None, None, 0)[3]
    return width


def _move(figure: Figure, distance: float) -> None:
    if 0 < distance <= figure.room:
        for child in figure.line.children:
            child.translate(-distance)
