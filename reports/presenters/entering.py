"""The table of figures as its page needs it: cells to type in, what was counted before, whether parts make a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from plans.goals import in_words
from plans.numbering import chapter_title
from priorities.codes import Unit
from priorities.models import Figure
from priorities.notation import amount, not_available, reading
from reports.forms.entering import LineForm
from reports.sheet import Line, Sheet
from workplan_portal.interface.dutch import write_decimal

from .filling import Desk


@dataclass(frozen=True)
class Cell:
    """A box in the table. `column` tells a script which boxes stand below each other."""

    column: str
    name: str
    id: str
    value: str
    label: str
    heading: str
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
    words: tuple[Cell, ...] = ()
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
        cells = (*self.numbers, *self.words, *([self.provisional] if self.provisional else ()))
        return [error for cell in cells for error in cell.errors]


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
    """What is of a priority is found once for all of its lines."""
    urls = {priority: desk.url("fill_priority", priority) for priority in {line.priority.id for line in sheet.lines}}
    return [
        Table(
            number=number,
            title=chapter_title(part.chapter, sheet.document),
            url=desk.url("save_figures", number),
            rows=[_row(line, sheet, forms.get(line.code), closed.get(line.code, ""), urls) for line in part.lines],
        )
        for number, part in enumerate(sheet.parts, start=1)
    ]


def _row(line: Line, sheet: Sheet, form: LineForm | None, closed: str, urls: Mapping[str, str]) -> Row:
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
        url=urls[line.priority.id],
        **(_cells(form) if form else {}),
    )


def _goal(line: Line, sheet: Sheet) -> str:
    return in_words(line.measured.target, sheet.document.norm_rule).goal if line.measured else ""


def _read(figure: Figure | None, unit: Unit) -> str:
    return reading(figure.reading, unit, provisional=figure.provisional) if figure else not_available()


def _cells(form: LineForm) -> dict[str, Any]:
    version = form["version"]
    return {
        "numbers": tuple(_cell(form[name], form.about) for name in form.number_names),
        "words": tuple(_cell(form[name], form.about) for name in ("reference_date", "source", "reason")),
        "provisional": _cell(form["provisional"], form.about),
        "version": {"name": version.html_name, "value": str(version.value() or "")},
    }


def _cell(field: BoundField, about: str) -> Cell:
    value, label = field.value(), str(field.label)
    return Cell(
        column="value" if field.name == "numerator" else field.name,
        name=field.html_name,
        id=field.auto_id,
        value="" if value is None else str(value),
        label=label,
        heading=label.removeprefix(about),
        errors=[str(error) for error in field.errors],
    )


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
