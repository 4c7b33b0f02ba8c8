"""What an indicator came to in whole years, as a line the size of a word and the same in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from workplan_portal.interface.charts.spark import Spark, spark

from .codes import Unit
from .course import NOT_IN_NUMBERS, Counted
from .notation import amount

NO_BREAK = "\u00a0"
"""Between a year, its number and their unit."""

FEWEST = 3
"""Two years stand beside each other already; a line begins to say something with the third."""

BACK = 5
"""Years before the one that is reported."""


@dataclass(frozen=True)
class Years:
    picture: Spark
    words: str


def years_of(title: str, figures: Mapping[int, Counted], unit: Unit) -> Years | None:
    """By year, whole years only; None where too few of them are known."""
    known: dict[int, Decimal] = {
        year: found.reading.value for year, found in sorted(figures.items()) if found.reading.value is not None
    }
    if unit in NOT_IN_NUMBERS or len(known) < FEWEST:
        return None
    shown = {year: amount(value, unit, provisional=figures[year].provisional) for year, value in known.items()}
    first, last = min(known), max(known)
    alternative = _("Line of %(title)s over whole years: from %(before)s in %(first)s to %(after)s in %(last)s.") % {
        "title": title,
        "before": shown[first],
        "first": str(first),
        "after": shown[last],
        "last": str(last),
    }
    words = "; ".join(
        (_("%(year)s: %(figure)s") % {"year": str(year), "figure": text}).replace(" ", NO_BREAK, 2)
        for year, text in shown.items()
    )
    return Years(spark(alternative, known), words)
