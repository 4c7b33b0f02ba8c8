"""Which consents hold for a text. Pure: no database, so that the rule can be read and tested whole.

A consent holds for the text it was given for, and no longer. A mayor answers for the shared part and the own
municipality's part; team chief and prosecutor answer for all parts.
"""

from collections.abc import Mapping

from workplan_portal.authorization.roles import Role

from .document import SHARED


def answers_for(role: str, area_code: str, parts: Mapping[str, str]) -> frozenset[str]:
    """The parts of the text this seat decides about."""
    if role == Role.MAYOR:
        return frozenset({SHARED, area_code})
    return frozenset(parts) | {SHARED}


def holds(role: str, area_code: str, *, given_for: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Does a consent given for one revision still hold for another? Both are given as part → digest.

    A part that either of them does not have is never covered: nothing is agreed by being absent.
    """
    return all(p in now and given_for.get(p) == now[p] for p in answers_for(role, area_code, {**given_for, **now}))


def changed_parts(role: str, area_code: str, *, before: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """The parts this seat answers for that differ from the revision it last decided about."""
    return frozenset(p for p in answers_for(role, area_code, {**before, **now}) if before.get(p) != now.get(p))
