"""When a report should have been released. Of years long past none is expected any more."""

from datetime import date

from plans.models import Plan
from workplan_portal.deadlines.models import deadlines_of

LAST_DAYS = {4: (4, 30), 8: (8, 31), 12: (12, 31)}
"""Month and day on which each period ends."""


def ends_on(year: int, period: int) -> date:
    return date(year, *LAST_DAYS[period])


def due_on(plan: Plan, period: int) -> date:
    """Four weeks after its period, unless the team chose otherwise."""
    return deadlines_of(plan.team).report_due(ends_on(plan.year, period))


def expected_years(today: date) -> tuple[int, int]:
    """Of which years a report that nobody started is still asked for: this one and the one before."""
    return today.year - 1, today.year
