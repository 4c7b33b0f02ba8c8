"""A target of a document as the arithmetic of norm and goal asks it."""

from priorities.codes import Comparator, Direction, NormRule, Unit
from priorities.goal import Basis, Terms
from priorities.wording import GoalInWords, goal_in_a_word, goal_in_words

from .document import Target


def terms_of(target: Target, rule: str) -> Terms:
    """`rule` is the norm rule of the document the target stands in."""
    return Terms(
        comparator=Comparator(target.comparator),
        unit=Unit(target.indicator.unit),
        direction=Direction(target.indicator.direction),
        rule=NormRule(rule),
        baseline_year=target.baseline_year,
        norm=target.norm,
        last_year=target.last_year,
        own_goal=target.goal if target.basis == Basis.OWN else None,
        own_reason=target.own_goal_reason,
        provisional_norm=target.provisional_norm,
        provisional_last_year=target.provisional_last_year,
    )


def in_words(target: Target, rule: str) -> GoalInWords:
    """Norm, last year and goal with the sentence that says why: always shown together."""
    return goal_in_words(terms_of(target, rule))


def goal_alone(target: Target, rule: str) -> str:
    """For a table of figures to fill in."""
    return goal_in_a_word(terms_of(target, rule))
