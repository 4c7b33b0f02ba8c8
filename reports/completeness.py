"""What a report still lacks: what must be there before it is released, and what somebody may have overlooked.

Works on the document, so it judges exactly what a reader would get.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from priorities.assessment import OFF_COURSE
from priorities.codes import Comparator, Unit
from priorities.measurement import adds_up, needs_explanation
from workplan_portal.documents.references import leading_nowhere

from .codes import EXPLAINED, Changed
from .document import Measurement, ReportDocument, ReportedPriority, name_of


@dataclass(frozen=True)
class Remark:
    """A whole sentence, and the place to mend it: "summary", or the id of a priority."""

    place: str
    sentence: str
    blocking: bool


def remarks(document: ReportDocument) -> list[Remark]:
    found = (remark for priority in document.priorities for remark in _of(priority, document))
    return [*_whole(document), *found, *_left_behind(document), *_references(document)]


def missing(document: ReportDocument) -> list[Remark]:
    """What keeps the report from being released."""
    return [remark for remark in remarks(document) if remark.blocking]


def _whole(document: ReportDocument) -> Iterator[Remark]:
    if not document.summary:
        yield Remark("summary", _("The summary is empty."), blocking=True)
    if document.correction and not document.correction.reason.strip():
        yield Remark("summary", _("Say what was corrected and why."), blocking=True)


def _of(priority: ReportedPriority, document: ReportDocument) -> Iterator[Remark]:
    name = {"priority": priority.title}
    if not priority.progress:
        yield Remark(priority.id, _("“%(priority)s” has no account of its progress.") % name, blocking=True)
    if not priority.topicality:
        yield Remark(
            priority.id, _("“%(priority)s” does not say whether it still matters as much.") % name, blocking=True
        )
    for measured in priority.measurements:
        yield from _of_measurement(measured, priority, document.period)
    yield from _of_contributions(priority)


def _of_measurement(measured: Measurement, priority: ReportedPriority, period: int) -> Iterator[Remark]:
    target = measured.target
    name = {"target": target.indicator.name}
    if measured.judgement.outcome in OFF_COURSE and not measured.interpretation:
        yield Remark(priority.id, _("“%(target)s” is off course and has no interpretation yet.") % name, blocking=True)
    if _is_lower_without_a_word(measured, period):
        sentence = _("“%(target)s” is lower than after earlier months of this year. Say why, in its interpretation.")
        yield Remark(priority.id, sentence % name, blocking=True)
    if target.indicator.unit == Unit.WORDS:
        if target.mandatory and not measured.interpretation:
            yield Remark(priority.id, _("“%(target)s” must be told about in words.") % name, blocking=True)
    elif target.comparator != Comparator.DEVELOP and measured.now(period) is None:
        if target.mandatory:
            sentence = _("“%(target)s” must be in every report and has no figure.")
        else:
            sentence = _("“%(target)s” has no figure; the report will say it is not available.")
        yield Remark(priority.id, sentence % name, blocking=target.mandatory)


def _is_lower_without_a_word(measured: Measurement, period: int) -> bool:
    """A count that runs through the year can only become lower because something was wrong before."""
    indicator, now = measured.target.indicator, measured.now(period)
    if now is None or now.note or measured.interpretation:
        return False
    if not adds_up(Unit(indicator.unit), cumulative=indicator.cumulative):
        return False
    return needs_explanation((f.amount for f in measured.this_year if f.period < period), now.amount)


def _of_contributions(priority: ReportedPriority) -> Iterator[Remark]:
    unsaid = [c for c in priority.contributions if not c.state]
    if unsaid:
        sentence = ngettext(
            "“%(priority)s” has %(number)d contribution without a state.",
            "“%(priority)s” has %(number)d contributions without a state.",
            len(unsaid),
        )
        yield Remark(priority.id, sentence % {"priority": priority.title, "number": len(unsaid)}, blocking=True)
    for contribution in priority.contributions:
        if contribution.state in EXPLAINED and not contribution.line:
            named = {"contribution": name_of(contribution)}
            yield Remark(
                priority.id,
                _("Say in one line why this was not done: “%(contribution)s”.") % named,
                blocking=True,
            )


def _left_behind(document: ReportDocument) -> Iterator[Remark]:
    """Of a correction: a figure became another one, and the words about it are still those of the version before."""
    if document.correction is None:
        return
    figures = {change.target for change in document.correction.figures if not change.last_year}
    reworded = {text.about for text in document.correction.texts if text.kind == Changed.INTERPRETATION}
    for priority in document.priorities:
        for measured in priority.measurements:
            if measured.target.id in figures - reworded and measured.interpretation:
                sentence = _("“%(target)s” has another figure than before. Does its interpretation still fit?")
                name = {"target": measured.target.indicator.name}
                yield Remark(priority.id, sentence % name, blocking=False)


def _references(document: ReportDocument) -> Iterator[Remark]:
    """To a priority that is not in the plan in force; a reader gets its name as plain words."""
    known = {priority.id for priority in document.priorities}
    places = [("summary", _("Summary"), [document.summary])]
    for priority in document.priorities:
        told = [
            priority.progress,
            priority.topicality,
            priority.proposal,
            *(m.interpretation for m in priority.measurements),
        ]
        places.append((priority.id, priority.title, told))
    for place, title, told in places:
        for words in (found for text in told for found in leading_nowhere(text, known)):
            sentence = _("“%(title)s” refers to a priority that is not in the plan any more: %(words)s.")
            yield Remark(place, sentence % {"title": title, "words": words}, blocking=False)
