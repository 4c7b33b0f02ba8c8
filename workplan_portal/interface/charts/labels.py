"""Where the words of a chart go: beside what they are about and not over each other, on a phone and on paper alike.

A chart is as wide as its page while its letters keep their size. So a place is a share of the width and a distance in
pixels from there, and a label is put where it is free at every width between the narrowest and the widest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

NARROWEST, WIDEST = 280, 1000
"""Pixels. Narrower than the first no page of ours becomes: a phone of 320 with its margins."""

SIZE = 12
"""Of the letters, in pixels: 9 points on paper."""

ASCENT, DESCENT = 10, 3
ROW = ASCENT + DESCENT + 1
ROWS = 8

NARROW, WIDE = frozenset("ijltfrI.,:;'()| \N{NO-BREAK SPACE}"), frozenset("mwMW%€@—")
HEAVIER = 1.06

BEFORE_ANCHOR = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""What share of a text stands left of the place it is anchored to."""

ON_LABEL, ON_MARK, ON_LINE = 1000, 40, 8
"""How many spots further away a label rather stands than over another label, a mark or a line of the chart."""


@dataclass(frozen=True)
class Box:
    """A rectangle: its top and bottom, and its left and right side in the narrowest and in the widest chart."""

    top: float
    bottom: float
    narrow: tuple[float, float]
    wide: tuple[float, float]

    @classmethod
    def beside(cls, share: float, left: float, right: float, top: float, bottom: float) -> Box:
        """From `left` to `right` pixels from this share of the width."""
        narrow, wide = share * NARROWEST, share * WIDEST
        return cls(top, bottom, (narrow + left, narrow + right), (wide + left, wide + right))

    def is_clear_of(self, other: Box) -> bool:
        """Above or below the other, or on one and the same side of it at every width."""
        if self.bottom <= other.top or other.bottom <= self.top:
            return True
        if self.narrow[1] <= other.narrow[0]:
            return self.wide[1] <= other.wide[0]
        return other.narrow[1] <= self.narrow[0] and other.wide[1] <= self.wide[0]

    def is_between(self, top: float, bottom: float) -> bool:
        """In the chart as a whole, and between these heights."""
        if self.top < top or self.bottom > bottom:
            return False
        return min(self.narrow[0], self.wide[0]) >= 0 and self.narrow[1] <= NARROWEST and self.wide[1] <= WIDEST


@dataclass(frozen=True)
class Line:
    """A straight line of the chart, from one share of the width to another."""

    start: float
    start_y: float
    end: float
    end_y: float

    def times_through(self, box: Box) -> int:
        """In how many of the two widths it runs through the box."""
        if max(self.start_y, self.end_y) <= box.top or min(self.start_y, self.end_y) >= box.bottom:
            return 0
        return self._runs_through(box, *box.narrow, NARROWEST) + self._runs_through(box, *box.wide, WIDEST)

    def _runs_through(self, box: Box, left: float, right: float, width: float) -> bool:
        start, end = self.start * width, self.end * width
        if end <= left or right <= start:
            return False
        slope = (self.end_y - self.start_y) / (end - start)
        entry, leaving = (self.start_y + slope * (x - start) for x in (max(left, start), min(right, end)))
        return min(entry, leaving) < box.bottom and max(entry, leaving) > box.top


@dataclass(frozen=True)
class Spot:
    """`anchor` says which part of the text stands there: its start, middle or end. `y` is the line it stands on."""

    share: float
    shift: float
    y: float
    anchor: str

    def box(self, width: float) -> Box:
        left = self.shift - width * BEFORE_ANCHOR[self.anchor]
        return Box.beside(self.share, left, left + width, self.y - ASCENT, self.y + DESCENT)


@dataclass(frozen=True)
class Surroundings:
    """All that is in the chart already, and down to where labels may stand; they join it as they are placed."""

    bottom: float
    marks: Sequence[Box]
    lines: Sequence[Line]
    labels: list[Box] = field(default_factory=list)

    def place(self, width: float, spots: Iterable[Spot]) -> Spot:
        """The first spot that disturbs nothing, else the one that disturbs least."""
        best, least = None, float("inf")
        for distance, spot in enumerate(spots):
            if distance >= least:
                break
            box = spot.box(width)
            if box.is_between(0, self.bottom) and (cost := distance + self._disturbance(box)) < least:
                best, least = spot, cost
        if best is None:
            raise ValueError(f"A label of {width} pixels has no place in the chart.")
        self.labels.append(best.box(width))
        return best

    def _disturbance(self, box: Box) -> int:
        return (
            ON_LABEL * sum(not box.is_clear_of(label) for label in self.labels)
            + ON_MARK * sum(not box.is_clear_of(mark) for mark in self.marks)
            + ON_LINE * sum(line.times_through(box) for line in self.lines)
        )


def around(share: float, y: float, *, shift: float = 0, below: bool = False) -> Iterator[Spot]:
    """Spots for what is said about a point: close by first, above it or else below, then ever further."""
    for row in range(ROWS):
        rows = [y - 9 - row * ROW, y + 7 + ASCENT + row * ROW]
        for line in reversed(rows) if below else rows:
            yield Spot(share, shift, line, "middle")
            yield Spot(share, shift + 6, line, "end")
            yield Spot(share, shift - 6, line, "start")
        if row == 0:
            yield Spot(share, shift + 9, y + 4, "start")
            yield Spot(share, shift - 9, y + 4, "end")


def along(start: float, y: float) -> Iterator[Spot]:
    """Spots for what is said about a level line: on it or under it, at its start or its end."""
    for row in range(ROWS):
        for line in (y - 5 - row * ROW, y + 4 + ASCENT + row * ROW):
            yield Spot(start, 2, line, "start")
            yield Spot(1, -2, line, "end")


def width_of(text: str, *, bold: bool = False) -> float:
    """How wide this is in our type, in pixels: a little too much rather than too little."""
    ems = sum(0.3 if sign in NARROW else 0.86 if sign in WIDE else 0.66 if sign.isupper() else 0.54 for sign in text)
    return round(ems * SIZE * (HEAVIER if bold else 1), 1)
