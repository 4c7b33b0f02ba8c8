"""Which style of Word a class of our documents has, and how wide the columns of its tables are."""

from __future__ import annotations

from dataclasses import dataclass

from workplan_portal.documents.wide_tables import WIDE

TEXT_WIDTH = 158
"""In millimetres, between the margins of A4."""
LYING_WIDTH = 245
"""The same on a page that lies on its side."""
ROOM = TEXT_WIDTH * 96 / 25.4
"""The first in pixels."""

PARAGRAPHS = {
    "label": "Label",
    "notice__title": "NoticeTitle",
    "agreement": "Agreement",
    "subtitle": "Subtitle",
    "period": "Period",
    "heading-above": "Small",
    "source": "Small",
    "details": "Small",
    "marks": "Small",
    "scope": "Small",
    "why": "Why",
    "name": "Name",
    "course__title": "Label",
    "sender": "Sender",
    "addressee": "Addressee",
}
RUNS = {
    "source": "Lesser",
    "scope": "Lesser",
    "details": "Lesser",
    "digest": "Digest",
    "mark": "Mark",
    "outcome": "Strong",
    "state": "Strong",
    "label": "Strong",
    "year": "Year",
}
SIGNS = {
    "outcome--met": "●",
    "outcome--on_course": "→",
    "outcome--at_risk": "▲",
    "outcome--not_met": "■",
    "outcome--not_assessable": "?",
    "outcome": "○",
}
"""What the style sheet prints before words of this class (document.css)."""

BROKEN_OFF = frozenset({"details", "scope", "marks"})
"""Spans that stand on a line of their own in a cell."""

BELOW_AMOUNTS = frozenset({"TableAmount", "TableGoal"})
"""Where such a line stands in line with the figure."""

HEADINGS = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3", "h5": "Heading4"}
"""The title of the document is its h1."""


@dataclass(frozen=True)
class Surroundings:
    """What a part of a document gives the paragraphs in it: a style, that of its label, that of items of a list (the
    usual one unless it is named) and room at the left, in twentieths of a point."""

    style: str
    label: str = "Label"
    items: str = ""
    left: int = 0


SURROUNDINGS = {
    "stated": Surroundings("Stated", "StatedLabel", "StatedItem", 240),
    "facts": Surroundings("Facts", "FactsLabel", "FactsItem", 160),
    "notice": Surroundings("Notice"),
    "organisations": Surroundings("Organisation"),
    "signature": Surroundings("Signature"),
}

TABLES = {"contributions": "Box", "references": "References", "course__table": "Course"}
"""Every other table has the style of a table."""

WHOLE = frozenset({"course__table", "glance"})
"""Tables that stand on one page, as in the PDF."""

TABLE, PAIRS = "DocumentTable", "Pairs"

WIDTHS: dict[str, tuple[float, ...]] = {
    "contributions": (31, 0),
    "targets": (0, 27, 27, 32),
    "results": (0, 25, 25, 24, 22, 28),
    "overview": (0, 56, 18, 30),
    "glance": (56,),
    "states": (0, 24, 58),
    "definitions": (40, 0, 43),
    "references": (34, 34, 26, 0),
    "course__table": (44,),
    "parts": (42, 0),
    "pairs": (42, 0),
}
"""In millimetres; what is 0 or not named shares what is left."""


def widths(classes: frozenset[str], columns: int) -> list[float]:
    """Of the columns of a table of one of these classes; of many columns it lies on its side."""
    if columns >= WIDE:
        return [LYING_WIDTH / columns] * columns
    named = next((WIDTHS[name] for name in WIDTHS if name in classes), ())
    given = [*named, *[0.0] * columns][:columns]
    others = given.count(0)
    left = TEXT_WIDTH - sum(given)
    if left < 10 * others or not others:
        return [TEXT_WIDTH / columns] * columns
    return [width or left / others for width in given]
