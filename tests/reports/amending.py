"""Another version of an adopted plan in force, as amendments will bring it once there is an act for them.

The rows are as real as they can be: a revision with its canonical text and digests, and the record of its adoption.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.utils import timezone

from plans.document import SCHEMA, Block, Document, load
from plans.models import Adoption, Revision
from tests.plans.factories import Scene

Change = Callable[[Document], Document]


def amend(scene: Scene, change: Change | None = None) -> Revision:
    """Adopt the plan anew with this change; without one it says something else in its introduction."""
    last = scene.revision
    changed = (change or _introduced)(load(last.text))
    revision = Revision.objects.create(
        plan=last.plan,
        number=last.number + 1,
        schema=SCHEMA,
        text=changed.text(),
        digest=changed.digest(),
        parts=changed.parts(),
        submitted_by=scene.planner,
        submitted_at=timezone.now(),
    )
    Adoption.objects.create(
        revision=revision,
        adopted_on=date(2021, 4, 12),
        body="Bestuurlijk Overleg Basisteam",
        members="Ellen Bos, burgemeester",
        late_reason="Bijstelling vanwege corona.",
        in_force_from=date(2021, 4, 12),
        recorded_by=scene.secretary,
        recorded_at=timezone.now(),
    )
    return revision


def with_blocks(document: Document, change: Callable[[Block], Block | None]) -> Document:
    """The plan with each of its blocks changed; None leaves one out."""
    return replace(
        document,
        chapters=tuple(
            replace(chapter, blocks=tuple(made for block in chapter.blocks if (made := change(block))))
            for chapter in document.chapters
        ),
    )


def _introduced(document: Document) -> Document:
    return replace(document, introduction="<p>Zo werken wij sinds april samen.</p>")
