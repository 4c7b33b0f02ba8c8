"""What can be found where. An app says so in a module `finding`, which is found when the portal starts, as `verbs` are.

Whoever finds something may read it: a finder asks `visible_to` of what it knows, and this floor asks nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from django.contrib.auth.models import AnonymousUser

from workplan_portal.people.models import Person

from .kinds import Kind
from .question import Question

Known = TypeVar("Known")

MOST = 400
"""Rows that a finder reads of one table: whoever asks for a word that stands everywhere asks for more words."""


@dataclass(frozen=True)
class Within:
    """A thing that a reader knows by its name and in which something is found."""

    title: str
    note: str = ""  # how far it has come, or whose it is
    years: tuple[int, ...] = ()
    municipalities: Mapping[str, str] = field(default_factory=dict)  # name by code

    @cached_property
    def newest(self) -> int:
        return max(self.years, default=0)


@dataclass(frozen=True)
class Hit:
    kind: Kind
    within: Within
    label: str  # what it is there
    words: str  # readable text in which all was found
    where: Callable[[], str]  # only those that are shown are asked for their address

    @property
    def url(self) -> str:
        return self.where()


@dataclass(frozen=True)
class Asked:
    person: Person | AnonymousUser
    question: Question
    year: int | None = None
    municipality: str = ""

    _known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def reader(self) -> Person:
        """A person who is signed in."""
        return cast(Person, self.person)

    def once(self, question: Callable[[Asked], Known]) -> Known:
        """What several finders need to know of a person who is signed in is asked of the database once."""
        if question not in self._known:
            self._known[question] = question(self)
        return cast(Known, self._known[question])

    def admits(self, within: Within) -> bool:
        """Is it of the year and the municipality that are asked for?"""
        of_year = self.year is None or self.year in within.years
        return of_year and (not self.municipality or self.municipality in within.municipalities)


@dataclass(frozen=True)
class Found:
    """`searched` are the things looked in before the choice of a year or a municipality; `cut`: there is more."""

    hits: list[Hit]
    searched: list[Within]
    cut: bool = False


Finder = Callable[[Asked], Found]

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    _finders.append(finder)


def find(asked: Asked) -> Found:
    """Everything, in the order of its kinds; within a kind the newest first."""
    found = [finder(asked) for finder in _finders]
    return Found(
        _in_order(hit for each in found for hit in each.hits), [w for f in found for w in f.searched], _cut(found)
    )


def _in_order(hits: Iterable[Hit]) -> list[Hit]:
    """What is found in one thing stays together; plans before what is about them, and those before what is for all."""
    group = {kind: place for place, kinds in enumerate(_GROUPS) for kind in kinds}
    return sorted(hits, key=lambda hit: (group[hit.kind], -hit.within.newest, hit.within.title, hit.within.note))


_GROUPS = (
    (Kind.PLAN, Kind.PRIORITY, Kind.CONTRIBUTION, Kind.TARGET, Kind.COMMENT),
    (Kind.REPORT,),
    (Kind.LETTER,),
    (Kind.MEETING,),
    (Kind.FRAME,),
    (Kind.INDICATOR,),
    (Kind.TERM,),
    (Kind.LISTED,),
)


def _cut(found: list[Found]) -> bool:
    return any(each.cut for each in found)
