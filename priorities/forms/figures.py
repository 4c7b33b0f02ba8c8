"""Forms for figures: choosing which, entering, correcting and removing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from priorities.codes import PERIODS, Unit
from priorities.measurement import adds_up, needs_explanation
from priorities.models import Figure, Indicator
from priorities.notation import reading
from workplan_portal.interface.fields import DutchDateField, DutchDecimalField, PlainTextField
from workplan_portal.interface.forms import PortalForm
from workplan_portal.organisation.models import Area

from .frames import year_field

WHOLE_UNITS = frozenset({Unit.COUNT, Unit.YES_NO})
"""What is counted one by one."""

YES_OR_NO = [("1", _("yes")), ("0", _("no"))]


class EuroField(DutchDecimalField):
    """A cell of a spreadsheet with money in it brings its sign along."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(value.strip().strip("€") if isinstance(value, str) else value)


def number_field(label: Any, unit: Unit, **kwargs: Any) -> DutchDecimalField:
    places = 0 if unit in WHOLE_UNITS else 2
    kind = EuroField if unit == Unit.EURO else DutchDecimalField
    return kind(label=label, min_value=0, max_digits=16, decimal_places=places, **kwargs)


def number_labels(indicator: Indicator) -> dict[str, Any]:
    """What its number is called; of a percentage there are two."""
    match indicator.unit:
        case Unit.PERCENT:
            return {
                "numerator": indicator.numerator_label or _("Numerator"),
                "denominator": indicator.denominator_label or _("Denominator"),
            }
        case Unit.YES_NO:
            return {"value": _("Result")}
        case _:
            return {"value": _("Value")}


def number_fields(indicator: Indicator) -> dict[str, forms.Field]:
    """The number itself, in the way its indicator is counted."""
    labels = number_labels(indicator)
    match unit := Unit(indicator.unit):
        case Unit.PERCENT:
            help_text = _("Zero when there was nothing to count: the percentage is then not applicable.")
            return {
                "numerator": number_field(labels["numerator"], Unit.COUNT),
                "denominator": number_field(labels["denominator"], Unit.COUNT, help_text=help_text),
            }
        case Unit.YES_NO:
            return {"value": forms.ChoiceField(label=labels["value"], choices=YES_OR_NO, widget=forms.RadioSelect)}
        case _:
            return {"value": number_field(labels["value"], unit, help_text=_unit_help(unit))}


def _unit_help(unit: Unit) -> Any:
    match unit:
        case Unit.EURO:
            return _("In whole euros or with cents, for example 319000 or 319000,50.")
        case Unit.FTE:
            return _("In fte, for example 2 or 1,5.")
        case Unit.HOURS:
            return _("In hours.")
        case _:
            return ""


class ValueForm(PortalForm):
    """The number itself, in the way its indicator is counted, and where it comes from."""

    source = PlainTextField(
        label=_("Source"), max_length=200, help_text=_("The system or publication it was read from.")
    )
    reference_date = DutchDateField(label=_("Reference date"), required=False)
    provisional = forms.BooleanField(
        label=_("This figure is provisional"), required=False, help_text=_("It is marked as such wherever it shows.")
    )
    reason = PlainTextField(label=_("Explanation"), max_length=500, required=False, lines=True)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.unit = Unit(indicator.unit)
        self.fields = {**self._number_fields(), **self.fields}
        self.initial.setdefault("source", indicator.source)

    @property
    def number_names(self) -> list[str]:
        return [name for name in ("value", "numerator", "denominator") if name in self.fields]

    @property
    def values(self) -> dict[str, Any]:
        """What the figure holds; a value or its two parts, never both."""
        numbers = {name: self.cleaned_data.get(name) for name in ("value", "numerator", "denominator")}
        if isinstance(numbers["value"], str):
            numbers["value"] = Decimal(numbers["value"])
        return numbers | {name: self.cleaned_data[name] for name in ("source", "reference_date", "provisional")}

    def _number_fields(self) -> dict[str, forms.Field]:
        return number_fields(self.indicator)

    def ask_why_if_lower(self, known: Mapping[int, Decimal | None], period: int) -> None:
        """A figure that adds up through the year can't be lower than an earlier one, unless somebody explains it.

        `known` are the others of the year, by their period.
        """
        value = self.cleaned_data.get("value")
        if not isinstance(value, Decimal) or not adds_up(self.unit, cumulative=self.indicator.cumulative):
            return
        earlier = [known[p] for p in PERIODS if p < period and p in known]
        later = [known[p] for p in PERIODS if p > period and p in known]
        lower = needs_explanation(earlier, value) or any(needs_explanation([value], other) for other in later)
        if lower and not self.cleaned_data.get("reason"):
            self.add_error(
                "reason",
                _("Through the year this figure only grows. Explain why the later one is lower than the earlier one."),
            )


class NewFigureForm(ValueForm):
    """Which area, year and period, and the number. `taken` is the figure that is there already."""

    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"))
    year = year_field(_("Year"))
    period = forms.TypedChoiceField(
        label=_("Period"),
        choices=[(4, _("January to April")), (8, _("January to August")), (12, _("The whole year"))],
        coerce=int,
        initial=12,
    )

    submit_label = _("Save figure")
    taken: Figure | None = None

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields_in_order = (
            "area",
            Div("year", "period", css_class="form-row"),
            *self.number_names,
            "provisional",
            "source",
            "reference_date",
            "reason",
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if {"area", "year", "period"} <= values.keys():
            same_year = list(Figure.objects.filter(indicator=self.indicator, area=values["area"], year=values["year"]))
            self.ask_why_if_lower({f.period: f.value for f in same_year}, values["period"])
            for figure in same_year:
                if figure.period == values["period"]:
                    self.say_taken(figure)
        return values

    def say_taken(self, figure: Figure) -> None:
        self.taken = figure
        shown = reading(figure.reading, self.unit, provisional=figure.provisional)
        self.add_error(
            None, gettext("This figure has been entered already: %(figure)s. Correct that one.") % {"figure": shown}
        )


class CorrectFigureForm(ValueForm):
    """Another number, or the final one; always with the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    submit_label = _("Save correction")

    def __init__(self, *args: Any, figure: Figure, **kwargs: Any) -> None:
        super().__init__(*args, indicator=figure.indicator, **kwargs)
        self.figure = figure
        self.fields["reason"].required = True
        self.fields["reason"].label = _("Why does this figure change?")
        self.fields["reason"].help_text = _("For example: final count. Everyone can read what the figure was before.")
        self.fields_in_order = (
            *self.number_names,
            "provisional",
            "source",
            "reference_date",
            "reason",
            "version",
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        others = Figure.objects.filter(
            indicator=self.indicator, area_id=self.figure.area_id, year=self.figure.year
        ).exclude(pk=self.figure.pk)
        self.ask_why_if_lower({f.period: f.value for f in others}, self.figure.period)
        return values


class RemoveFigureForm(PortalForm):
    reason = PlainTextField(
        label=_("Why is this figure removed?"),
        max_length=500,
        lines=True,
        help_text=_("For example: entered for the wrong year."),
    )

    submit_label = _("Remove figure")


def initial_of(figure: Figure) -> dict[str, Any]:
    names = ("value", "numerator", "denominator", "source", "reference_date", "provisional", "version")
    initial = {name: getattr(figure, name) for name in names}
    if figure.indicator.unit == Unit.YES_NO and figure.value is not None:
        initial["value"] = str(int(figure.value))
    return initial
