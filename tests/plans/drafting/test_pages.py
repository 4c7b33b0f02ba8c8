"""What each person finds on the pages in which a plan is written, and how fast."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import drafting, starting
from plans.codes import Kind
from plans.models import Plan
from priorities.codes import Level
from tests import factories as base
from tests.plans import factories
from tests.plans.drafting.addresses import at, block_url, pages, text

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]

# --- who finds what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["officer", "planner", "chief", "secretary", "unit_planner", "prosecution_staff"])
def test_the_writing_side_reads_every_page(written, browser_of, who):
    browser = browser_of(getattr(written, who))
    for page in pages(written):
        answer = browser.get(page)
        assert answer.status_code == 200, page
        assert "Woninginbraken" in text(answer)


@pytest.mark.parametrize("who", ["mayor", "prosecutor", "coevorden_officer", "stranger", "administrator"])
@pytest.mark.everywhere
def test_for_everybody_else_an_unfinished_plan_does_not_exist(written, browser_of, who):
    browser = browser_of(getattr(written, who))
    assert {browser.get(page).status_code for page in pages(written)} == {404}


@pytest.mark.everywhere
def test_a_mayor_who_decided_once_does_not_look_over_the_shoulder_of_the_authors(db, browser_of):
    scene = factories.returned()
    assert browser_of(scene.mayor).get(at(scene, "plan")).status_code == 200
    assert {browser_of(scene.mayor).get(page).status_code for page in pages(scene)} == {404}


def test_an_adopted_plan_is_no_longer_on_the_desk(db, browser_of):
    scene = factories.adopted()
    answers = [browser_of(scene.planner).get(page) for page in pages(scene)]
    assert {answer.status_code for answer in answers} == {403}
    assert all("vastgesteld" in answer.content.decode() for answer in answers)
    assert {browser_of(scene.stranger).get(page).status_code for page in pages(scene)} == {404}


def test_a_page_that_may_not_be_changed_says_why_and_opens_no_form(db, browser_of):
    scene = factories.submitted()
    answer = text(browser_of(scene.planner).get(block_url(scene) + "?bewerk=tekst"))
    assert "ingediend" in answer
    assert 'name="narrative"' not in answer
    assert "Bijdrage toevoegen" not in answer


@pytest.mark.everywhere
def test_rows_of_another_plan_are_not_found_under_this_one(written, browser_of):
    here = written.region
    plan = starting.start(team=here.team, year=2022, municipalities=[here.emmen], by=written.planner)
    browser = browser_of(written.planner)
    wrong = reverse("plans:block", args=[plan.uuid, written.blocks[0].uuid])
    assert browser.get(wrong).status_code == 404


# --- starting --------------------------------------------------------------------------------------------------------


def test_a_safety_officer_starts_a_plan(db, browser_of):
    scene = factories.stage()
    browser = browser_of(scene.officer)
    page = text(browser.get(reverse("plans:start")))
    assert "Basisteam Zuidoost-Drenthe" in page

    entered = {"team": scene.region.team.pk, "year": "2022", "municipalities": [scene.region.emmen.pk]}
    answer = browser.post(reverse("plans:start"), entered, follow=True)

    plan = Plan.objects.get()
    assert answer.redirect_chain == [(reverse("plans:write", args=[plan.uuid]), 302)]
    assert plan.title in text(answer)


@pytest.mark.parametrize("who", ["mayor", "chief", "stranger", "auditor"])
def test_who_may_start_no_plan_is_told_so(db, browser_of, who):
    scene = factories.stage()
    answer = browser_of(getattr(scene, who)).get(reverse("plans:start"))
    assert answer.status_code == 403


def test_what_cannot_be_started_is_said_at_the_field(scene, browser_of):
    entered = {"team": scene.region.team.pk, "year": "2021", "municipalities": [scene.region.emmen.pk]}
    browser = browser_of(scene.planner)
    answer = browser.post(reverse("plans:start"), entered)
    assert "Emmen" in str(answer.context["form"].errors["municipalities"])
    for key in ("9" * 20, "-" + "9" * 40, "9" * 5000, "x"):
        answer = browser.post(reverse("plans:start"), {**entered, "team": key, "municipalities": [key]})
        assert {"team", "municipalities"} <= set(answer.context["form"].errors)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("year", ["-1", "99999999999", "twee", "1999", "2101", ""])
def test_a_year_that_is_none_is_refused(db, browser_of, year):
    scene = factories.stage()
    entered = {"team": scene.region.team.pk, "year": year, "municipalities": [scene.region.emmen.pk]}
    answer = browser_of(scene.planner).post(reverse("plans:start"), entered)
    assert answer.context["form"].errors["year"]
    assert not Plan.objects.exists()


# --- completeness ----------------------------------------------------------------------------------------------------


def test_the_overview_names_what_is_missing_with_the_way_to_it(scene, browser_of):
    page = text(browser_of(scene.planner).get(at(scene, "write")))
    assert "0 van 3 hoofdstukken gereed" in page
    for url in (at(scene, "texts"), *(block_url(scene, place) for place in range(3))):
        assert url in page
    factories.write_texts(scene)
    factories.contribution(scene, scene.blocks[2])
    assert "2 van 3 hoofdstukken gereed" in text(browser_of(scene.planner).get(at(scene, "write")))


def test_a_plan_that_is_complete_can_be_submitted_and_one_that_is_not_says_why(scene, browser_of):
    browser = browser_of(scene.planner)
    assert f'href="{at(scene, "submit")}"' not in text(browser.get(at(scene, "write")))
    factories.write_texts(scene)
    for block in scene.blocks:
        factories.contribution(scene, block)
    assert f'href="{at(scene, "submit")}"' in text(browser.get(at(scene, "write")))


# --- speed -----------------------------------------------------------------------------------------------------------


def queries(browser, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.mark.everywhere
def test_the_number_of_queries_does_not_grow_with_the_plan(written, browser_of):
    here, browser = written.region, browser_of(written.planner)
    base.frame(Level.LOCAL, here.emmen, "Buiten")
    before = {page: queries(browser, page) for page in pages(written)}
    most = {at(written, "write"): 21, at(written, "frames"): 27}  # what nobody explained; which frames there are
    assert {page: count for page, count in before.items() if count > most.get(page, 20)} == {}

    for number in range(6):
        base.frame(Level.LOCAL, here.emmen, f"Buiten {number}")
        inside = base.frame(Level.LOCAL, here.emmen, f"Binnen {number}")
        starting.bring_in_frame(draft=written.draft, frame=inside, by=written.planner)
        for block in written.blocks:
            factories.contribution(written, block, f"<p>Nog een {number}.</p>", kind=Kind.YEAR)
        target = factories.target(written, written.blocks[0], indicator=base.indicator())
        factories.target(written, written.blocks[0], parent=target, restates=target)
        drafting.add_fact(block=written.blocks[0], by=written.planner, text="<p>Feit.</p>")
        drafting.add_term(draft=written.draft, by=written.planner, forms=f"T{number}", explanation="uitleg")
        drafting.add_block(chapter=written.chapters[0], priority=written.blocks[0].priority, by=written.planner)

    assert {page: queries(browser, page) for page in pages(written)} == before
