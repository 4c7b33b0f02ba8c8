"""Figures that became others since the report before this one, found by holding that one's text against the figures."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from .document import Figure, FigureChange, Measurement, ReportDocument, Revised, at, counted_as, load
from .models import Release, Report

Key = tuple[str, str, int, int]
"""Code of the indicator, code of the area, year, period."""


def revised_since(document: ReportDocument, report: Report) -> Revised | None:
    """None when there is no earlier report, or nothing in it became otherwise."""
    if (before := _report_before(report)) is None:
        return None
    read = load(before.text)
    changes = tuple(_changes(dict(_told(read)), document))
    return Revised(read.year, read.period, before.number, changes) if changes else None


def _report_before(report: Report) -> Release | None:
    """As it was released last: over fewer months of this year, or else over the whole of the last one."""
    plan = report.plan
    in_this_year = Q(report__plan=plan, report__period__lt=report.period)
    of_last_year = Q(
        report__plan__team=plan.team_id,
        report__plan__year=plan.year - 1,
        report__period=12,
        report__plan__municipality_links__municipality__in=[place.pk for place in plan.municipalities],
    )
    found = Release.objects.standing().filter(in_this_year | of_last_year)
    return found.order_by("-report__plan__year", "-report__period", "-number", "pk").first()


def _told(document: ReportDocument) -> Iterator[tuple[Key, Figure]]:
    for measured in document.measurements:
        yield from _figures(measured, document.year)


def _figures(measured: Measurement, year: int) -> Iterator[tuple[Key, Figure]]:
    for of, figures in ((year, measured.this_year), (year - 1, measured.last_year)):
        for figure in figures:
            yield (*counted_as(measured.target), of, figure.period), figure


def _changes(told: dict[Key, Figure], document: ReportDocument) -> Iterator[FigureChange]:
    """Each once, however many targets it measures."""
    seen: set[Key] = set()
    for measured in document.measurements:
        for year, figures in ((document.year, measured.this_year), (document.year - 1, measured.last_year)):
            for period in (4, 8, 12):
                key = (*counted_as(measured.target), year, period)
                before, after = told.get(key), at(figures, period)
                if before is None or key in seen or _same(before, after):
                    continue
                seen.add(key)
                indicator, area = measured.target.indicator, measured.target.area
                last_year = year < document.year
                target = measured.target.id
                yield FigureChange(target, period, indicator.name, indicator.unit, area.name, before, after, last_year)


def _same(before: Figure, after: Figure | None) -> bool:
    """Who counted, and when, is no revision; another number is, and so is that it became final."""
    if after is None:
        return False
    return (before.reading, before.provisional) == (after.reading, after.provisional)
