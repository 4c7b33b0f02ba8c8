"""When a plan should have been adopted: in January of its year at the latest; later needs a reason."""

from datetime import date

from django.utils.formats import localize
from django.utils.translation import ngettext


def last_timely_day(year: int) -> date:
    return date(year, 1, 31)


def days_late(year: int, adopted_on: date) -> int:
    """How many days after the last timely one; 0 when in time."""
    return max(0, (adopted_on - last_timely_day(year)).days)


def lateness(days: int) -> str:
    """How late that is, in words: "48 days after 31 January"."""
    return ngettext("%(days)s day after 31 January", "%(days)s days after 31 January", days) % {"days": localize(days)}
