"""What a figure says: percentage, change against last year, cumulative check, and adding up without counting twice.

Figures are non-negative `Decimal`s. ``None`` is a figure that is not available ("n.b."); it is never read as zero.

Rounding is half up (2.25 becomes 2.3), the way readers learnt it at school and check it by hand; half even would show
2.2 and invite letters. Only what is shown is rounded: what is judged or computed on is kept exact, so that 99.96% of
the permit holders never counts as all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from .codes import Scope, Unit

SMALL_NUMBER = 10
"""Counts below this say little in percentages: two burglaries more on four is not a trend."""

COUNTED = frozenset({Unit.COUNT, Unit.FREQUENCY, Unit.FTE})
"""Units in which things are counted: cases, times, people."""

NEVER_CUMULATIVE = frozenset({Unit.PERCENT, Unit.FTE, Unit.YES_NO, Unit.WORDS})
"""Units that do not add up through a year, whatever their indicator says."""

_TENTH = Decimal("0.1")
_ALMOST_ALL = Decimal("99.9")
_MOST_PLACES = 10
_KEPT = Decimal(1).scaleb(-_MOST_PLACES)


class Absence(StrEnum):
    """Why there is no number."""

    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Reading:
    """One figure as it was read: the exact value, or why there is none."""

    value: Decimal | None
    absence: Absence | None = None


@dataclass(frozen=True)
class Change:
    """This year against last year.

    `absolute` is in the unit of the figure (percentage points for a percentage); `percent` is exact, of last year's
    figure. `shown` is the difference between the two as a reader sees them: whoever subtracts 12.3% from 12.4% finds
    0.1 point, whatever stands behind the rounding. `small` says that the percentage must not be shown. Where a figure
    or a base is missing, `absence` says which it is.
    """

    absolute: Decimal | None
    percent: Decimal | None
    small: bool = False
    absence: Absence | None = None
    shown: Decimal | None = None

    @property
    def hidden(self) -> bool:
        """Do the figures differ, and read the same?"""
        return bool(self.absolute) and not self.shown


@dataclass(frozen=True, kw_only=True)
class Part:
    """A figure that may be a share of another (the team's cyber cases in the unit's) or repeat it in other words."""

    key: str
    scope: Scope
    value: Decimal | None
    share_of: str | None = None
    restates: str | None = None


class MixedScopesError(ValueError):
    """Figures of different areas were to be added up."""


def rounded(value: Decimal) -> Decimal:
    """One decimal, half up."""
    return value.quantize(_TENTH, ROUND_HALF_UP)


def rounded_percentage(value: Decimal, places: int = 1) -> Decimal:
    """A percentage of a whole, to one decimal; it never becomes all what is not all, nor none what is not none."""
    if places > 1:
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if Decimal(0) < value < _TENTH:
        return _TENTH
    if _ALMOST_ALL < value < Decimal(100):
        return _ALMOST_ALL
    return rounded(value)


def places_apart(one: Decimal, other: Decimal) -> int:
    """How many decimals two percentages need so that they read as different when they are; one is the usual."""
    if one == other:
        return 1
    needed = range(1, _MOST_PLACES)
    return next((n for n in needed if rounded_percentage(one, n) != rounded_percentage(other, n)), _MOST_PLACES)


def rounded_change(value: Decimal) -> Decimal:
    """How much more or less, in percent of what was, to one decimal; what became less is not gone."""
    return -_ALMOST_ALL if -Decimal(100) < value < -_ALMOST_ALL else rounded(value)


def kept(value: Decimal) -> Decimal:
    """As a text keeps a figure, so that the text is the same wherever it is made: at most ten decimals, half up.

    Two shares that differ at all differ by more than that, until what is counted runs into the hundreds of millions.
    """
    return value.quantize(_KEPT, ROUND_HALF_UP, Context(prec=50))


def percentage(numerator: Decimal | None, denominator: Decimal | None) -> Reading:
    """The exact percentage. Nothing to divide by is "n.v.t.", not 0%: no files were handed over, so none could fail."""
    if numerator is None and denominator is None:
        return Reading(None, Absence.NOT_AVAILABLE)
    if not denominator:
        return Reading(None, Absence.NOT_APPLICABLE)
    if numerator is None:
        return Reading(None, Absence.NOT_AVAILABLE)
    return Reading(numerator * 100 / denominator)


def single(value: Decimal | None) -> Reading:
    """A figure that is one number."""
    return Reading(value, Absence.NOT_AVAILABLE if value is None else None)


def change(now: Decimal | None, before: Decimal | None, unit: Unit = Unit.COUNT) -> Change:
    """How a figure moved since the same period last year.

    From zero there is no percentage, and from no to yes there is none either. A percentage itself moves in points: 40%
    to 50% is 10 points, not 25%.
    """
    if now is None or before is None:
        return Change(None, None, absence=Absence.NOT_AVAILABLE)
    if unit == Unit.YES_NO:
        return Change(None, None, absence=Absence.NOT_APPLICABLE)
    moved, small = now - before, is_small(unit, now, before)
    if unit == Unit.PERCENT:
        shown = rounded_percentage(now) - rounded_percentage(before)
        return Change(moved, None, small=small, absence=Absence.NOT_APPLICABLE, shown=shown)
    if before == 0:
        return Change(moved, None, small=small, absence=Absence.NOT_APPLICABLE, shown=moved)
    return Change(moved, moved * 100 / before, small=small, shown=moved)


def is_small(unit: Unit, *values: Decimal) -> bool:
    """Is one of these below ten, so that a percentage would mislead? Money, hours and percentages never are."""
    return unit in COUNTED and any(value < SMALL_NUMBER for value in values)


def adds_up(unit: Unit, *, cumulative: bool) -> bool:
    """Does a figure in this unit grow through the year, so that 8 months hold what 4 months held?"""
    return cumulative and unit not in NEVER_CUMULATIVE


def needs_explanation(earlier: Iterable[Decimal | None], later: Decimal | None) -> bool:
    """Is a cumulative figure lower than one of an earlier period of the same year, as only a correction can make it?"""
    known = [value for value in earlier if value is not None]
    return later is not None and bool(known) and later < max(known)


def total(parts: Iterable[Part]) -> Decimal | None:
    """The sum in which nothing counts twice, or ``None`` when one of the figures is not available.

    A share counts in the figure it is a share of and a restatement in the one it repeats, when those are there. What
    then remains must be of one kind of area: else `MixedScopesError` is raised.
    """
    counted = countable(parts)
    if len({part.scope for part in counted}) > 1:
        raise MixedScopesError
    values = [part.value for part in counted]
    if not values or None in values:
        return None
    return sum((value for value in values if value is not None), Decimal(0))


def countable(parts: Iterable[Part]) -> list[Part]:
    """The parts that may be added up: none of them is contained in another that is present."""
    present = {part.key: part for part in parts}
    return [part for part in present.values() if not _contained(part, present)]


def _contained(part: Part, present: dict[str, Part]) -> bool:
    return any(key is not None and key != part.key and key in present for key in (part.share_of, part.restates))
