"""Everything is edited in its place, and one returns to where one was."""

import re
from datetime import date
from decimal import Decimal

import pytest

from plans.actions import drafting
from plans.codes import Agreement, Kind
from plans.models import Contribution, Plan, Term
from tests.plans import factories
from tests.plans.drafting.addresses import CONTRIBUTION, at, block_url, row_url, text

pytestmark = pytest.mark.django_db


def test_the_form_opens_in_the_place_of_the_item(written, browser_of):
    row = Contribution.objects.filter(placements__block=written.blocks[0]).get()
    page = text(browser_of(written.planner).get(f"{block_url(written)}?bewerk={row.uuid}"))
    item = page[page.index(f'id="bijdrage-{row.uuid}"') :]
    assert 'name="responsible"' in item[: item.index("</li>")]


@pytest.mark.parametrize(
    "asked", ["bewerk=niets", "toevoegen=new-koe", "ook=1", "verplaats=x", "bewerk=", "bewerk=%00", "bewerk=tekst%27"]
)
def test_an_address_that_asks_for_nothing_we_know_opens_nothing(written, browser_of, asked):
    answer = browser_of(written.planner).get(f"{block_url(written)}?{asked}")
    assert answer.status_code == 200
    assert 'name="version"' not in text(answer)


def test_a_text_is_saved_and_one_returns_to_it(scene, browser_of):
    browser = browser_of(scene.officer)
    url = at(scene, "save_text", "foreword")
    answer = browser.post(url, {"version": "1", "foreword": "Wij doen **mee**.", "foreword_on": "21-12-2020"})
    assert answer.headers["Location"].endswith("#foreword")
    assert scene.draft.foreword == "<p>Wij doen <strong>mee</strong>.</p>"
    assert scene.draft.foreword_on == date(2020, 12, 21)
    assert "<strong>mee</strong>" in text(browser.get(at(scene, "texts")))


@pytest.mark.parametrize("part", ["introduction", "going_concern", "formation", "upscaling"])
def test_every_text_of_the_plan_can_be_written(scene, browser_of, part):
    browser_of(scene.officer).post(at(scene, "save_text", part), {"version": "1", part: "Nieuwe tekst."})
    assert getattr(scene.draft, part) == "<p>Nieuwe tekst.</p>"


def test_what_was_agreed_beforehand_is_recorded(scene, browser_of):
    entered = {"version": "1", "themes_note": "Oplegnotitie 2021", "norm_rule": "off"}
    browser_of(scene.officer).post(at(scene, "save_text", "settings"), entered)
    assert (scene.draft.themes_note, scene.draft.norm_rule) == ("Oplegnotitie 2021", "off")


def test_the_words_of_the_frame_stand_where_the_plan_has_none(scene, browser_of):
    browser = browser_of(scene.officer)
    page = text(browser.get(block_url(scene)))
    assert "Minder Woninginbraken." in page
    assert "uit het kader" in page

    row = scene.blocks[0]
    browser.post(
        at(scene, "save_block", row.uuid, "tekst"), {"version": "1", "title": "Inbraak", "objective": "Eigen doel."}
    )

    page = text(browser.get(block_url(scene)))
    assert "Eigen doel." in page
    assert "Minder Woninginbraken." not in page
    assert "In het kader heet dit: Woninginbraken" in page


def test_an_agreement_elsewhere_needs_to_say_where(scene, browser_of):
    browser, row = browser_of(scene.officer), scene.blocks[0]
    url = at(scene, "save_block", row.uuid, "afspraken")
    refused = browser.post(url, {"version": "1", "agreement": "referred"})
    assert refused.context["form"].errors["agreement_reference"]
    browser.post(url, {"version": "1", "agreement": "referred", "agreement_reference": "Convenant 2019"})
    assert scene.blocks[0].agreement == Agreement.REFERRED
    assert "Convenant 2019" in text(browser.get(block_url(scene)))


def test_contributions_are_added_moved_placed_and_removed(scene, browser_of):
    browser = browser_of(scene.officer)
    for words in ("Eerste.", "Tweede."):
        browser.post(row_url(scene, "add_row", "bijdrage"), {**CONTRIBUTION, "text": words})
    browser.post(row_url(scene, "add_row", "bijdrage"), {"kind": "year", "text": "Accent.", "fte": "0,5"})
    first, second = scene.blocks[0].placements.filter(contribution__kind=Kind.STANDING)
    accent = Contribution.objects.get(kind=Kind.YEAR)
    assert accent.fte == Decimal("0.5")

    moved = browser.post(row_url(scene, "move_row", "bijdrage", second.contribution), {"steps": "-1"})
    assert moved.headers["Location"].endswith(f"#bijdrage-{second.contribution.uuid}")
    assert [str(p.contribution) for p in scene.blocks[0].placements.all()] == ["Tweede.", "Eerste.", "Accent."]

    url = at(scene, "place_contribution", scene.blocks[0].uuid, accent.uuid)
    browser.post(url, {"block": str(scene.blocks[2].uuid)})
    page = " ".join(text(browser.get(block_url(scene))).split())
    there = f"{block_url(scene, 2)}#bijdrage-{accent.uuid}"
    assert re.search(rf'ook onder <a class="link" href="{there}" ?> ?Ondermijning ?</a>', page)
    page = text(browser.get(f"{block_url(scene)}?bewerk={accent.uuid}"))
    assert "staat op 2 plaatsen: ook onder Ondermijning." in page

    asked = text(browser.get(row_url(scene, "remove_row", "bijdrage", accent)))
    assert "Deze bijdrage weghalen bij deze prioriteit?" in asked
    assert "Ondermijning" in asked.partition("blijft staan onder:")[2]
    assert Contribution.objects.count() == 3
    browser.post(row_url(scene, "remove_row", "bijdrage", accent))
    browser.post(row_url(scene, "remove_row", "bijdrage", first.contribution))
    assert {str(c) for c in Contribution.objects.all()} == {"Tweede.", "Accent."}


def test_the_first_cannot_go_up_nor_the_last_down_and_both_say_why(written, browser_of):
    factories.contribution(written, written.blocks[0], "<p>Tweede.</p>")
    page = text(browser_of(written.planner).get(block_url(written)))
    assert (
        page.count("Dit is al de eerste.") == page.count("Dit is al de laatste.") == 2
    )  # contributions, and the target


def test_a_move_by_something_that_is_no_button_is_not_found(written, browser_of):
    row = Contribution.objects.filter(placements__block=written.blocks[0]).get()
    for steps in ("5", "x", ""):
        url = row_url(written, "move_row", "bijdrage", row)
        assert browser_of(written.planner).post(url, {"steps": steps}).status_code == 404


def test_priorities_are_added_moved_and_left_out(scene, browser_of):
    browser, chapter = browser_of(scene.officer), scene.chapters[0]
    priority = scene.blocks[1].priority
    browser.post(at(scene, "add_block", chapter.uuid), {"priority": str(priority.uuid)})
    assert [str(b) for b in scene.blocks[:3]] == ["Woninginbraken", "Jeugdoverlast", "Jeugdoverlast"]

    browser.post(at(scene, "move_block", scene.blocks[1].uuid), {"steps": "-1"})
    assert str(scene.blocks[0]) == "Jeugdoverlast"

    asked = browser.get(at(scene, "remove_block", scene.blocks[0].uuid))
    assert "Onder deze prioriteit is nog niets geschreven" in text(asked)
    browser.post(at(scene, "remove_block", scene.blocks[0].uuid))
    assert [str(b) for b in scene.blocks[:2]] == ["Woninginbraken", "Jeugdoverlast"]


def test_a_priority_of_another_chapter_is_no_choice(scene, browser_of):
    url = at(scene, "add_block", scene.chapters[0].uuid)
    answer = browser_of(scene.planner).post(url, {"priority": str(scene.blocks[2].priority.uuid)})
    assert answer.context["form"].errors["priority"]


def test_leaving_out_a_frame_says_first_what_goes_and_what_stays(written, browser_of):
    both = written.blocks[0].placements.get().contribution
    drafting.place_contribution(contribution=both, block=written.blocks[2], by=written.planner)
    drafting.edit_contribution(contribution=both, version=1, by=written.planner, text="<p>Blijft bestaan.</p>")
    browser, url = browser_of(written.planner), at(written, "leave_out_frame", written.local.uuid)

    asked = text(browser.get(url))
    gone, stays = asked.split("want het staat ook ergens anders")
    assert "Jeugdoverlast" in gone
    assert "Blijft bestaan." in stays
    assert written.local in written.draft.frames.all()

    browser.post(url)
    assert written.local not in written.draft.frames.all()
    page = text(browser.get(at(written, "frames")))
    assert "Weggelaten" in page
    browser.post(at(written, "bring_in_frame", written.local.uuid))
    assert written.local in written.draft.frames.all()


def test_where_no_frame_applies_the_page_says_what_comes_first(scene, browser_of):
    """There is nothing to bring in: to ask for it would leave the reader at a loss."""
    scene.draft.frames.clear()
    Plan.objects.filter(pk=scene.plan.pk).update(year=2050)
    page = text(browser_of(scene.officer).get(at(scene, "frames")))
    assert "in 2050 geldt nog geen kader" in page
    assert "Neem een kader op" not in page
    assert "Weggelaten" not in page


def test_footnotes_are_added_edited_and_removed(scene, browser_of):
    browser = browser_of(scene.officer)
    browser.post(at(scene, "add_term"), {"forms": "GGP\nGGP’er", "explanation": "gebiedsgebonden politie"})
    row = Term.objects.get()
    double = browser.post(at(scene, "add_term"), {"forms": "GGP", "explanation": "iets anders"})
    assert double.context["form"].errors["forms"]
    browser.post(
        at(scene, "save_term", row.uuid), {"version": "1", "forms": "GGP", "explanation": "politie in de wijk"}
    )
    assert Term.objects.get().explanation == "politie in de wijk"
    assert "politie in de wijk" in text(browser.get(at(scene, "remove_term", row.uuid)))
    browser.post(at(scene, "remove_term", row.uuid))
    assert not Term.objects.exists()


def test_an_address_that_forms_are_sent_to_leads_back_to_its_page(written, browser_of):
    """After a form that failed the browser stands at that address: a reload there must not end in an error."""
    browser, block, chapter = browser_of(written.planner), written.blocks[0], written.chapters[0]
    row = Contribution.objects.filter(placements__block=block).get()
    for url, page in (
        (at(written, "save_text", "foreword"), at(written, "texts")),
        (at(written, "save_chapter", chapter.uuid), at(written, "chapter", chapter.uuid)),
        (at(written, "save_block", block.uuid, "tekst"), block_url(written)),
        (row_url(written, "add_row", "bijdrage"), block_url(written)),
        (row_url(written, "save_row", "bijdrage", row), block_url(written)),
        (at(written, "add_term"), at(written, "terms")),
    ):
        assert browser.get(url).headers["Location"] == page
        # The links to the other forms of a page that shows a form again stand at that address too.
        assert browser.get(url, {"bewerk": "introduction"}).headers["Location"] == f"{page}?bewerk=introduction"
