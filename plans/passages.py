"""A text of a plan in the pieces by which it is found."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from workplan_portal.search.kinds import Kind
from workplan_portal.search.models import Part

from .document import Document
from .places import Part as PlacePart
from .places import places_of, reading_anchor

KINDS = {
    PlacePart.TEXT: Kind.PLAN,
    PlacePart.CHAPTER: Kind.PLAN,
    PlacePart.PRIORITY: Kind.PRIORITY,
    PlacePart.CONTRIBUTION: Kind.CONTRIBUTION,
    PlacePart.TARGET: Kind.TARGET,
    PlacePart.FACT: Kind.TARGET,
}


def parts_of(document: Document) -> list[Part]:
    """What a reader of this document gets to read: it has passed the filter of its audience and edition already."""
    with override(settings.LANGUAGE_CODE):  # headings are called as they are in the plan
        return [*_places(document), *_terms(document)]


def _places(document: Document) -> Iterator[Part]:
    for place in places_of(document).values():
        heading = "" if place.part == PlacePart.TEXT else place.heading
        yield Part(KINDS[place.part], place.key, reading_anchor(place, document), heading, place.words)


def _terms(document: Document) -> Iterator[Part]:
    for term in document.terms:
        yield Part(Kind.PLAN, term.id, "noten", term.forms[0], "\n".join((*term.forms, term.explanation)))
