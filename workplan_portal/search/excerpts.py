"""A piece of a text around the words that were found in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .folding import folded_with_places

BETWEEN_LINES = " · "

BEFORE, LENGTH = 80, 280
"""Characters before the first word that was found, and altogether."""


class Piece(NamedTuple):
    words: str
    found: bool


def excerpt(text: str, terms: Iterable[str]) -> list[Piece]:
    """In one line, broken off between words. Without terms in it: how the text begins."""
    line = "\n".join(filter(None, (" ".join(part.split()) for part in text.splitlines())))
    spans = list(_merged(_spans(line, terms)))
    start, end = _window(line, spans[0][0] if spans else 0)
    pieces, at = [Piece("… ", False)] if start else [], start
    for begin, until in spans:
        if begin >= end:
            break
        pieces += [Piece(line[at:begin], False), Piece(line[begin : min(until, end)], True)]
        at = min(until, end)
    pieces.append(Piece(line[at:end] + (" …" if end < len(line) else ""), False))
    return [piece._replace(words=piece.words.replace("\n", BETWEEN_LINES)) for piece in pieces if piece.words]


def _spans(line: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    folded, places = folded_with_places(line)
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            until = at + len(term)
            yield places[at], places[bisect_right(places, places[until - 1])]
            at = folded.find(term, until)


def _merged(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    held: tuple[int, int] | None = None
    for begin, end in sorted(spans):
        if held and begin <= held[1]:
            held = held[0], max(end, held[1])
            continue
        if held:
            yield held
        held = begin, end
    if held:
        yield held


def _window(line: str, first: int) -> tuple[int, int]:
    start = (
        0
        if first <= BEFORE
        else max(line.rfind(" ", 0, first - BEFORE // 2), line.rfind("\n", 0, first - BEFORE // 2)) + 1
    )
    if start < first - BEFORE:
        start = first - BEFORE // 2
    end = start + LENGTH
    if end >= len(line):
        return start, len(line)
    space = line.rfind(" ", max(start, first) + 1, end)
    return start, space if space > 0 else end
