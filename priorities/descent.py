"""Which priority of an edition of a frame takes the place of one of an earlier edition, and says it differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .models import Priority

SAID = ("heading", "title", "narrative", "ambition", "objective", "residents_input", "authority")
"""What a plan takes from a priority."""


def heir(was: Priority, candidates: Sequence[Priority]) -> Priority | None:
    """The one it was copied into when the edition was made, else one of the same name that was written anew."""
    same = (p for p in candidates if p.lineage == was.lineage)
    return next(same, None) or namesake(was, candidates)


def namesake(was: Priority, candidates: Iterable[Priority]) -> Priority | None:
    """The one with the same title, else one that goes by a name of the earlier one."""
    known = list(candidates)
    title = was.title.strip().casefold()
    same = (p for p in known if p.title.strip().casefold() == title)
    return next(same, None) or next((p for p in known if _names(p) & _names(was)), None)


def differs(was: Priority, now: Priority) -> bool:
    """Does a plan read otherwise with the later one?"""
    return any(getattr(was, name) != getattr(now, name) for name in SAID)


def _names(priority: Priority) -> set[str]:
    """The title, and the other names it goes by."""
    lines = [priority.title, *priority.other_titles.splitlines()]
    return {line.strip().casefold() for line in lines if line.strip()}
