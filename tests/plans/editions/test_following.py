"""A new edition of a frame in an open plan: nothing by itself, everything by choice, and always a way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection

from plans.actions import drafting, starting, undoing
from plans.compiling import compile_draft
from plans.forms.blocks import priorities_for
from plans.models import Block, EditionChoice, Removal
from priorities.models import PolicyFrame
from priorities.saving import Stale
from tests import factories as base
from tests.plans import factories
from tests.plans.editions.world import OWN, SAID_BY_FRAME, SAYS_NOW, Renewed, next_edition, write_own
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db

FIRST, SECOND = ("Uitvoeringsplan", 1), ("Uitvoeringsplan", 2)
OM = ("Speerpunten OM", 1)

ACTS = {
    "follow_edition": lambda world, by: world.follow("Woninginbraken", by),
    "keep_words": lambda world, by: world.keep("Woninginbraken", by),
    "follow_whole_edition": lambda world, by: world.follow_whole(by),
}


def state(world: Renewed) -> Any:
    choices = list(EditionChoice.objects.values_list("lineage", "outcome", "name", "version"))
    return compile_draft(world.scene.draft).text(), world.rests_on(), choices, Entry.objects.count()


def text(world: Renewed) -> str:
    return compile_draft(world.scene.draft).text()


# --- the four questions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("author", ["planner", "officer"])
def test_it_happens_for_the_authors_and_stands_in_the_trail(world, name, author):
    by, known = base.fresh(getattr(world.scene, author)), Entry.objects.count()
    assert world.states()["Woninginbraken"] == "open"
    ACTS[name](world, by)
    assert world.states()["Woninginbraken"] == ("kept" if name == "keep_words" else "taken")
    entry = Entry.objects.latest("pk")
    assert (Entry.objects.count(), entry.action, entry.subject) == (known + 1, name, world.scene.plan.subject)
    assert by.name in entry.actor
    assert entry.details["edition"] == 2


def test_it_is_refused_for_everybody_else_and_changes_nothing(world):
    before = state(world)
    for who in world.scene.everyone.keys() - {"planner", "officer", "chief"}:
        for act in ACTS.values():
            with pytest.raises(Refused, match=r".+"):
                act(world, base.fresh(world.scene.everyone[who]))
    assert state(world) == before


class TrailIsFull(Exception):  # noqa: N818
    pass


def _refuse_the_trail(execute, sql, params, many, context):
    if sql.startswith("INSERT") and Entry._meta.db_table in sql:
        raise TrailIsFull
    return execute(sql, params, many, context)


def test_it_happens_whole_or_not_at_all(world):
    before = state(world)
    for act in ACTS.values():
        with connection.execute_wrapper(_refuse_the_trail), pytest.raises(TrailIsFull):
            act(world, world.scene.planner)
    assert state(world) == before


def test_a_plan_that_was_submitted_or_adopted_stays_as_it_is(db):
    scene = factories.submitted()
    submitted, known = scene.revision.text, scene.revision.digest
    world = Renewed(scene, next_edition(scene.local, scene.officer, objectives={"Woninginbraken": SAYS_NOW}))
    before = state(world)
    for act in ACTS.values():
        with pytest.raises(Refused, match="ingediend"):
            act(world, base.fresh(scene.planner))
    for role in ("CHIEF", "MAYOR", "PROSECUTOR"):
        factories.agree(scene, Role[role], getattr(scene, role.lower()))
    factories.record_adoption(scene)
    for act in ACTS.values():
        with pytest.raises(Refused, match="vastgesteld"):
            act(world, base.fresh(scene.planner))
    assert (scene.revision.text, scene.revision.digest) == (submitted, known)
    assert state(world)[:3] == before[:3]


# --- nothing by itself -----------------------------------------------------------------------------------------------


def test_an_adopted_edition_changes_no_word_of_a_plan_until_it_is_taken_over(db):
    scene = factories.written()
    before = compile_draft(scene.draft).text()
    world = Renewed(scene, next_edition(scene.local, scene.officer, objectives={"Woninginbraken": SAYS_NOW}))
    assert text(world) == before
    assert world.states() == {"Woninginbraken": "open"}

    world.follow("Woninginbraken")
    assert world.says("Woninginbraken") == SAYS_NOW
    assert world.block("Jeugdoverlast").priority.frame == world.edition, "what reads the same comes along"
    assert world.rests_on() == [SECOND, OM]

    world.keep("Woninginbraken")
    assert text(world) == before, "the opposite act brings everything back"
    assert world.rests_on() == [FIRST, OM]
    world.follow("Woninginbraken")
    assert world.says("Woninginbraken") == SAYS_NOW


def test_words_of_the_authors_are_never_overwritten(world):
    write_own(world)
    world.follow("Woninginbraken")
    block = world.block("Woninginbraken")
    assert (block.objective, block.priority.objective) == (OWN, SAYS_NOW)
    world.keep("Woninginbraken")
    block = world.block("Woninginbraken")
    assert (block.objective, block.priority.objective) == (OWN, SAID_BY_FRAME)


def test_a_priority_that_was_split_follows_in_all_its_blocks(world):
    first = world.block("Woninginbraken")
    drafting.add_block(chapter=first.chapter, priority=first.priority, title="Helers", by=world.scene.planner)
    world.follow("Woninginbraken")
    assert {world.says("Woninginbraken"), world.says("Helers")} == {SAYS_NOW}


# --- new and gone ----------------------------------------------------------------------------------------------------


def test_a_new_priority_comes_in_or_stays_out(world):
    world.keep("Vuurwerk")
    assert (world.states()["Vuurwerk"], world.block("Vuurwerk")) == ("kept", None)
    world.follow("Vuurwerk")
    assert world.block("Vuurwerk").priority.frame == world.edition
    world.keep("Vuurwerk")
    assert world.block("Vuurwerk") is None
    world.follow("Vuurwerk")
    factories.contribution(world.scene, world.block("Vuurwerk"))
    with pytest.raises(Refused, match="geschreven"):
        world.keep("Vuurwerk")
    assert world.states()["Vuurwerk"] == "taken"


def test_a_priority_that_has_gone_stays_until_it_is_taken_out_and_can_be_put_back(world):
    world.follow("Woninginbraken")
    assert world.rests_on() == [FIRST, SECOND, OM], "the plan has words of both editions"
    titles = [frame.title for frame in compile_draft(world.scene.draft).frames]
    assert titles == ["Uitvoeringsplan (uitgave 1)", "Uitvoeringsplan (uitgave 2)", "Speerpunten OM"]
    world.keep("Jeugdoverlast")
    assert world.states() == {"Woninginbraken": "taken", "Vuurwerk": "open", "Jeugdoverlast": "kept"}
    with pytest.raises(Refused, match="zelf uit het plan"):
        world.follow("Jeugdoverlast")

    drafting.remove_block(block=world.block("Jeugdoverlast"), by=world.scene.planner, reason="Is uit het kader.")
    assert world.rests_on() == [SECOND, OM]
    undoing.undo_removal(removal=Removal.objects.get(), by=world.scene.planner)
    assert world.rests_on() == [FIRST, SECOND, OM]
    assert world.block("Jeugdoverlast").placements.exists()


# --- all at once -----------------------------------------------------------------------------------------------------


def test_all_at_once_leaves_what_was_decided_and_what_has_gone(world):
    world.keep("Woninginbraken")
    assert [p.title for p in world.follow_whole()] == ["Vuurwerk"]
    assert world.states() == {"Woninginbraken": "kept", "Vuurwerk": "taken", "Jeugdoverlast": "open"}
    before = state(world)
    assert world.follow_whole() == []
    world.keep("Woninginbraken")
    assert state(world) == before, "doing the same again changes nothing"


def test_an_edition_without_other_words_is_taken_over_as_a_whole(db):
    scene = factories.drafted()
    world = Renewed(scene, next_edition(scene.om, scene.prosecution_staff, objectives={}, title="Speerpunten OM 2022"))
    assert world.new.nothing_differs
    assert world.follow_whole() == []
    assert world.rests_on() == [FIRST, ("Speerpunten OM 2022", 2)]
    assert world.new is None, "there is nothing left to decide"


# --- which editions --------------------------------------------------------------------------------------------------


def test_an_edition_for_later_years_asks_nothing_of_a_plan_of_this_year(db):
    scene = factories.drafted()
    later = {"valid_from": 2022, "valid_until": 2025}
    world = Renewed(scene, next_edition(scene.local, scene.officer, objectives={"Woninginbraken": SAYS_NOW}, **later))
    assert world.new is None
    applicable = PolicyFrame.objects.applicable_to(scene.region.team, [scene.region.emmen], 2021)
    assert scene.local in applicable, "what it replaces later still holds now"
    with pytest.raises(Refused, match="nieuwste uitgave"):
        world.follow_whole()


def test_a_third_edition_asks_again_and_the_second_can_no_longer_be_taken(world):
    world.keep("Woninginbraken")
    third = next_edition(world.edition, world.scene.officer, objectives={"Woninginbraken": "<p>Geen inbraken.</p>"})
    with pytest.raises(Refused, match="nieuwste uitgave"):
        world.follow_whole()
    latest = Renewed(world.scene, third)
    assert latest.states()["Woninginbraken"] == "open"
    latest.follow("Woninginbraken")
    assert latest.says("Woninginbraken") == "<p>Geen inbraken.</p>"


def test_a_new_edition_is_taken_up_and_not_brought_in_beside_the_earlier_one(world):
    with pytest.raises(Refused, match="eerdere uitgave"):
        starting.bring_in_frame(draft=world.scene.draft, frame=world.edition, by=world.scene.planner)
    chapter = world.block("Woninginbraken").chapter
    chapter.draft = world.scene.draft
    world.follow("Woninginbraken")
    assert {p.frame for p in priorities_for(chapter)} == {world.edition}, "of two editions one can add of the newest"


def test_a_priority_under_another_name_is_the_same_one(db):
    scene = factories.drafted()
    world = Renewed(scene, next_edition(scene.local, scene.officer, objectives={}))
    renamed = world.edition.priorities.get(title="Jeugdoverlast")
    assert renamed.lineage == scene.local.priorities.get(title="Jeugdoverlast").lineage
    world.edition.priorities.filter(pk=renamed.pk).update(title="Jeugd op straat")
    assert world.states() == {"Jeugd op straat": "open"}
    world.follow("Jeugd op straat")
    assert Block.objects.filter(priority=renamed).count() == 1


# --- two at once -----------------------------------------------------------------------------------------------------


def test_whoever_looked_at_an_old_page_overrules_nobody(world):
    world.follow("Woninginbraken", world.scene.officer)
    before = state(world)
    with pytest.raises(Stale):
        world.keep("Woninginbraken", version=0)
    assert state(world) == before


# --- who hears of it -------------------------------------------------------------------------------------------------


def test_the_authors_of_every_open_plan_that_uses_the_frame_get_one_mail_about_it(
    db, settings, django_capture_on_commit_callbacks
):
    settings.PUBLIC_URL = "https://portaal.example"
    scene = factories.adopted()
    here = scene.region
    other = starting.start(team=here.team, year=2022, municipalities=[here.emmen], by=scene.planner)
    starting.start(team=here.team, year=2022, municipalities=[here.coevorden], by=scene.planner)
    with django_capture_on_commit_callbacks(execute=True):
        next_edition(scene.local, scene.officer, objectives={"Woninginbraken": SAYS_NOW})
    sent = {message.to[0]: message for message in mail.outbox}
    assert len(sent) == len(mail.outbox)
    assert sent.keys() == {scene.planner.email}, "not whoever adopted it, nor the neighbours"
    message = sent[scene.planner.email]
    assert "Nieuwe uitgave van Uitvoeringsplan" in message.subject
    assert f"/plannen/{other.uuid}/schrijven/kaders/" in message.body
