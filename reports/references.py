"""What a reference to a priority says in a report: its number and title there."""

from __future__ import annotations

from workplan_portal.documents.references import everywhere, named

from .document import ReportDocument


def names_of(document: ReportDocument) -> dict[str, str]:
    """For each priority (by id) its number and title."""
    return {priority.id: f"{priority.number} {priority.title}" for priority in document.priorities}


def as_read(document: ReportDocument) -> ReportDocument:
    """The report with every reference in words, for whoever reads it. It is never stored, nor hashed."""
    names = names_of(document)
    return everywhere(document, lambda html: named(html, names))
