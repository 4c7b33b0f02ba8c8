"""Which header cells belong to a data cell, whatever rows and columns are spanned."""

from xml.etree.ElementTree import Element

Grid = dict[tuple[int, int], Element]
"""The cell that covers a row and column."""


def headers_of(table: Element) -> dict[Element, list[Element]]:
    """For each data cell its headers: columns from top to bottom, then rows from left to right."""
    grid, places = _lay_out(table)
    heads = _heads_of_columns(places)
    return {
        cell: _unique([*_column_headers(heads, cell, *place), *_row_headers(grid, cell, *place)])
        for cell, place in places.items()
        if cell.tag == "td"
    }


def span(cell: Element, direction: str) -> int:
    """`direction` is "colspan" or "rowspan"."""
    written = cell.get(direction, "1")
    return max(1, int(written)) if written.isdecimal() else 1


def _lay_out(table: Element) -> tuple[Grid, dict[Element, tuple[int, int]]]:
    grid: Grid = {}
    places: dict[Element, tuple[int, int]] = {}
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line:
            if cell.tag not in {"td", "th"}:
                continue
            while (row, column) in grid:
                column += 1
            places[cell] = (row, column)
            for below in range(span(cell, "rowspan")):
                for beside in range(span(cell, "colspan")):
                    grid[row + below, column + beside] = cell
            column += span(cell, "colspan")
    return grid, places


def _heads_of_columns(places: dict[Element, tuple[int, int]]) -> dict[int, list[tuple[int, Element]]]:
    """For each column its headers with their rows, from top to bottom: a long table has few."""
    heads: dict[int, list[tuple[int, Element]]] = {}
    for cell, (row, column) in places.items():
        if cell.tag == "th" and not _heads_a_row(cell):
            for beside in range(span(cell, "colspan")):
                heads.setdefault(column + beside, []).append((row, cell))
    return heads


def _column_headers(heads: dict[int, list[tuple[int, Element]]], cell: Element, row: int, column: int) -> list[Element]:
    columns = range(column, column + span(cell, "colspan"))
    above = [found for x in columns for found in heads.get(x, ()) if found[0] < row]
    return [header for _row, header in sorted(above, key=lambda found: found[0])]


def _row_headers(grid: Grid, cell: Element, row: int, column: int) -> list[Element]:
    rows = range(row, row + span(cell, "rowspan"))
    before = (grid.get((y, x)) for x in range(column) for y in rows)
    return [header for header in before if header is not None and header.tag == "th" and _heads_a_row(header)]


def _heads_a_row(header: Element) -> bool:
    return header.get("scope") in {"row", "rowgroup"}


def _unique(cells: list[Element]) -> list[Element]:
    return list(dict.fromkeys(cells))
