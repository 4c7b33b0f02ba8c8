"""Workbooks and CSV files that can't be taken over: each refused with place and reason, before it costs anything."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.imports.csv_file import read_csv
from reports.imports.filled import COLUMNS, MARK, Filled, Unreadable
from reports.imports.workbook import read_workbook

REPORT = "5d0c1c52-0000-0000-0000-000000000000"


def workbook(change: Callable[[Worksheet], None] = lambda _sheet: None, name: str = "Cijfers") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = name
    sheet.append([MARK, REPORT, "Viermaandsrapportage"])
    sheet.append(COLUMNS)
    sheet.append(["inbraken.GM0114", "", "Woninginbraken", "Emmen", "", "", "", "", 12.5, None, "31-08-2021", "BVH"])
    change(sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def put(*told: object) -> Callable[[Worksheet], None]:
    """A place and what stands there, and perhaps more of them."""

    def change(sheet: Worksheet) -> None:
        for place, value in zip(told[::2], told[1::2], strict=True):
            sheet[str(place)] = value

    return change


def with_part(name: str, content: bytes) -> bytes:
    """A workbook with a part more than its maker put in it."""
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return made.getvalue()


def with_other(name: str, content: bytes) -> bytes:
    """A workbook in which a part is something else."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return made.getvalue()


def damaged_in_transit() -> bytes:
    """A workbook of which a few bytes arrived as others."""
    content = bytearray(workbook())
    name = b"xl/worksheets/sheet1.xml"
    packed = content.index(name) + len(name)
    content[packed : packed + 8] = b"\xff" * 8
    return bytes(content)


def refused(read: Callable[[], Filled]) -> str:
    with pytest.raises(Unreadable) as raised:
        read()
    return str(raised.value)


def test_numbers_dates_and_words_are_read_as_somebody_would_type_them():
    def change(sheet: Worksheet) -> None:
        sheet["K3"] = date(2021, 8, 31)
        sheet["I4"], sheet["A4"] = "12 a 13", "zaken.ZOD"
        sheet["M4"], sheet["I5"] = True, 0.1 + 0.2
        sheet["A5"] = "fte.ZOD"

    found = read_workbook(workbook(change))
    first, second, third = found.lines
    assert found.report == REPORT
    assert (first.text("Waarde of teller"), first.text("Peildatum"), first.text("Bron")) == (
        "12,5",
        "31-08-2021",
        "BVH",
    )
    assert (second.text("Waarde of teller"), second.place_of("Waarde of teller")) == ("12 a 13", "I4")
    assert second.text("Voorlopig") == "ja"
    assert third.text("Waarde of teller") == "0,3", "no noise of binary fractions"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: workbook(put("I3", "=SUM(I4:I9)")), "I3: Hier staat een formule."),
        (lambda: workbook(put("I3", "=1", "N3", "=2")), "ervoor in de plaats.; N3: Hier staat een formule."),
        (lambda: workbook(put("I3", date(2021, 8, 31))), "I3: Hier staat een datum, waar een getal hoort."),
        (lambda: workbook(put("K3", 44439)), "K3: Hier staat het getal 44439, waar een datum hoort."),
        (lambda: workbook(put("A1", "Iets anders")), "geen bestand dat hier is gemaakt"),
        (lambda: workbook(put("K2", "Datum")), "Er is geen kolom “Peildatum”."),
        (lambda: workbook(name="Blad1"), "geen blad met de naam “Cijfers”"),
        (lambda: with_part("xl/vbaProject.bin", b"macro"), "staan macro’s"),
        (lambda: with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "uit een andere werkmap"),
        (lambda: with_part("xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "beschadigd"),
        (lambda: with_part("xl/bom.xml", b"0" * (31 * 1024 * 1024)), "veel groter dan een tabel"),
        (lambda: with_other("docProps/core.xml", b""), "beschadigd"),
        (lambda: with_other("[Content_Types].xml", b"<a/>"), "beschadigd"),
        (damaged_in_transit, "beschadigd"),
        (lambda: workbook()[:-400], "geen Excel-werkmap"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "oud Excel-bestand (.xls) of een bestand met een wachtwoord"),
        (lambda: b"Code;Indicator", "geen Excel-werkmap"),
    ],
)
def test_a_workbook_that_is_something_else_is_refused(content: Callable[[], bytes], said: str):
    assert said in refused(lambda: read_workbook(content()))


def test_a_million_lines_are_refused_before_they_are_read():
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = b"".join(row % (number, number) for number in range(1, 100_001))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, _data, tail = part.partition(b"</sheetData>")
                part = head + sheet + b"</sheetData>" + tail
            new.writestr(name, part)
    began = time.process_time()
    assert "meer dan 2.000 regels" in refused(lambda: read_workbook(made.getvalue()))
    assert time.process_time() - began < 5, "seconds; reading them all takes many times longer"


LINES = [
    [MARK, REPORT, "Titel"],
    [*COLUMNS],
    ["inbraken.GM0114", "", "Woninginbraken", "Emmen", "", "", "", "", "1.234", "", "31-08-2021", "'=BVH"],
]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_file_is_read_whatever_stands_between_its_cells(delimiter: str, mark: bytes):
    text = "".join(delimiter.join(cells) + "\r\n" for cells in LINES)
    (line,) = read_csv(mark + text.encode()).lines
    assert (line.text("Waarde of teller"), line.text("Bron")) == ("1.234", "=BVH")
    assert line.place_of("Waarde of teller") == "regel 3, Waarde of teller"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "\n".join(";".join(cells) for cells in LINES).encode() + "\nzaken;;é".encode("cp1252"),
            "regel 4: Hier staat een",
        ),
        (";".join(LINES[0]).encode("utf-16"), "staat niet in UTF-8"),
        (f'{MARK};{REPORT}\n{";".join(COLUMNS)}\n"a"b;c'.encode(), "regel 3: De aanhalingstekens"),
        (f"{MARK};{REPORT}\n{';'.join(COLUMNS)}\n{'x;' * 200_000}".encode() + b"y" * 140_000, "regel 3"),
        (f"{MARK};{REPORT}\n{';'.join(COLUMNS)}\n".encode() + b"x\n" * 2_001, "meer dan 2.000 regels"),
        (b"", "geen bestand dat hier is gemaakt"),
    ],
)
def test_a_csv_file_that_is_something_else_is_refused(content: bytes, said: str):
    assert said in refused(lambda: read_csv(content))


QUOTED = [
    "zaken.ZOD",
    "",
    "Zaken",
    "Team",
    "aantal",
    "",
    "",
    "",
    "12",
    "",
    "31-08-2021",
    '"BVH; zoé"',
    "",
    "",
    "1",
    "12||31-08-2021|BVH|nee|",
]
WHOLE = "".join(";".join(cells) + "\r\n" for cells in [*LINES[:2], QUOTED, QUOTED]).encode("utf-8-sig")
FIRST_CELL = WHOLE.rindex(b"zaken.ZOD") + 3
LAST_CELL = WHOLE.rindex(b"|")


@given(st.integers(FIRST_CELL, LAST_CELL))
@example(WHOLE.rindex("é".encode()) + 1)
def test_a_csv_file_that_was_cut_off_says_so_wherever_that_happened(end: int) -> None:
    """In a cell, between two, between quotation marks, in the middle of a letter, in how the line stood: by the row in
    which it ends."""
    with translation.override("nl"):
        said = refused(lambda: read_csv(WHOLE[:end]))
    assert said.startswith("regel 4: Het bestand houdt midden in deze rij op")
    assert len(read_csv(WHOLE).lines) == 2


def test_quotation_marks_that_do_not_match_are_no_end_of_the_file() -> None:
    said = refused(lambda: read_csv(WHOLE.replace(b'zo\xc3\xa9"', b'zo"x', 1)))
    assert said.startswith("regel 3: De aanhalingstekens")
