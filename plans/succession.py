"""Which priority takes the place of one of last year's plan, now that frames have come and gone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from priorities.codes import Level
from priorities.descent import heir, namesake
from priorities.models import PolicyFrame, Priority

from .inheriting import Source


class Succession:
    """`frames` apply now; the priorities of the earlier plan belong to frames that applied then."""

    def __init__(self, frames: Iterable[PolicyFrame], source: Source) -> None:
        self._frames = {frame.pk for frame in frames}
        self._source = source
        earlier = {block.priority for block in source.blocks.values()}
        found = Priority.objects.filter(uuid__in=earlier).select_related("frame")
        self.earlier: dict[str, Priority] = {str(priority.uuid): priority for priority in found}

    def of(self, priority: str) -> Priority | None:
        """The priority itself while its frame still applies, else what became of it in the edition that does.

        A local one of another municipality: the one of the same name here.
        """
        was = self.earlier.get(priority)
        if was is None or was.frame_id in self._frames:
            return was
        if self._source.of_a_neighbour and was.frame.level == Level.LOCAL:
            return namesake(was, self._local)
        edition = was.frame_id
        while edition in self._next:
            edition = self._next[edition]
            if edition in self._frames:
                return heir(was, self._of_frame.get(edition, []))
        return None

    @cached_property
    def _next(self) -> dict[int, int]:
        """For each edition of a frame the adopted one that replaced it."""
        replacing = PolicyFrame.objects.adopted().filter(replaces__isnull=False)
        return dict(replacing.values_list("replaces", "pk"))

    @property
    def _local(self) -> list[Priority]:
        return [p for found in self._of_frame.values() for p in found if p.frame.level == Level.LOCAL]

    @cached_property
    def _of_frame(self) -> dict[int, list[Priority]]:
        found: dict[int, list[Priority]] = {}
        for priority in Priority.objects.filter(frame__in=self._frames).select_related("frame"):
            found.setdefault(priority.frame_id, []).append(priority)
        return found
