"""The whole report as plain data: `rows → document → page | PDF | JSON`, as with plans.

Everything a reader gets is rendered from a `ReportDocument`. Its canonical JSON is what a release stores. It holds the
plan as it was in force and the figures as they stood: neither a later amendment nor a later figure changes it.

Numbers are `Decimal` in the unit of the indicator; `None` is not available ("n.b."), never zero. Texts are the
restricted HTML of `documents.richtext`, or plain text where a comment says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from plans.codes import Audience, Kind
from plans.document import Place, Target
from priorities.assessment import Assessment, Expectation, Outcome, Reason, Share
from priorities.codes import Comparator, Direction
from priorities.goal import strictness
from priorities.measurement import Absence, Reading, percentage, single
from workplan_portal.documents.canonical import canonical_bytes, digest
from workplan_portal.documents.plain import loaded, plain
from workplan_portal.documents.richtext import beginning, plain_text

from .earlier_texts import leave_out_what_came_later

SCHEMA = 1
"""Raised when a field changes meaning; `load` upgrades older texts."""

LONGEST_NAME = 80
"""Characters of a contribution by which it is called."""

KEPT = 8
"""Documents that stay at hand once they were read from a stored text."""


@dataclass(frozen=True)
class Figure:
    """A figure after so many months: a value, or the two parts of a percentage. `note` and `source` are plain text."""

    period: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = ""
    reference_date: date | None = None
    provisional: bool = False
    example: bool = False
    note: str = ""

    @property
    def reading(self) -> Reading:
        if self.value is not None:
            return single(self.value)
        return percentage(self.numerator, self.denominator)

    @property
    def amount(self) -> Decimal | None:
        """The number to compute with: the value, or the exact percentage; none where it is not applicable."""
        return self.reading.value


def at(figures: Iterable[Figure], period: int) -> Figure | None:
    return next((figure for figure in figures if figure.period == period), None)


def reading_of(figure: Figure | None) -> Reading:
    """What it says; not available when there is none."""
    return figure.reading if figure else Reading(None, Absence.NOT_AVAILABLE)


@dataclass(frozen=True)
class Judgement:
    """How the target stands, as it was computed when the report was made. `share` is a fraction: "1/3"."""

    outcome: str
    reason: str
    share: str = ""
    share_basis: str = ""

    @property
    def assessment(self) -> Assessment:
        """As `priorities.wording.assessment_sentence` asks it."""
        expected = Expectation(Fraction(self.share), Share(self.share_basis)) if self.share else None
        return Assessment(Outcome(self.outcome), Reason(self.reason), expected)


@dataclass(frozen=True)
class YearFigure:
    """The figure over the whole of an earlier year."""

    year: int
    figure: Figure


@dataclass(frozen=True)
class Measurement:
    """A target of the plan and how it stands. `this_year` holds no figure of a period after the report's.

    `earlier` are the whole years before the last one, the oldest first.
    """

    target: Target
    judgement: Judgement
    this_year: tuple[Figure, ...] = ()
    last_year: tuple[Figure, ...] = ()
    interpretation: str = ""
    earlier: tuple[YearFigure, ...] = ()

    def now(self, period: int) -> Figure | None:
        """The figure of this year after so many months, if it is there."""
        return at(self.this_year, period)

    def then(self, period: int) -> Figure | None:
        """The same of last year."""
        return at(self.last_year, period)

    def reading(self, period: int) -> Reading:
        return reading_of(self.now(period))


@dataclass(frozen=True)
class ReportedContribution:
    """`line` and `responsible` are plain text. `state` is empty while nobody said how far it is."""

    id: str
    kind: str
    text: str
    responsible: str = ""
    internal: bool = False
    state: str = ""
    line: str = ""


@dataclass(frozen=True)
class ReportedPriority:
    """A priority of the plan: its account, contributions and measurements.

    `number` is that of its heading in the plan, with a letter where several stand under it: "2.1b".
    """

    id: str
    number: str
    level: str
    heading: str
    title: str
    objective: str
    authority: str
    progress: str = ""
    topicality: str = ""
    proposal: str = ""  # to adjust the plan
    contributions: tuple[ReportedContribution, ...] = ()
    measurements: tuple[Measurement, ...] = ()

    @property
    def standing(self) -> tuple[ReportedContribution, ...]:
        return tuple(c for c in self.contributions if c.kind == Kind.STANDING)

    @property
    def of_the_year(self) -> tuple[ReportedContribution, ...]:
        return tuple(c for c in self.contributions if c.kind == Kind.YEAR)


@dataclass(frozen=True)
class ReportedChapter:
    """`number` is the chapter's in the plan."""

    number: int
    level: str
    municipality: Place | None
    priorities: tuple[ReportedPriority, ...] = ()


@dataclass(frozen=True)
class Told:
    """A figure as the report over `period` months of `year` gave it."""

    year: int
    period: int
    figure: Figure


@dataclass(frozen=True)
class FigureChange:
    """A figure that differs from the version before. `name` is the indicator's.

    `told` are the reports that gave it, the oldest first, where it was more than one or not the report before.
    """

    target: str  # id of the first target it measures
    period: int
    name: str
    unit: str
    area: str
    before: Figure | None
    after: Figure | None
    last_year: bool = False  # of the same months of the year before
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class TextChange:
    """Words that differ from the version before; `kind` is a code of `Changed`, `name` what they are about."""

    kind: str
    name: str
    about: str = ""  # id of the priority, target or contribution; empty: of the whole report


@dataclass(frozen=True)
class Correction:
    """What a second or later version changed, and why (plain text)."""

    reason: str
    figures: tuple[FigureChange, ...] = ()
    texts: tuple[TextChange, ...] = ()


@dataclass(frozen=True)
class Revised:
    """Figures that this report gives otherwise than an earlier one did. The one before it is over `period` months of
    `year`."""

    year: int
    period: int
    version: int
    figures: tuple[FigureChange, ...]


@dataclass(frozen=True)
class ReportDocument:
    """A report over the first 4, 8 or 12 months of the year of its plan."""

    id: str
    plan: str  # id
    plan_version: int
    plan_digest: str
    plan_adopted_on: date
    year: int
    period: int
    ends_on: date
    team: Place
    district: Place
    unit: Place
    municipalities: tuple[Place, ...]
    norm_rule: str
    summary: str = ""
    chapters: tuple[ReportedChapter, ...] = ()
    correction: Correction | None = None
    revised: Revised | None = None
    example: bool = False
    audience: str = field(default=Audience.INTERNAL.value)
    edition: Place | None = None  # the municipality whose edition of a joint report this is; not in the stored text

    @property
    def priorities(self) -> Iterator[ReportedPriority]:
        for chapter in self.chapters:
            yield from chapter.priorities

    @property
    def measurements(self) -> Iterator[Measurement]:
        for priority in self.priorities:
            yield from priority.measurements

    def counting(self, measurements: Iterable[Measurement]) -> list[Measurement]:
        """Those that count: of what this document promises in several words only the words that ask most."""
        there = {m.target.id for m in self.measurements}
        repeats: dict[str, list[Measurement]] = defaultdict(list)
        for measured in self.measurements:
            if measured.target.restates in there:
                repeats[measured.target.restates].append(measured)
        return [_strictest(m, repeats[m.target.id]) for m in measurements if m.target.restates not in there]

    def for_audience(self, audience: Audience) -> ReportDocument:
        """Without what this audience may not have. Whatever leaves the portal has passed here."""
        if audience == Audience.INTERNAL:
            return self
        chapters = tuple(replace(c, priorities=tuple(map(_for_council, c.priorities))) for c in self.chapters)
        return _with_its_changes(replace(self, chapters=chapters, audience=audience.value), self)

    def for_edition(self, code: str) -> ReportDocument:
        """What one municipality of a joint plan reads: the shared priorities and its own, numbered as in its plan.

        Raises KeyError for a municipality that the plan is not for.
        """
        edition = {place.code: place for place in self.municipalities}[code]
        kept = [c for c in self.chapters if c.municipality in (None, edition)]
        first = min((c.number for c in self.chapters), default=0)
        chapters = tuple(_numbered(chapter, number) for number, chapter in enumerate(kept, first))
        return _with_its_changes(replace(self, chapters=chapters, edition=edition), self)

    def text(self) -> str:
        """The canonical JSON, as a release stores it."""
        data = plain(self)
        del data["edition"]
        leave_out_what_came_later(data)
        return canonical_bytes({"schema": SCHEMA, **data}).decode()

    def digest(self) -> str:
        return digest(self.text().encode())


@dataclass(frozen=True)
class ReportRecord:
    """What is known about a report's text and is not in it. No number: it is being written."""

    number: int | None
    digest: str
    status: str
    released_on: date | None = None
    released_by: str = ""  # name and capacity


def _numbered(chapter: ReportedChapter, number: int) -> ReportedChapter:
    """The same chapter with this number, and what stands in it: "3.2" becomes "2.2"."""
    if chapter.number == number:
        return chapter
    priorities = (replace(p, number=f"{number}.{p.number.partition('.')[2]}") for p in chapter.priorities)
    return replace(chapter, number=number, priorities=tuple(priorities))


def _for_council(priority: ReportedPriority) -> ReportedPriority:
    """Without the contributions marked "not for the council", and without the targets that measure only those."""
    hidden = {c.id for c in priority.contributions if c.internal}
    return replace(
        priority,
        contributions=tuple(c for c in priority.contributions if c.id not in hidden),
        measurements=tuple(m for m in priority.measurements if m.target.contribution not in hidden),
    )


def _with_its_changes(shown: ReportDocument, whole: ReportDocument) -> ReportDocument:
    """Of what was left out, its corrections and revisions are left out too."""
    correction, revised, told = whole.correction, whole.revised, _told_about(shown)
    if correction:
        texts = tuple(change for change in correction.texts if not change.about or change.about in told)
        correction = replace(correction, figures=_changes_shown(correction.figures, shown, whole), texts=texts)
    if revised:
        figures = _changes_shown(revised.figures, shown, whole)
        revised = replace(revised, figures=figures) if figures else None
    return replace(shown, correction=correction, revised=revised)


def _changes_shown(
    changes: Iterable[FigureChange], shown: ReportDocument, whole: ReportDocument
) -> tuple[FigureChange, ...]:
    counted = {m.target.id: counted_as(m.target) for m in whole.measurements}
    there = {counted_as(m.target): m.target.id for m in reversed(list(shown.measurements))}
    return tuple(
        replace(change, target=there[counted[change.target]]) for change in changes if counted[change.target] in there
    )


def counted_as(target: Target) -> tuple[str, str]:
    """Which figures it asks for: several targets may be measured by the same."""
    return target.indicator.code, target.area.code


def strictness_of(target: Target) -> tuple[bool, Decimal, bool]:
    return strictness(Comparator(target.comparator), Direction(target.indicator.direction), target.goal)


def _strictest(first: Measurement, repeats: Iterable[Measurement]) -> Measurement:
    same = [each for each in repeats if counted_as(each.target) == counted_as(first.target)]
    return max([first, *same], key=lambda measured: strictness_of(measured.target))


def _told_about(document: ReportDocument) -> set[str]:
    """The ids of everything texts can be about."""
    return {
        about
        for priority in document.priorities
        for about in (
            priority.id,
            *(m.target.id for m in priority.measurements),
            *(c.id for c in priority.contributions),
        )
    }


def name_of(contribution: ReportedContribution) -> str:
    """Its first words, to call it by."""
    return beginning(plain_text(contribution.text), LONGEST_NAME)


@lru_cache(KEPT)
def load(text: str) -> ReportDocument:
    """The document of a release's stored text. Raises ValueError for a schema that is newer than this code."""
    return loaded(ReportDocument, text, SCHEMA)
