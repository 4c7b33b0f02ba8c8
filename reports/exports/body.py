"""What a reader sees of a report between cover and colophon, in reading order: screen and paper show the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from plans.codes import Kind
from plans.document import Target
from plans.exports.targets import scope_in_words
from plans.goals import in_words, terms_of
from plans.numbering import chapter_title
from priorities.assessment import OFF_COURSE, YEAR, Outcome, tally
from priorities.codes import Scope, Unit
from priorities.course import Counted, Course, chart_of
from priorities.goal import norm_of
from priorities.measurement import change
from priorities.notation import change_in_a_word, reading
from priorities.over_years import Years, years_of
from priorities.reach import Reach, reach_of
from priorities.wording import GoalInWords
from reports.codes import State
from reports.compiling import aim_of, course_of
from reports.document import (
    Figure,
    Measurement,
    ReportDocument,
    ReportedChapter,
    ReportedContribution,
    ReportedPriority,
    counted_as,
    reading_of,
)
from reports.references import as_read
from reports.wording import is_provisional, sentence_of
from workplan_portal.documents.footnotes import Segment
from workplan_portal.documents.look import Entry
from workplan_portal.interface.charts.chart import Chart

from .corrections import ShownCorrection, ShownRevision, shown_correction, shown_revision
from .course_of_year import Standing, course_of_year
from .lengths import are_brief, fit_beside_a_picture

Text = tuple[Segment, ...]

WIDER = frozenset({Scope.DISTRICT, Scope.UNIT, Scope.NATIONAL})
"""Scopes of which the team is a part."""


@dataclass(frozen=True)
class ShownOutcome:
    code: str
    words: str


@dataclass(frozen=True)
class Tally:
    """How many targets of a priority have each outcome; a dash is none."""

    number: str
    title: str
    anchor: str
    counts: tuple[str, ...]


@dataclass(frozen=True)
class ShownMeasurement:
    id: str
    anchor: str
    indicator: str
    scope: str
    outcome: ShownOutcome
    words: GoalInWords
    value: str
    last_year: str
    difference: str
    provisional: bool
    example: bool
    sentence: str
    chart: Chart | None
    reach: Reach | None
    years: Years | None
    note: str  # with the figure
    interpretation: Text
    remarks: tuple[str, ...]

    @property
    def is_lengthy(self) -> bool:
        return not fit_beside_a_picture(self.note, self.interpretation)


@dataclass(frozen=True)
class ShownContribution:
    text: Text
    state: str
    code: str
    line: str
    internal: bool


@dataclass(frozen=True)
class Group:
    label: str
    contributions: tuple[ShownContribution, ...]


@dataclass(frozen=True)
class ShownPriority:
    number: str
    title: str
    heading: str
    anchor: str
    objective: Text
    progress: Text
    topicality: Text
    proposal: Text
    measurements: tuple[ShownMeasurement, ...]
    groups: tuple[Group, ...]

    @property
    def is_brief(self) -> bool:
        texts = (self.objective, self.progress, self.topicality, self.proposal)
        return not self.measurements and not self.groups and are_brief(*texts)


@dataclass(frozen=True)
class ShownChapter:
    number: int
    title: str
    anchor: str
    priorities: tuple[ShownPriority, ...]

    @property
    def drawn(self) -> tuple[ShownMeasurement, ...]:
        """What stands in the picture of how far the targets are."""
        return tuple(m for m in self.measurements if m.reach)

    @property
    def measurements(self) -> tuple[ShownMeasurement, ...]:
        return tuple(m for priority in self.priorities for m in priority.measurements)


@dataclass(frozen=True)
class Definition:
    """An indicator with what it means and where its figure comes from."""

    name: str
    definition: str
    source: str
    reference_date: str


@dataclass(frozen=True)
class Body:
    year: int
    period: str
    is_whole_year: bool
    summary: Text
    correction: ShownCorrection | None
    course: tuple[Standing, ...]
    off_course: tuple[ShownMeasurement, ...]
    outcomes: tuple[ShownOutcome, ...]
    tallies: tuple[Tally, ...]
    chapters: tuple[ShownChapter, ...]
    definitions: tuple[Definition, ...]
    revised: ShownRevision | None

    @property
    def contents(self) -> tuple[Entry, ...]:
        return (
            Entry("in-het-kort", _("In brief")),
            *(
                Entry(
                    chapter.anchor,
                    chapter.title,
                    str(chapter.number),
                    tuple(Entry(p.anchor, p.title, p.number) for p in chapter.priorities),
                )
                for chapter in self.chapters
            ),
            Entry("definities", _("Definitions and sources")),
            *([Entry("herzien", _("Revised figures"))] if self.revised else []),
        )


def body_of(document: ReportDocument) -> Body:
    document = as_read(document)
    chapters = tuple(_chapter(chapter, document) for chapter in document.chapters)
    met = tally(map(_outcome, document.counting(document.measurements)))
    counted = {m.target.id for m in document.counting(document.measurements)}
    shown = [m for chapter in chapters for m in chapter.measurements]
    return Body(
        year=document.year,
        period=period_of(document),
        is_whole_year=document.period == YEAR,
        summary=_text(document.summary),
        correction=shown_correction(document),
        course=course_of_year(document),
        off_course=tuple(m for m in shown if m.id in counted and m.outcome.code in OFF_COURSE),
        outcomes=tuple(map(_shown_outcome, met)),
        tallies=tuple(
            _tally(priority, document, tuple(met)) for priority in document.priorities if priority.measurements
        ),
        chapters=chapters,
        definitions=tuple(_definitions(document)),
        revised=shown_revision(document),
    )


def period_of(document: ReportDocument) -> str:
    """In words: January up to and including August 2021."""
    return _("January up to and including %(month)s %(year)s") % {
        "month": date_format(document.ends_on, "F"),
        "year": document.year,
    }


def _tally(priority: ReportedPriority, document: ReportDocument, outcomes: tuple[Outcome, ...]) -> Tally:
    counts = tally(map(_outcome, document.counting(priority.measurements)))
    shown = tuple(str(counts[outcome]) if outcome in counts else "–" for outcome in outcomes)
    return Tally(priority.number, priority.title, _anchor(priority), shown)


def _chapter(chapter: ReportedChapter, document: ReportDocument) -> ShownChapter:
    return ShownChapter(
        number=chapter.number,
        title=chapter_title(chapter, document),
        anchor=f"hoofdstuk-{chapter.number}",
        priorities=tuple(_priority(priority, document) for priority in chapter.priorities),
    )


def _priority(priority: ReportedPriority, document: ReportDocument) -> ShownPriority:
    return ShownPriority(
        number=priority.number,
        title=priority.title,
        heading="" if priority.heading == priority.title else priority.heading,
        anchor=_anchor(priority),
        objective=_text(priority.objective),
        progress=_text(priority.progress),
        topicality=_text(priority.topicality),
        proposal=_text(priority.proposal),
        measurements=tuple(_measurement(m, document) for m in priority.measurements),
        groups=tuple(_groups(priority, document.year)),
    )


def _groups(priority: ReportedPriority, year: int) -> Iterable[Group]:
    labels = {Kind.STANDING: _("Police contribution"), Kind.YEAR: _("Priority %(year)s") % {"year": year}}
    for kind, label in labels.items():
        if told := tuple(_contribution(c) for c in priority.contributions if c.kind == kind):
            yield Group(label, told)


def _contribution(contribution: ReportedContribution) -> ShownContribution:
    state = str(State(contribution.state).label) if contribution.state else _("not told")
    return ShownContribution(
        _text(contribution.text), state, contribution.state, contribution.line, contribution.internal
    )


# --- one target -------------------------------------------------------------------------------------------------------


def _measurement(measured: Measurement, document: ReportDocument) -> ShownMeasurement:
    target, period = measured.target, document.period
    unit, drawn_elsewhere = Unit(target.indicator.unit), _is_drawn_elsewhere(target, document)
    now, then = measured.now(period), measured.then(period)
    moved = change(now.amount if now else None, then.amount if then else None, unit)
    words = in_words(target, document.norm_rule)
    return ShownMeasurement(
        id=target.id,
        anchor=f"doel-{target.id}",
        indicator=target.indicator.name,
        scope=scope_in_words(target),
        outcome=_shown_outcome(_outcome(measured)),
        words=words,
        value=reading(measured.reading(period), unit),
        last_year=reading(reading_of(then), unit, provisional=bool(then and then.provisional)),
        difference=change_in_a_word(moved, unit),
        provisional=bool(now and now.provisional),
        example=bool(now and now.example),
        sentence=sentence_of(measured, period),
        chart=None if drawn_elsewhere else _chart(measured, document),
        reach=_reach(measured, period),
        years=None if drawn_elsewhere else _years(measured, document),
        note=now.note if now else "",
        interpretation=_text(measured.interpretation),
        remarks=tuple(_remarks(measured, document)),
    )


def _chart(measured: Measurement, document: ReportDocument) -> Chart | None:
    target = measured.target
    course = Course(
        title=target.indicator.name,
        aim=aim_of(target),
        year=document.year,
        months=document.period,
        this_year=_counted(measured.this_year),
        last_year=_counted(measured.last_year),
        provisional_goal=is_provisional(target),
        norm=norm_of(terms_of(target, document.norm_rule)),
        provisional_norm=target.provisional_norm,
    )
    return chart_of(course) if course.is_drawn else None


def _years(measured: Measurement, document: ReportDocument) -> Years | None:
    """Whole years up to the last one that is over."""
    told = {each.year: each.figure for each in measured.earlier}
    whole = {document.year - 1: measured.then(12), document.year: measured.now(12)}
    told |= {year: figure for year, figure in whole.items() if figure}
    counted = {year: Counted(figure.reading, figure.provisional) for year, figure in told.items()}
    return years_of(measured.target.indicator.name, counted, Unit(measured.target.indicator.unit))


def _counted(figures: Iterable[Figure]) -> dict[int, Counted]:
    return {figure.period: Counted(figure.reading, figure.provisional, figure.example) for figure in figures}


def _remarks(measured: Measurement, document: ReportDocument) -> Iterable[str]:
    target = measured.target
    known: dict[str, Target] = {m.target.id: m.target for m in document.measurements}
    if target.scope in WIDER:
        yield _("The figure is that of %(scope)s as a whole, not of this team.") % {"scope": scope_in_words(target)}
    if parent := known.get(target.parent or ""):
        yield _("This is part of “%(target)s” (%(scope)s) and is not added to it.") % _named(parent)
    if original := known.get(target.restates or ""):
        yield _("This repeats “%(target)s” (%(scope)s) and counts once.") % _named(original)
        if _asks_the_same(target, original):
            yield _("Its figures are drawn there.")


def _is_drawn_elsewhere(target: Target, document: ReportDocument) -> bool:
    """Does it repeat a target that is in this document, for the same goal? Its picture would be the same."""
    if not target.restates:
        return False
    return any(_asks_the_same(target, m.target) for m in document.measurements if m.target.id == target.restates)


def _asks_the_same(target: Target, original: Target) -> bool:
    asked = (target.comparator, target.goal, counted_as(target))
    return asked == (original.comparator, original.goal, counted_as(original))


def _named(target: Target) -> dict[str, str]:
    return {"target": target.indicator.name, "scope": scope_in_words(target)}


def _outcome(measured: Measurement) -> Outcome:
    return Outcome(measured.judgement.outcome)


def _reach(measured: Measurement, period: int) -> Reach | None:
    now, last_year = measured.now(period), course_of(measured.last_year, period)
    told = aim_of(measured.target), measured.reading(period), period, last_year
    return reach_of(*told, provisional=bool(now and now.provisional), provisional_goal=is_provisional(measured.target))


def _shown_outcome(outcome: Outcome) -> ShownOutcome:
    return ShownOutcome(outcome.value, str(outcome.label))


# --- definitions -----------------------------------------------------------------------------------------------------


def _definitions(document: ReportDocument) -> Iterable[Definition]:
    """Each indicator once, by name."""
    found: dict[str, Definition] = {}
    for measured in document.measurements:
        indicator, now = measured.target.indicator, measured.now(document.period)
        parts = [indicator.definition]
        if indicator.numerator and indicator.denominator:
            parts.append(
                _("%(numerator)s, as a share of %(denominator)s.")
                % {"numerator": indicator.numerator, "denominator": _inside(indicator.denominator)}
            )
        day = date_format(now.reference_date, "j F Y") if now and now.reference_date else ""
        if indicator.code not in found or not found[indicator.code].source:
            found[indicator.code] = Definition(
                indicator.name, " ".join(filter(None, parts)), now.source if now else "", day
            )
    return sorted(found.values(), key=lambda d: d.name.casefold())


def _inside(words: str) -> str:
    """As they are written inside a sentence: a capital goes, unless it begins an abbreviation."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _text(html: str) -> Text:
    return (Segment(html),) if html else ()


def _anchor(priority: ReportedPriority) -> str:
    return f"prioriteit-{priority.id}"
