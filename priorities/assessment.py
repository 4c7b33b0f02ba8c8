"""How a target stands after 4, 8 or 12 months: what could be expected by now, and whether it is met or on course.

Cumulative counts grow through the year, so after 4 months only a share of the goal is expected: the share that last
year had reached by then, when last year's total was large enough to say something, else 4/12; always 4/12 where that
was chosen for the indicator. A state, such as a percentage, is compared with the goal itself. Computed with exact
fractions: a rounded third must not decide anything.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .codes import PERIODS, Comparator, Direction, ExpectedBy, Unit
from .goal import AGAINST_LAST_YEAR, MONITORED, sense
from .measurement import Absence, Reading, adds_up

YEAR = 12
"""Months; after these there is no expectation any more, only a result."""

ENOUGH_FOR_A_COURSE = 10
"""Last year's total from which its course through the year is used; below it chance decides when the cases fell."""

ENOUGH_IN_WHOLES = 100
"""From this expectation on its decimals say nothing."""


class Outcome(TextChoices):
    """How a target stands."""

    MET = "met", _("met")
    ON_COURSE = "on_course", _("on course")
    AT_RISK = "at_risk", _("at risk")
    NOT_MET = "not_met", _("not met")
    NOT_ASSESSABLE = "not_assessable", _("not assessable")
    MONITORED = "monitored", _("monitored")


OFF_COURSE = frozenset({Outcome.AT_RISK, Outcome.NOT_MET})
"""Outcomes that need an interpretation before a report is released."""


class Reason(StrEnum):
    """Why an outcome is what it is; each has its own sentence."""

    MONITOR_ONLY = "monitor_only"
    BEST_EFFORT = "best_effort"
    IN_DEVELOPMENT = "in_development"
    NO_FIGURE = "no_figure"
    NOT_APPLICABLE = "not_applicable"
    IN_WORDS = "in_words"
    NO_GOAL = "no_goal"
    NO_BASELINE = "no_baseline"
    ZERO_BASELINE = "zero_baseline"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NOT_YET = "not_yet"
    WITHIN = "within"
    OUT_OF_REACH = "out_of_reach"
    AS_EXPECTED = "as_expected"
    WITHIN_EXPECTATION = "within_expectation"
    LESS_THAN_EXPECTED = "less_than_expected"
    MORE_THAN_EXPECTED = "more_than_expected"


WHY_MONITORED = {
    Comparator.MONITOR: Reason.MONITOR_ONLY,
    Comparator.BEST_EFFORT: Reason.BEST_EFFORT,
    Comparator.DEVELOP: Reason.IN_DEVELOPMENT,
}
"""The monitored comparators, each with why it is not judged."""


class Share(StrEnum):
    """What the expectation by now is derived from."""

    COURSE = "course"
    MONTHS = "months"
    CHOSEN = "chosen"  # the months as well, because that was chosen for the indicator


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A target as it was adopted. `goal` is the result of `baseline_year` where a decrease or increase is asked."""

    comparator: Comparator
    unit: Unit
    direction: Direction
    cumulative: bool
    goal: Decimal | None
    baseline_year: int
    expected_by: ExpectedBy = ExpectedBy.COURSE


@dataclass(frozen=True)
class LastYear:
    """Last year's figure over the same months, and over the whole year."""

    same_period: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True)
class Expectation:
    """The part of the goal to be expected by now, between 0 and 1, and what that part rests on."""

    share: Fraction
    basis: Share

    def of(self, goal: Decimal) -> Fraction:
        """The exact expected figure, in the unit of the goal."""
        return Fraction(goal) * self.share

    def to_show(self, aim: Aim, figure: Decimal | None) -> Decimal:
        """The expected figure, as precisely as is asked; never to judge by, since a third is not exact in decimals.

        Of a goal in whole euros no cents, and of a hundred cases or hours no part of one: unless the figure that was
        judged would seem to be on the other side of it.
        """
        goal = aim.goal or Decimal(0)
        exact = self.of(goal)
        shown = Decimal(exact.numerator) / Decimal(exact.denominator)
        if goal != goal.to_integral_value() or (aim.unit != Unit.EURO and exact < ENOUGH_IN_WHOLES):
            return shown
        whole = shown.quantize(Decimal(1), ROUND_HALF_UP)
        return whole if figure is None or _side(figure, Fraction(whole)) == _side(figure, exact) else shown


@dataclass(frozen=True)
class Assessment:
    """An outcome and why. The expectation is there when the outcome depended on it."""

    outcome: Outcome
    reason: Reason
    expectation: Expectation | None = None


def _side(figure: Decimal, expected: Fraction) -> int:
    """Below it, at it or above it."""
    return (Fraction(figure) > expected) - (Fraction(figure) < expected)


def expectation(months: int, last_year: LastYear, chosen: ExpectedBy = ExpectedBy.COURSE) -> Expectation:
    """What share of the goal of a growing figure may be expected after so many months."""
    if chosen == ExpectedBy.MONTHS:
        return Expectation(Fraction(months, YEAR), Share.CHOSEN)
    if last_year.total is None or last_year.same_period is None or last_year.total < ENOUGH_FOR_A_COURSE:
        return Expectation(Fraction(months, YEAR), Share.MONTHS)
    course = Fraction(last_year.same_period) / Fraction(last_year.total)
    return Expectation(min(course, Fraction(1)), Share.COURSE)


def assess(aim: Aim, reading: Reading, months: int, last_year: LastYear | None = None) -> Assessment:
    """How the target stands after 4, 8 or 12 months; another number of months raises `ValueError`."""
    if months not in PERIODS:
        raise ValueError(months)
    if aim.comparator in MONITORED:
        return Assessment(Outcome.MONITORED, WHY_MONITORED[aim.comparator])
    compared = _compared(aim, reading)
    if isinstance(compared, Reason):
        return Assessment(Outcome.NOT_ASSESSABLE, compared)
    goal, value = compared
    satisfied = _satisfies(aim, goal, value)
    if months == YEAR:
        return _at_the_end(satisfied)
    direction = sense(aim.comparator, aim.direction)
    if not adds_up(aim.unit, cumulative=aim.cumulative):
        return _state_under_way(direction, satisfied)
    expected = expectation(months, last_year or LastYear(), aim.expected_by)
    if direction == Direction.LOWER:
        return _less_under_way(goal, value, expected, satisfied)
    if direction == Direction.NEUTRAL and value > goal:
        return Assessment(Outcome.NOT_MET, Reason.OUT_OF_REACH)
    return _more_under_way(goal, value, expected, satisfied)


def tally(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    """How many targets of each outcome, in the order of the outcomes; there is no total mark."""
    counted = Counter(outcomes)
    return {outcome: counted[outcome] for outcome in Outcome if counted[outcome]}


def _compared(aim: Aim, reading: Reading) -> tuple[Decimal, Decimal] | Reason:
    """The goal and the figure to compare with it, or what stands in the way of any judgement."""
    if aim.unit == Unit.WORDS:
        return Reason.IN_WORDS
    if reading.absence == Absence.NOT_APPLICABLE:
        return Reason.NOT_APPLICABLE
    if reading.value is None:
        return Reason.NO_FIGURE
    if aim.goal is None:
        return Reason.NO_BASELINE if aim.comparator in AGAINST_LAST_YEAR else Reason.NO_GOAL
    if aim.comparator == Comparator.DECREASE and aim.goal == 0 and reading.value == 0:
        return Reason.ZERO_BASELINE
    return aim.goal, reading.value


def _satisfies(aim: Aim, goal: Decimal, value: Decimal) -> bool:
    """Is the comparator true of the value as it stands?

    "More than", "less than", a decrease and an increase are strict: 2 after 2 is no decrease. "=" is kept literally but
    judged as at least where more is better and as at most where less is.
    """
    match aim.comparator:
        case Comparator.AT_LEAST | Comparator.ALL:
            return value >= goal
        case Comparator.MORE_THAN | Comparator.INCREASE:
            return value > goal
        case Comparator.AT_MOST:
            return value <= goal
        case Comparator.LESS_THAN | Comparator.DECREASE:
            return value < goal
        case _ if aim.direction == Direction.HIGHER:
            return value >= goal
        case _ if aim.direction == Direction.LOWER:
            return value <= goal
        case _:
            return value == goal


def _at_the_end(satisfied: bool) -> Assessment:
    if satisfied:
        return Assessment(Outcome.MET, Reason.REACHED)
    return Assessment(Outcome.NOT_MET, Reason.NOT_REACHED)


def _state_under_way(direction: Direction, satisfied: bool) -> Assessment:
    """A state has no share of the year: it meets the goal now or it does not."""
    match direction, satisfied:
        case Direction.LOWER, True:
            return Assessment(Outcome.ON_COURSE, Reason.WITHIN)
        case Direction.LOWER, False:
            return Assessment(Outcome.NOT_MET, Reason.NOT_REACHED)
        case _, True:
            return Assessment(Outcome.MET, Reason.REACHED)
        case _:
            return Assessment(Outcome.AT_RISK, Reason.NOT_YET)


def _more_under_way(goal: Decimal, value: Decimal, expected: Expectation, satisfied: bool) -> Assessment:
    if satisfied:
        return Assessment(Outcome.MET, Reason.REACHED)
    if Fraction(value) >= expected.of(goal):
        return Assessment(Outcome.ON_COURSE, Reason.AS_EXPECTED, expected)
    return Assessment(Outcome.AT_RISK, Reason.LESS_THAN_EXPECTED, expected)


def _less_under_way(goal: Decimal, value: Decimal, expected: Expectation, satisfied: bool) -> Assessment:
    """What has been passed cannot be undone by the rest of the year."""
    if not satisfied:
        return Assessment(Outcome.NOT_MET, Reason.OUT_OF_REACH)
    if Fraction(value) <= expected.of(goal):
        return Assessment(Outcome.ON_COURSE, Reason.WITHIN_EXPECTATION, expected)
    return Assessment(Outcome.AT_RISK, Reason.MORE_THAN_EXPECTED, expected)
