"""What the authors see of a new edition on the pages of their plan, and its keeper on the page of the frame."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import starting
from tests import factories as base
from tests.plans import factories
from tests.plans.drafting.addresses import at, block_url, pages, text
from tests.plans.editions.world import OWN, SAYS_NOW, Renewed, next_edition, write_own

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]


def edition_url(world) -> str:
    return at(world.scene, "edition_of_frame", world.edition.uuid)


def act_url(world, name: str, title: str) -> str:
    return at(world.scene, name, world.edition.uuid, world.line(title).key)


def test_old_new_and_own_words_stand_beside_each_other_and_are_decided_about(world, browser_of):
    write_own(world)
    browser = browser_of(world.scene.planner)
    page = text(browser.get(edition_url(world)))
    assert "<p>Minder Woninginbraken.</p>" not in page, "what differs is marked"
    assert "<del>Minder</del> Woninginbraken" in page
    assert "<ins>Veel minder</ins> Woninginbraken" in page
    assert OWN in page
    assert "Minder vuurwerk." in page
    assert "Waarom Jeugdoverlast aandacht vraagt." in page
    assert at(world.scene, "remove_block", world.block("Jeugdoverlast").uuid) in page

    answer = browser.post(act_url(world, "follow_edition", "Woninginbraken"), {"version": 0}, follow=True)
    assert "Overgenomen." in text(answer)
    assert "Toch de eerdere tekst houden" in text(answer)
    answer = browser.post(act_url(world, "keep_words", "Woninginbraken"), {"version": 0}, follow=True)
    assert "iemand anders" in text(answer).lower(), "an old page decides nothing"
    assert world.states()["Woninginbraken"] == "taken"
    answer = browser.post(act_url(world, "keep_words", "Woninginbraken"), {"version": 1}, follow=True)
    assert world.states()["Woninginbraken"] == "kept"
    assert world.scene.planner.name in text(answer)

    answer = browser.post(at(world.scene, "follow_whole_edition", world.edition.uuid), follow=True)
    assert "1 prioriteit overgenomen. U moet nog beslissen over 1 prioriteit" in text(answer)
    assert answer.redirect_chain[0][0] == edition_url(world), "there the rest is decided about"
    assert world.states() == {"Woninginbraken": "kept", "Vuurwerk": "taken", "Jeugdoverlast": "open"}


def test_what_is_undecided_is_named_wherever_one_looks(world, browser_of):
    browser = browser_of(world.scene.planner)
    overview = text(browser.get(at(world.scene, "write")))
    for sentence in ("‘Woninginbraken’ luidt anders", "‘Vuurwerk’ is nieuw", "‘Jeugdoverlast’ staat niet meer"):
        assert sentence in overview
        assert sentence in text(browser.get(at(world.scene, "submit")))
    assert edition_url(world) in overview
    frames = text(browser.get(at(world.scene, "frames")))
    assert "er is een nieuwere uitgave" in frames
    assert "3 prioriteiten om over te beslissen" in frames
    assert at(world.scene, "bring_in_frame", world.edition.uuid) not in frames
    assert edition_url(world) in text(browser.get(block_url(world.scene)))
    world.keep("Woninginbraken")
    assert edition_url(world) not in text(browser.get(block_url(world.scene)))
    assert "‘Woninginbraken’ luidt anders" not in text(browser.get(at(world.scene, "write")))


@pytest.mark.everywhere
def test_who_may_not_decide_reads_without_buttons_and_who_may_not_see_finds_nothing(world, browser_of):
    url, follow = edition_url(world), act_url(world, "follow_edition", "Woninginbraken")
    for who in ("secretary", "unit_planner", "prosecution_staff", "auditor"):
        browser = browser_of(getattr(world.scene, who))
        page = text(browser.get(url))
        assert "Minder vuurwerk." in page
        assert follow not in page
        assert browser.post(follow, {"version": 0}).status_code == 403
    for who in ("mayor", "prosecutor", "coevorden_officer", "stranger", "administrator"):
        browser = browser_of(getattr(world.scene, who))
        assert browser.get(url).status_code == 404
        assert browser.post(follow, {"version": 0}).status_code == 404
    assert set(world.states().values()) == {"open"}


@pytest.mark.everywhere
def test_what_is_no_new_edition_for_this_plan_is_not_found(world, browser_of):
    scene, browser = world.scene, browser_of(world.scene.planner)
    elsewhere = base.frame("local", scene.region.coevorden, "Elders")
    assert browser.get(at(scene, "edition_of_frame", elsewhere.uuid)).status_code == 404
    assert browser.get(at(scene, "edition_of_frame", scene.om.uuid)).headers["Location"] == at(scene, "frames")
    follow = act_url(world, "follow_edition", "Woninginbraken")
    assert browser.get(follow).status_code == 405
    assert browser.post(follow, {"version": "x"}).status_code == 404
    assert browser.post(at(scene, "keep_words", world.edition.uuid, elsewhere.uuid), {"version": 0}).status_code == 404
    third = next_edition(world.edition, scene.officer, objectives={"Woninginbraken": OWN})
    assert browser.get(edition_url(world)).headers["Location"] == at(scene, "frames"), "a mail may be old"
    assert Renewed(scene, third).states()["Woninginbraken"] == "open"


# --- the keeper of the frame -----------------------------------------------------------------------------------------


def test_the_page_of_a_frame_tells_where_it_is_used_and_who_has_not_taken_it_up(browser_of):
    scene = factories.adopted()
    here = scene.region
    starting.start(team=here.team, year=2022, municipalities=[here.emmen], by=scene.planner)
    starting.start(team=here.team, year=2022, municipalities=[here.coevorden], by=scene.planner)
    edition = next_edition(scene.om, scene.prosecution_staff, objectives={"Ondermijning": SAYS_NOW})
    url = reverse("priorities:frame", args=[edition.uuid])

    keeper = text(browser_of(scene.prosecution_staff).get(url))
    assert "Waar het wordt gebruikt" in keeper
    assert "2 plannen hebben de nieuwste uitgave nog niet overgenomen." in keeper
    assert "sinds 1 maart 2021; nog 1 prioriteit om over te beslissen" in keeper
    assert "een vastgesteld plan verandert niet" in keeper

    scene.plan = scene.plan.__class__.objects.get(year=2022, municipality_links__municipality=here.emmen)
    Renewed(scene, edition).follow("Ondermijning")
    keeper = text(browser_of(scene.prosecution_staff).get(url))
    assert "1 plan heeft de nieuwste uitgave nog niet overgenomen." in keeper
    assert "overgenomen: 1, zo gehouden: 0" in keeper

    officer = text(browser_of(scene.coevorden_officer).get(url))
    assert "Jaarwerkplan 2022 Basisteam Zuidoost-Drenthe, Coevorden" in officer
    assert "Zuidoost-Drenthe, Emmen" not in officer
    assert "Het wordt ook gebruikt in 2 plannen die u niet kunt zien." in officer
    assert "in 3 plannen die u niet kunt zien" in text(browser_of(scene.stranger).get(url))


# --- speed -----------------------------------------------------------------------------------------------------------


def queries(browser, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.mark.everywhere
def test_more_to_decide_and_more_plans_take_no_more_questions(browser_of):
    scene = factories.written()
    few = Renewed(scene, next_edition(scene.om, scene.prosecution_staff, objectives={"Ondermijning": SAYS_NOW}))
    browser, keeper = browser_of(scene.planner), browser_of(scene.prosecution_staff)
    frame = reverse("priorities:frame", args=[few.edition.uuid])
    before = {page: queries(browser, page) for page in [*pages(scene), edition_url(few)]}
    used = queries(keeper, frame)
    assert max(*before.values(), used) <= 30

    next_edition(scene.local, scene.officer, objectives={"Woninginbraken": SAYS_NOW, "Wijken": "<p>Meer.</p>"})
    for year in (2022, 2023):
        starting.start(team=scene.region.team, year=year, municipalities=[scene.region.emmen], by=scene.planner)
    more = {f"Nieuw {number}": f"<p>Meer {number}.</p>" for number in range(3)}
    third = next_edition(few.edition, scene.prosecution_staff, objectives={"Ondermijning": OWN, **more})
    later = Renewed(scene, third)
    after = {page: queries(browser, page) for page in [*pages(scene), edition_url(later)]}
    assert list(after.values()) == list(before.values())
    assert queries(keeper, reverse("priorities:frame", args=[third.uuid])) <= used
