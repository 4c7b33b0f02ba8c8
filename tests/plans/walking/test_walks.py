"""Whatever people do, in whatever order: nothing is adopted that some seat never agreed with. A hundred walks."""

from __future__ import annotations

import pytest

from .amending import AmendmentWalk, set_up_amendment
from .deciding import walk
from .minuting import MinutedWalk
from .stage import set_up

pytestmark = pytest.mark.django_db


def test_whatever_is_done_to_a_plan_the_rules_hold() -> None:
    walk(set_up(), MinutedWalk, walks=60, steps=7)


def test_whatever_is_done_to_an_amendment_the_rules_hold() -> None:
    walk(set_up_amendment(), AmendmentWalk, walks=40, steps=7)


@pytest.mark.long
def test_whatever_is_done_to_a_plan_for_a_very_long_time_the_rules_hold() -> None:
    walk(set_up(), MinutedWalk, walks=4_000, steps=25)


@pytest.mark.long
def test_whatever_is_done_to_an_amendment_for_a_very_long_time_the_rules_hold() -> None:
    walk(set_up_amendment(), AmendmentWalk, walks=4_000, steps=25)
