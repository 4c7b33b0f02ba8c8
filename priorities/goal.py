"""What this year's goal is, given the norm and last year's result: the norm rule of the authority triangle.

The rule comes from practice: norms are often regional and years old, and a team may already do better. Where the
triangle agreed on it, a result of last year that is better than the norm becomes this year's goal, beside the norm. A
norm that lies above reality is never room for more crime.

Plain values only. A number is a `Decimal` in the unit of the indicator (euros, not thousands; 40 for 40%); ``None``
means not known and is never read as zero.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .codes import Comparator, Direction, NormRule, Unit

WHOLE = Decimal(100)
"""All of them, as a percentage."""

DONE = Decimal(1)
"""Yes, as the number in which a yes-or-no indicator is kept (no is 0)."""

MONITORED = frozenset({Comparator.BEST_EFFORT, Comparator.MONITOR, Comparator.DEVELOP})
"""Comparators that promise no result: followed and reported, never judged."""

AGAINST_LAST_YEAR = frozenset({Comparator.DECREASE, Comparator.INCREASE})
"""Comparators whose measure is last year's result instead of a norm."""

BEYOND = frozenset({Comparator.MORE_THAN, Comparator.LESS_THAN, *AGAINST_LAST_YEAR})
"""Comparators for which the goal itself is not enough."""

_SENSE = {
    Comparator.AT_LEAST: Direction.HIGHER,
    Comparator.MORE_THAN: Direction.HIGHER,
    Comparator.INCREASE: Direction.HIGHER,
    Comparator.ALL: Direction.HIGHER,
    Comparator.AT_MOST: Direction.LOWER,
    Comparator.LESS_THAN: Direction.LOWER,
    Comparator.DECREASE: Direction.LOWER,
}


class Basis(StrEnum):
    """Where the goal comes from."""

    NORM = "norm"
    LAST_YEAR = "last_year"
    OWN = "own"
    NONE = "none"


class ReasonMissingError(ValueError):
    """A goal of one's own was set without the written reason it needs."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is agreed about one target, and what is known about last year."""

    comparator: Comparator
    unit: Unit
    direction: Direction
    rule: NormRule
    baseline_year: int  # the year that `last_year` is the result of, mostly but not always the year before
    norm: Decimal | None = None
    last_year: Decimal | None = None
    own_goal: Decimal | None = None
    own_reason: str = ""
    provisional_norm: bool = False
    provisional_last_year: bool = False


@dataclass(frozen=True)
class Goal:
    """The number to reach, where it comes from, whether last year's result was wanted but missing, and whether it rests
    on a provisional number."""

    value: Decimal | None
    basis: Basis
    result_missing: bool = False
    provisional: bool = False


def strictness(comparator: Comparator, direction: Direction, goal: Decimal | None) -> tuple[bool, Decimal, bool]:
    """To choose the one that asks most of several targets for one figure; what promises no result asks least."""
    if goal is None or comparator in MONITORED:
        return False, Decimal(0), False
    asked = {Direction.HIGHER: goal, Direction.LOWER: -goal}.get(sense(comparator, direction), Decimal(0))
    return True, asked, comparator in BEYOND


def sense(comparator: Comparator, direction: Direction) -> Direction:
    """Which way is better for a target.

    The comparator decides where it says so ("at least" asks for more, whatever the indicator says); "=" and the
    monitored ones follow the indicator.
    """
    return _SENSE.get(comparator, direction)


def is_better(one: Decimal, other: Decimal, direction: Direction) -> bool:
    """Strictly better: equal is not better, and where neither way is better nothing is."""
    match direction:
        case Direction.LOWER:
            return one < other
        case Direction.HIGHER:
            return one > other
        case _:
            return False


def rule_holds(terms: Terms) -> bool:
    """May last year's better result take the place of the norm for this target?

    Never for fte, "=", neutral and monitored targets, nor where the comparator contradicts the indicator's direction:
    there nobody can say what better means. Decrease and increase have last year as their measure already.
    """
    if terms.comparator in MONITORED | AGAINST_LAST_YEAR | {Comparator.EQUAL} or terms.unit in {Unit.FTE, Unit.WORDS}:
        return False
    if sense(terms.comparator, terms.direction) != terms.direction:
        return False
    match terms.rule:
        case NormRule.LOWER:
            return terms.direction == Direction.LOWER
        case NormRule.BOTH:
            return terms.direction in {Direction.LOWER, Direction.HIGHER}
        case NormRule.OFF:
            return False


def norm_of(terms: Terms) -> Decimal | None:
    """The norm as a number, which a decrease or increase has not.

    "All" is 100 where a percentage is counted; yes-or-no without a norm asks for yes.
    """
    if terms.comparator in AGAINST_LAST_YEAR:
        return None
    if terms.norm is not None:
        return terms.norm
    if terms.comparator == Comparator.ALL and terms.unit == Unit.PERCENT:
        return WHOLE
    if terms.unit == Unit.YES_NO and terms.comparator not in MONITORED:
        return DONE
    return None


def agreed_goal(terms: Terms) -> Goal:
    """The goal as it follows from the agreements, before anyone sets another one."""
    if terms.comparator in MONITORED:
        return Goal(None, Basis.NONE)
    if terms.comparator in AGAINST_LAST_YEAR:
        return _last_year_as_measure(terms)
    norm = norm_of(terms)
    if norm is None:
        return Goal(None, Basis.NONE)
    if rule_holds(terms):
        if terms.last_year is None:
            return Goal(norm, Basis.NORM, result_missing=True, provisional=terms.provisional_norm)
        if is_better(terms.last_year, norm, terms.direction):
            return Goal(terms.last_year, Basis.LAST_YEAR, provisional=terms.provisional_last_year)
    return Goal(norm, Basis.NORM, provisional=terms.provisional_norm)


def goal_of(terms: Terms) -> Goal:
    """The goal that stands beside norm and last year.

    A goal of one's own goes before what the rule gives; one equal to it changes nothing. It needs a written reason:
    without one `ReasonMissingError` is raised.
    """
    agreed = agreed_goal(terms)
    if not sets_own_goal(terms):
        return agreed
    if not terms.own_reason.strip():
        raise ReasonMissingError
    return Goal(terms.own_goal, Basis.OWN)


def sets_own_goal(terms: Terms) -> bool:
    """Does the target name a goal that differs from the agreed one, so that a reason is due?"""
    if terms.own_goal is None or terms.comparator in MONITORED:
        return False
    return terms.own_goal != agreed_goal(terms).value


def exceeds_last_year(number: Decimal | None, terms: Terms) -> bool:
    """Would this norm or goal, read on its own, allow more of what should become less than there was last year?

    Wherever this is so, a sentence must say that it is no room for more.
    """
    if number is None or terms.last_year is None or terms.direction != Direction.LOWER:
        return False
    return sense(terms.comparator, terms.direction) == Direction.LOWER and number > terms.last_year


def _last_year_as_measure(terms: Terms) -> Goal:
    if terms.last_year is None:
        return Goal(None, Basis.NONE, result_missing=True)
    return Goal(terms.last_year, Basis.LAST_YEAR, provisional=terms.provisional_last_year)
