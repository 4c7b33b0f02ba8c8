"""The figures that a report asks for, as lines of one table per chapter: for the page, the workbook and the CSV file.

A figure is entered once. Where several targets are measured by it, its line stands with the first of them. Below the
figure of a team stand those of its municipalities, and below those of a municipality those of its clusters, where they
are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from priorities.codes import PERIODS, Comparator, Unit
from priorities.measurement import adds_up
from priorities.models import Figure as FigureRow
from priorities.models import Indicator
from workplan_portal.organisation.models import Area, Cluster, Municipality

from .document import Figure, Measurement, ReportDocument, ReportedChapter, ReportedPriority
from .kept import FigureKey, Kept, kept

SUMMED = frozenset({Unit.COUNT, Unit.EURO, Unit.FTE, Unit.HOURS})
"""Units in which the parts of an area make the whole."""

Key = tuple[str, str]
"""Code of the indicator, code of the area."""

OfYears = dict[tuple[int, int], Kept]
"""Figures of one indicator at one area, by year and period."""


@dataclass(frozen=True)
class Line:
    """A figure to fill in. `measured` is the first target that it measures; a part of a wider area may have none."""

    indicator: Indicator
    area: Area
    year: int
    period: int
    figures: OfYears
    priority: ReportedPriority
    measured: Measurement | None = None
    depth: int = 0
    parts: tuple[Key, ...] = ()  # the figures that should add up to this one

    @property
    def code(self) -> str:
        """Which figure it is, in one word: as forms and files write it."""
        return f"{self.indicator.code}.{self.area.code}"

    @property
    def about(self) -> str:
        """What the label of each of its boxes begins with: that is read without the table around it."""
        return f"{self.indicator.name}, {self.area.name}: "

    @property
    def unit(self) -> Unit:
        return Unit(self.indicator.unit)

    @property
    def grows(self) -> bool:
        """Does it add up through the year? Then a later figure is no lower than an earlier one."""
        return adds_up(self.unit, cumulative=self.indicator.cumulative)

    @property
    def now(self) -> Figure | None:
        return self._over(self.year, self.period)

    @property
    def version(self) -> int:
        """Of the figure that is there; 0 while there is none."""
        there = self.figures.get((self.year, self.period))
        return there.version if there else 0

    @property
    def last_year(self) -> Figure | None:
        return self._over(self.year - 1, self.period)

    @property
    def before(self) -> Figure | None:
        """The last one of this year over fewer months."""
        earlier = (self._over(self.year, p) for p in reversed(PERIODS) if p < self.period)
        return next(filter(None, earlier), None)

    @property
    def known(self) -> list[Figure]:
        """Those of this year, of any period."""
        return [there.figure for (year, _period), there in self.figures.items() if year == self.year]

    def _over(self, year: int, period: int) -> Figure | None:
        there = self.figures.get((year, period))
        return there.figure if there else None


@dataclass(frozen=True)
class Part:
    """The lines of a chapter."""

    chapter: ReportedChapter
    lines: tuple[Line, ...]


class Sheet:
    """All figures of a report, in a fixed number of queries. `known` are those that its reader has read already."""

    def __init__(self, document: ReportDocument, known: Mapping[FigureKey, Kept]) -> None:
        self.document = document
        self._asked = _first_targets(document)
        self._within, self._areas = _places(document, {area for _code, area in self._asked})
        self._indicators = {i.code: i for i in Indicator.objects.filter(code__in={code for code, _area in self._asked})}
        self._figures = self._all_figures(known)
        chapters = ((chapter, tuple(self._lines(chapter))) for chapter in document.chapters)
        self.parts = tuple(Part(chapter, lines) for chapter, lines in chapters if lines)

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def areas(self) -> list[Area]:
        """Where there is something to count."""
        return list({line.area.pk: line.area for line in self.lines}.values())

    def counted(self, key: Key) -> Decimal | None:
        """What is known there of this report's months."""
        found = self._figures.get(key, {}).get((self.document.year, self.document.period))
        return found.figure.value if found else None

    def name_of(self, key: Key) -> str:
        return self._areas[key[1]].name

    # --- reading ------------------------------------------------------------------------------------------------------

    def _all_figures(self, known: Mapping[FigureKey, Kept]) -> dict[Key, OfYears]:
        found: dict[Key, OfYears] = {}
        for (code, area, year, period), figure in chain(known.items(), self._figures_of_parts()):
            if code in self._indicators:
                found.setdefault((code, area), {})[year, period] = figure
        return found

    def _figures_of_parts(self) -> Iterable[tuple[FigureKey, Kept]]:
        """Of areas that no target is about."""
        asked = {area for _code, area in self._asked}
        areas = [area.pk for area in self._areas.values() if area.code not in asked]
        indicators = [indicator.pk for indicator in self._indicators.values()]
        years = (self.document.year - 1, self.document.year)
        return kept(FigureRow.objects.filter(indicator__in=indicators, area__in=areas, year__in=years)).items()

    # --- lines --------------------------------------------------------------------------------------------------------

    def _lines(self, chapter: ReportedChapter) -> Iterator[Line]:
        for priority in chapter.priorities:
            for measured in priority.measurements:
                key = measured.target.indicator.code, measured.target.area.code
                if self._asked.get(key) == measured.target.id:
                    yield from self._with_parts(key, priority, measured, depth=0)

    def _with_parts(
        self, key: Key, priority: ReportedPriority, measured: Measurement | None, *, depth: int
    ) -> Iterator[Line]:
        """The line of an area and below it those of its parts, unless these have a target and a line of their own."""
        parts = self._parts_of(key)
        code, area = key
        yield Line(
            indicator=self._indicators[code],
            area=self._areas[area],
            year=self.document.year,
            period=self.document.period,
            figures=self._figures.get(key, {}),
            priority=priority,
            measured=measured,
            depth=depth,
            parts=parts if self._indicators[code].unit in SUMMED else (),
        )
        for part in parts:
            if part not in self._asked:
                yield from self._with_parts(part, priority, None, depth=depth + 1)

    def _parts_of(self, key: Key) -> tuple[Key, ...]:
        """Of the areas inside this one, when for any of them a figure is kept or asked."""
        code, area = key
        parts = tuple((code, inside) for inside in self._within.get(area, ()))
        return parts if any(part in self._figures or part in self._asked for part in parts) else ()


def _first_targets(document: ReportDocument) -> dict[Key, str]:
    """Which target's line a figure stands in: the first that it measures, when there is a number to enter at all."""
    first: dict[Key, str] = {}
    for measured in document.measurements:
        target = measured.target
        if target.indicator.unit != Unit.WORDS and target.comparator != Comparator.DEVELOP:
            first.setdefault((target.indicator.code, target.area.code), target.id)
    return first


def _places(document: ReportDocument, asked: set[str]) -> tuple[Mapping[str, list[str]], dict[str, Area]]:
    """Which areas lie inside which, of this team; and these areas and the ones asked for, by code."""
    team = document.team.code
    inside = list(Municipality.objects.filter(teams__code=team).values_list("code", flat=True))
    within: dict[str, list[str]] = {team: inside}
    for cluster, municipality in Cluster.objects.filter(team__code=team).values_list("code", "municipality__code"):
        within.setdefault(municipality, []).append(cluster)
    codes = asked.union(*within.values())
    return within, {area.code: area for area in Area.objects.filter(code__in=codes)}
