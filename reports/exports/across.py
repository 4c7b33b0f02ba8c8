"""What teams have for the targets of their unit or district, as a workbook, and as CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from plans.exports.data import harmless
from priorities.codes import Unit
from reports.across import Contribution, Line
from workplan_portal.documents.canonical import decimal_string

COLUMNS = (
    "indicator_code",
    "indicator",
    "unit",
    "area_goal",
    "area_value",
    "team",
    "team_goal",
    "team_value",
    "state",
    "area_state",
)


def across_csv(lines: Iterable[Line]) -> bytes:
    """A row for each target and team: UTF-8 with its mark, semicolons, as Dutch Excel expects."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(COLUMNS)
    for line in lines:
        for each in line.contributions:
            writer.writerow(map(harmless, _row(line, each)))
    return table.getvalue().encode("utf-8-sig")


HEADS = (
    (gettext_lazy("Indicator"), 44),
    (gettext_lazy("Counted in"), 14),
    (gettext_lazy("Goal of the area"), 18),
    (gettext_lazy("Figure of the area"), 18),
    (gettext_lazy("Base team"), 34),
    (gettext_lazy("Goal"), 16),
    (gettext_lazy("Figure"), 16),
    (gettext_lazy("Remark"), 26),
    (gettext_lazy("About the figure of the area"), 26),
)
"""Of the columns of the workbook, each with its width in characters."""

REMARKS = {
    "no_plan": gettext_lazy("no adopted plan"),
    "no_target": gettext_lazy("nothing asked"),
    "missing": gettext_lazy("figure missing"),
    "provisional": gettext_lazy("provisional"),
    "counted": "",
}


def across_workbook(lines: Iterable[Line]) -> bytes:
    """A row for each target and team, ready to be filtered; numbers are numbers and nothing is a formula."""
    book = Workbook()
    table = book.active
    table.title = _("Targets")
    table.append([str(head) for head, _width in HEADS])
    for number, (_head, width) in enumerate(HEADS, 1):
        table.column_dimensions[get_column_letter(number)].width = width
        table.cell(1, number).font = Font(bold=True)
    for line in lines:
        for each in line.contributions:
            table.append(_cells(line, each))
    table.freeze_panes = "B2"
    table.auto_filter.ref = table.dimensions
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cells(line: Line, each: Contribution) -> list[str | Decimal | None]:
    return [
        harmless(line.indicator.name),
        str(Unit(line.indicator.unit).label),
        line.target.goal if line.target else None,
        line.own.value,
        harmless(each.team.name),
        _goal(each),
        each.reading.value,
        str(REMARKS[_state(each)]),
        str(REMARKS[_area_state(line)]),
    ]


def _goal(each: Contribution) -> Decimal | None:
    """Of several targets for one there is no goal together."""
    return each.targets[0].goal if len(each.targets) == 1 else None


def _row(line: Line, each: Contribution) -> tuple[str, ...]:
    return (
        *(line.indicator.code, line.indicator.name, line.indicator.unit),
        _written(line.target.goal if line.target else None),
        _written(line.own.value),
        *(each.team.name, _written(_goal(each)), _written(each.reading.value), _state(each), _area_state(line)),
    )


def _state(each: Contribution) -> str:
    if not each.targets:
        return "no_target" if each.planned else "no_plan"
    return "missing" if each.is_missing else "provisional" if each.provisional else "counted"


def _area_state(line: Line) -> str:
    if line.target is None:
        return "no_target"
    return "missing" if line.own.value is None else "provisional" if line.own_provisional else "counted"


def _written(value: Decimal | None) -> str:
    return "" if value is None else decimal_string(value)
