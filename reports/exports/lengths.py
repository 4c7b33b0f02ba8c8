"""How much is said of something, which decides where it stands on paper."""

from __future__ import annotations

from workplan_portal.documents.footnotes import Segment

MOST_BESIDE, MOST_IN_BRIEF = 500, 1500
"""Characters: what fills a column beside a picture of twice its height, and a third of a page."""


def fit_beside_a_picture(note: str, text: tuple[Segment, ...]) -> bool:
    return len(note) + _length(text) <= MOST_BESIDE


def are_brief(*texts: tuple[Segment, ...]) -> bool:
    """Do they stand on one page, with what is above them?"""
    return sum(map(_length, texts)) < MOST_IN_BRIEF


def _length(text: tuple[Segment, ...]) -> int:
    return sum(len(segment.html) for segment in text)
