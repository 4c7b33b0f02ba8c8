"""How far a target is on its way to the goal of the year, as a bar: a picture beside what is judged in words."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from workplan_portal.interface.charts.bullet import Bullet, bullet

from .assessment import YEAR, Aim, LastYear, expectation
from .codes import Direction, Unit
from .goal import MONITORED, sense
from .measurement import Reading, adds_up, rounded_percentage
from .notation import amount
from .wording import aim as in_words


@dataclass(frozen=True)
class Reach:
    """`share` is of the goal, in words."""

    picture: Bullet
    share: str


def reach_of(
    aim: Aim,
    figure: Reading,
    months: int,
    last_year: LastYear,
    *,
    provisional: bool = False,
    provisional_goal: bool = False,
) -> Reach | None:
    """None where nothing can be drawn: no figure, no goal, a goal of zero, or nothing promised. Yes is all of it.

    Whoever hears the picture hears that the figure is provisional, or the goal.
    """
    if aim.comparator in MONITORED or aim.unit == Unit.WORDS or not aim.goal or figure.value is None:
        return None
    if aim.unit == Unit.YES_NO:
        return _answered(aim, figure.value)
    share = Fraction(figure.value) / Fraction(aim.goal)
    expected = None
    if months != YEAR and adds_up(aim.unit, cumulative=aim.cumulative):
        expected = expectation(months, last_year, aim.expected_by)
    told = {
        "figure": amount(figure.value, aim.unit, provisional=provisional),
        "goal": in_words(aim.comparator, aim.unit, aim.goal, aim.baseline_year, provisional=provisional_goal),
        "share": amount(rounded_percentage(figure.value * 100 / aim.goal), Unit.PERCENT),
    }
    sentences = [_("%(figure)s; goal: %(goal)s. That is %(share)s of it.") % told]
    if expected:
        sentences.append(_("By now %(expected)s was expected.") % {"expected": _rounded(expected.share)})
    less = sense(aim.comparator, aim.direction) == Direction.LOWER
    picture = bullet(" ".join(sentences), share, expected.share if expected else None, less_is_better=less)
    return Reach(picture, told["share"])


def _answered(aim: Aim, value: Decimal) -> Reach:
    answer = amount(value, aim.unit)
    sentence = _("The answer is %(answer)s; goal: %(goal)s.") % {
        "answer": answer,
        "goal": in_words(aim.comparator, aim.unit, aim.goal, aim.baseline_year),
    }
    return Reach(bullet(sentence, Fraction(value), None, less_is_better=False), answer)


def _rounded(share: Fraction) -> str:
    exact = share * 100
    return amount(rounded_percentage(Decimal(exact.numerator) / Decimal(exact.denominator)), Unit.PERCENT)
