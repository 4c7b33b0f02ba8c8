"""New editions of frames that a draft rests on: what each says otherwise, and what the authors decided about that.

A block has the words of the edition that its priority belongs to, so nothing changes under it until somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from priorities.descent import differs, heir
from priorities.models import PolicyFrame, Priority

from .codes import Taking
from .compiling import DraftReader
from .models import Block, Draft, EditionChoice


class Turn(StrEnum):
    """What became of a priority in the new edition."""

    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"
    SAME = "same"


class State(StrEnum):
    """How it stands in the plan."""

    OPEN = "open"
    TAKEN = "taken"
    KEPT = "kept"


@dataclass(frozen=True)
class Line:
    """A priority through the editions, with the blocks of the draft that treat it."""

    was: Priority | None
    now: Priority | None
    blocks: Sequence[Block]
    choice: EditionChoice | None

    @property
    def priority(self) -> Priority:
        return self.now or self.was  # type: ignore[return-value]  # one of both is there

    @property
    def key(self) -> UUID:
        return self.priority.lineage

    @property
    def version(self) -> int:
        return self.choice.version if self.choice else 0

    @cached_property
    def turn(self) -> Turn:
        if self.now is None:
            return Turn.DROPPED
        if self.was is None:
            return Turn.NEW
        return Turn.CHANGED if differs(self.was, self.now) else Turn.SAME

    @property
    def behind(self) -> list[Block]:
        """The blocks that do not have the newest words."""
        return [b for b in self.blocks if self.now is None or b.priority_id != self.now.pk]

    @cached_property
    def state(self) -> State | None:
        """None: there is nothing to decide, nor was there."""
        decided = State.KEPT if self.choice and self.choice.outcome == Taking.KEPT else State.OPEN
        match self.turn:
            case Turn.SAME:
                return None
            case Turn.NEW if not self.blocks:
                return State.KEPT if self.choice else State.OPEN
            case _ if not self.blocks:  # the authors left it out before
                return None
            case Turn.NEW:
                return State.TAKEN if self.choice else None
            case _ if self.behind:
                return decided
            case _:
                return State.TAKEN if self.choice else None


@dataclass(frozen=True)
class NewEdition:
    frame: PolicyFrame
    earlier: PolicyFrame  # the edition the plan took its words from
    rests_on_earlier: bool  # still, for some of its words at least
    lines: Sequence[Line]

    @property
    def asked(self) -> list[Line]:
        return [line for line in self.lines if line.state]

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if line.state == State.OPEN]

    @property
    def comes_along(self) -> list[Line]:
        """What can be taken over without a look at each: what has gone takes along what stands under it."""
        return [line for line in self.open if line.turn != Turn.DROPPED]

    @property
    def gone(self) -> list[Line]:
        return [line for line in self.open if line.turn == Turn.DROPPED]

    @property
    def nothing_differs(self) -> bool:
        """Is there nothing to decide about, but was it not taken over yet?"""
        return self.rests_on_earlier and not self.asked

    def line(self, key: UUID) -> Line | None:
        """The one that there is something to decide about."""
        return next((line for line in self.asked if line.key == key), None)


def new_editions(draft: Draft, frames: Iterable[PolicyFrame], blocks: Iterable[Block]) -> list[NewEdition]:
    """`frames` are those the draft rests on. Those that were taken up already are told of as well."""
    lineages = {frame.lineage for frame in frames}
    choices = list(draft.edition_choices.all())
    editions = list(PolicyFrame.objects.adopted().filter(lineage__in=lineages).select_related("owner"))
    return compare(draft.plan.year, frames, blocks, choices, editions, priorities_of(editions))


def undecided_editions(reader: DraftReader) -> list[NewEdition]:
    """Those that the draft has not taken up altogether. Asks nothing while it rests on the newest of everything."""
    if not any(frame.renewed for frame in reader.frames):  # type: ignore[attr-defined]
        return []
    return new_editions(reader.draft, reader.frames, reader.blocks)


def priorities_of(editions: Iterable[PolicyFrame]) -> dict[int, list[Priority]]:
    """For each edition, in its order."""
    found: dict[int, list[Priority]] = {}
    for priority in Priority.objects.filter(frame__in=[e.pk for e in editions]).order_by("position", "pk"):
        found.setdefault(priority.frame_id, []).append(priority)
    return found


def compare(
    year: int,
    frames: Iterable[PolicyFrame],
    blocks: Iterable[Block],
    choices: Iterable[EditionChoice],
    editions: Iterable[PolicyFrame],
    priorities: Mapping[int, list[Priority]],
) -> list[NewEdition]:
    """The same of what has been read already. `editions` are the adopted ones of all these frames."""
    standing: dict[int, list[Block]] = {}
    for block in blocks:
        standing.setdefault(block.priority_id, []).append(block)
    decided = {(c.edition_id, c.lineage): c for c in choices}
    rested_on = {frame.pk for frame in frames}
    found = []
    for lineage in dict.fromkeys(frame.lineage for frame in frames):
        line = sorted((e for e in editions if e.lineage == lineage), key=lambda e: -e.edition)
        newest = next((e for e in line if e.valid_from <= year <= e.valid_until), None)
        if newest is None:
            continue
        used = rested_on | {c.earlier_id for c in decided.values() if c.edition_id == newest.pk}
        earlier = [e for e in line if e.edition < newest.edition and e.pk in used]
        if earlier:
            before = [priority for e in earlier for priority in priorities.get(e.pk, ())]
            lines = _lines(newest, before, priorities.get(newest.pk, []), standing, decided)
            found.append(NewEdition(newest, earlier[0], any(e.pk in rested_on for e in earlier), lines))
    return found


def _lines(
    newest: PolicyFrame,
    before: Sequence[Priority],
    after: Sequence[Priority],
    standing: Mapping[int, list[Block]],
    decided: Mapping[tuple[int, UUID], EditionChoice],
) -> list[Line]:
    """In the order of the new edition; what has gone stands last."""
    became: dict[int | None, list[Priority]] = {}
    for was in before:
        successor = heir(was, after)
        became.setdefault(successor.pk if successor else None, []).append(was)
    lines = [_line(newest, became.get(now.pk, []), now, standing, decided) for now in after]
    gone: dict[UUID, list[Priority]] = {}
    for was in became.get(None, []):
        gone.setdefault(was.lineage, []).append(was)
    return [*lines, *(_line(newest, earlier, None, standing, decided) for earlier in gone.values())]


def _line(
    newest: PolicyFrame,
    earlier: Sequence[Priority],
    now: Priority | None,
    standing: Mapping[int, list[Block]],
    decided: Mapping[tuple[int, UUID], EditionChoice],
) -> Line:
    """Held against the words the plan still has, else those it had when it was decided, else the latest before."""
    every = [*earlier, *([now] if now else [])]
    choice = decided.get((newest.pk, (now or earlier[0]).lineage))
    had = (p for p in earlier if choice and p.frame_id == choice.earlier_id)
    was = next((p for p in earlier if p.pk in standing), None) or next(had, None) or next(iter(earlier), None)
    return Line(was, now, [block for p in every for block in standing.get(p.pk, ())], choice)
