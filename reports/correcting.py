"""What a later version of a report changed, found by holding its text against the one that was released before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from priorities.codes import PERIODS

from .codes import Changed
from .document import (
    Correction,
    FigureChange,
    Measurement,
    ReportDocument,
    ReportedPriority,
    TextChange,
    counted_as,
    load,
    name_of,
)
from .models import Release


def correction_of(document: ReportDocument, released: Release | None, reason: str) -> ReportDocument:
    """The document with what it changes in the released version; as it is when there is none."""
    if released is None:
        return document
    before = load(released.text)
    found = Correction(reason, tuple(_figures(before, document)), tuple(_texts(before, document)))
    return replace(document, correction=found)


def _figures(before: ReportDocument, after: ReportDocument) -> Iterator[FigureChange]:
    """Figures that differ, each once however many targets it measures; first those of this year.

    Of last year those that this year is held against: the same period and the whole year.
    """
    told = {m.target.id: m for m in before.measurements}
    for last_year, periods in ((False, PERIODS), (True, sorted({after.period, 12}))):
        seen: set[tuple[str, str, int]] = set()
        for measured in after.measurements:
            earlier = told.get(measured.target.id)
            for period in periods:
                key = (*counted_as(measured.target), period)
                if earlier and key not in seen and (change := _figure(earlier, measured, period, last_year=last_year)):
                    seen.add(key)
                    yield change


def _figure(before: Measurement, after: Measurement, period: int, *, last_year: bool) -> FigureChange | None:
    old, new = (m.then(period) if last_year else m.now(period) for m in (before, after))
    if old == new:
        return None
    indicator, area = after.target.indicator, after.target.area
    return FigureChange(after.target.id, period, indicator.name, indicator.unit, area.name, old, new, last_year)


def _texts(before: ReportDocument, after: ReportDocument) -> Iterator[TextChange]:
    if before.summary != after.summary:
        yield TextChange(Changed.SUMMARY.value, "")
    old, new = _told(before), _told(after)
    for (kind, about), (name, words) in new.items():
        if old.get((kind, about), ("", words))[1] != words:
            yield TextChange(kind, name, about)


def _account(priority: ReportedPriority) -> tuple[str, ...]:
    return (priority.progress, priority.topicality, priority.proposal)


def _told(document: ReportDocument) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """Everything that is told, by kind and id: the name of what it is about, and the words."""
    found: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    for priority in document.priorities:
        found[Changed.ACCOUNT.value, priority.id] = (priority.title, _account(priority))
        for measured in priority.measurements:
            target = measured.target
            found[Changed.INTERPRETATION.value, target.id] = (target.indicator.name, (measured.interpretation,))
        for contribution in priority.contributions:
            words = (contribution.state, contribution.line)
            found[Changed.CONTRIBUTION.value, contribution.id] = (name_of(contribution), words)
    return found
