"""A text refers to a priority in words that follow it, on every page and in every file, and asks nobody anew."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import override

from plans.actions import drafting
from plans.compiling import compile_draft
from plans.completeness import remarks
from plans.document import Document, Record
from plans.exports import plan_html, plan_json, plan_page
from plans.models import Contribution
from plans.presenters.comparing import shown
from tests.plans.factories import Scene, drafted, write_texts

pytestmark = pytest.mark.django_db

RECORD = Record(None, "", "draft")


def reference(identity: object, words: str) -> str:
    return f'<a href="#prioriteit-{identity}">{words}</a>'


def renamed(text: Document, title: str) -> Document:
    """With another title for the priority of the prosecution, and without the chapter before it: its number moves."""
    _local, om, *_empty = text.chapters
    return replace(text, chapters=(replace(om, blocks=(replace(om.blocks[0], title=title),)),))


def test_a_reference_follows_the_priority_and_withdraws_no_consent(client) -> None:
    scene: Scene = drafted()
    _burglaries, nuisance, undermining = scene.blocks
    draft = write_texts(scene)
    words = f"<p>Zie {reference(undermining.uuid, 'Ondermijning')} en {reference(nuisance.uuid, 'Overlast')}.</p>"
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction=words)
    before = compile_draft(scene.draft)

    # The page, the file and the data say what it is called there; the text itself keeps what was written.
    assert before.introduction == words
    expected = reference(undermining.uuid, "3.1 Ondermijning")
    assert expected in plan_page(before, RECORD)
    assert f'id="prioriteit-{undermining.uuid}"' in plan_page(before, RECORD)
    assert expected in plan_html(before, RECORD)
    assert expected in json.loads(plan_json(before, RECORD))["introduction"]
    client.force_login(scene.planner)
    page = client.get(reverse("plans:texts", args=[scene.plan.uuid]), {"bewerk": "introduction"}).content.decode()
    assert f'<option value="#prioriteit-{undermining.uuid}"' in page
    page = client.get(reverse("plans:texts", args=[scene.plan.uuid])).content.decode()
    assert f'href="{reverse("plans:block", args=[scene.plan.uuid, undermining.uuid])}">3.1 Ondermijning</a>' in page

    # Another number and name change the part they stand in, and not the text that refers to them.
    after = renamed(before, "Ondermijning en drugs")
    assert reference(undermining.uuid, "2.1 Ondermijning en drugs") in plan_page(after, RECORD)
    same = replace(before, chapters=before.chapters[:1])
    moved = replace(same, chapters=(replace(same.chapters[0], blocks=same.chapters[0].blocks[::-1]),))
    assert moved.parts()["shared"] == same.parts()["shared"]
    told = shown(before, replace(after, introduction=f"{words}<p>Nieuw.</p>"))
    assert told is not None
    (change,) = [c for c in told.texts if "Nieuw" in "".join(s.html for s in c.text)]
    assert [s.html for s in change.text if s.mark] == ["Nieuw."]

    # What was left out is told to the authors, and is plain words to readers: not a link that leads nowhere.
    drafting.remove_block(block=nuisance, by=scene.officer)
    text = compile_draft(scene.draft)
    assert "en Overlast." in plan_page(text, RECORD)
    with override("nl"):
        found = [r for r in remarks(text) if "Overlast" in r.sentence]
    assert [(r.place, r.blocking) for r in found] == [("texts", False)]
    assert "die niet meer in het plan staat: Overlast." in found[0].sentence


def test_a_text_of_the_earlier_plan_refers_to_what_came_along() -> None:
    scene = drafted()
    block = scene.blocks[0]
    block.origin = uuid4()
    block.save()
    row = drafting.add_contribution(
        block=block, by=scene.planner, kind="standing", text=f"<p>{reference(block.origin, 'Toen')}</p>"
    )
    compiled = compile_draft(scene.draft)
    assert compiled.chapters[0].blocks[0].contributions[0].text == f"<p>{reference(block.uuid, 'Toen')}</p>"
    assert str(block.origin) in Contribution.objects.get(pk=row.pk).text  # so that it still is last year's text
