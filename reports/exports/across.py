"""What teams have for the targets of their unit or district, as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from plans.exports.data import harmless
from reports.across import Contribution, Line
from workplan_portal.documents.canonical import decimal_string

COLUMNS = ("indicator_code", "indicator", "unit", "area_goal", "area_value", "team", "team_goal", "team_value", "state")


def across_csv(lines: Iterable[Line]) -> bytes:
    """A row for each target and team: UTF-8 with its mark, semicolons, as Dutch Excel expects."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(COLUMNS)
    for line in lines:
        for each in line.contributions:
            writer.writerow(map(harmless, _row(line, each)))
    return table.getvalue().encode("utf-8-sig")


def _row(line: Line, each: Contribution) -> tuple[str, ...]:
    goal = each.targets[0].goal if len(each.targets) == 1 else None
    return (
        *(line.indicator.code, line.indicator.name, line.indicator.unit),
        _written(line.target.goal if line.target else None),
        _written(line.own.value),
        *(each.team.name, _written(goal), _written(each.reading.value), _state(each)),
    )


def _state(each: Contribution) -> str:
    if not each.targets:
        return "no_target" if each.planned else "no_plan"
    return "missing" if each.is_missing else "provisional" if each.provisional else "counted"


def _written(value: Decimal | None) -> str:
    return "" if value is None else decimal_string(value)
