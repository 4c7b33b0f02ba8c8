"""The scale of a chart: from zero, in round steps, whole numbers only."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import count

MOST_STEPS = 4
ROUND_NUMBERS = (1, 2, 5)


@dataclass(frozen=True)
class Scale:
    """From 0 to `top`, which is a whole number of steps."""

    step: int
    top: int

    @property
    def ticks(self) -> range:
        return range(0, self.top + 1, self.step)

    def share(self, value: Decimal) -> float:
        """0 at the foot of the chart, 1 at its top."""
        return float(value / self.top)


def scale_for(values: Iterable[Decimal]) -> Scale:
    """The finest scale of at most four steps that holds all these figures, none of them below zero."""
    largest = max(int(max(values).to_integral_value(ROUND_CEILING)), 1)
    step = next(step for step in _round_steps() if step * MOST_STEPS >= largest)
    return Scale(step, -(-largest // step) * step)


def _round_steps() -> Iterable[int]:
    """1, 2, 5, 10, 20, 50 …"""
    return (number * 10**power for power in count() for number in ROUND_NUMBERS)
