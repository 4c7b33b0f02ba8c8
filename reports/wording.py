"""What a report says about a target, in a sentence that is the same on page, paper and in the data."""

from __future__ import annotations

from plans.document import Target
from priorities.goal import Basis
from priorities.wording import assessment_sentence

from .compiling import aim_of
from .document import Measurement


def sentence_of(measured: Measurement, period: int) -> str:
    """How it stands and why, with the numbers it was judged on; what is provisional is marked."""
    now = measured.now(period)
    return assessment_sentence(
        measured.judgement.assessment,
        aim_of(measured.target),
        measured.reading(period),
        period,
        provisional=bool(now and now.provisional),
        provisional_goal=is_provisional(measured.target),
    )


def is_provisional(target: Target) -> bool:
    """Does its goal rest on a norm or a result that a final one will follow?"""
    match target.basis:
        case Basis.NORM:
            return target.provisional_norm
        case Basis.LAST_YEAR:
            return target.provisional_last_year
    return False
