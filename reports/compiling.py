"""Rows into a report: the plan in force, the figures, and what was written about them, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from string import ascii_lowercase
from typing import Any

from django.db.models import Q

from plans import document as plan
from plans.document import load as load_plan
from plans.numbering import Heading, numbered
from plans.record import adoption_of
from priorities.assessment import Aim, LastYear, assess
from priorities.codes import Comparator, Direction, ExpectedBy, Unit
from priorities.models import Figure
from priorities.over_years import BACK

from . import document as doc
from .correcting import correction_of
from .kept import FigureKey, Kept, kept
from .models import Release, Report
from .revising import revised_since

Course = tuple[doc.Figure, ...]
"""Figures of one year, in the order of their periods."""


def compile_report(report: Report) -> doc.ReportDocument:
    """The report these rows make now."""
    return ReportReader(report).document()


class ReportReader:
    """Everything a report consists of, read once: the rows, for who fills it in, and the document they make."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.plan: plan.Document = load_plan(report.revision.text)
        self.interpretations = _by_subject(report.interpretations)
        self.accounts = _by_subject(report.accounts)
        self.states = _by_subject(report.contributionstates)
        self.figures = self._figures()

    @cached_property
    def released(self) -> Release | None:
        """The version that readers have now, if there is one."""
        return self.report.releases.standing().order_by("number").last()

    def document(self) -> doc.ReportDocument:
        """The whole report, with what it gives otherwise than those that are out."""
        made = self.filled_in
        made = replace(made, revised=revised_since(made, self.report))
        return correction_of(made, self.released, self.report.correction)

    @cached_property
    def filled_in(self) -> doc.ReportDocument:
        """What was filled in so far, not yet held against what is out already: of a correction only the reason."""
        report, whole = self.report, self.plan
        adoption = adoption_of(report.revision)
        return doc.ReportDocument(
            id=str(report.uuid),
            plan=whole.id,
            plan_version=report.revision.number,
            plan_digest=report.revision.digest,
            plan_adopted_on=adoption.adopted_on,
            year=whole.year,
            period=report.period,
            ends_on=report.ends_on,
            team=whole.team,
            district=whole.district,
            unit=whole.unit,
            municipalities=whole.municipalities,
            norm_rule=whole.norm_rule,
            summary=report.summary,
            chapters=self._chapters(),
            correction=doc.Correction(report.correction) if self.released else None,
            example=whole.example,
        )

    def _chapters(self) -> tuple[doc.ReportedChapter, ...]:
        return tuple(
            doc.ReportedChapter(
                number=chapter.number,
                level=chapter.chapter.level,
                municipality=chapter.chapter.municipality,
                priorities=tuple(self._priority(block, number) for number, block in told_apart(chapter.headings)),
            )
            for chapter in numbered(self.plan)
            if chapter.chapter.blocks
        )

    def _priority(self, block: plan.Block, number: str) -> doc.ReportedPriority:
        account = self.accounts.get(block.id)
        return doc.ReportedPriority(
            id=block.id,
            number=number,
            level=block.level,
            heading=block.heading,
            title=block.title,
            objective=block.objective,
            authority=block.authority,
            progress=account.progress if account else "",
            topicality=account.topicality if account else "",
            proposal=account.proposal if account else "",
            contributions=tuple(map(self._contribution, block.contributions)),
            measurements=tuple(map(self.measurement, block.targets)),
        )

    def _contribution(self, contribution: plan.Contribution) -> doc.ReportedContribution:
        told = self.states.get(contribution.id)
        return doc.ReportedContribution(
            id=contribution.id,
            kind=contribution.kind,
            text=contribution.text,
            responsible=contribution.responsible,
            internal=contribution.internal,
            state=told.state if told else "",
            line=told.line if told else "",
        )

    def measurement(self, target: plan.Target) -> doc.Measurement:
        told = self.interpretations.get(target.id)
        this_year = self._course(target, self.plan.year, self.report.period)
        last_year = self._course(target, self.plan.year - 1, 12)
        return doc.Measurement(
            target=target,
            judgement=judgement_of(target, this_year, last_year, self.report.period),
            this_year=this_year,
            last_year=last_year,
            interpretation=told.text if told else "",
            earlier=tuple(self._earlier(target)),
        )

    def _course(self, target: plan.Target, year: int, last: int) -> Course:
        """The figures of a year up to this period, in order."""
        periods = (p for p in (4, 8, 12) if p <= last)
        keys = [(target.indicator.code, target.area.code, year, period) for period in periods]
        return tuple(self.figures[key].figure for key in keys if key in self.figures)

    def _earlier(self, target: plan.Target) -> Iterator[doc.YearFigure]:
        for year in range(self.plan.year - BACK, self.plan.year - 1):
            if found := self.figures.get((target.indicator.code, target.area.code, year, 12)):
                yield doc.YearFigure(year, found.figure)

    def _figures(self) -> dict[FigureKey, Kept]:
        targets = list(self.plan.targets)
        of_targets = Figure.objects.filter(
            indicator__code__in={t.indicator.code for t in targets}, area__code__in={t.area.code for t in targets}
        )
        return kept(
            of_targets.filter(
                Q(year__in=(self.plan.year - 1, self.plan.year))
                | Q(year__range=(self.plan.year - BACK, self.plan.year - 2), period=12)
            )
        )


def judgement_of(target: plan.Target, this_year: Course, last_year: Course, period: int) -> doc.Judgement:
    """How the target stands after so many months, by these figures."""
    found = assess(aim_of(target), doc.reading_of(doc.at(this_year, period)), period, course_of(last_year, period))
    return doc.Judgement(
        outcome=found.outcome.value,
        reason=found.reason.value,
        share=str(found.expectation.share) if found.expectation else "",
        share_basis=found.expectation.basis.value if found.expectation else "",
    )


def course_of(last_year: Course, period: int) -> LastYear:
    """Last year's figures as the arithmetic asks them."""
    same, total = doc.at(last_year, period), doc.at(last_year, 12)
    return LastYear(same.amount if same else None, total.amount if total else None)


def aim_of(target: plan.Target) -> Aim:
    """The target as it was adopted, as the arithmetic asks it."""
    return Aim(
        comparator=Comparator(target.comparator),
        unit=Unit(target.indicator.unit),
        direction=Direction(target.indicator.direction),
        cumulative=target.indicator.cumulative,
        goal=target.goal,
        baseline_year=target.baseline_year,
        expected_by=ExpectedBy(target.indicator.expected_by or ExpectedBy.COURSE),
    )


def told_apart(headings: Iterable[Heading]) -> Iterator[tuple[str, plan.Block]]:
    """Each block with the number of its heading, and a letter where several stand under it."""
    for heading in headings:
        alone = len(heading.blocks) == 1
        for place, block in enumerate(heading.blocks):
            yield heading.number if alone else heading.number + letters(place), block


def letters(place: int) -> str:
    """From a to z, and on with aa."""
    more, last = divmod(place, len(ascii_lowercase))
    return (letters(more - 1) if more else "") + ascii_lowercase[last]


def _by_subject(rows: Any) -> dict[str, Any]:
    """Rows by the uuid of what they are about, as documents write it."""
    found: dict[str, Any] = {str(row.about): row for row in rows.all()}
    return found
