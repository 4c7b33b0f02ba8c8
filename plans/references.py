"""What a reference to a priority of a plan says: its number and title, as they are in the document at hand."""

from __future__ import annotations

from workplan_portal.documents.references import everywhere, named

from .document import Document
from .numbering import numbers


def names_of(document: Document) -> dict[str, str]:
    """For each priority (by id) its number and title."""
    place = numbers(document)
    return {block.id: f"{place[block.id]} {block.title}" for block in document.blocks}


def as_read(document: Document) -> Document:
    """The document with every reference in words, for whoever reads it. It is never stored, nor hashed."""
    names = names_of(document)
    return everywhere(document, lambda html: named(html, names))
