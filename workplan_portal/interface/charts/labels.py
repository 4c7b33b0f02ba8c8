"""Where the words of a chart go: beside what they are about and not over each other, on a phone and on paper alike.

A chart is as wide as its page while its letters keep their size. So a place is a share of the width and a distance in
pixels from there, and a label is put where it is free at every width between the narrowest and the widest: on screen
those lie far apart, on paper they are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

SIZE = 13
"""Of the letters, in pixels: nearly 10 points on paper."""

ASCENT, DESCENT = 11, 3
ROW = ASCENT + DESCENT + 1
ROWS = 8

NARROW, WIDE = frozenset("ijltfrI.,:;'()| \N{NO-BREAK SPACE}"), frozenset("mwMW%€@—")
HEAVIER = 1.06

BEFORE_ANCHOR = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""What share of a text stands left of the place it is anchored to."""

ASIDE = {"middle": 0, "end": 6, "start": -6}
"""How far a text above or below a point reaches over it to the other side."""

OUTSIDE, ON_LABEL, ON_MARK, ON_LINE, ON_FAINT = 1000, 1000, 40, 8, 30
"""How many spots further away a label rather stands than a pixel outside the chart, or over another label, a mark, a
line or a figure of the scale."""


@dataclass(frozen=True)
class Widths:
    """How narrow and how wide a chart gets, in pixels."""

    narrowest: int
    widest: int


ON_SCREEN = Widths(256, 1000)
"""From a panel on a phone of 320."""

ON_PAPER = Widths(370, 370)
"""62% of the 158 mm between the margins (document.css)."""


@dataclass(frozen=True)
class Box:
    """A rectangle: its top and bottom, and its left and right side in the narrowest and in the widest chart."""

    top: float
    bottom: float
    narrow: tuple[float, float]
    wide: tuple[float, float]

    @classmethod
    def beside(cls, share: float, left: float, right: float, top: float, bottom: float, widths: Widths) -> Box:
        """From `left` to `right` pixels from this share of the width."""
        narrow, wide = share * widths.narrowest, share * widths.widest
        return cls(top, bottom, (narrow + left, narrow + right), (wide + left, wide + right))

    def is_clear_of(self, other: Box) -> bool:
        """Above or below the other, or on one and the same side of it at every width."""
        if self.bottom <= other.top or other.bottom <= self.top:
            return True
        if self.narrow[1] <= other.narrow[0]:
            return self.wide[1] <= other.wide[0]
        return other.narrow[1] <= self.narrow[0] and other.wide[1] <= self.wide[0]

    def sticks_out(self, bottom: float, widths: Widths) -> float:
        """By how many pixels, of a chart whose words end at `bottom`."""
        sides = (self.narrow, widths.narrowest), (self.wide, widths.widest)
        across = sum(max(0, -left) + max(0, right - width) for (left, right), width in sides)
        return max(0, -self.top) + max(0, self.bottom - bottom) + across


@dataclass(frozen=True)
class Line:
    """A straight line of the chart, from one share of the width to another."""

    start: float
    start_y: float
    end: float
    end_y: float

    def times_through(self, box: Box, widths: Widths) -> int:
        """In how many of the two widths it runs through the box."""
        if max(self.start_y, self.end_y) <= box.top or min(self.start_y, self.end_y) >= box.bottom:
            return 0
        narrow = self._runs_through(box, *box.narrow, widths.narrowest)
        return narrow + self._runs_through(box, *box.wide, widths.widest)

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

    def box(self, width: float, widths: Widths) -> Box:
        left = self.shift - width * BEFORE_ANCHOR[self.anchor]
        return Box.beside(self.share, left, left + width, self.y - ASCENT, self.y + DESCENT, widths)


@dataclass(frozen=True)
class Surroundings:
    """All that is in the chart already, and down to where labels may stand; they join it as they are placed."""

    bottom: float
    widths: Widths
    marks: Sequence[Box] = ()
    lines: Sequence[Line] = ()
    faint: Sequence[Box] = ()
    labels: list[Box] = field(default_factory=list)

    def place(self, width: float, spots: Sequence[Spot]) -> Spot:
        """The first spot that disturbs nothing, else the one that disturbs least."""
        chosen, least = spots[0], float("inf")
        for distance, spot in enumerate(spots):
            if distance >= least:
                break
            if (cost := distance + self._disturbance(spot.box(width, self.widths))) < least:
                chosen, least = spot, cost
        self.labels.append(chosen.box(width, self.widths))
        return chosen

    def _disturbance(self, box: Box) -> float:
        return (
            OUTSIDE * box.sticks_out(self.bottom, self.widths)
            + ON_LABEL * sum(not box.is_clear_of(label) for label in self.labels)
            + ON_MARK * sum(not box.is_clear_of(mark) for mark in self.marks)
            + ON_FAINT * sum(not box.is_clear_of(faint) for faint in self.faint)
            + ON_LINE * sum(line.times_through(box, self.widths) for line in self.lines)
        )


def around(share: float, y: float, *, below: bool = False) -> list[Spot]:
    """Spots for what is said about a point: close by first, above it or else below, then beside it, then ever further;
    at last, for what is nearly as long as the chart is wide, those that end with the chart."""
    first, second = (y - 9, -ROW), (y + 7 + ASCENT, ROW)
    if below:
        first, second = second, first
    lines = [start + row * step for row in range(ROWS) for start, step in (first, second)]
    spots = _on(lines, share)
    beside = [Spot(share, 9, y + 4, "start"), Spot(share, -9, y + 4, "end")]
    close = 2 * len(ASIDE)
    return spots[:close] + beside + spots[close:] + [Spot(1, -2, line, "end") for line in lines]


def above(share: float, y: float, *, shift: float) -> list[Spot]:
    """Spots for what is said about a bar, which may stand between others: on it, then ever further up; at last those
    that end with the chart."""
    lines = [y - 9 - row * ROW for row in range(ROWS)]
    return _on(lines, share, shift) + [Spot(1, -2, line, "end") for line in lines]


def _on(lines: list[float], share: float, shift: float = 0) -> list[Spot]:
    return [Spot(share, shift + aside, line, anchor) for line in lines for anchor, aside in ASIDE.items()]


def along(start: float, y: float) -> list[Spot]:
    """Spots for what is said about a level line: on it or under it, at its start or its end."""
    lines = (line for row in range(ROWS) for line in (y - 5 - row * ROW, y + 4 + ASCENT + row * ROW))
    return [spot for line in lines for spot in (Spot(start, 2, line, "start"), Spot(1, -2, line, "end"))]


def width_of(text: str, *, bold: bool = False) -> float:
    """How wide this is in our type, in pixels: a little too much rather than too little."""
    return round(sum(map(_ems, text)) * SIZE * (HEAVIER if bold else 1), 1)


def _ems(sign: str) -> float:
    if sign.isdigit():
        return 0.5
    if sign in NARROW:
        return 0.3
    return 0.86 if sign in WIDE else 0.56
