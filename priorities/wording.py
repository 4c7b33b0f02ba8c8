"""What the arithmetic says, in sentences a council member can read.

Norm, last year's result and goal are always made together with the sentence that says why: a norm on its own is
misread, and one that lies above reality must never look like room for more crime.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .assessment import WHY_MONITORED, Aim, Assessment, Reason, Share
from .codes import Comparator, Unit
from .goal import (
    AGAINST_LAST_YEAR,
    MONITORED,
    Basis,
    Goal,
    Terms,
    exceeds_last_year,
    goal_of,
    norm_of,
    rule_holds,
)
from .measurement import Reading, places_apart
from .notation import amount, not_available, reading

_WITH_NUMBER = {
    Comparator.AT_LEAST: gettext_lazy("at least %(value)s"),
    Comparator.MORE_THAN: gettext_lazy("more than %(value)s"),
    Comparator.AT_MOST: gettext_lazy("at most %(value)s"),
    Comparator.LESS_THAN: gettext_lazy("less than %(value)s"),
    Comparator.DECREASE: gettext_lazy("lower than in %(year)s (%(value)s)"),
    Comparator.INCREASE: gettext_lazy("higher than in %(year)s (%(value)s)"),
    Comparator.ALL: gettext_lazy("all (%(value)s)"),
    Comparator.BEST_EFFORT: gettext_lazy("best effort towards %(value)s"),
}
_IN_BRACKETS = frozenset({Comparator.DECREASE, Comparator.INCREASE, Comparator.ALL})
"""Their number stands between brackets already, so what is said of it follows a comma."""

_WITHOUT_NUMBER = {
    Comparator.DECREASE: gettext_lazy("lower than in %(year)s"),
    Comparator.INCREASE: gettext_lazy("higher than in %(year)s"),
    Comparator.ALL: gettext_lazy("all"),
    Comparator.BEST_EFFORT: gettext_lazy("best effort"),
    Comparator.MONITOR: gettext_lazy("is monitored"),
    Comparator.DEVELOP: gettext_lazy("indicator in development"),
}
REASONS = {
    Reason.MONITOR_ONLY: gettext_lazy("This is followed and reported; no goal was agreed."),
    Reason.BEST_EFFORT: gettext_lazy("The parties do what they can; no result was promised, so this is not judged."),
    Reason.IN_DEVELOPMENT: gettext_lazy("The indicator is still being developed, so there is no goal yet."),
    Reason.NO_FIGURE: gettext_lazy("The figure is not available, so the target cannot be assessed."),
    Reason.NOT_APPLICABLE: gettext_lazy("There was nothing to take a percentage of, so the target cannot be assessed."),
    Reason.IN_WORDS: gettext_lazy("The result is described in words and is not assessed by a number."),
    Reason.NO_GOAL: gettext_lazy("No number was agreed as the goal, so the target cannot be assessed."),
    Reason.NO_BASELINE: gettext_lazy(
        "The result of %(baseline_year)s is not available, so the target cannot be assessed."
    ),
    Reason.ZERO_BASELINE: gettext_lazy(
        "The result of %(baseline_year)s was zero and it still is; it cannot become lower."
    ),
    Reason.REACHED: gettext_lazy("After %(months)s months the figure is %(value)s. The goal is met: %(goal)s."),
    Reason.NOT_REACHED: gettext_lazy("After %(months)s months the figure is %(value)s. The goal is not met: %(goal)s."),
    Reason.NOT_YET: gettext_lazy("After %(months)s months the figure is %(value)s. The goal is not met yet: %(goal)s."),
    Reason.WITHIN: gettext_lazy("After %(months)s months the figure is %(value)s. That is within the goal: %(goal)s."),
    Reason.OUT_OF_REACH: gettext_lazy(
        "After %(months)s months the figure is %(value)s. The goal can no longer be met: %(goal)s."
    ),
    Reason.AS_EXPECTED: gettext_lazy(
        "After %(months)s months the figure is %(value)s. By now at least %(expected)s was expected."
    ),
    Reason.WITHIN_EXPECTATION: gettext_lazy(
        "After %(months)s months the figure is %(value)s. By now at most %(expected)s was expected."
    ),
    Reason.LESS_THAN_EXPECTED: gettext_lazy(
        "After %(months)s months the figure is %(value)s, less than the %(expected)s expected by now."
    ),
    Reason.MORE_THAN_EXPECTED: gettext_lazy(
        "After %(months)s months the figure is %(value)s, more than the %(expected)s expected by now."
    ),
}
"""The sentence for each reason of an outcome."""

ANSWERS = {
    Reason.REACHED: gettext_lazy("After %(months)s months the answer is %(value)s. The goal (%(goal)s) is met."),
    Reason.NOT_REACHED: gettext_lazy(
        "After %(months)s months the answer is %(value)s. The goal (%(goal)s) is not met."
    ),
    Reason.NOT_YET: gettext_lazy(
        "After %(months)s months the answer is %(value)s. The goal (%(goal)s) is not met yet."
    ),
}
"""The same where the result is yes or no, which is no figure."""


@dataclass(frozen=True)
class GoalInWords:
    """The three figures and why the goal is what it is. They belong together on every page and in every file."""

    norm: str
    last_year: str
    goal: str
    sentence: str
    warning: bool


def goal_in_words(terms: Terms) -> GoalInWords:
    """Everything that is to be shown about a target's goal. Raises `ReasonMissingError` as `goal_of` does."""
    goal = goal_of(terms)
    norm = norm_of(terms)
    places = _places(terms.unit, norm, terms.last_year)
    shown = {
        "norm": "" if norm is None else _aim(terms, norm, provisional=terms.provisional_norm, places=places),
        "last_year": _last_year(terms, places),
        "goal": _aim(terms, goal.value, provisional=goal.provisional, places=places),
        "year": str(terms.baseline_year),
        "reason": terms.own_reason.strip(),
    }
    return GoalInWords(
        norm=shown["norm"] or _("none"),
        last_year=shown["last_year"],
        goal=shown["goal"],
        sentence=_sentence(terms, goal, shown),
        warning=goal.result_missing,
    )


def goal_in_a_word(terms: Terms) -> str:
    """The goal by itself, for a list beside which its reason has no room. Raises `ReasonMissingError` as `goal_of`."""
    goal = goal_of(terms)
    return _aim(terms, goal.value, provisional=goal.provisional)


def aim(
    comparator: Comparator,
    unit: Unit,
    value: Decimal | None,
    baseline_year: int,
    *,
    provisional: bool = False,
    places: int = 1,
) -> str:
    """A norm or goal with its comparator in words: at least 22, more than € 5.223.461, lower than in 2020."""
    if value is None:
        return _WITHOUT_NUMBER.get(comparator, gettext_lazy("none")) % {"year": baseline_year}
    if unit == Unit.YES_NO or comparator not in _WITH_NUMBER:
        return amount(value, unit, provisional=provisional, places=places)
    if provisional and comparator in _IN_BRACKETS:
        shown = _("%(figure)s, provisional") % {"figure": amount(value, unit, places=places)}
    else:
        shown = amount(value, unit, provisional=provisional, places=places)
    return _WITH_NUMBER[comparator] % {"value": shown, "year": baseline_year}


def _aim(terms: Terms, value: Decimal | None, *, provisional: bool, places: int = 1) -> str:
    return aim(terms.comparator, terms.unit, value, terms.baseline_year, provisional=provisional, places=places)


def _sentence(terms: Terms, goal: Goal, shown: Mapping[str, str]) -> str:
    """Why the goal is what it is, and, where norm or goal lies above reality, that it is no room for more.

    `shown` is what the reader sees beside it.
    """
    if terms.comparator in MONITORED:
        return str(REASONS[WHY_MONITORED[terms.comparator]])
    return " ".join(filter(None, (_figures(terms) % shown, _why(terms, goal) % shown, _caution(terms, goal))))


def assessment_sentence(
    assessment: Assessment,
    target: Aim,
    figure: Reading,
    months: int,
    *,
    provisional: bool = False,
    provisional_goal: bool = False,
) -> str:
    """Why a target is met, on course, at risk or not met, with the numbers it was judged on.

    A figure just beside the goal is written with so many decimals that one sees on which side of it.
    """
    places = _places(target.unit, target.goal, figure.value)
    shown = {
        "months": months,
        "value": reading(figure, target.unit, provisional=provisional, places=places),
        "goal": aim(
            target.comparator,
            target.unit,
            target.goal,
            target.baseline_year,
            provisional=provisional_goal,
            places=places,
        ),
        "baseline_year": target.baseline_year,
        "expected": _expected(assessment, target, figure),
    }
    sentences = REASONS | ANSWERS if target.unit == Unit.YES_NO else REASONS
    return " ".join(filter(None, (sentences[assessment.reason] % shown, _basis(assessment) % shown)))


def _places(unit: Unit, one: Decimal | None, other: Decimal | None) -> int:
    """How many decimals two percentages are written with, where a sentence says which of them is better."""
    return 1 if unit != Unit.PERCENT or one is None or other is None else places_apart(one, other)


def _last_year(terms: Terms, places: int) -> str:
    if terms.last_year is None:
        return not_available()
    return amount(terms.last_year, terms.unit, provisional=terms.provisional_last_year, places=places)


def _figures(terms: Terms) -> str:
    if norm_of(terms) is None:
        if terms.last_year is None:
            return _("There is no norm, and the result of %(year)s is not available.")
        return _("There is no norm; the result of %(year)s was %(last_year)s.")
    if terms.last_year is None:
        return _("The norm is %(norm)s; the result of %(year)s is not available.")
    return _("The norm is %(norm)s; the result of %(year)s was %(last_year)s.")


def _why(terms: Terms, goal: Goal) -> str:
    match goal.basis:
        case Basis.OWN:
            return _("Another goal was chosen: %(goal)s. The reason: %(reason)s")
        case Basis.LAST_YEAR if terms.comparator not in AGAINST_LAST_YEAR:
            return _("That is better than the norm, so it is the goal: %(goal)s.")
        case Basis.NORM:
            return _why_norm(terms, goal)
    if terms.comparator == Comparator.DECREASE:
        return _("The goal is a lower figure than that of %(year)s.")
    if terms.comparator == Comparator.INCREASE:
        return _("The goal is a higher figure than that of %(year)s.")
    return _("No number was agreed as the goal.")


def _why_norm(terms: Terms, goal: Goal) -> str:
    if goal.result_missing:
        return _("Because the result of %(year)s is not available, the norm is the goal.")
    if not rule_holds(terms):
        return _("The norm is the goal.")
    if terms.last_year == goal.value:
        return _("That is equal to the norm, so the norm is the goal.")
    return _("That is not better than the norm, so the norm is the goal.")


def _caution(terms: Terms, goal: Goal) -> str:
    shown = {"year": terms.baseline_year}
    if exceeds_last_year(norm_of(terms), terms):
        return _("A norm above the result of %(year)s is a limit, not room for more.") % shown
    if exceeds_last_year(goal.value, terms):
        return _("A goal above the result of %(year)s is a limit, not room for more.") % shown
    return ""


def _basis(assessment: Assessment) -> str:
    if assessment.expectation is None:
        return ""
    match assessment.expectation.basis:
        case Share.COURSE:
            return _("The expectation follows the course of last year; the goal for the whole year is %(goal)s.")
        case Share.MONTHS:
            return _("The expectation is %(months)s twelfths of the goal for the whole year, which is %(goal)s.")
        case Share.CHOSEN:
            return _(
                "The expectation of this indicator always goes by the months: %(months)s twelfths of the goal for the "
                "whole year, which is %(goal)s."
            )


def _expected(assessment: Assessment, target: Aim, figure: Reading) -> str:
    if assessment.expectation is None or target.goal is None:
        return ""
    return amount(assessment.expectation.to_show(target, figure.value), target.unit)
