"""Days on which nobody can be expected to finish something.

Source: Algemene termijnenwet art. 1 and 3: Saturday, Sunday, the generally recognised holidays, and Good Friday, which
that law puts on a par with them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6

FROM_EASTER = (-2, 0, 1, 39, 49, 50)
"""Good Friday, both days of Easter, Ascension, both days of Pentecost."""


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """27 April since 2014; the day before it where that is a Sunday."""
    day = date(year, 4, 27)
    return day - DAY if day.weekday() == SUNDAY else day


@cache
def holidays(year: int) -> frozenset[date]:
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(fixed | {kings_day(year)} | {easter(year) + number * DAY for number in FROM_EASTER})


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def working_day_before(day: date) -> date:
    """This day, or the last working day before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def working_day_after(day: date) -> date:
    """This day, or the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day
