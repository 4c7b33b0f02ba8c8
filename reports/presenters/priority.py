"""The page on which a priority is accounted for: its targets with their figures, and its contributions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from plans.document import Target
from plans.exports.targets import scope_in_words
from plans.forms.editing import first_travelling
from plans.goals import in_words
from plans.presenters.drafting_items import Facts
from plans.presenters.opened import Rich, rich
from plans.presenters.status import Badge
from priorities.assessment import Outcome
from priorities.codes import PERIODS, Unit
from priorities.forms.figures import number_fields
from priorities.measurement import change
from priorities.models import Indicator
from priorities.notation import change_in_a_word, not_available, reading
from priorities.policies import may_enter_figures
from priorities.wording import GoalInWords
from reports.codes import State
from reports.document import (
    Figure,
    Measurement,
    ReportDocument,
    ReportedContribution,
    ReportedPriority,
)
from reports.forms.filling import EntryForm, FigureForm, first_shown, prefix_of
from reports.models import Account, ContributionState, Interpretation, Report
from reports.wording import sentence_of
from workplan_portal.interface.boxes import Box, box
from workplan_portal.organisation.models import Area

from .filling import Desk, Earlier, takes_figure
from .status import OUTCOMES, STATES, period_in_words

Entry = Account | ContributionState | Interpretation

# --- its many forms ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One of the forms of the page: its fields, what travels along, and texts that two people changed."""

    boxes: Sequence[Box]
    travelling: Sequence[Mapping[str, str]]  # as attributes
    comparisons: Sequence[Any] = ()


def opened(kind: type[EntryForm], entry: Entry, about: str) -> Part:
    """As it is before anything is sent."""
    prefix, names, fields = prefix_of(kind, about), list(kind._meta.fields or ()), kind.base_fields
    boxes = [box(fields[name], f"{prefix}-{name}", fields[name].prepare_value(getattr(entry, name))) for name in names]
    along = first_travelling(entry, names).items()
    return Part(boxes, [{"name": f"{prefix}-{name}", "value": str(value)} for name, value in along])


def refused(form: EntryForm) -> Part:
    """As it was sent."""
    boxes = [_as_sent(form[name]) for name in form.row_fields]
    along = form.travelling.items()
    return Part(boxes, [{"name": name, "value": value} for name, value in along], form.comparisons)


def _as_sent(field: BoundField) -> Box:
    return box(field.field, field.html_name, field.value(), field.errors)


# --- figures ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AskedFigure:
    """A figure that may be entered here. `known` are those of this year, `version` is of the one that is there."""

    indicator: Indicator
    area: Area
    known: Sequence[Figure]
    version: int

    @property
    def told(self) -> dict[str, Any]:
        """To a form."""
        return {"indicator": self.indicator, "area": self.area, "known": self.known, "version": self.version}


class AskedFigures:
    """What the targets of a priority ask, each figure once however many it measures: by id of the target the figures
    that can be entered, and elsewhere why not."""

    def __init__(self, desk: Desk, shown: ReportedPriority) -> None:
        self.desk = desk
        self.open: dict[str, AskedFigure] = {}
        self.closed: dict[str, str] = {}
        targets = [m.target for m in shown.measurements if takes_figure(m)]
        indicators = {i.code: i for i in Indicator.objects.filter(code__in={t.indicator.code for t in targets})}
        places = {a.code: a for a in Area.objects.filter(code__in={t.area.code for t in targets})}
        allowed = may_enter_figures(desk.person, places.values())
        seen: set[tuple[str, str]] = set()
        for target in targets:
            key, area = (target.indicator.code, target.area.code), places[target.area.code]
            if key in seen:
                self.closed[target.id] = _("This figure is entered once, with the first target it measures.")
            elif not allowed[area.pk]:
                self.closed[target.id] = allowed[area.pk].reason
            elif desk.writing:
                self.open[target.id] = self._asked(target, indicators[target.indicator.code], area)
            seen.add(key)

    def _asked(self, target: Target, indicator: Indicator, area: Area) -> AskedFigure:
        report, kept = self.desk.report, self.desk.reader.figures
        keys = {period: (indicator.code, area.code, report.plan.year, period) for period in PERIODS}
        known = [kept[key].figure for key in keys.values() if key in kept]
        there = kept.get(keys[report.period])
        return AskedFigure(indicator, area, known, there.version if there else 0)


@dataclass(frozen=True)
class FigurePart:
    """The form of a figure: the number with what is always told, whether it is provisional, and the explanation."""

    told: Sequence[Box]
    provisional: Box
    reason: Sequence[Box]
    version: Mapping[str, Any]  # as attributes
    is_explained: bool = False  # is there something to read or to mend in the explanation?


def opened_figure(asked: AskedFigure, report: Report, about: str) -> FigurePart:
    shown = first_shown(asked.indicator, asked.known, asked.version, report.period, report.ends_on)
    numbers, prefix = number_fields(asked.indicator), prefix_of(FigureForm, about)
    fields = numbers | FigureForm.base_fields

    def as_opened(name: str) -> Box:
        return box(fields[name], f"{prefix}-{name}", fields[name].prepare_value(shown.get(name)))

    return _figure_part(as_opened, list(numbers), f"{prefix}-version", shown.get("version"))


def refused_figure(form: FigureForm) -> FigurePart:
    version, reason = form["version"], form["reason"]
    part = _figure_part(
        lambda name: _as_sent(form[name]), form.number_names, version.html_name, version.value() or None
    )
    return replace(part, is_explained=bool(reason.value() or reason.errors))


def _figure_part(box_of: Callable[[str], Box], numbers: Sequence[str], name: str, version: Any) -> FigurePart:
    return FigurePart(
        told=[box_of(each) for each in (*numbers, "reference_date", "source")],
        provisional=box_of("provisional"),
        reason=[box_of("reason")],
        version={"name": name, "id": f"id_{name}", "value": version},
    )


# --- what stands on the page ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A figure of some period, and how this year's differs from last year's."""

    label: str
    this_year: str
    last_year: str
    difference: str
    current: bool


@dataclass(frozen=True)
class TargetCard:
    """A target to fill in: what was agreed, what was counted, how it stands, and the forms for both."""

    measured: Measurement
    scope: str
    words: GoalInWords
    badge: Badge
    sentence: str
    cells: list[Cell]
    earlier: Earlier  # the interpretation of the report before
    figure: FigurePart | None
    closed: str  # why no figure can be entered here; empty when one can
    interpretation: Part | None  # none when nothing can be changed now

    @property
    def told(self) -> Rich:
        return rich(self.measured.interpretation)

    @property
    def anchor(self) -> str:
        return f"doel-{self.measured.target.id}"


def target_cards(
    shown: ReportedPriority,
    desk: Desk,
    closed: Mapping[str, str],
    figures: Mapping[str, FigurePart],
    interpretations: Mapping[str, Part],
) -> list[TargetCard]:
    """By id of the target what can be entered of it, and why nothing can."""
    document = desk.document
    return [
        TargetCard(
            measured=measured,
            scope=scope_in_words(measured.target),
            words=in_words(measured.target, document.norm_rule),
            badge=OUTCOMES[Outcome(measured.judgement.outcome)],
            sentence=sentence_of(measured, document.period),
            cells=list(_cells(measured, document)) if measured.this_year or measured.last_year else [],
            earlier=desk.earlier_interpretation(measured.target.id),
            figure=figures.get(measured.target.id),
            closed=closed.get(measured.target.id, ""),
            interpretation=interpretations.get(measured.target.id),
        )
        for measured in shown.measurements
    ]


def _cells(measured: Measurement, document: ReportDocument) -> Iterator[Cell]:
    unit = Unit(measured.target.indicator.unit)
    for period in (p for p in PERIODS if p <= document.period):
        now, then = measured.now(period), measured.then(period)
        moved = change(now.amount if now else None, then.amount if then else None, unit)
        yield Cell(
            label=period_in_words(period),
            this_year=shown(now, unit),
            last_year=shown(then, unit),
            difference=change_in_a_word(moved, unit),
            current=period == document.period,
        )


def shown(figure: Figure | None, unit: Unit) -> str:
    """A figure as a reader sees it, with its marks."""
    if figure is None:
        return not_available()
    return reading(figure.reading, unit, provisional=figure.provisional)


@dataclass(frozen=True)
class ContributionRow:
    contribution: ReportedContribution
    text: Rich
    earlier: Badge | None
    earlier_line: str
    part: Part | None  # none when nothing can be changed now

    @property
    def state(self) -> str:
        return str(State(self.contribution.state).label) if self.contribution.state else _("not told")

    @property
    def facts(self) -> Facts:
        """How far it was in the report before."""
        if self.earlier is None:
            return []
        told = {"state": self.earlier.label, "line": self.earlier_line}
        return [("history", _("Report before: %(state)s. %(line)s") % told)]

    @property
    def anchor(self) -> str:
        return f"bijdrage-{self.contribution.id}"


def contribution_rows(shown: ReportedPriority, desk: Desk, parts: Mapping[str, Part]) -> list[ContributionRow]:
    """`parts` by id of the contribution."""
    told = {c.id: c for p in desk.earlier.priorities for c in p.contributions} if desk.earlier else {}
    return [_contribution_row(each, told.get(each.id), parts.get(each.id)) for each in shown.contributions]


def _contribution_row(
    contribution: ReportedContribution, before: ReportedContribution | None, part: Part | None
) -> ContributionRow:
    badge = STATES[State(before.state)] if before and before.state else None
    return ContributionRow(contribution, rich(contribution.text), badge, before.line if before else "", part)
