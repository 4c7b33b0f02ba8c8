"""Two texts of one plan: what was added, left out, moved and changed.

Pure: two documents go in, their differences come out, down to the fields that differ. Things are known by their id,
which lives through versions; a contribution may stand under several priorities, so where it stands is compared as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from .document import SHARED, Block, Chapter, Contribution, Document, Fact, Frame, Target, Term

Item = TypeVar("Item")

HELD = frozenset({"contributions", "targets", "facts", "blocks", "chapters", "frames", "terms"})
"""Fields that hold other things, which are compared by themselves."""

DERIVED = frozenset({"id", "split", "audience", "edition", "found_in", "amendment"})
"""Fields that say nothing of their own: `split` follows from the other blocks, `found_in` from the texts.

An amendment is told of by itself.
"""


class Fate(StrEnum):
    """What became of something at the place where it is told of."""

    STAYED = "stayed"  # it may have changed, or have moved among its neighbours
    ADDED = "added"
    LEFT_OUT = "left_out"
    CAME = "came"  # from the place that `other` names
    WENT = "went"  # to that place
    ALSO_HERE = "also_here"  # and there, where it stood already
    STILL_THERE = "still_there"  # and here no more


@dataclass(frozen=True)
class Moved:
    """Its place among its neighbours, then and now, counted from 1."""

    before: int
    after: int


@dataclass(frozen=True)
class Difference(Generic[Item]):
    """One thing that differs. `before` or `after` is None when that text has it nowhere."""

    before: Item | None
    after: Item | None
    fate: Fate = Fate.STAYED
    fields: tuple[str, ...] = ()
    moved: Moved | None = None
    other: str = ""

    @property
    def item(self) -> Item:
        """As it is now; something that went as it was."""
        found = self.after if self.after is not None else self.before
        assert found is not None  # noqa: S101 -- it stands in one of the texts
        return found

    @property
    def differs(self) -> bool:
        return bool(self.fate != Fate.STAYED or self.fields or self.moved)


@dataclass(frozen=True)
class BlockDifference:
    """A priority, and what stands under it."""

    block: Difference[Block]
    contributions: tuple[Difference[Contribution], ...]
    targets: tuple[Difference[Target], ...]
    facts: tuple[Difference[Fact], ...]

    @property
    def holds_differences(self) -> bool:
        return bool(self.contributions or self.targets or self.facts)

    @property
    def differs(self) -> bool:
        return self.block.differs or self.holds_differences


@dataclass(frozen=True)
class ChapterDifference:
    chapter: Difference[Chapter]
    blocks: tuple[BlockDifference, ...]

    @property
    def part(self) -> str:
        return self.chapter.item.part

    @property
    def differs(self) -> bool:
        return bool(self.chapter.differs or self.blocks)


@dataclass(frozen=True)
class Comparison:
    before: Document
    after: Document
    fields: tuple[str, ...]
    frames: tuple[Difference[Frame], ...]
    terms: tuple[Difference[Term], ...]
    chapters: tuple[ChapterDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.frames or self.terms or self.chapters)

    def of_parts(self, parts: Collection[str]) -> Comparison:
        """What differs in these parts. The texts stay whole, so that everything keeps the name and number it has.

        A word that is explained belongs to each part that uses it, so those are told with any part.
        """
        return replace(
            self,
            fields=self.fields if SHARED in parts else (),
            frames=self.frames if SHARED in parts else (),
            chapters=tuple(chapter for chapter in self.chapters if chapter.part in parts),
        )


def compared(before: Document, after: Document) -> Comparison:
    """Falsy when both say the same."""
    return Comparison(
        before,
        after,
        (*differing(before, after), *_reasoned_anew(before, after)),
        _only_differing(_listed(before.frames, after.frames, attrgetter("id"))),
        _only_differing(_listed(before.terms, after.terms, _word(before.terms, after.terms))),
        _chapters(before, after),
    )


def _reasoned_anew(before: Document, after: Document) -> tuple[str, ...]:
    """Does one amendment say something else of itself in its later version?"""
    one, other = before.amendment, after.amendment
    return ("amendment",) if one and other and one.number == other.number and one != other else ()


def differing(one: Any, other: Any) -> tuple[str, ...]:
    """The fields in which two things of one kind differ, apart from what they hold."""
    return tuple(name for name in compared_fields(one.__class__) if getattr(one, name) != getattr(other, name))


@cache
def compared_fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in HELD | DERIVED)


def _word(before: Sequence[Term], after: Sequence[Term]) -> Key:
    """A footnote that came in place of another for the same word is that one, reading otherwise."""
    stayed = {term.id for term in before} & {term.id for term in after}
    came = {form.casefold(): term.id for term in after if term.id not in stayed for form in term.forms}
    names: dict[str, str] = {}
    for term in before:
        successor = next((came[form.casefold()] for form in term.forms if form.casefold() in came), None)
        if term.id not in stayed and successor and successor not in names.values():
            names[term.id] = successor
    return lambda term: names.get(term.id, term.id)


def _chapters(before: Document, after: Document) -> tuple[ChapterDifference, ...]:
    chapters = _listed(before.chapters, after.chapters, chapter_key)
    blocks = _compared(_by_chapter(before), _by_chapter(after), attrgetter("id"))
    held = _Held(before, after)
    found = (
        ChapterDifference(
            chapter, tuple(b for b in map(held.under, blocks.get(chapter_key(chapter.item), ())) if b.differs)
        )
        for chapter in chapters
    )
    return tuple(chapter for chapter in found if chapter.differs)


def chapter_key(chapter: Chapter) -> str:
    return f"{chapter.level} {chapter.part}"


def _by_chapter(document: Document) -> dict[str, Sequence[Block]]:
    return {chapter_key(chapter): chapter.blocks for chapter in document.chapters}


class _Held:
    """What stands under the priorities of two texts."""

    def __init__(self, before: Document, after: Document) -> None:
        self.contributions: Mapping[str, Sequence[Difference[Contribution]]] = _by_block(before, after, "contributions")
        self.targets: Mapping[str, Sequence[Difference[Target]]] = {
            block: [_of_the_year_before(target, before.year, after.year) for target in targets]
            for block, targets in _by_block(before, after, "targets").items()
        }
        self.facts: Mapping[str, Sequence[Difference[Fact]]] = _by_block(before, after, "facts")

    def under(self, block: Difference[Block]) -> BlockDifference:
        """A priority that went to another chapter is told of in full where it came."""
        if block.fate == Fate.WENT:
            return BlockDifference(block, (), (), ())
        key = block.item.id
        return BlockDifference(
            block,
            _only_differing(self.contributions.get(key, ())),
            _only_differing(self.targets.get(key, ())),
            _only_differing(self.facts.get(key, ())),
        )


def _by_block(before: Document, after: Document, kind: str) -> dict[str, list[Difference[Any]]]:
    one, other = ({block.id: getattr(block, kind) for block in document.blocks} for document in (before, after))
    return _compared(one, other, attrgetter("id"))


def _of_the_year_before(target: Difference[Target], then: int, now: int) -> Difference[Target]:
    """That each text of two years tells the result of the year before it is no difference."""
    before, after = target.before, target.after
    if before is None or after is None or (before.baseline_year, after.baseline_year) != (then - 1, now - 1):
        return target
    return replace(target, fields=tuple(name for name in target.fields if name != "baseline_year"))


def _only_differing(found: Iterable[Difference[Item]]) -> tuple[Difference[Item], ...]:
    return tuple(difference for difference in found if difference.differs)


# --- things at places -------------------------------------------------------------------------------------------------

Places = Mapping[str, Sequence[Item]]
"""What stands at each place, in order."""

Key = Callable[[Any], str]


def _listed(before: Sequence[Item], after: Sequence[Item], key: Key) -> list[Difference[Item]]:
    return _compared({"": before}, {"": after}, key)[""]


def _compared(before: Places[Item], after: Places[Item], key: Key) -> dict[str, list[Difference[Item]]]:
    """Everything at each place, also what did not differ; what went stands after what it stood behind."""
    was, now = _whereabouts(before, key), _whereabouts(after, key)
    return {
        place: list(_at(place, before.get(place, ()), after.get(place, ()), was, now, key))
        for place in dict.fromkeys([*after, *before])
    }


Whereabouts = Mapping[str, Mapping[str, Item]]
"""Of each thing by its key: at which places it stands, and as what."""


def _whereabouts(places: Places[Item], key: Key) -> dict[str, dict[str, Item]]:
    found: dict[str, dict[str, Item]] = {}
    for place, items in places.items():
        for item in items:
            found.setdefault(key(item), {})[place] = item
    return found


def _at(
    place: str,
    before: Sequence[Item],
    after: Sequence[Item],
    was: Whereabouts[Item],
    now: Whereabouts[Item],
    key: Key,
) -> Iterator[Difference[Item]]:
    old, new = [key(item) for item in before], [key(item) for item in after]
    moved = _moves(old, new)
    for name, is_new in _in_one_order(old, new):
        was_at, is_at = was.get(name, {}), now.get(name, {})
        first, second = was_at.get(place), is_at.get(place)
        if first is not None and second is not None:
            yield Difference(first, second, Fate.STAYED, differing(first, second), moved.get(name))
        elif is_new:
            yield _arrived(place, was_at, is_at)
        else:
            yield _departed(place, was_at, is_at)


def _arrived(place: str, was_at: Mapping[str, Item], is_at: Mapping[str, Item]) -> Difference[Item]:
    item = is_at[place]
    if not was_at:
        return Difference(None, item, Fate.ADDED)
    left, new = _exchanged(was_at, is_at)
    if (number := new.index(place)) < len(left):
        other, fate = left[number], Fate.CAME
    else:
        other, fate = next((there for there in is_at if there in was_at), new[0]), Fate.ALSO_HERE
    earlier = was_at.get(other) or next(iter(was_at.values()))
    return Difference(earlier, item, fate, differing(earlier, item), other=other)


def _departed(place: str, was_at: Mapping[str, Item], is_at: Mapping[str, Item]) -> Difference[Item]:
    item = was_at[place]
    if not is_at:
        return Difference(item, None, Fate.LEFT_OUT)
    left, new = _exchanged(was_at, is_at)
    other = new[min(left.index(place), len(new) - 1)] if new else next(iter(is_at))
    return Difference(item, is_at[other], Fate.WENT if new else Fate.STILL_THERE, other=other)


def _exchanged(was_at: Mapping[str, Item], is_at: Mapping[str, Item]) -> tuple[list[str], list[str]]:
    """The places it left and those it came to: as many moves as both have, each from one to one."""
    return [place for place in was_at if place not in is_at], [place for place in is_at if place not in was_at]


def _in_one_order(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, bool]]:
    """All keys in the order of now, each with whether it is there now."""
    found = [(name, True) for name in new]
    there = set(new)
    for place, name in enumerate(old):
        if name not in there:
            earlier = old[place - 1] if place else None
            at = next((i for i, (known, _now) in enumerate(found, 1) if known == earlier), 0)
            found.insert(at, (name, False))
    return found


def _moves(old: Sequence[str], new: Sequence[str]) -> dict[str, Moved]:
    """As few as explain the order of now: what was only pushed aside by others has not moved."""
    place = {name: number for number, name in enumerate(old, 1)}
    common = [name for name in new if name in place]
    stayed = {common[i] for i in _longest_rising([place[name] for name in common])}
    now = {name: number for number, name in enumerate(new, 1)}
    return {name: Moved(place[name], now[name]) for name in common if name not in stayed}


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The indexes of a longest row of numbers that rises."""
    ends: list[int] = []  # of rows by length: the index of the lowest number such a row can end with
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number, key=numbers.__getitem__)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [index]
    found: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        found.append(at)
        at = before[at]
    return found[::-1]
