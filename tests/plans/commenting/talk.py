"""Saying something about a draft, as the tests of it do all the time."""

from __future__ import annotations

from typing import Any

from plans.actions import commenting
from plans.models import Comment
from plans.reading import current_document
from tests.factories import fresh
from tests.plans.factories import Scene
from workplan_portal.people.models import Person


def say(scene: Scene, text: str = "Klopt dit nog?", *, place: str = "foreword", by: Person | None = None, **more: Any):
    draft = scene.draft
    return commenting.comment(
        draft=draft,
        document=current_document(draft),
        place=place,
        text=text,
        by=fresh(by or scene.planner),
        **more,
    )


def answer(thread: Comment, text: str = "Ja.", *, by: Person, **more: Any) -> Comment:
    return commenting.answer(comment=thread, text=text, by=fresh(by), **more)


def contribution(scene: Scene, place: int = 0) -> str:
    """The key of the contribution under a priority."""
    return str(scene.blocks[place].placements.get().contribution.uuid)
