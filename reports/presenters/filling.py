"""The pages in which a report is filled in, as their templates need them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.presenters.drafting import Option, reference
from plans.presenters.opened import Rich, rich
from plans.presenters.status import Badge
from priorities.codes import Comparator, Unit
from reports.compiling import ReportReader
from reports.completeness import Remark, remarks
from reports.document import (
    Measurement,
    ReportDocument,
    ReportedPriority,
    ReportRecord,
    load,
)
from reports.models import Release, Report
from reports.policies.reporting import differs_from_plan, is_outdated, may_write
from reports.references import names_of
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.documents.references import PLACE, named
from workplan_portal.people.models import Person

from .status import BADGES, CORRECTING, period_in_words

Earlier = list[tuple[str, Rich]]
"""What the report before told: each text with its label, which is empty where it needs none."""


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
    def earlier_summary(self) -> Earlier:
        """What the report before said of its months."""
        return self._told_before(("", self.earlier.summary)) if self.earlier else []

    @property
    def earlier_account(self) -> Earlier:
        """What the report before said of the priority one is at: each part with its label."""
        before = next((p for p in self.earlier.priorities if p.id == self.here), None) if self.earlier else None
        if before is None:
            return []
        return self._told_before(
            (_("Progress"), before.progress),
            (_("Topicality"), before.topicality),
            (_("Proposal to adjust the plan"), before.proposal),
        )

    def earlier_interpretation(self, target: str) -> Earlier:
        """What the report before said of the figure of this target."""
        before = next((m for m in self.earlier.measurements if m.target.id == target), None) if self.earlier else None
        return self._told_before(("", before.interpretation)) if before else []

    def _told_before(self, *parts: tuple[str, str]) -> Earlier:
        return [(label, rich(self.spoken(text))) for label, text in parts if text]

    @property
    def references(self) -> list[Option]:
        """What the words of this report can refer to."""
        names = names_of(self.document)
        return [reference(f"#{PLACE}{p.id}", names[p.id], p.title) for p in self.document.priorities]

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


def takes_figure(measured: Measurement) -> bool:
    """Is there a number to enter? Not for a result in words, nor for an indicator that is still being developed."""
    target = measured.target
    return target.indicator.unit != Unit.WORDS and target.comparator != Comparator.DEVELOP
