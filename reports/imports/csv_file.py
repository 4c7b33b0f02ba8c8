"""A CSV file: comma or semicolon, with or without a mark of its encoding (BOM), figures the Dutch way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from .filled import Cell, Filled, filled, refuse

DELIMITERS = ";,\t"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be a formula in a spreadsheet: it is written and read behind an apostrophe."""


def read_csv(content: bytes) -> Filled:
    """Raises Unreadable, with place and reason."""
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    return filled(_rows(text, delimiter))


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise refuse(_("This file is not in UTF-8. In Excel, choose “CSV UTF-8” when you save it."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = _("There is a character here that is not UTF-8. In Excel, choose “CSV UTF-8” when you save the file.")
        raise refuse(said, _("line %(number)d") % {"number": line}) from error


def _rows(text: str, delimiter: str) -> Iterator[Sequence[Cell]]:
    heads: list[str] = []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(lines, start=1):
            if number == 2:
                heads = [head.strip() for head in row]
            yield [Cell(_plain(value), _place(lines.line_num, heads, at)) for at, value in enumerate(row)]
    except csv.Error as error:
        where = _("line %(number)d") % {"number": lines.line_num}
        raise refuse(_("The quotation marks on this line don't match, or it is too long."), where) from error


def _place(line: int, heads: Sequence[str], at: int) -> str:
    if at < len(heads):
        return _("line %(number)d, %(column)s") % {"number": line, "column": heads[at]}
    return _("line %(number)d") % {"number": line}


def _plain(value: str) -> str:
    return value[1:] if value[:1] == "'" and value[1:].startswith(FORMULAS) else value
