"""Which editions of a frame a draft rests on: those whose words it has."""

from __future__ import annotations

from uuid import UUID

from plans.models import Block, Draft
from priorities.models import PolicyFrame


def rest_on(draft: Draft, lineage: UUID, edition: PolicyFrame | None = None) -> None:
    """Where nothing of the frame stands in the plan it rests on `edition`, else on the latest it rested on."""
    named = list(draft.frames.filter(lineage=lineage).order_by("edition"))
    if not named:
        return
    standing = _standing(draft, lineage) or {(edition or named[-1]).pk}
    draft.frames.remove(*(frame.pk for frame in named if frame.pk not in standing))
    draft.frames.add(*standing - {frame.pk for frame in named})


def _standing(draft: Draft, lineage: UUID) -> set[int]:
    found = Block.objects.filter(chapter__draft=draft, priority__frame__lineage=lineage)
    return set(found.order_by().values_list("priority__frame", flat=True))
