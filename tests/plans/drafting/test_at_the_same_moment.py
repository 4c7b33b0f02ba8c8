"""Two people save one block at the very same moment, on connections of their own: one is first, the other hears it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from plans.actions import drafting
from plans.actions.presence import be_here
from plans.actions.undoing import undo_removal
from plans.compiling import compile_draft
from plans.models import Presence, Removal, Spell
from priorities.saving import Shown, Stale
from tests.plans import factories
from workplan_portal.audit.verification import verify
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_save_at_once_one_is_first_and_the_other_sees_who():
    scene = factories.written()
    block, start = scene.blocks[0], Barrier(2)
    row = block.placements.get().contribution
    shown = Shown(row.version, {"text": row.text})

    def save(by: Person) -> str:
        start.wait(timeout=30)
        try:
            be_here(draft=scene.draft, page=str(block.uuid), block="bijdrage", by=by)
            same = type(row).objects.get(pk=row.pk)
            drafting.edit_contribution(contribution=same, version=shown, by=by, text=f"<p>Van {by.name}.</p>")
        except Stale as stale:
            return f"{stale.by} was eerder"
        finally:
            connections.close_all()
        return by.name

    with ThreadPoolExecutor(2) as pool:
        results = set(pool.map(save, (scene.officer, scene.planner)))

    row.refresh_from_db()
    (first,) = results & {scene.officer.name, scene.planner.name}
    assert results == {first, f"{first} was eerder"}
    assert (row.text, row.version, Spell.objects.filter(place__startswith=str(row.uuid)).count()) == (
        f"<p>Van {first}.</p>",
        2,
        1,
    )
    assert Presence.objects.count() == 2
    assert list(verify()) == []


def test_two_who_put_back_what_they_took_out_at_once_get_the_old_order():
    scene = factories.written()
    block, start = scene.blocks[0], Barrier(2)
    for words in ("Tweede", "Derde", "Vierde"):
        factories.contribution(scene, block, f"<p>{words}.</p>")
    before = compile_draft(scene.draft).text()
    for words, by in (("Tweede", scene.officer), ("Derde", scene.planner)):
        drafting.remove_contribution(placement=block.placements.get(contribution__text=f"<p>{words}.</p>"), by=by)

    def put_back(by: Person) -> None:
        start.wait(timeout=30)
        try:
            undo_removal(removal=Removal.objects.get(by=by), by=by)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(put_back, (scene.officer, scene.planner)))

    assert compile_draft(scene.draft).text() == before
    assert list(verify()) == []
