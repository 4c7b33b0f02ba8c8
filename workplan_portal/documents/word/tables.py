"""Tables: their heads are repeated on every page, their rows stay whole, and every cell knows its width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from workplan_portal.documents.wide_tables import WIDE

from .looks import PAIRS, TABLE, TABLES, WHOLE, widths
from .markup import Tag
from .pages import end_of_section, section
from .paragraphs import Blocks, Place
from .xml import made, properties, val

TWENTIETHS = 56.6929
"""Of a point in a millimetre."""
IN_PIXEL = 15
"""The same in a pixel."""
BESIDE = 180
"""Room of a cell left and right of its words, as in styles.xml."""


@dataclass(frozen=True)
class Cell:
    """`spans` columns. `goes_on` when it is the cell above, which reaches down into this row."""

    tag: Tag
    spans: int
    reaches_down: bool
    goes_on: bool = False


@dataclass(frozen=True)
class Row:
    tag: Tag
    cells: tuple[Cell, ...]
    is_head: bool
    keep: bool  # on the page of the row after it
    anchor: str = ""


class Tables:
    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks

    def table(self, tag: Tag, place: Place) -> Iterator[Element]:
        rows = _rows(tag)
        columns = max((sum(cell.spans for cell in row.cells) for row in rows), default=0)
        if columns >= WIDE and not place.in_cell:
            yield end_of_section(section())
            yield from self._with_caption(tag, rows, columns, place)
            yield end_of_section(section(lying=True))
        elif rows:
            yield from self._with_caption(tag, rows, columns, place)
            yield room()

    def _with_caption(self, tag: Tag, rows: Sequence[Row], columns: int, place: Place) -> Iterator[Element]:
        caption = tag.first("caption")
        if caption is None:
            yield room()
        else:
            yield from self.blocks.paragraph(list(_lines(caption)), replace(place, style="Caption"))
        measures = [round(width * TWENTIETHS) for width in widths(tag.classes, columns)]
        style = next((TABLES[name] for name in TABLES if name in tag.classes), TABLE)
        yield made(
            "w:tbl",
            None,
            _look(style, sum(measures), caption.text if caption else ""),
            made("w:tblGrid", None, *(made("w:gridCol", {"w:w": str(width)}) for width in measures)),
            *(self._row(row, measures, place, style) for row in rows),
        )

    def pairs(self, tag: Tag, place: Place) -> Iterator[Element]:
        """A list of terms and what they are: a table of which the first column heads the rows."""
        measures = [round(width * TWENTIETHS) for width in widths(frozenset({"pairs"}), 2)]
        rows = []
        for term, value in zip(tag.tags("dt"), tag.tags("dd"), strict=False):
            head = Tag("th", {"scope": "row"}, term.children)
            cells = (Cell(head, 1, False), Cell(Tag("td", value.attributes, [_spoken(value)]), 1, False))
            rows.append(self._row(Row(tag, cells, is_head=False, keep=False), measures, place, PAIRS))
        if rows:
            grid = made("w:tblGrid", None, *(made("w:gridCol", {"w:w": str(width)}) for width in measures))
            yield made("w:tbl", None, _look(PAIRS, sum(measures), ""), grid, *rows)
            yield room()

    def _row(self, row: Row, measures: Sequence[int], place: Place, style: str) -> Element:
        given = [made("w:cantSplit")]
        if row.is_head:
            given.append(made("w:tblHeader"))
        if row.anchor:
            self.blocks.anchors.append(row.anchor)
        cells, start = [], 0
        for cell in row.cells:
            width = sum(measures[start : start + cell.spans])
            cells.append(self._cell(cell, row, width, replace(place, style=_style(cell.tag, row, style))))
            start += cell.spans
        if start < len(measures):
            rest = Cell(Tag("td"), len(measures) - start, False)
            cells.append(self._cell(rest, row, sum(measures[start:]), place))
        return made("w:tr", None, properties("w:trPr", given), *cells)

    def _cell(self, cell: Cell, row: Row, width: int, place: Place) -> Element:
        given = [made("w:tcW", {"w:w": str(width), "w:type": "dxa"})]
        if cell.spans > 1:
            given.append(val("w:gridSpan", cell.spans))
        if cell.reaches_down:
            given.append(made("w:vMerge") if cell.goes_on else val("w:vMerge", "restart"))
        room = (width - BESIDE) / IN_PIXEL
        inside = replace(place, in_cell=True, around="", depth=0, numbering=0, keep=row.keep, room=room)
        children = [] if cell.goes_on else cell.tag.children
        content = list(self.blocks.blocks(children, inside)) or [_empty(inside)]
        return made("w:tc", None, properties("w:tcPr", given), *content)


def _lines(caption: Tag) -> Iterator[Tag | str]:
    """What explains the table stands below what it is called."""
    for child in caption.children:
        if isinstance(child, Tag) and "source" in child.classes:
            yield Tag("br")
        yield child


def room() -> Element:
    """Word has no room around a table, and makes one of two that touch."""
    return made("w:p", None, properties("w:pPr", [val("w:pStyle", "AfterTable")]))


def _empty(place: Place) -> Element:
    """A cell holds a paragraph, if only an empty one."""
    return made("w:p", None, properties("w:pPr", [val("w:pStyle", place.style)])) if place.style else made("w:p")


def _look(style: str, width: int, caption: str) -> Element:
    given = [
        val("w:tblStyle", style),
        made("w:tblW", {"w:w": str(width), "w:type": "dxa"}),
        made("w:tblLayout", {"w:type": "fixed"}),
        made("w:tblLook", {"w:val": "04A0", "w:firstRow": "1", "w:firstColumn": "1", "w:noVBand": "1"}),
    ]
    if caption:
        given.append(val("w:tblCaption", caption))
    return properties("w:tblPr", given)


def _style(tag: Tag, row: Row, table: str) -> str:
    if row.is_head:
        amount = "Amount" if "amount" in tag.classes else ""
        return "BoxHead" if table == "Box" else f"TableHead{amount}"
    if tag.name == "th":
        return "TableRowHead"
    if "amount" in tag.classes:
        return "TableGoal" if "goal" in tag.classes else "TableAmount"
    return "TableReason" if "why" in row.tag.classes else "TableText"


def _spoken(tag: Tag) -> Tag:
    """The words of a value, in the style of its class."""
    return Tag("span", {"class": " ".join(sorted(tag.classes))}, tag.children)


# --- rows and columns -------------------------------------------------------------------------------------------------


def _rows(table: Tag) -> list[Row]:
    rows: list[Row] = []
    for part in table.children:
        if isinstance(part, Tag) and part.name in {"thead", "tbody", "tfoot"}:
            rows += _rows_of(part)
    if table.classes & WHOLE:
        rows = [replace(row, keep=True) for row in rows[:-1]] + rows[-1:]
    return rows


def _rows_of(part: Tag) -> Iterator[Row]:
    """A cell that reaches down stands again, as going on, in the rows below it."""
    tags = [tag for tag in part.children if isinstance(tag, Tag) and tag.name == "tr"]
    reaching: dict[int, tuple[Cell, int]] = {}  # column → the cell and how many rows it still reaches down
    for place, tag in enumerate(tags):
        cells, column = [], 0
        own = [child for child in tag.children if isinstance(child, Tag) and child.name in {"td", "th"}]
        while own or column in reaching:
            if column in reaching:
                cell, left = reaching.pop(column)
                if left > 1:
                    reaching[column] = cell, left - 1
                cells.append(replace(cell, goes_on=True))
            else:
                cell, down = _cell_of(own.pop(0))
                if down > 1:
                    reaching[column] = cell, down - 1
                cells.append(cell)
            column += cells[-1].spans
        following = tags[place + 1] if place + 1 < len(tags) else None
        keep = part.name == "thead" or (following is not None and "why" in following.classes) or "group" in tag.classes
        anchor = part.attributes.get("id", "") if place == 0 else ""
        yield Row(tag, tuple(cells), part.name == "thead", keep, anchor)


def _cell_of(tag: Tag) -> tuple[Cell, int]:
    spans, down = (_number(tag.attributes.get(name, "")) for name in ("colspan", "rowspan"))
    return Cell(tag, spans, down > 1), down


def _number(words: str) -> int:
    return max(1, int(words)) if words.isdecimal() else 1
