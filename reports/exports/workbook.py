"""The figures of a report as a workbook to fill in elsewhere and bring back, and the same as CSV.

Whatever tells which figure a line is about is locked. The last two columns, hidden, hold the version of each figure and
how the line stood, so that what nobody touched is in nobody's way.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from textwrap import wrap

from django.conf import settings
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from plans.goals import goal_alone
from plans.numbering import chapter_title
from priorities.codes import Unit
from priorities.notation import not_available, reading
from reports.document import Figure
from reports.imports.csv_file import guarded
from reports.imports.filled import COLUMNS, LABELS, MARK, SHOWN, TOLD, VERSION, shown
from reports.imports.workbook import SHEET
from reports.models import Report
from reports.sheet import Line, Part, Sheet
from workplan_portal.interface.dutch import write_date, write_decimal

WIDTHS = dict(zip(COLUMNS, (22, 26, 38, 26, 13, 18, 14, 18, 20, 12, 14, 24, 13, 40, 8, 8), strict=True))
TYPED = PatternFill("solid", fgColor="FFF7E0")
HEAD = PatternFill("solid", fgColor="E8F0F6")
FIRST_LINE = 3
WRAPPED = {"Hoofdstuk", "Indicator", "Gebied", "Doel", "Vorig jaar", "Eerder dit jaar", "Bron", "Toelichting"}
LINE_HEIGHT = 15  # points
READABLE = 80  # characters of a line

EXPLANATION = (
    "Zo vult u deze werkmap in",
    "Vul op het blad Cijfers alleen de gele cellen in. De andere zijn op slot: daaraan herkent het portaal een regel.",
    "Laat leeg wat u nog niet weet. Dat kan later, hier of in het portaal.",
    "Een cijfer loopt van 1 januari tot en met de laatste dag van de periode. Tel dus door, en niet per vier maanden.",
    "Een stand (bijvoorbeeld vacatures) is hoe het was op de peildatum.",
    "Van een percentage vult u de teller en de noemer in. Het portaal rekent het percentage uit.",
    "Schrijf een komma voor decimalen: 1234,5. Schrijf geen formules; zet het getal zelf neer.",
    "Schrijf een datum als 31-08-2021. Kies bij Voorlopig ja of nee.",
    "Is een cijfer lager dan na eerdere maanden, of wijzigt u een cijfer? Schrijf dan bij Toelichting waarom.",
    "Klaar? Kies in het portaal dit bestand. U ziet eerst wat er gaat veranderen.",
    "Klopt er een regel niet, dan ziet u welke en waarom, en wordt niets overgenomen.",
    "Deze werkmap hoort bij één rapportage. Voor een andere rapportage haalt u een nieuwe op.",
)


@override(settings.LANGUAGE_CODE)
def figures_workbook(report: Report, sheet: Sheet, closed: Iterable[str] = ()) -> bytes:
    """`closed` are the codes of lines in which its user may fill in nothing."""
    book = Workbook()
    table: Worksheet = book.active
    table.title = SHEET
    _write_heads(table, report)
    row = FIRST_LINE
    for part in sheet.parts:
        for line in part.lines:
            _write_line(table, row, part, line, sheet, is_open=line.code not in set(closed))
            row += 1
    _set_up(table)
    _offer_choices(table, sheet)
    _explain(book.create_sheet("Uitleg"), report)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@override(settings.LANGUAGE_CODE)
def figures_csv(report: Report, sheet: Sheet) -> bytes:
    """With a BOM and semicolons: so a Dutch Excel opens it by itself."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";")
    writer.writerow([MARK, str(report.uuid), report.title])
    writer.writerow(COLUMNS)
    for part in sheet.parts:
        for line in part.lines:
            told = told_of(line)
            version = str(line.version or "")
            writer.writerow(map(guarded, (*_labels(part, line, sheet), *told, version, shown(told))))
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def told_of(line: Line) -> tuple[str, ...]:
    """What stands in a line that nobody has touched."""
    now = line.now
    if now is None:
        latest = max(line.known, key=lambda figure: figure.period, default=None)
        source = latest.source if latest else line.indicator.source
        return "", "", write_date(_ends_on(line)), source, "nee", ""
    value = now.value if now.value is not None else now.numerator
    return (
        _number(value, line.unit),
        _number(now.denominator, line.unit),
        write_date(now.reference_date) if now.reference_date else "",
        now.source,
        "ja" if now.provisional else "nee",
        "",
    )


def _ends_on(line: Line) -> date:
    return {4: date(line.year, 4, 30), 8: date(line.year, 8, 31), 12: date(line.year, 12, 31)}[line.period]


def _number(value: Decimal | None, unit: Unit) -> str:
    if value is None:
        return ""
    if unit == Unit.YES_NO:
        return "ja" if value else "nee"
    return write_decimal(value)


def _labels(part: Part, line: Line, sheet: Sheet) -> tuple[str, ...]:
    """In the order of `LABELS`."""
    goal = goal_alone(line.measured.target, sheet.document.norm_rule) if line.measured else ""
    return (
        line.code,
        chapter_title(part.chapter, sheet.document),
        line.indicator.name,
        line.area.name,
        str(line.unit.label),
        goal,
        _read(line.last_year, line.unit),
        _read(line.before, line.unit),
    )


def _read(figure: Figure | None, unit: Unit) -> str:
    return reading(figure.reading, unit, provisional=figure.provisional) if figure else not_available()


# --- the workbook -----------------------------------------------------------------------------------------------------


def _write_heads(table: Worksheet, report: Report) -> None:
    for column, text in enumerate((MARK, str(report.uuid), report.title), start=1):
        _put(table.cell(1, column), text)
    for column, text in enumerate(COLUMNS, start=1):
        cell = _put(table.cell(2, column), text)
        cell.font, cell.fill = Font(bold=True), HEAD


def _write_line(table: Worksheet, row: int, part: Part, line: Line, sheet: Sheet, *, is_open: bool) -> None:
    told, lines = told_of(line), 1
    version = str(line.version or "")
    for column, text in enumerate((*_labels(part, line, sheet), *told, version, shown(told)), start=1):
        cell = table.cell(row, column)
        head = COLUMNS[column - 1]
        if head in TOLD[:2] and text and line.unit != Unit.YES_NO:
            cell.value, cell.number_format = Decimal(text.replace(",", ".")), "#,##0.##"
        else:
            _put(cell, text)
        cell.alignment = Alignment(vertical="top", wrap_text=head in WRAPPED)
        lines = max(lines, _lines(text, WIDTHS[head]) if head in WRAPPED else 1)
        if head in TOLD and is_open and not (head == "Noemer" and line.unit != Unit.PERCENT):
            cell.protection, cell.fill = Protection(locked=False), TYPED
    table.row_dimensions[row].height = LINE_HEIGHT * lines


def _lines(text: str, width: int) -> int:
    """Over how many lines a text goes: no program measures that by itself for a file that another one wrote."""
    return len(wrap(text, width)) or 1


def _put(cell: Cell, text: str) -> Cell:
    """As text, also what begins with "=": openpyxl takes that for a formula."""
    cell.value = text
    if text:
        cell.data_type = "s"
    return cell


def _set_up(table: Worksheet) -> None:
    for number, head in enumerate(COLUMNS, start=1):
        table.column_dimensions[get_column_letter(number)].width = WIDTHS[head]
        table.column_dimensions[get_column_letter(number)].hidden = head in {VERSION, SHOWN}
    table.freeze_panes = table.cell(FIRST_LINE, LABELS.index("Gebied") + 1)
    table.protection.sheet = True
    table.protection.formatColumns = False
    table.page_setup.orientation = "landscape"
    table.page_setup.fitToHeight = 0
    table.sheet_properties.pageSetUpPr.fitToPage = True
    table.print_title_rows = "2:2"


def _offer_choices(table: Worksheet, sheet: Sheet) -> None:
    """Ja or nee where that is the answer, nothing below zero where a number is."""
    rows = dict(enumerate(sheet.lines, start=FIRST_LINE))
    choice = DataValidation(type="list", formula1='"ja,nee"', allow_blank=True)
    amount = DataValidation(
        type="decimal",
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        errorTitle="Geen getal",
        error="Vul een getal in, bijvoorbeeld 1234,5.",
    )
    choice.errorTitle, choice.error = "Ja of nee", "Kies ja of nee."
    value, denominator, provisional = (get_column_letter(COLUMNS.index(TOLD[at]) + 1) for at in (0, 1, 4))
    for number, line in rows.items():
        choice.add(f"{provisional}{number}")
        (choice if line.unit == Unit.YES_NO else amount).add(f"{value}{number}")
        if line.unit == Unit.PERCENT:
            amount.add(f"{denominator}{number}")
    for offered in (choice, amount):
        if offered.sqref:
            table.add_data_validation(offered)


def _explain(page: Worksheet, report: Report) -> None:
    lines: Sequence[str] = (report.title, *EXPLANATION)
    for number, text in enumerate(lines, start=1):
        cell = _put(page.cell(number, 1), text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number <= 2)
        page.row_dimensions[number].height = LINE_HEIGHT * _lines(text, READABLE - 8)
    page.column_dimensions["A"].width = READABLE
    page.protection.sheet = True
