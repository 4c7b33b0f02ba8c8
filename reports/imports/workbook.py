"""An Excel workbook, read without trusting it: limits before anything is unpacked, no formulas, macros or links."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from workplan_portal.interface.dutch import write_date, write_decimal

from .filled import TOLD, Cell, Fault, Filled, Unreadable, filled, refuse

SHEET = "Cijfers"

LARGEST_UNPACKED = 30 * 1024 * 1024
"""Bytes. A workbook of two thousand lines is one megabyte."""
MOST_PARTS = 200
MOST_COLUMNS = 60

OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
"""How a .xls begins, and a .xlsx with a password (Compound File Binary)."""

DAMAGED_PACKAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError)
DAMAGED_PARTS = (InvalidFileException, SyntaxError, ArithmeticError, LookupError, TypeError, AttributeError)
"""What reading may end in. The errors of both parsers of XML, the library's own and lxml's, are syntax errors."""

NUMBERS, DATE = TOLD[:2], "Peildatum"
_EXTERNAL = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_workbook(content: bytes) -> Filled:
    """Raises Unreadable, with place and reason."""
    _look_at_the_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        if SHEET not in book.sheetnames:
            raise refuse(_("There is no sheet named “%(name)s” in this workbook.") % {"name": SHEET})
        sheet = book[SHEET]
        sheet.reset_dimensions()  # what it says of its own size is not to be relied on
        faults: list[Fault] = []
        read = filled(_rows(sheet, faults))
        if faults:
            raise Unreadable(faults)
        return read
    except Unreadable:
        raise
    except (*DAMAGED_PACKAGE, *DAMAGED_PARTS) as error:
        raise refuse(_("This workbook is damaged and can't be read.")) from error


def _look_at_the_parts(content: bytes) -> None:
    """The package, before anything in it is read."""
    if content.startswith(OLD_OR_ENCRYPTED):
        raise refuse(_("This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password."))
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        parts = package.infolist()
    except DAMAGED_PACKAGE as error:
        raise refuse(_("This is not an Excel workbook (.xlsx).")) from error
    # What a part claims to be is all that is ever unpacked of it, so the claims are the limit.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise refuse(_("Unpacked this workbook is far larger than a table of figures can be. It has not been opened."))
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(_("This workbook has a password. Save it without one."))
    if any("vbaproject" in name or "macrosheets" in name for name in names):
        raise refuse(_("There are macros in this workbook. Save it as a workbook without macros (.xlsx)."))
    if any("externallinks" in name for name in names):
        raise refuse(_("This workbook takes figures from another workbook. Put the figures themselves in it."))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _EXTERNAL.search(_unpacked(package, part)):
            raise refuse(_("This workbook is damaged and can't be read."))


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        return package.read(part)
    except DAMAGED_PACKAGE as error:
        raise refuse(_("This workbook is damaged and can't be read."), part.filename) from error


def _rows(sheet: Any, faults: list[Fault]) -> Iterator[Sequence[Cell]]:
    """A cell that is refused is read as empty, so that all of them are told at once."""
    heads: list[str] = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        texts = []
        for at, cell in enumerate(row):
            try:
                texts.append(_cell(cell, heads[at] if at < len(heads) else "", number, at))
            except Unreadable as refused:
                faults += refused.faults
                texts.append(Cell("", refused.faults[0].place))
        if number == 2:
            heads = [text.text.strip() for text in texts]
        yield texts


def _cell(cell: Any, head: str, row: int, at: int) -> Cell:
    """As somebody would type it. What is no plain number, date or text is refused."""
    place = f"{_letters(at)}{row}"
    value = cell.value
    if cell.data_type == "f":
        raise refuse(_("There is a formula here. Put the figure itself in its place."), place)
    if cell.data_type == "e":
        raise refuse(_("Excel says there is a mistake here: %(value)s.") % {"value": value}, place)
    return Cell(_text(value, head, place), place)


def _text(value: Any, head: str, place: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime() | date():
            if head in NUMBERS:
                raise refuse(_("There is a date here, where a number belongs."), place)
            return write_date(value)
        case int() | float():
            if head == DATE:
                said = _("There is the number %(number)s here, where a date belongs. Write it like 31-08-2021.")
                raise refuse(said % {"number": value}, place)
            return write_decimal(Decimal(repr(round(value, 6))))
        case _:
            return str(value)


def _letters(at: int) -> str:
    """A for the first column."""
    more, last = divmod(at, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)
