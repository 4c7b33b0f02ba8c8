"""A filled-in file held against the report: what it would change, and all that keeps it from being taken over.

Every line passes the same form as in the page, so that no rule is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from priorities.codes import Unit
from priorities.notation import number, reading
from reports.document import Figure
from reports.imports.csv_file import read_csv
from reports.imports.filled import AREA, CODE, INDICATOR, TOLD, UNIT, VERSION, Fault, Filled, FilledLine, Unreadable
from reports.imports.workbook import read_workbook
from reports.models import Report
from reports.sheet import Line, Sheet
from workplan_portal.interface.dutch import write_date
from workplan_portal.interface.fields import ChosenFileField
from workplan_portal.interface.forms import PortalForm

from .entering import LineForm

LARGEST = 5 * 1024 * 1024
"""Bytes: ten times a workbook of two thousand lines."""

FIELDS = dict(zip(TOLD, ("value", "denominator", "reference_date", "source", "provisional", "reason"), strict=True))

MOST_SHOWN = 60
"""Characters of what stands in a cell, where a sentence repeats it."""

Typed = dict[str, dict[str, str]]
"""What a file says: by code of the line, by name of the field."""


class FileForm(PortalForm):
    submit_label = gettext_lazy("See what it changes")
    submit_icon = "eye"
    error_title = gettext_lazy("Not read yet: please choose another file")

    file = ChosenFileField(
        label=gettext_lazy("The file you filled in"),
        help_text=gettext_lazy(
            "An Excel workbook (.xlsx) or CSV file that was made on this page. Nothing is saved yet."
        ),
        accept=".xlsx,.csv",
        largest=LARGEST,
        too_large=gettext_lazy("This file is too large for a table of figures: at most %(limit)s."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        kind = PurePath(file.name or "").suffix.lower()
        if kind in {".xlsm", ".xltm", ".xlsb"}:
            raise ValidationError(_("There can be macros in this kind of file. Save it as a workbook (.xlsx)."))
        if kind not in {".xlsx", ".csv"}:
            raise ValidationError(_("Choose an Excel workbook (.xlsx) or a CSV file (.csv)."))
        return file

    def read(self) -> Filled:
        """Raises Unreadable."""
        file: UploadedFile = self.cleaned_data["file"]
        content = file.read()
        return read_csv(content) if (file.name or "").lower().endswith(".csv") else read_workbook(content)


@dataclass(frozen=True)
class Change:
    """A line that would be different."""

    form: LineForm

    @property
    def line(self) -> Line:
        return self.form.line

    @property
    def before(self) -> list[str]:
        return self._told(now) if (now := self.line.now) else []

    @property
    def after(self) -> list[str]:
        """As the reader will see it."""
        return self._told(self.form.made)

    def _told(self, figure: Figure) -> list[str]:
        """The figure, of a percentage its parts, and what else of it would be different."""
        now, made = self.line.now, self.form.made
        told = [reading(figure.reading, self.line.unit, provisional=figure.provisional)]
        if figure.numerator is not None and figure.denominator is not None:
            parts = {"numerator": number(figure.numerator), "denominator": number(figure.denominator)}
            told.append(_("%(numerator)s of %(denominator)s") % parts)
        if now is None or now.source != made.source:
            told.append(_("Source: %(source)s") % {"source": figure.source})
        if figure.reference_date and (now is None or now.reference_date != made.reference_date):
            told.append(_("Reference date: %(day)s") % {"day": write_date(figure.reference_date)})
        return told

    @property
    def reason(self) -> str:
        return str(self.form.cleaned_data["reason"])


@dataclass
class Proposal:
    """What would be taken over, and what is in the way. With a single fault nothing is."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0

    @property
    def typed(self) -> Typed:
        """All that is needed to propose the same again."""
        return {change.line.code: change.form.typed for change in self.changes}


def propose(filled: Filled, report: Report, sheet: Sheet, closed: Mapping[str, str]) -> Proposal:
    """Raises Unreadable for a file of another report."""
    if filled.report != str(report.uuid):
        raise Unreadable([Fault(_("The file"), _("This file was made for another report. Download one on this page."))])
    proposal = Proposal()
    known, seen = {line.code: line for line in sheet.lines}, set[str]()
    for told in filled.lines:
        code = told.text(CODE).strip()
        if fault := _is_lost(told, known.get(code), code in seen):
            proposal.faults.append(fault)
        elif told.is_untouched:
            proposal.unchanged += 1
        else:
            _weigh(told, known[code], report, closed, proposal)
        seen.add(code)
    return proposal


def propose_again(typed: Typed, report: Report, sheet: Sheet, closed: Mapping[str, str]) -> Proposal:
    """The same file a moment later, when somebody has seen what it changes."""
    proposal = Proposal()
    known = {line.code: line for line in sheet.lines}
    for code, values in typed.items():
        if code not in known:
            proposal.faults.append(Fault(code, _("The plan of this report has no such line any more.")))
            continue
        places = dict.fromkeys(values, known[code].indicator.name)
        _judge(_form(values, known[code], report), places, closed.get(code, ""), proposal)
    return proposal


def _is_lost(told: FilledLine, line: Line | None, again: bool) -> Fault | None:
    """Does it no longer say which figure it is about?"""
    place = told.place_of(CODE)
    if line is None:
        return Fault(
            place,
            _("There is no figure with the code “%(code)s” in this report.") % {"code": _shown(told.text(CODE))},
        )
    if again:
        return Fault(place, _("This code stands in the file twice."), _called(line))
    for column, name in ((INDICATOR, line.indicator.name), (AREA, line.area.name)):
        if column not in told.cells:
            said = _("This row stops before the column “%(column)s”. Was something left out of it?")
            return Fault(told.place, said % {"column": column}, _called(line))
        if (found := told.text(column).strip()) != name.strip():
            said = _("The code belongs to “%(name)s”, but here it says “%(found)s”. Were the lines sorted in part?")
            return Fault(told.place_of(column), said % {"name": name, "found": _shown(found)}, _called(line))
    if (found := told.text(UNIT).strip()) != (unit := _unit_in_a_file(line)):
        said = _("This figure is told in “%(unit)s”, but here it says “%(found)s”. A file can't change the unit.")
        return Fault(told.place_of(UNIT), said % {"unit": unit, "found": _shown(found)}, _called(line))
    if not re.fullmatch("[0-9]{0,9}", told.text(VERSION).strip()):
        return Fault(
            told.place_of(VERSION), _("The portal keeps here how the figure stood. It can't be changed."), _called(line)
        )
    return None


def _shown(found: str) -> str:
    """What a file says, in a sentence: at most a line of it."""
    return Truncator(found).chars(MOST_SHOWN)


def _unit_in_a_file(line: Line) -> str:
    """A file is in Dutch, in whatever language its reader has the pages."""
    with override(settings.LANGUAGE_CODE):
        return str(line.unit.label)


def _weigh(told: FilledLine, line: Line, report: Report, closed: Mapping[str, str], proposal: Proposal) -> None:
    names = {column: _name(column, line) for column in TOLD}
    if line.unit != Unit.PERCENT and told.text("Noemer").strip():
        proposal.faults.append(Fault(told.place_of("Noemer"), _("Only a percentage has a denominator."), _called(line)))
        return
    values = {name: told.text(column) for column, name in names.items()} | {"version": told.text(VERSION).strip()}
    places = {name: told.place_of(column) for column, name in names.items()}
    _judge(_form(values, line, report), places, closed.get(line.code, ""), proposal)


def _judge(form: LineForm, places: Mapping[str, str], closed: str, proposal: Proposal) -> None:
    if not form.is_valid():
        proposal.faults += _faults(form, places)
    elif not form.has_something:
        proposal.unchanged += 1
    elif closed:
        proposal.faults.append(Fault(places[form.number_names[0]], closed, _called(form.line)))
    elif form.is_overtaken:
        proposal.faults.append(Fault(places[form.number_names[0]], form.overtaken, _called(form.line)))
    else:
        proposal.changes.append(Change(form))


def _faults(form: LineForm, places: Mapping[str, str]) -> Iterator[Fault]:
    first = places[form.number_names[0]]
    for name, errors in form.errors.items():
        for error in errors:
            yield Fault(places.get(name, first), str(error), _called(form.line))


def _called(line: Line) -> str:
    return f"{line.indicator.name}, {line.area.name}"


def _form(values: Mapping[str, Any], line: Line, report: Report) -> LineForm:
    return LineForm({f"{line.code}-{name}": value for name, value in values.items()}, report=report, line=line)


def _name(column: str, line: Line) -> str:
    return "numerator" if column == TOLD[0] and line.unit == Unit.PERCENT else FIELDS[column]
