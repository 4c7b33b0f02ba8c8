"""What comes after a plan was adopted. Reports do, and this floor does not know them: they say so in `following`.

It is found when the portal starts, as what follows frames is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workplan_portal.people.models import Person

from .models import Plan

Shows = Callable[[Plan, Person], Any]
"""What there is of a plan, as far as this person may see it, for the page of that plan."""

_shown: list[Shows] = []


def show(follower: Shows) -> None:
    _shown.append(follower)


def after(plan: Plan, person: Person) -> list[Any]:
    return [follower(plan, person) for follower in _shown]
