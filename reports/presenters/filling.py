"""The pages in which a report is filled in, as their templates need them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.exports.targets import scope_in_words
from plans.goals import in_words
from plans.presenters.drafting import Reference
from plans.presenters.drafting_items import Facts
from plans.presenters.opened import Rich, rich
from plans.presenters.status import Badge
from priorities.assessment import Outcome
from priorities.codes import PERIODS, Comparator, Unit
from priorities.measurement import change
from priorities.notation import change_in_a_word, not_available, reading
from priorities.wording import GoalInWords
from reports.codes import State
from reports.compiling import ReportReader
from reports.completeness import Remark, remarks
from reports.document import (
    Figure,
    Measurement,
    ReportDocument,
    ReportedContribution,
    ReportedPriority,
    ReportRecord,
    load,
)
from reports.forms.filling import FigureForm, InterpretationForm, StateForm
from reports.models import Release, Report
from reports.policies.reporting import differs_from_plan, is_outdated, may_write
from reports.references import names_of
from reports.wording import sentence_of
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.documents.references import PLACE, named
from workplan_portal.people.models import Person

from .status import BADGES, CORRECTING, OUTCOMES, STATES, period_in_words


@dataclass(frozen=True)
class PlacedRemark:
    """Something that is missing or odd, and where to mend it."""

    remark: Remark
    url: str


@dataclass(frozen=True)
class Entry:
    """A line of the navigation; `progress` is done, busy or todo."""

    key: str
    url: str
    label: str
    progress: str


@dataclass
class Desk:
    """A report being filled in, for the person who looks at it."""

    person: Person
    report: Report
    here: str = ""  # the key of the page one is on
    reader: ReportReader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = ReportReader(self.report)

    @cached_property
    def document(self) -> ReportDocument:
        """What was filled in so far."""
        return self.reader.filled_in

    @cached_property
    def whole(self) -> ReportDocument:
        """The report as readers will get it."""
        return self.reader.document()

    @property
    def record(self) -> ReportRecord:
        """Beside a text that has not been released."""
        return ReportRecord(None, "", self.report.status)

    @cached_property
    def writing(self) -> Verdict:
        return may_write(self.person, self.report)

    @cached_property
    def outdated(self) -> bool:
        return not self.report.correction and is_outdated(self.report)

    @cached_property
    def amended_since(self) -> bool:
        """Of a correction: was the text that held in its period amended after the release?"""
        return bool(self.report.correction) and differs_from_plan(self.report)

    @property
    def badge(self) -> Badge:
        correcting = self.report.correction and self.report.status != "released"
        return CORRECTING if correcting else BADGES[self.report.status]  # type: ignore[index]

    @property
    def period(self) -> str:
        return period_in_words(self.report.period)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return crumbs(self.report, _("Fill in"))

    @property
    def figure_crumbs(self) -> list[tuple[str, str]]:
        """To the table of figures, which is a page of its own width."""
        *before, (filling, _here) = self.crumbs
        return [*before, (filling, self.url("fill")), (_("Figures"), "")]

    @property
    def file_crumbs(self) -> list[tuple[str, str]]:
        *before, (figures, _here) = self.figure_crumbs
        return [*before, (figures, self.url("fill_figures")), (_("With Excel"), "")]

    @cached_property
    def earlier(self) -> ReportDocument | None:
        """The released report over the months before: what was told then."""
        found = Release.objects.standing().filter(
            report__plan=self.report.plan_id, report__period__lt=self.report.period
        )
        latest = found.order_by("report__period", "number").last()
        return load(latest.text) if latest else None

    @property
    def earlier_summary(self) -> Rich:
        """What the report before said of its months."""
        return rich(self.spoken(self.earlier.summary)) if self.earlier else ()

    @property
    def earlier_account(self) -> list[tuple[str, Rich]]:
        """What the report before said of the priority one is at: each part with its label."""
        before = next((p for p in self.earlier.priorities if p.id == self.here), None) if self.earlier else None
        if before is None:
            return []
        told = ((_("Progress"), before.progress), (_("Topicality"), before.topicality))
        return [(label, rich(self.spoken(text))) for label, text in told if text]

    @property
    def references(self) -> list[Reference]:
        """What the words of this report can refer to."""
        names = names_of(self.document)
        return [Reference(f"#{PLACE}{p.id}", names[p.id], p.title) for p in self.document.priorities]

    def spoken(self, html: str) -> str:
        """With references in words, which lead to the page where is told about that priority."""
        return (
            named(html, names_of(self.document), lambda key: self.url("fill_priority", key)) if PLACE in html else html
        )

    # --- navigation ---------------------------------------------------------------------------------------------------

    @cached_property
    def entries(self) -> list[Entry]:
        summary = Entry("summary", self.url("fill_summary"), _("Summary"), self._progress_of_summary())
        figures = Entry("figures", self.url("fill_figures"), _("Figures"), self._progress_of_figures())
        return [summary, figures, *map(self._entry, self.document.priorities)]

    def _entry(self, priority: ReportedPriority) -> Entry:
        label = f"{priority.number} {priority.title}"
        return Entry(priority.id, self.url("fill_priority", priority.id), label, self._progress(priority))

    def _progress_of_summary(self) -> str:
        return "busy" if "summary" in self.lacking and self.document.summary else self._done("summary")

    def _progress_of_figures(self) -> str:
        """Every figure counts, also the one that no release waits for."""
        known = [m.now(self.document.period) is not None for m in self.document.measurements if takes_figure(m)]
        return "done" if all(known) else "busy" if any(known) else "todo"

    def _progress(self, priority: ReportedPriority) -> str:
        told = priority.progress or priority.topicality or any(c.state for c in priority.contributions)
        return "busy" if priority.id in self.lacking and told else self._done(priority.id)

    def _done(self, place: str) -> str:
        return "todo" if place in self.lacking else "done"

    @property
    def neighbours(self) -> tuple[Entry | None, Entry | None]:
        keys = [entry.key for entry in self.entries]
        if self.here not in keys:
            return None, None
        place = keys.index(self.here)
        after = self.entries[place + 1] if place + 1 < len(keys) else None
        return (self.entries[place - 1] if place else None), after

    @property
    def done(self) -> int:
        return sum(entry.progress == "done" for entry in self.entries)

    @property
    def percent(self) -> int:
        return 100 * self.done // len(self.entries)

    def url(self, name: str, *args: object) -> str:
        return reverse(f"reports:{name}", args=[self.report.uuid, *args])

    # --- what is missing or odd ---------------------------------------------------------------------------------------

    @cached_property
    def remarks(self) -> list[Remark]:
        return remarks(self.document)

    @cached_property
    def lacking(self) -> frozenset[str]:
        return frozenset(r.place for r in self.remarks if r.blocking)

    @property
    def missing(self) -> list[PlacedRemark]:
        return [self._placed(r) for r in self.remarks if r.blocking]

    @property
    def odd(self) -> list[PlacedRemark]:
        """Judged by the whole: what changed since a version that is out may be overlooked too."""
        return [self._placed(r) for r in remarks(self.whole) if not r.blocking]

    def missing_at(self, place: str) -> list[Remark]:
        return [r for r in self.remarks if r.place == place and r.blocking]

    def _placed(self, remark: Remark) -> PlacedRemark:
        place = remark.place
        url = self.url("fill_summary") if place == "summary" else self.url("fill_priority", place)
        return PlacedRemark(remark, url)


def crumbs(report: Report, *pages: str) -> list[tuple[str, str]]:
    """The way to a page of this report; the last step is the page itself and has no address."""
    steps = [
        (_("Reports"), reverse("reports:reports")),
        (report.title, reverse("reports:report", args=[report.uuid])),
        *((page, "") for page in pages),
    ]
    return [*steps[:-1], (steps[-1][0], "")]


# --- the page of one priority -----------------------------------------------------------------------------------------


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
    earlier: Rich  # the interpretation of the report before
    figure: FigureForm | None
    closed: str  # why no figure can be entered here; empty when one can
    interpretation: InterpretationForm

    @property
    def told(self) -> Rich:
        return rich(self.measured.interpretation)

    @property
    def anchor(self) -> str:
        return f"doel-{self.measured.target.id}"


def target_card(
    measured: Measurement,
    document: ReportDocument,
    earlier: ReportDocument | None,
    *,
    figure: FigureForm | None,
    closed: str,
    interpretation: InterpretationForm,
) -> TargetCard:
    target, period = measured.target, document.period
    before = next((m for m in earlier.measurements if m.target.id == target.id), None) if earlier else None
    return TargetCard(
        measured=measured,
        scope=scope_in_words(target),
        words=in_words(target, document.norm_rule),
        badge=OUTCOMES[Outcome(measured.judgement.outcome)],
        sentence=sentence_of(measured, period),
        cells=list(_cells(measured, document)) if measured.this_year or measured.last_year else [],
        earlier=rich(before.interpretation) if before else (),
        figure=figure,
        closed=closed,
        interpretation=interpretation,
    )


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


def takes_figure(measured: Measurement) -> bool:
    """Is there a number to enter? Not for a result in words, nor for an indicator that is still being developed."""
    target = measured.target
    return target.indicator.unit != Unit.WORDS and target.comparator != Comparator.DEVELOP


@dataclass(frozen=True)
class ContributionRow:
    contribution: ReportedContribution
    text: Rich
    earlier: Badge | None
    earlier_line: str
    form: StateForm

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


def contribution_row(
    contribution: ReportedContribution, earlier: ReportDocument | None, form: StateForm
) -> ContributionRow:
    told = (c for p in earlier.priorities for c in p.contributions if c.id == contribution.id) if earlier else iter(())
    before = next(told, None)
    badge = STATES[State(before.state)] if before and before.state else None
    return ContributionRow(contribution, rich(contribution.text), badge, before.line if before else "", form)
