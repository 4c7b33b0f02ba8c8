"""Figures that became others since earlier reports gave them, found by holding those texts against the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db.models import Q

from .document import Figure, FigureChange, Measurement, ReportDocument, Revised, Told, at, counted_as, load
from .models import Release, Report

Key = tuple[str, str, int, int]
"""Code of the indicator, code of the area, year, period."""


def revised_since(document: ReportDocument, report: Report) -> Revised | None:
    """None when there is no earlier report, or nothing in those became otherwise."""
    before = _reports_before(report)
    if not before:
        return None
    told: dict[Key, list[Told]] = defaultdict(list)
    for release in before:
        read = load(release.text)
        for key, figure in _told(read):
            told[key].append(Told(read.year, read.period, figure))
    changes = tuple(_changes(told, document, (read.year, read.period)))
    return Revised(read.year, read.period, release.number, changes) if changes else None


def _reports_before(report: Report) -> list[Release]:
    """Each as it was released last, the oldest first: over the whole of last year, over fewer months of this one."""
    plan = report.plan
    in_this_year = Q(report__plan=plan, report__period__lt=report.period)
    of_last_year = Q(
        report__plan__team=plan.team_id,
        report__plan__year=plan.year - 1,
        report__period=12,
        report__plan__municipality_links__municipality__in=[place.pk for place in plan.municipalities],
    )
    found = Release.objects.standing().filter(in_this_year | of_last_year)
    in_order = found.order_by("report__plan__year", "report__period", "report_id", "number")
    return [list(versions)[-1] for _report, versions in groupby(in_order, key=lambda release: release.report_id)]


def _told(document: ReportDocument) -> Iterator[tuple[Key, Figure]]:
    for measured in document.measurements:
        yield from _figures(measured, document.year)


def _figures(measured: Measurement, year: int) -> Iterator[tuple[Key, Figure]]:
    for of, figures in ((year, measured.this_year), (year - 1, measured.last_year)):
        for figure in figures:
            yield (*counted_as(measured.target), of, figure.period), figure


def _changes(told: dict[Key, list[Told]], document: ReportDocument, before: tuple[int, int]) -> Iterator[FigureChange]:
    """Each once, however many targets it measures. `before` is year and period of the report before this one."""
    seen: set[Key] = set()
    for measured in document.measurements:
        for year, figures in ((document.year, measured.this_year), (document.year - 1, measured.last_year)):
            for period in (4, 8, 12):
                key = (*counted_as(measured.target), year, period)
                after = at(figures, period)
                if key not in told or key in seen or _same(told[key][-1].figure, after):
                    continue
                seen.add(key)
                indicator, area = measured.target.indicator, measured.target.area
                yield FigureChange(
                    target=measured.target.id,
                    period=period,
                    name=indicator.name,
                    unit=indicator.unit,
                    area=area.name,
                    before=told[key][-1].figure,
                    after=after,
                    last_year=year < document.year,
                    told=_worth_telling(told[key], before),
                )


def _worth_telling(told: Sequence[Told], before: tuple[int, int]) -> tuple[Told, ...]:
    """Each time it became another; nothing where only the report before told it, or all told the same."""
    new = tuple(
        t for t, earlier in zip(told, (None, *told), strict=False) if not earlier or not _same(earlier.figure, t.figure)
    )
    is_there = (told[-1].year, told[-1].period) == before
    return () if len(new) == 1 and is_there else new


def _same(before: Figure, after: Figure | None) -> bool:
    """Who counted, and when, is no revision; another number is, and so is that it became final."""
    if after is None:
        return False
    return (before.reading, before.provisional) == (after.reading, after.provisional)
