"""By which day a plan or a report has to be ready. Plain values in, a day out."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from .holidays import working_day_after, working_day_before


class Step(StrEnum):
    """What has to be ready of a plan."""

    DRAFT = "draft"
    TRIANGLE = "triangle"
    ADOPTED = "adopted"


USUAL: dict[Step, tuple[int, int, int]] = {
    Step.DRAFT: (-1, 11, 1),
    Step.TRIANGLE: (-1, 12, 31),
    Step.ADOPTED: (0, 1, 31),
}
"""Years from that of the plan, month, day: the last day where no council meets earlier."""

SECOND_HALF = 7
"""From this month on a council that speaks of "the plan" means next year's."""


def plan_year(day: date) -> int:
    """The year of the plan that is talked about on this day."""
    return day.year + (day.month >= SECOND_HALF)


def step_due(step: Step, year: int, council_on: date | None = None, weeks: int = 0) -> date:
    """The usual day, or so many weeks before the council when that is earlier.

    Never on a day off: then the working day before, so that who keeps to it is in time for the usual day as well.
    """
    before, month, day = USUAL[step]
    last = date(year + before, month, day)
    if council_on:
        last = min(last, council_on - timedelta(weeks=weeks))
    return working_day_before(last)


def report_due(ends_on: date, weeks: int) -> date:
    """So many weeks after its period. A term that ends on a day off is longer (Algemene termijnenwet art. 1)."""
    return working_day_after(ends_on + timedelta(weeks=weeks))
