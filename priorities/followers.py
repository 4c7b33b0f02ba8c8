"""What rests on frames. Plans do, and this floor does not know them: they say so in a module `following`.

It is found when the portal starts, as `verbs` are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workplan_portal.people.models import Person

from .models import PolicyFrame


@dataclass(frozen=True)
class Follower:
    hears: Callable[[PolicyFrame, Person], None]  # of an edition that was adopted just now, and by whom
    shows: Callable[[PolicyFrame, Person], Any]  # where a frame is used, as far as this person may see


_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    _followers.append(follower)


def tell(frame: PolicyFrame, *, by: Person) -> None:
    for follower in _followers:
        follower.hears(frame, by)


def uses(frame: PolicyFrame, person: Person) -> list[Any]:
    return [follower.shows(frame, person) for follower in _followers]
