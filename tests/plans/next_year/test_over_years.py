"""The plan of a new year beside that of the year before: what came along is the same thing, whatever its id."""

import html
import re
import subprocess

import pytest
from django.urls import reverse

from plans.actions import choosing, drafting, starting
from plans.codes import Kind
from plans.comparing import Fate, compared
from plans.compiling import compile_draft
from plans.over_years import over_years
from tests.plans import factories
from tests.plans.next_year.world import Autumn

pytestmark = pytest.mark.django_db


def compare(year: Autumn, query: str = "") -> str:
    return reverse("plans:compare", args=[year.scene.plan.uuid]) + query


def spoken(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html.unescape(response.content.decode()).split("<main", 1)[1]).split())


def rewrite(year: Autumn) -> None:
    bodycam = year.contribution("Bodycam")
    drafting.edit_contribution(
        contribution=bodycam, version=bodycam.version, by=year.scene.planner, text="<p>Bodycam altijd mee.</p>"
    )


def test_what_came_along_is_the_same_thing_and_not_struck_and_added_again(started, browser_of):
    rewrite(started)
    before = started.text
    after = compile_draft(started.draft, started.scene.plan)
    found = compared(*over_years(before, after))
    fates = {
        (difference.item.text, difference.fate)
        for chapter in found.chapters
        for block in chapter.blocks
        for difference in (*block.contributions, *block.facts)
    }
    assert fates == {
        ("<p>Bodycam altijd mee.</p>", Fate.STAYED),
        ("<p>Wijk in beeld.</p>", Fate.LEFT_OUT),
        ("<p>Jeugd op straat.</p>", Fate.LEFT_OUT),
        ("<p>Pand in de gaten.</p>", Fate.LEFT_OUT),
    }
    assert {block.block.fate for chapter in found.chapters for block in chapter.blocks} == {Fate.STAYED}
    targets = [t for c in found.chapters for b in c.blocks for t in b.targets]
    years = [t.before.baseline_year for t in targets if "baseline_year" in t.fields]
    assert years == [2018], "another year than the one before it is a difference"
    assert "year" in found.fields
    assert not found.frames
    assert not found.terms

    browser = browser_of(started.scene.planner)
    plan_page = browser.get(reverse("plans:plan", args=[started.scene.plan.uuid]))
    (link,) = re.findall(r'href="([^"]*vergelijken/\?van=[^"]*naar=concept)"', plan_page.content.decode())
    page = browser.get(html.unescape(link))
    assert page.status_code == 200
    assert "Wat er veranderde van versie 1 van 2021 naar het concept" in spoken(page)
    assert "Bodycam [toegevoegd] altijd [einde] mee." in spoken(page)
    for year in (2020, 2021):
        assert f"Het resultaat van {year} is niet bekend" in spoken(page), "each text tells of the year before its own"
    assert link in browser.get(reverse("plans:last_year", args=[started.scene.plan.uuid])).content.decode()
    assert browser.get(compare(started)).context["shown"] == page.context["shown"], "chosen unasked"

    pdf = browser.get(html.unescape(page.context["pdf"]))
    assert "versie-1-van-2021-en-concept" in pdf.headers["Content-Disposition"]
    made = b"".join(pdf.streaming_content) if pdf.streaming else pdf.content
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    assert "versie 1 van 2021" in " ".join(read.split())
    assert "altijd" in read


def test_who_may_not_read_one_of_the_texts_does_not_compare_it(started, browser_of):
    earlier = f"?van={started.earlier.uuid}%3A1&naar=concept"
    for person, status in ((started.scene.planner, 200), (started.scene.auditor, 200)):
        assert browser_of(person).get(compare(started, earlier)).status_code == status
    # of this plan the mayor sees nothing yet; the officer of another municipality sees neither
    for person in (started.scene.mayor, started.scene.coevorden_mayor, started.scene.stranger):
        assert browser_of(person).get(compare(started, earlier)).status_code == 404
    joint = reverse("plans:compare", args=[started.earlier.uuid])
    told = browser_of(started.scene.mayor).get(f"{joint}?van={started.scene.plan.uuid}%3A1&naar=1")
    assert told.status_code == 404
    assert "Er is geen versie" in spoken(told)


def test_a_plan_that_started_empty_is_known_by_what_it_says(before):
    scene = before.scene
    scene.plan = starting.start(
        team=scene.region.team, year=2022, municipalities=[scene.region.emmen], by=scene.planner
    )
    first = next(block for block in scene.blocks if str(block) == "Woninginbraken")
    factories.contribution(scene, first, "<p>Bodycam mee.</p>", kind=Kind.STANDING, responsible="teamchef")
    after = compile_draft(scene.draft, scene.plan)
    found = compared(*over_years(before.text, after))
    blocks = [block for chapter in found.chapters for block in chapter.blocks]
    assert {block.block.fate for block in blocks} == {Fate.STAYED}
    bodycam = next(d for b in blocks for d in b.contributions if "Bodycam" in d.item.text and d.after)
    assert (bodycam.fate, bodycam.fields) == (Fate.STAYED, ("responsible", "partners", "fte"))
    backwards = compared(*over_years(after, before.text))
    assert {b.block.fate for c in backwards.chapters for b in c.blocks} == {Fate.STAYED}


def test_an_accent_that_was_kept_is_the_accent_of_then(started):
    origin = started.then("Wijk in beeld")
    offer = started.offer(origin)
    kept = {"kind": Kind.YEAR, "version": offer.version, "by": started.scene.planner}
    choosing.keep(draft=started.draft, origin=offer.origin, **kept)
    found = compared(*over_years(started.text, compile_draft(started.draft, started.scene.plan)))
    accents = [d for c in found.chapters for b in c.blocks for d in b.contributions if "Wijk in beeld" in d.item.text]
    assert not accents, "nothing differs"
