"""A CSV file: comma or semicolon, with or without a mark of its encoding (BOM), figures the Dutch way."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from .filled import Cell, Filled, Unreadable, filled, is_whole, refuse

DELIMITERS = ";,\t"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be a formula in a spreadsheet: it is written and read behind an apostrophe."""

ENDS = "unexpected end of data"
"""What Python says, of letters and of quotation marks, where a file stops before they do."""


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
        line = error.object.count(b"\n", 0, error.start) + 1
        if content.startswith(codecs.BOM_UTF8) and error.end == len(error.object) and error.reason == ENDS:
            raise _cut_off(line) from error  # half a letter; without the mark it may be one of another encoding
        said = _("There is a character here that is not UTF-8. In Excel, choose “CSV UTF-8” when you save the file.")
        raise refuse(said, _("line %(number)d") % {"number": line}) from error


def _rows(text: str, delimiter: str) -> Iterator[Sequence[Cell]]:
    heads: list[str] = []
    source = io.StringIO(text, newline="")
    lines = csv.reader(source, delimiter=delimiter, strict=True)
    begun = 1
    try:
        for number, row in enumerate(lines, start=1):
            if number == 2:
                heads = [head.strip() for head in row]
            if heads and not is_whole(row, heads) and source.tell() == len(text) and not text.endswith("\n"):
                raise _cut_off(begun)
            yield [Cell(_plain(value), _place(lines.line_num, heads, at)) for at, value in enumerate(row)]
            begun = lines.line_num + 1
    except csv.Error as error:
        if str(error) == ENDS:
            raise _cut_off(begun) from error
        where = _("line %(number)d") % {"number": lines.line_num}
        raise refuse(_("The quotation marks on this line don't match, or it is too long."), where) from error


def _cut_off(line: int) -> Unreadable:
    """What was read of such a file would be a part that nobody chose."""
    said = _(
        "The file ends in the middle of this row: the rest of it is missing. None of it was read. Save the file again, "
        "or download a new one on this page."
    )
    return refuse(said, _("line %(number)d") % {"number": line})


def _place(line: int, heads: Sequence[str], at: int) -> str:
    if at < len(heads):
        return _("line %(number)d, %(column)s") % {"number": line, "column": heads[at]}
    return _("line %(number)d") % {"number": line}


def _plain(value: str) -> str:
    return value[1:] if value[:1] == "'" and value[1:].startswith(FORMULAS) else value
