"""Which priority takes the place of one of last year's plan, now that frames have come and gone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from priorities.models import PolicyFrame, Priority

from .inheriting import Source


class Succession:
    """`frames` apply now; the priorities of the earlier plan belong to frames that applied then."""

    def __init__(self, frames: Iterable[PolicyFrame], source: Source) -> None:
        self._frames = {frame.pk for frame in frames}
        earlier = {block.priority for block in source.blocks.values()}
        found = Priority.objects.filter(uuid__in=earlier).select_related("frame")
        self.earlier: dict[str, Priority] = {str(priority.uuid): priority for priority in found}

    def of(self, priority: str) -> Priority | None:
        """The priority itself while its frame still applies, else the one of the same name in the edition that does."""
        was = self.earlier.get(priority)
        if was is None or was.frame_id in self._frames:
            return was
        edition = was.frame_id
        while edition in self._next:
            edition = self._next[edition]
            if edition in self._frames:
                return _namesake(was, self._of_frame.get(edition, []))
        return None

    @cached_property
    def _next(self) -> dict[int, int]:
        """For each edition of a frame the adopted one that replaced it."""
        replacing = PolicyFrame.objects.adopted().filter(replaces__isnull=False)
        return dict(replacing.values_list("replaces", "pk"))

    @cached_property
    def _of_frame(self) -> dict[int, list[Priority]]:
        found: dict[int, list[Priority]] = {}
        for priority in Priority.objects.filter(frame__in=self._frames):
            found.setdefault(priority.frame_id, []).append(priority)
        return found


def _namesake(was: Priority, candidates: list[Priority]) -> Priority | None:
    """The one with the same title, else one that goes by a name of the earlier one."""
    title = was.title.strip().casefold()
    same = (p for p in candidates if p.title.strip().casefold() == title)
    return next(same, None) or next((p for p in candidates if _names(p) & _names(was)), None)


def _names(priority: Priority) -> set[str]:
    """The title, and the other names it goes by."""
    lines = [priority.title, *priority.other_titles.splitlines()]
    return {line.strip().casefold() for line in lines if line.strip()}
