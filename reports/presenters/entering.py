"""The table of figures as its page needs it: cells to type in, what was counted before, whether parts make a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plans.goals import goal_alone
from plans.numbering import chapter_title
from priorities.codes import Unit
from priorities.forms.figures import number_labels
from priorities.notation import amount, not_available, reading
from reports.document import Figure
from reports.forms.entering import LineForm, in_a_word
from reports.forms.filling import first_shown
from reports.sheet import Line, Sheet
from workplan_portal.interface.dutch import write_date, write_decimal

from .filling import Desk

TOLD = ("reference_date", "source", "reason", "provisional")
"""What is told of a figure beside its number."""


@dataclass(frozen=True)
class Cell:
    """A box in the table. `column` tells a script which boxes stand below each other."""

    column: str
    name: str
    id: str
    value: str
    label: str
    errors: list[str]

    @property
    def marks(self) -> dict[str, str]:
        """What tells this box from the others, as attributes."""
        told = {
            "name": self.name,
            "id": self.id,
            "value": self.value,
            "data-cell": self.column,
            "aria-label": self.label,
        }
        return told | ({"aria-invalid": "true", "aria-describedby": f"{self.id}_error"} if self.errors else {})


@dataclass(frozen=True)
class Row:
    """A line of the table. Without `numbers` nothing can be entered, and `closed` says why."""

    line: Line
    goal: str
    last_year: str
    before: str
    before_is: str  # over how many months
    lowest: str  # what a figure that adds up can't be below without a word
    now: str
    together: str
    closed: str
    url: str
    numbers: tuple[Cell, ...] = ()
    reference_date: Cell | None = None
    source: Cell | None = None
    reason: Cell | None = None
    provisional: Cell | None = None
    version: dict[str, str] | None = None

    @property
    def is_part(self) -> bool:
        return self.line.depth > 0

    @property
    def name(self) -> str:
        return self.line.area.name if self.is_part else self.line.indicator.name

    @property
    def counted(self) -> str:
        """Of which area, and in what: below the name."""
        return self.unit if self.is_part else f"{self.line.area.name}, {self.unit}"

    @property
    def marks(self) -> dict[str, Any]:
        """For a script, as attributes of the row."""
        return {
            "data-line": self.line.code,
            "data-parts": self.parts or None,
            "data-lowest": self.lowest or None,
            "data-whole": self.whole,
        }

    @property
    def tick(self) -> dict[str, Any]:
        """The box that says a figure is provisional, as attributes."""
        if self.provisional is None:
            return {}
        told = replace(self.provisional, value="on", errors=[])
        return {**told.marks, "checked": self.provisional.value in {"True", "on"}}

    @property
    def unit(self) -> str:
        """What is counted, and how: in words below the name."""
        line = self.line
        state = "" if line.grows or line.unit == Unit.PERCENT else _("state on the reference date")
        return ", ".join(filter(None, (str(line.unit.label), state)))

    @property
    def parts(self) -> str:
        """Codes of the lines that should add up to this one."""
        return " ".join(".".join(part) for part in self.line.parts)

    @property
    def share(self) -> str:
        """Of two numbers the percentage they make; a space where there is none yet, for a script to fill."""
        if len(self.numbers) < 2:
            return ""
        return self.now if self.line.now else " "

    @property
    def whole(self) -> bool:
        return self.line.unit in {Unit.COUNT, Unit.FREQUENCY}

    @property
    def errors(self) -> list[str]:
        cells = (*self.numbers, self.reference_date, self.source, self.reason, self.provisional)
        return [error for cell in cells if cell for error in cell.errors]


@dataclass(frozen=True)
class Table:
    """A chapter with figures to fill in."""

    number: int
    title: str
    url: str
    rows: list[Row]

    @property
    def anchor(self) -> str:
        return f"hoofdstuk-{self.number}"

    @property
    def filled(self) -> int:
        return sum(row.line.now is not None for row in self.rows)

    @property
    def opens(self) -> bool:
        """Is there a figure that this person may enter?"""
        return any(row.numbers for row in self.rows)


def tables(sheet: Sheet, forms: Mapping[str, LineForm], closed: Mapping[str, str], desk: Desk) -> list[Table]:
    """`forms` are of the lines that were sent, by code. What is of a priority is found once for all of its lines."""
    urls = {priority: desk.url("fill_priority", priority) for priority in {line.priority.id for line in sheet.lines}}
    labels = {name: str(LineForm.base_fields[name].label) for name in TOLD}

    def row(line: Line) -> Row:
        is_open = desk.writing and line.code not in closed
        cells = _cells(line, forms.get(line.code), labels, desk.report.ends_on) if is_open else {}
        return _row(line, sheet, closed.get(line.code, ""), urls[line.priority.id], cells)

    return [
        Table(
            number=number,
            title=chapter_title(part.chapter, sheet.document),
            url=desk.url("save_figures", number),
            rows=[row(line) for line in part.lines],
        )
        for number, part in enumerate(sheet.parts, start=1)
    ]


def _row(line: Line, sheet: Sheet, closed: str, url: str, cells: Mapping[str, Any]) -> Row:
    grown = line.before if line.grows else None
    return Row(
        line=line,
        goal=_goal(line, sheet),
        last_year=_read(line.last_year, line.unit),
        before=_read(line.before, line.unit),
        before_is=_("%(number)d months") % {"number": line.before.period} if line.before else "",
        lowest=write_decimal(grown.value) if grown and grown.value is not None else "",
        now=_read(line.now, line.unit),
        together=together(line, sheet),
        closed=closed,
        url=url,
        **cells,
    )


def _goal(line: Line, sheet: Sheet) -> str:
    return goal_alone(line.measured.target, sheet.document.norm_rule) if line.measured else ""


def _read(figure: Figure | None, unit: Unit) -> str:
    return reading(figure.reading, unit, provisional=figure.provisional) if figure else not_available()


def _cells(line: Line, form: LineForm | None, labels: dict[str, str], ends_on: date) -> dict[str, Any]:
    """Of a line that was sent what was typed, else what is known. A page holds sixty lines, of which few are sent."""
    shown = form.shown if form else first_shown(line.indicator, line.known, line.version, line.period, ends_on)
    errors = form.errors if form else {}
    numbers = {name: str(label) for name, label in number_labels(line.indicator).items()}
    cells = {
        name: Cell(
            column="value" if name == "numerator" else name,
            name=f"{line.code}-{name}",
            id=f"id_{line.code}-{name}",
            value=_typed(shown.get(name), line.unit if name in numbers else None),
            label=f"{line.about}{label}",
            errors=[str(error) for error in errors.get(name, ())],
        )
        for name, label in (numbers | labels).items()
    }
    return {
        "numbers": tuple(cells[name] for name in numbers),
        **{name: cells[name] for name in TOLD},
        "version": {"name": f"{line.code}-version", "value": str(shown.get("version") or "")},
    }


def _typed(value: Any, unit: Unit | None) -> str:
    """A value as one types it in its box."""
    match value:
        case None:
            return ""
        case Decimal():
            return write_decimal(value)
        case date():
            return write_date(value)
        case _:
            return str(in_a_word(value) if unit == Unit.YES_NO else value)


def together(line: Line, sheet: Sheet) -> str:
    """What the parts of an area come to, beside what the area itself says. Empty where no parts are kept."""
    if not line.parts:
        return ""
    counted = {part: sheet.counted(part) for part in line.parts}
    if missing := [sheet.name_of(part) for part, value in counted.items() if value is None]:
        return _("Not yet known of %(areas)s.") % {"areas": ", ".join(missing)}
    total = sum((value for value in counted.values() if value is not None), Decimal(0))
    told = {"sum": amount(total, line.unit)}
    whole = line.now.value if line.now else None
    if whole is None:
        return _("The parts together: %(sum)s.") % told
    if whole == total:
        return _("The parts together: %(sum)s, as it should be.") % told
    told["difference"] = amount(abs(total - whole), line.unit)
    if total < whole:
        return _("The parts together: %(sum)s. That is %(difference)s less than the whole.") % told
    return _("The parts together: %(sum)s. That is %(difference)s more than the whole.") % told
