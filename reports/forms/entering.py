"""A line of the table of figures as a form: typed in the page, pasted into it, or read from a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.codes import Unit
from priorities.notation import reading
from reports.document import Figure
from reports.models import Report
from reports.sheet import Line

from .filling import FigureForm

YES = frozenset({"ja", "j", "yes", "y", "1", "x", "waar", "true"})
NO = frozenset({"nee", "n", "no", "0", "onwaar", "false"})


def in_a_word(value: Any) -> Any:
    """Yes or no as it is kept, as its box shows it."""
    return {"1": _("yes"), "0": _("no")}.get(str(value), value)


class YesNoField(forms.CharField):
    """Yes or no in a cell of a table, where words are typed and pasted; kept as 1 or 0."""

    def to_python(self, value: Any) -> str:
        word = str(value or "").strip().lower()
        if word in YES:
            return "1"
        if word in NO:
            return "0"
        if word:
            raise ValidationError(_("Write yes or no."))
        return ""

    def prepare_value(self, value: Any) -> Any:
        return in_a_word(value)


class MarkField(forms.BooleanField):
    """A box to tick in the page, a word in a file."""

    def to_python(self, value: Any) -> bool:
        word = str(value or "").strip().lower()
        if word in YES | {"on"}:
            return True
        if word in NO | {""}:
            return False
        raise ValidationError(_("Write yes or no."))

    def validate(self, value: Any) -> None:
        """Either answer will do."""


class _MarkInput(forms.CheckboxInput):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, "")


class LineForm(FigureForm):
    """The figure of one line. What is left empty is not saved; it can follow at any time."""

    provisional = MarkField(label=gettext_lazy("This figure is provisional"), required=False, widget=_MarkInput)

    def __init__(self, *args: Any, report: Report, line: Line, **kwargs: Any) -> None:
        self.line = line
        super().__init__(
            *args,
            report=report,
            indicator=line.indicator,
            area=line.area,
            known=line.known,
            version=line.version,
            prefix=line.code,
            **kwargs,
        )
        for field in self.fields.values():
            field.label = f"{line.about}{field.label}"

    def _number_fields(self) -> dict[str, forms.Field]:
        if self.unit == Unit.YES_NO:
            return {"value": YesNoField(label=_("Result"))}
        return super()._number_fields()

    @property
    def has_something(self) -> bool:
        """Is there something to save?"""
        return self.is_entered and (self.existing is None or self.changes)

    @property
    def is_overtaken(self) -> bool:
        """Has somebody else saved this figure since it was shown?"""
        return self.existing is not None and self.existing_version != (self.cleaned_data["version"] or 0)

    @property
    def overtaken(self) -> str:
        existing = self.existing
        if existing is None:
            return ""
        shown = reading(existing.reading, self.unit, provisional=existing.provisional)
        said = _("Somebody else saved this figure since this file was made: it is now %(figure)s.")
        return said % {"figure": shown}

    @property
    def made(self) -> Figure:
        """The figure as it would be, to be read."""
        return Figure(self.report.period, **self.values)

    @property
    def typed(self) -> dict[str, str]:
        """What was typed in each box."""
        return {name: str(self[name].data or "") for name in self.fields}

    @property
    def shown(self) -> dict[str, Any]:
        """What each box shows again."""
        return {name: self[name].value() for name in self.fields}


def is_sent(data: Any, line: Line) -> bool:
    """Does what the browser sent hold this line? Each chapter is sent by itself."""
    return f"{line.code}-version" in data
