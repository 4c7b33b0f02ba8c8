"""A released report and a letter that was sent in the pieces by which they are found."""

from __future__ import annotations

from collections.abc import Iterator

from workplan_portal.documents.richtext import plain_text
from workplan_portal.search.kinds import Kind
from workplan_portal.search.models import Part

from .document import ReportDocument, ReportedPriority
from .letters.document import LetterDocument

SUMMARY, SUBJECT = "summary", "subject"


def parts_of(document: ReportDocument) -> Iterator[Part]:
    """What the report itself tells; the words of the plan are found in the plan."""
    correction = document.correction.reason if document.correction else ""
    yield Part(Kind.REPORT, SUMMARY, "in-het-kort", "", _lines(correction, plain_text(document.summary)))
    for priority in document.priorities:
        yield from _of_priority(priority)


def _of_priority(priority: ReportedPriority) -> Iterator[Part]:
    heading, anchor = f"{priority.number} {priority.title}", f"prioriteit-{priority.id}"
    account = _lines(*map(plain_text, (priority.progress, priority.topicality, priority.proposal)))
    yield Part(Kind.REPORT, priority.id, anchor, heading, account)
    for measured in priority.measurements:
        target, words = measured.target, plain_text(measured.interpretation)
        yield Part(Kind.REPORT, target.id, f"doel-{target.id}", f"{heading}: {target.indicator.name}", words)
    for contribution in priority.contributions:
        yield Part(Kind.REPORT, contribution.id, anchor, heading, contribution.line)


def letter_parts(document: LetterDocument) -> Iterator[Part]:
    yield Part(Kind.LETTER, SUBJECT, "", "", document.subject_line)
    for text in document.texts:
        yield Part(Kind.LETTER, text.id, "", "", plain_text(text.text))


def _lines(*words: str) -> str:
    return "\n".join(filter(None, words))
