"""The words stored and exported for levels, scopes, units and comparators (the codes of `document.json`)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Who a priority comes from."""

    LOCAL = "local", _("municipality")
    OM = "om", _("Public Prosecution Service")
    REGIONAL = "regional", _("police unit")
    NATIONAL = "national", _("nation")


class Authority(TextChoices):
    """Whose say a priority is (Politiewet 2012, art. 11 and 12)."""

    PUBLIC_ORDER = "public_order", _("public order (mayor)")
    CRIMINAL_LAW = "criminal_law", _("criminal law (public prosecutor)")
    BOTH = "both", _("both")


class Scope(TextChoices):
    """The area a target counts for. Scopes are never added up with one another."""

    MUNICIPALITY = "municipality", _("municipality")
    TEAM = "team", _("base team")
    DISTRICT = "district", _("district")
    UNIT = "unit", _("unit")
    NATIONAL = "national", _("Netherlands")


class Unit(TextChoices):
    """What an indicator is counted in."""

    COUNT = "count", _("number")
    EURO = "euro", _("euro")
    PERCENT = "percent", _("percentage")
    FTE = "fte", _("fte")
    HOURS = "hours", _("hours")
    FREQUENCY = "frequency", _("frequency")
    YES_NO = "yes_no", _("yes or no")
    WORDS = "words", _("in words")


class Direction(TextChoices):
    LOWER = "lower", _("lower is better")
    HIGHER = "higher", _("higher is better")
    NEUTRAL = "neutral", _("neutral")


class ExpectedBy(TextChoices):
    """Where the expectation after 4 and 8 months of a growing figure comes from."""

    COURSE = "course", _("last year's course, where it says enough")
    MONTHS = "months", _("so many twelfths of the year")


class Lifecycle(TextChoices):
    IN_DEVELOPMENT = "in_development", _("in development")
    ACTIVE = "active", _("active")
    RETIRED = "retired", _("retired")


class Comparator(TextChoices):
    AT_LEAST = "at_least", _("at least (≥)")
    MORE_THAN = "more_than", _("more than (>)")
    AT_MOST = "at_most", _("at most (≤)")
    LESS_THAN = "less_than", _("less than (<)")
    EQUAL = "equal", _("equal to (=)")
    DECREASE = "decrease", _("decrease")
    INCREASE = "increase", _("increase")
    ALL = "all", _("all")
    BEST_EFFORT = "best_effort", _("best effort")
    MONITOR = "monitor", _("monitor only")
    DEVELOP = "develop", _("indicator in development")


NUMERIC = frozenset(
    {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.EQUAL}
)
"""Comparators that need a number to compare with."""


class NormRule(TextChoices):
    """Did the triangle agree that last year's better result becomes the goal, and for which targets?"""

    LOWER = "lower", _("for targets where lower is better")
    BOTH = "both", _("for targets in both directions")
    OFF = "off", _("not agreed")


PERIODS = (4, 8, 12)
"""Months of the year that a cumulative figure runs over."""
