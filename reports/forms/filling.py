"""Forms in which a report is filled in: figures, interpretations, the account of a priority, states of contributions.

Many stand on one page, each with a prefix of its own. Which version of its row a form showed travels with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.forms.editing import AutosavedForm
from priorities.actions.figures import Entered
from priorities.codes import Unit
from priorities.forms.figures import ValueForm
from priorities.models import Figure as FigureRow
from priorities.models import Indicator
from priorities.notation import reading
from reports.codes import State
from reports.document import Figure, at
from reports.forms.releasing import READ_BY_ALL
from reports.models import Account, ContributionState, Interpretation, Report
from workplan_portal.audit.trail import today
from workplan_portal.interface.dutch import write_date
from workplan_portal.interface.fields import DutchDateField, PlainTextField, RichTextField
from workplan_portal.interface.richtext_area import RichTextArea
from workplan_portal.organisation.models import Area

LONG_TEXT = 5_000
"""Readable characters in an account, an interpretation or a summary: about two printed pages."""


def prefix_of(kind: type[EntryForm] | type[FigureForm], about: str) -> str:
    """Of the form about one thing of the plan, by its id."""
    return f"{kind.named}-{about}"


class ReportForm(AutosavedForm):
    """Texts of a report. Many stand open on one page, so none takes the focus."""

    bit_by_bit = True

    def focus_first(self) -> None:
        return None


class SummaryForm(ReportForm):
    summary = RichTextField(
        label=gettext_lazy("Summary"),
        limit=LONG_TEXT,
        required=False,
        help_text=gettext_lazy("What should a council member remember of these months? Three to six sentences."),
        widget=RichTextArea(attrs={"rows": 8}),
    )

    class Meta:
        model = Report
        fields: tuple[str, ...] = ("summary",)


class CorrectionForm(SummaryForm):
    """Of a correction: also what is corrected and why. Below the summary, which has that of the report before beside
    it."""

    correction = PlainTextField(
        label=gettext_lazy("What is corrected and why"), max_length=2_000, lines=True, help_text=READ_BY_ALL
    )

    class Meta:
        model = Report
        fields = ("summary", "correction")


class EntryForm(ReportForm):
    """What a report says about one thing of the plan."""

    made_by_saving = True
    named = ""  # before the id of what it is about
    about = ""  # said before what is wrong, where many forms stand on one page
    instance: Account | ContributionState | Interpretation

    def read_again(self) -> None:
        entry = self.instance
        about = {"report": entry.report, "about": entry.about}
        kept = type(entry)._default_manager.filter(**about).first()
        self.instance = kept or type(entry)(**about, version=0)


class InterpretationForm(EntryForm):
    named = "duiding"

    text = RichTextField(
        label=gettext_lazy("Interpretation"),
        limit=LONG_TEXT,
        required=False,
        help_text="",
        widget=RichTextArea(attrs={"rows": 3}),
    )

    class Meta:
        model = Interpretation
        fields = ("text",)


class AccountForm(EntryForm):
    progress = RichTextField(
        label=gettext_lazy("Progress"),
        limit=LONG_TEXT,
        required=False,
        help_text=gettext_lazy("How is it going, and what came of it?"),
        widget=RichTextArea(attrs={"rows": 4}),
    )
    topicality = RichTextField(
        label=gettext_lazy("Topicality"),
        limit=LONG_TEXT,
        required=False,
        help_text=gettext_lazy("Does this priority still matter as much? Is there something new?"),
        widget=RichTextArea(attrs={"rows": 3}),
    )
    proposal = RichTextField(
        label=gettext_lazy("Proposal to adjust the plan"),
        limit=LONG_TEXT,
        required=False,
        help_text=gettext_lazy("Only if the plan should change. After the release an amendment can begin from it."),
        widget=RichTextArea(attrs={"rows": 2}),
    )

    class Meta:
        model = Account
        fields = ("progress", "topicality", "proposal")


class StateForm(EntryForm):
    named = "stand"

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("Choose")), *State.choices]
    )
    line = PlainTextField(label=gettext_lazy("In one line"), max_length=300, required=False)

    class Meta:
        model = ContributionState
        fields = ("state", "line")


def first_shown(
    indicator: Indicator, known: Sequence[Figure], version: int, period: int, ends_on: date
) -> dict[str, Any]:
    """What stands in the boxes of a figure before anybody types: the figure that is there, or what the last one of this
    year tells about the next. `known` are those of this year, `version` is of the one over these months."""
    if (now := at(known, period)) is None:
        latest = max(known, key=lambda figure: figure.period, default=None)
        return {"reference_date": ends_on, "source": latest.source if latest else indicator.source}
    shown = {name: getattr(now, name) for name in FIGURE_FIELDS} | {"version": version}
    if indicator.unit == Unit.YES_NO and now.value is not None:
        shown["value"] = str(int(now.value))
    return shown


FIGURE_FIELDS = ("value", "numerator", "denominator", "source", "reference_date", "provisional")


class FigureForm(ValueForm):
    """The figure of a target in this report. Left empty, nothing is saved: it can be entered at any time.

    What is told often enough on a page with many targets has no explanation of its own here.
    """

    bit_by_bit = True
    named = "cijfer"
    about = ""  # as with texts; the boxes of a line have it in their labels

    source = PlainTextField(label=gettext_lazy("Source"), max_length=200, required=False)
    reference_date = DutchDateField(label=gettext_lazy("Reference date"), required=False, help_text="")
    provisional = forms.BooleanField(label=gettext_lazy("This figure is provisional"), required=False)
    reason = PlainTextField(
        label=gettext_lazy("Explanation"),
        max_length=500,
        required=False,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Needed when a figure changes, or is lower than after earlier months. It is printed in the report."
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        report: Report,
        indicator: Indicator,
        area: Area,
        known: Sequence[Figure],
        version: int,
        **kwargs: Any,
    ) -> None:
        """`known` are the figures of this year, of any period; `version` is of the one over these months."""
        self.report, self.area, self.known = report, area, known
        self.existing, self.existing_version = at(known, report.period), version
        initial = first_shown(indicator, known, version, report.period, report.ends_on)
        super().__init__(*args, indicator=indicator, initial=initial, **kwargs)
        for name in self.number_names:
            self.fields[name].required = False

    @property
    def is_entered(self) -> bool:
        return any(self.cleaned_data.get(name) not in (None, "") for name in self.number_names)

    @property
    def changes(self) -> bool:
        """Does it say something else than the figure that is there?"""
        return any(getattr(self.existing, name) != value for name, value in self.values.items())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if any(name in self.errors for name in self.number_names):
            return values
        if not self.is_entered:
            if self.existing:
                sentence = _("A figure can't be made empty here. Remove it on its own page, under Figures.")
                self.add_error(self.number_names[0], sentence)
            return values
        for name in self.number_names:
            if values.get(name) in (None, ""):
                self.add_error(name, _("Fill in both parts: the percentage is calculated from them."))
        if not self.errors:
            self._ask_for_words(values)
        return values

    def _ask_for_words(self, values: dict[str, Any]) -> None:
        if not values.get("source"):
            self.add_error("source", _("Say where this figure comes from."))
        elif not self._first_day <= (values.get("reference_date") or self._first_day) <= self._last_day:
            days = {"first": write_date(self._first_day), "last": write_date(self._last_day)}
            self.add_error("reference_date", _("Choose a day from %(first)s up to and including %(last)s.") % days)
        elif self.existing and self.changes and not values.get("reason"):
            self.add_error("reason", _("This figure was there already. Say why it changes."))
        elif self.existing and not self.changes and values.get("reason") not in ("", self.existing.note):
            sentence = _(
                "The figure stays as it is, so there is no change to explain. Use the interpretation for this."
            )
            self.add_error("reason", sentence)
        if self._is_more_than_all(values) and not values.get("reason"):
            self.add_error("reason", _("The part is larger than the whole. Explain how that can be."))
        self.ask_why_if_lower({f.period: f.value for f in self.known if f is not self.existing}, self.report.period)

    @property
    def _first_day(self) -> date:
        return date(self.report.plan.year, 1, 1)

    @property
    def _last_day(self) -> date:
        """A report that is filled in early shows the end of its months."""
        return max(today(), self.report.ends_on)

    @staticmethod
    def _is_more_than_all(values: dict[str, Any]) -> bool:
        part, whole = values.get("numerator"), values.get("denominator")
        return part is not None and whole is not None and part > whole

    @property
    def entered(self) -> Entered:
        return Entered(
            indicator=self.indicator,
            area=self.area,
            values=self.values,
            reason=self.cleaned_data["reason"],
            version=self.cleaned_data["version"] or 0,
        )

    def say_stale(self, current: FigureRow) -> None:
        shown = reading(current.reading, self.unit, provisional=current.provisional)
        sentence = _("Somebody else entered this figure in the meantime: %(figure)s. Save again to correct it.")
        self.add_error(self.number_names[0], sentence % {"figure": shown})
        entered = cast(QueryDict, self.data).copy()
        entered[self.add_prefix("version")] = str(current.version)
        self.data = entered
