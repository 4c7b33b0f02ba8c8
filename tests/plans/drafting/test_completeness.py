"""The live list of what is missing or odd: each line a sentence with the way to the place, gone once it is mended."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from plans.actions import drafting
from plans.compiling import compile_draft
from plans.exports import plan_json, plan_page
from plans.models import Block, Draft
from plans.record import record_of
from priorities.models import Figure
from tests.factories import indicator
from tests.plans import factories
from tests.plans.drafting.addresses import at, block_url, text
from workplan_portal.audit.trail import dated

pytestmark = pytest.mark.django_db

FEBRUARY = datetime(2021, 2, 1, 9, 0, tzinfo=UTC)
JANUARY = datetime(2021, 1, 31, 22, 30, tzinfo=UTC)  # half past eleven at night, here


def told(browser, scene) -> dict[str, str]:
    """Of the overview: each sentence with its address."""
    page = browser.get(at(scene, "write"))
    desk = page.context["desk"]
    shown = html.unescape(text(page))
    found = {r.remark.sentence: r.url for r in (*desk.missing, *desk.odd)}
    assert all(sentence in shown and f'href="{url}"' in shown for sentence, url in found.items())
    return found


def lines_about(found: dict[str, str], words: str) -> list[str]:
    return [url for sentence, url in found.items() if words in sentence]


def test_each_thing_that_is_missing_or_odd_leads_to_its_place(scene, browser_of):
    first, second, om = scene.blocks
    browser = browser_of(scene.planner)
    alone = factories.contribution(scene, first, responsible="", fte=Decimal("4"))
    drafting.place_contribution(contribution=alone, block=second, by=scene.planner)
    bare, *twins = (
        factories.target(scene, first, norm=None, norm_origin="", norm_year=None, scope=scope)
        for scope in ("team", "municipality", "municipality")
    )
    early = factories.target(scene, om, provisional_norm=True)
    Figure.objects.filter(indicator=scene.burglaries).update(provisional=True)
    for block in scene.blocks:
        drafting.edit_block(block=block, version=block.version, by=scene.planner, narrative="<p>Er is overlast.</p>")

    found = told(browser, scene)
    page = {block.pk: block_url(scene, place) for place, block in enumerate(scene.blocks)}
    assert lines_about(found, "De inleiding is leeg.") == [f"{at(scene, 'texts')}#introduction"]
    assert f"{page[first.pk]}#bijdrage-{alone.uuid}" in lines_about(found, "zonder verantwoordelijke functie: 1")
    for words, lacking in (
        (f"‘Woninginbraken ({scene.region.team.name})’", bare),
        ("‘Woninginbraken (Emmen), doel 2’", twins[0]),
        ("‘Woninginbraken (Emmen), doel 3’", twins[1]),
    ):
        assert lines_about(found, f"{words} bij ‘{first}’ heeft geen norm") == [
            f"{page[first.pk]}#doel-{lacking.uuid}"
        ], "each says which it is"
    assert lines_about(found, "heeft nog een voorlopige norm") == [f"{page[om.pk]}#doel-{early.uuid}"]
    assert f"{page[om.pk]}#doel-{early.uuid}" in lines_about(found, "het resultaat van 2020 is nog voorlopig")
    for url in lines_about(found, "#"):
        where, _, anchor = url.partition("#")
        assert f'id="{anchor}"' in text(browser.get(where)), url
    assert f'href="#bijdrage-{alone.uuid}"' in text(browser.get(page[first.pk])), "while writing as well"


def test_a_priority_needs_an_objective_beside_its_narrative(scene, browser_of):
    block = scene.blocks[0]
    priority = block.priority
    type(priority).objects.filter(pk=priority.pk).update(narrative="<p>Er is overlast.</p>", objective="")
    browser, words = browser_of(scene.planner), "wel een toelichting, maar geen doelstelling"
    assert lines_about(told(browser, scene), words) == [f"{block_url(scene)}#tekst"]
    drafting.edit_block(block=block, version=block.version, by=scene.planner, objective="<p>Minder overlast.</p>")
    assert not lines_about(told(browser, scene), words)


def test_what_hides_in_a_target_a_footnote_or_an_empty_chapter_is_told_too(scene, browser_of):
    """Forms refuse most of it; an older plan or another way in may bring it. Another goal without a reason can't be."""
    first, browser = scene.blocks[0], browser_of(scene.planner)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.target(scene, first, own_goal=Decimal("20"))
    wordy = factories.target(scene, first, indicator=indicator("Sfeer", unit="words", direction="neutral"))
    term = drafting.add_term(draft=scene.draft, by=scene.planner, forms="GGZ", explanation="")
    factories.contribution(scene, first, "<p>Met de GGZ en de GGD.</p>")
    Block.objects.filter(chapter__level="om").delete()
    announced = scene.draft.chapters.get(level="om")
    drafting.write_chapter(chapter=announced, version=1, introduction="<p>Over het parket.</p>", by=scene.planner)

    found = told(browser, scene)
    places = {
        "heeft geen eenheid om in te tellen": f"{block_url(scene)}#doel-{wordy.uuid}",
        "De voetnoot ‘GGZ’ heeft geen tekst.": f"{at(scene, 'terms')}#begrip-{term.uuid}",
        "Afkortingen zonder voetnoot: GGD.": f"{at(scene, 'terms')}#zonder-uitleg",
        "Dit hoofdstuk heeft geen prioriteiten:": at(scene, "frames"),  # of the prosecution, of the region
    }
    for words, url in places.items():
        assert set(lines_about(found, words)) == {url}, words
        where, _, anchor = url.partition("#")
        assert not anchor or f'id="{anchor}"' in text(browser.get(where)), url
    desk = browser.get(at(scene, "write")).context["desk"]
    assert next(e.progress for e in desk.counted if e.key == str(announced.uuid)) == "busy", "announced, and not there"
    submitting = browser.get(reverse("plans:submit", args=[scene.plan.uuid]))
    told_there = {lack.sentence: lack.url for name in ("missing", "overlooked") for lack in submitting.context[name]}
    assert told_there == found, "the same before it is submitted"
    assert "Afkortingen zonder voetnoot: GGD." in {lack.sentence for lack in submitting.context["overlooked"]}


def test_after_january_the_adoption_needs_a_reason(scene, browser_of):
    browser = browser_of(scene.planner)
    with dated(JANUARY):
        assert not lines_about(told(browser, scene), "is voorbij")
    with dated(FEBRUARY):
        assert lines_about(told(browser, scene), "31 januari 2021 is voorbij") == [at(scene, "plan")]


def test_contributions_that_ask_for_more_fte_than_the_team_has(scene, browser_of):
    """One that stands under two priorities is one; a team that names no number is asked nothing."""
    browser, words = browser_of(scene.planner), "De bijdragen vragen samen"
    shared = factories.contribution(scene, scene.blocks[0], fte=Decimal("4.5"))
    drafting.place_contribution(contribution=shared, block=scene.blocks[1], by=scene.planner)
    factories.contribution(scene, scene.blocks[2], fte=Decimal("2"))
    before = compile_draft(scene.draft)
    assert not lines_about(told(browser, scene), words)
    assert "formation_fte" not in before.text(), "a text without it has the digest it always had"

    save = reverse("plans:save_text", args=[scene.plan.uuid, "formation"])
    form = browser.get(at(scene, "texts"), {"bewerk": "formation"}).context["form"]
    sent = {"version": form["version"].value(), "shown": form["shown"].value(), "formation": ""}
    refused = browser.post(save, {**sent, "formation_fte": "-1"})
    assert refused.context["form"].errors["formation_fte"]
    answer = browser.post(save, {**sent, "formation_fte": "6,4"}, headers={"X-Autosave": "1"})
    assert answer.json()["whole"]
    assert Draft.objects.get(pk=scene.draft.pk).formation_fte == Decimal("6.4")

    found = told(browser, scene)
    assert lines_about(found, "De bijdragen vragen samen 6,5 fte; het team heeft 6,4 fte.") == [
        f"{at(scene, 'texts')}#formation"
    ]
    after = compile_draft(Draft.objects.get(pk=scene.draft.pk))
    assert after.digest() != before.digest()
    assert "Het team heeft 6,4 fte." in plan_page(after, record_of(scene.plan, None))
    assert b'"formation_fte":"6.4"' in plan_json(after, record_of(scene.plan, None))
