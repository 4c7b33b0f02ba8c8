"""Commenting, answering, settling, removing: each for whoever may, whole, with its trail; never in the plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction

from plans.actions import commenting, drafting, starting, undoing
from plans.compiling import compile_draft
from plans.exports import plan_json, plan_page
from plans.models import Comment
from plans.places import Part, Place, pages_of, places_of
from plans.record import record_of
from tests.factories import fresh
from tests.plans import factories
from tests.plans.commenting.talk import answer, contribution, say
from tests.plans.drafting.test_actions import TrailIsFull, _refuse_the_trail
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import now
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

ACTS: dict[str, Callable[[Comment, Person], Any]] = {
    "comment": lambda thread, by: commenting.comment(
        draft=thread.draft, document=compile_draft(thread.draft), place=thread.place, text="Nog een.", by=fresh(by)
    ),
    "answer_comment": lambda thread, by: answer(thread, by=by),
    "settle_comment": lambda thread, by: commenting.settle(comment=thread, by=fresh(by)),
    "remove_comment": lambda thread, by: commenting.remove(comment=thread, by=fresh(by)),
}


def rows() -> list[Any]:
    return json.loads(serializers.serialize("json", Comment.objects.order_by("pk")))


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_for_whoever_may_happens_whole_and_leaves_its_trail(scene, name):
    thread = say(scene, "Noem hier niets van.")
    before, entries = rows(), Entry.objects.count()

    for outsider in (scene.mayor, scene.secretary, scene.auditor, scene.coevorden_officer, scene.stranger):
        with pytest.raises(Refused):
            ACTS[name](thread, outsider)
    with connection.execute_wrapper(_refuse_the_trail), pytest.raises(TrailIsFull):
        ACTS[name](thread, scene.officer)
    assert (rows(), Entry.objects.count()) == (before, entries)

    ACTS[name](thread, scene.officer)
    assert rows() != before
    entry = Entry.objects.latest("pk")
    assert (entry.action, Entry.objects.count()) == (name, entries + 1)
    assert entry.object == "1. Voorwoord en inleiding: Voorwoord"
    assert "Noem hier" not in json.dumps(entry.details), "what was said is not in the trail"


def test_settling_and_reopening_twice_is_once_and_settled_is_not_answered(scene):
    thread = say(scene)
    for _twice in range(2):
        settled = commenting.settle(comment=thread, by=fresh(scene.chief))
    assert settled.resolved_by == scene.chief
    assert not scene.draft.comments.unsettled().exists()
    with pytest.raises(Refused, match="afgehandeld"):
        answer(thread, by=scene.officer)
    for _twice in range(2):
        commenting.reopen(comment=thread, by=fresh(scene.officer))
    assert scene.draft.comments.unsettled().get() == thread
    done = Entry.objects.filter(action__in=("settle_comment", "reopen_comment"))
    assert [entry.action for entry in done.order_by("pk")] == ["settle_comment", "reopen_comment"]


def test_what_is_removed_is_gone_and_leaves_who_and_when(scene):
    thread = say(scene, "Verdachte is Jan J.", quote="ons plan")
    answer(thread, by=scene.officer)
    gone = commenting.remove(comment=thread, by=fresh(scene.officer))
    assert (gone.text, gone.quote, gone.removed_by) == ("", "", scene.officer)
    assert not Comment.objects.filter(text__contains="Jan J.").exists()
    assert [each.text for each in thread.answers.all()] == ["Ja."]
    assert not scene.draft.comments.unsettled().exists()
    for act in (commenting.remove, commenting.settle):
        with pytest.raises(Refused, match="verwijderd"):
            act(comment=thread, by=fresh(scene.planner))
    for wrong in ({"text": "", "removed_at": None}, {"resolved_at": now(), "resolved_by": None}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            Comment.objects.filter(pk=thread.pk).update(**wrong)


def test_words_must_stand_where_they_are_quoted_from(scene):
    key = contribution(scene)
    assert say(scene, place=key, quote="wij  houden\nTOEZICHT").quote
    document = compile_draft(scene.draft)
    places = places_of(document)
    assert places[key].holds("“") is False
    assert pages_of(document) == {key: place.page for key, place in places.items()}
    for wrong in ({"place": key, "quote": "Dit is ons plan."}, {"place": "nergens"}):
        with pytest.raises(Refused):
            say(scene, **wrong)
    with pytest.raises(Refused, match="iets vragen"):
        say(scene, asked=[scene.mayor])
    assert Comment.objects.count() == 1


def test_nothing_of_it_is_in_the_plan_and_nothing_of_the_plan_changes(scene):
    document = compile_draft(scene.draft)
    version = scene.draft.version
    thread = say(scene, "Geheim overleg", place=contribution(scene), quote="toezicht")
    answer(thread, "Geheim antwoord", by=scene.officer)
    after = compile_draft(scene.draft)
    assert (after.text(), after.digest(), scene.draft.version) == (document.text(), document.digest(), version)

    revision = factories.submit(scene)
    record = record_of(scene.plan, revision)
    for out in (revision.text, plan_json(after, record), plan_page(after, record)):
        assert "Geheim" not in (out.decode() if isinstance(out, bytes) else out)


def test_a_comment_outlives_its_place_and_does_not_go_along_to_the_next_plan(scene):
    key = contribution(scene)
    thread = say(scene, place=key)
    drafting.remove_block(block=scene.blocks[0], by=fresh(scene.planner))
    assert key not in places_of(compile_draft(scene.draft))
    assert scene.draft.comments.unsettled().get() == thread
    undoing.undo_removal(removal=scene.draft.removals.get(), by=fresh(scene.planner))
    assert key in places_of(compile_draft(scene.draft))

    factories.decide(scene)
    with pytest.raises(Refused, match="vastgesteld"):
        say(scene)
    later = starting.start(
        team=scene.region.team, year=2022, municipalities=[scene.region.emmen], by=scene.planner, earlier=scene.plan
    )
    assert not Comment.objects.filter(draft__plan=later).exists()
    assert commenting.remove(comment=thread, by=fresh(scene.planner)).removed_at, "a name can always be taken out"


def test_below_the_heading_of_a_place_nothing_is_read_twice() -> None:
    texts = ("Ondermijning", "Ondermijning", "<p>Eerst.</p><ul><li>Dan.</li></ul>", "", "<p>Eerst.</p>")
    place = Place("b-1", Part.PRIORITY, "b-1", "3.1 Ondermijning", "", texts)
    assert place.paragraphs == ("Eerst.", "Dan.")
