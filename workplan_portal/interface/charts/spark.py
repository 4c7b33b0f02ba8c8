"""A line over the years, no larger than a word: its figures stand in the words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

HEIGHT, TOP, FLOOR = 28, 4, 24
EDGE = 5
"""Left and right of the outermost years, in percent of the width."""


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class Stretch:
    """From one year to the next; a year without a figure leaves a gap."""

    start: Point
    end: Point


@dataclass(frozen=True)
class Spark:
    """`alternative` is read aloud in place of the picture. The last point is the year that is reported."""

    alternative: str
    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]
    height: int = HEIGHT
    floor: int = FLOOR


def spark(alternative: str, values: Mapping[int, Decimal]) -> Spark:
    """By year, at least two; drawn from zero."""
    first, last, highest = min(values), max(values), max(values.values()) or Decimal(1)
    points = {
        year: Point(
            round(EDGE + (100 - 2 * EDGE) * (year - first) / (last - first), 1),
            round(FLOOR - (FLOOR - TOP) * float(value / highest), 1),
        )
        for year, value in sorted(values.items())
    }
    stretches = (Stretch(points[year], points[year + 1]) for year in points if year + 1 in points)
    return Spark(alternative, tuple(points.values()), tuple(stretches))
