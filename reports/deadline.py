"""When a report should have been released: six weeks after its period. Of years long past none is expected any more."""

from datetime import date, timedelta

TIME_TO_FILL = timedelta(weeks=6)

LAST_DAYS = {4: (4, 30), 8: (8, 31), 12: (12, 31)}
"""Month and day on which each period ends."""


def ends_on(year: int, period: int) -> date:
    return date(year, *LAST_DAYS[period])


def due_on(year: int, period: int) -> date:
    return ends_on(year, period) + TIME_TO_FILL


def expected_years(today: date) -> tuple[int, int]:
    """Of which years a report that nobody started is still asked for: this one and the one before."""
    return today.year - 1, today.year
