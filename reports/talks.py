"""Where a report was or will be talked about. Meetings do that, and this floor does not know them: they say so in a
module `following`, which is found when the portal starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workplan_portal.people.models import Person

from .models import Report


@dataclass(frozen=True)
class Talk:
    """`outcome` is what the triangle made of it, in words; `notes` what was written of it. Empty before it is held."""

    title: str
    url: str
    held: bool
    outcome: str
    notes: str


Finds = Callable[[Report, Person], Iterable[Talk]]

_finders: list[Finds] = []


def find_in(finds: Finds) -> None:
    _finders.append(finds)


def talks_about(report: Report, person: Person) -> list[Talk]:
    """As far as this person may see them, the newest first."""
    return [talk for finds in _finders for talk in finds(report, person)]
