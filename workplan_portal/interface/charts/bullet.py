"""How far a figure is on its way to the goal: one bar, the goal as a line across it, and what was expected by now.

The goal stands at the same place in every bar, so that bars under each other can be compared. Where less is better the
field beyond the goal is striped: the bar should stay out of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

GOAL = 80
"""Where the goal stands, in percent of the width."""

END = 100
STRIPES = tuple(range(GOAL + 4, END + 1, 4))


@dataclass(frozen=True)
class Bullet:
    """`alternative` is read aloud in place of the picture; numbers are percents of the width."""

    alternative: str
    filled: float
    expected: float | None
    stripes: tuple[int, ...]
    broken: bool  # the bar is longer than there is room for
    goal: int = GOAL


def bullet(alternative: str, share: Fraction, expected: Fraction | None, *, less_is_better: bool) -> Bullet:
    """`share` is of the goal, as is `expected`."""
    length = share * GOAL
    return Bullet(
        alternative,
        filled=_percent(min(length, Fraction(END))),
        expected=None if expected is None else _percent(min(expected * GOAL, Fraction(END))),
        stripes=STRIPES if less_is_better else (),
        broken=length > END,
    )


def _percent(exact: Fraction) -> float:
    return round(float(exact), 1)
