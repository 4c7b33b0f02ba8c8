"""What each person finds on the page about the earlier plan, and what its buttons and forms do."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import choosing, drafting
from plans.codes import Kind, Outcome
from plans.models import Plan
from plans.presenters.last_year import Old, OldBlock, State
from plans.presenters.rewording import Reworded
from priorities.actions.figures import correct_figure
from priorities.models import Figure
from tests import factories as base
from tests.plans import factories
from tests.plans.drafting.addresses import at, row_url, text
from tests.plans.next_year.test_choosing import drop, keep, remove
from tests.plans.next_year.test_starting import renewed
from tests.plans.next_year.world import Autumn

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]

START = reverse("plans:start")


def page(year: Autumn) -> str:
    return at(year.scene, "last_year")


def sent(year: Autumn, name: str, words: str) -> str:
    return at(year.scene, name, year.then(words))


def adopted(year: Autumn) -> None:
    """The plan of 2022 as well."""
    factories.write_texts(year.scene)
    for block in year.scene.blocks:
        factories.contribution(year.scene, block)
    factories.decide(year.scene)


# --- starting --------------------------------------------------------------------------------------------------------


def entered(year: Autumn, **values: object) -> dict[str, object]:
    here = year.scene.region
    return {"team": here.team.pk, "year": "2022", "municipalities": [here.emmen.pk], **values}


def test_with_an_earlier_plan_the_form_asks_what_to_start_from(before, browser_of):
    browser = browser_of(before.scene.planner)
    assert "earlier" not in browser.get(START).context["form"].fields

    answer = browser.post(START, entered(before))

    assert "Er is een eerder plan" in text(answer)
    assert answer.context["form"]["earlier"].value() == str(before.earlier.uuid)
    assert not answer.context["form"].errors
    assert Plan.objects.count() == 1


def test_from_the_earlier_plan_one_comes_on_the_page_about_it(before, browser_of):
    browser = browser_of(before.scene.officer)
    answer = browser.post(START, entered(before, earlier=str(before.earlier.uuid)), follow=True)
    plan = Plan.objects.get(year=2022)
    assert plan.started_from.plan == before.earlier
    assert answer.redirect_chain == [(reverse("plans:last_year", args=[plan.uuid]), 302)]
    assert "3 onderdelen wachten nog op een beslissing" in text(answer)


def test_one_may_start_empty_all_the_same(before, browser_of):
    browser = browser_of(before.scene.planner)
    answer = browser.post(START, entered(before, earlier="leeg"), follow=True)
    plan = Plan.objects.get(year=2022)
    assert plan.started_from is None
    assert "Uit het plan van" not in text(answer)
    assert browser.get(reverse("plans:last_year", args=[plan.uuid])).status_code == 404


@pytest.mark.parametrize("wrong", ["", "x", "00000000-0000-0000-0000-000000000001"])
def test_what_is_no_plan_to_start_from_is_asked_again(before, browser_of, wrong):
    answer = browser_of(before.scene.planner).post(START, entered(before, earlier=wrong))
    assert answer.context["form"].asking
    assert Plan.objects.count() == 1


def test_with_nothing_to_start_from_nothing_is_asked(before, browser_of):
    """An officer of Coevorden sees no plan of another municipality."""
    here = before.scene.region
    browser_of(before.scene.coevorden_officer).post(START, entered(before, municipalities=[here.coevorden.pk]))
    assert Plan.objects.get(year=2022).started_from is None


@pytest.mark.everywhere
def test_a_plan_that_one_may_not_see_is_not_offered(before, browser_of):
    here = before.scene.region
    both = [here.emmen.pk, here.coevorden.pk]
    browser_of(before.scene.coevorden_officer).post(START, entered(before, municipalities=both))
    assert Plan.objects.get(year=2022).started_from is None


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["officer", "planner", "chief", "secretary", "unit_planner", "prosecution_staff"])
def test_the_writing_side_reads_it(started, browser_of, who):
    answer = text(browser_of(getattr(started.scene, who)).get(page(started)))
    assert "Wijk in beeld." in answer
    assert "met doel: Wijkscans" in answer


@pytest.mark.parametrize("who", ["mayor", "prosecutor", "coevorden_officer", "stranger", "administrator"])
@pytest.mark.everywhere
def test_for_everybody_else_it_does_not_exist_while_the_plan_is_written(started, browser_of, who):
    browser = browser_of(getattr(started.scene, who))
    assert browser.get(page(started)).status_code == 404
    for name in ("keep", "drop", "take_over", "bring_back"):
        answer = browser.post(sent(started, name, "Wijk in beeld"), {"kind": "year", "version": "1", "reason": "Nee."})
        assert answer.status_code == 404


def test_who_reads_and_does_not_write_gets_no_buttons(started, browser_of):
    answer = text(browser_of(started.scene.secretary).get(page(started)))
    assert "Houden als accent van 2022" not in answer
    assert "Laten vervallen" not in answer


def test_what_has_been_decided_about_shows_its_choices_when_asked_for(started, browser_of):
    browser = browser_of(started.scene.planner)
    accent = started.then("Wijk in beeld")
    keep(started, "Wijk in beeld", by=started.scene.planner)
    assert f'action="{at(started.scene, "keep", accent)}"' not in browser.get(page(started)).content.decode()
    answer = browser.get(page(started), {"anders": accent})
    assert f'action="{at(started.scene, "keep", accent)}"' in answer.content.decode()
    assert "Anders beslissen" not in text(answer)


def test_only_a_priority_with_something_to_decide_or_to_compare_gets_a_panel_of_its_own():
    quiet = OldBlock("id", "2.1 Woninginbraken", State.KEPT, None, url="/prioriteit/", same=["Extra rondes."])
    assert not quiet.tells
    item = Old("other", "Wijk in beeld.", State.OPEN, None)
    reworded = Reworded("Titel", "Inbraak", "Woninginbraken")
    for change in ({"accents": [item]}, {"others": [item]}, {"reworded": [reworded]}, {"target_of": "x"}, {"url": ""}):
        assert replace(quiet, **change).tells


def test_it_says_what_stayed_behind_and_why(started, browser_of):
    answer = text(browser_of(started.scene.planner).get(page(started)))
    assert "Oplegnotitie 2021" in answer
    assert "Na de actie." in answer  # the reason of a goal that did not come along
    assert "normafspraak" in answer


def test_other_words_of_a_priority_and_of_the_plan_are_shown_beside_the_old_ones(started, browser_of):
    scene, browser = started.scene, browser_of(started.scene.planner)
    as_it_was = browser.get(page(started)).context["page"]
    assert (as_it_was.reworded, [block.reworded for block in as_it_was.blocks]) == ([], [[], [], []])

    draft, first = started.draft, scene.blocks[0]
    drafting.write_texts(
        draft=draft, version=draft.version, by=scene.planner, going_concern="<p>Ook in het weekend.</p>"
    )
    drafting.edit_block(
        block=first, version=first.version, by=scene.planner, title="Nieuwe naam", objective="<p>Scherper doel.</p>"
    )
    term = draft.terms.get()
    drafting.edit_term(term=term, version=term.version, by=scene.planner, explanation="werken in de wijk")

    answer = browser.get(page(started))
    found = answer.context["page"]
    assert [(r.label, r.then, r.now) for r in found.reworded] == [
        ("Dagelijks werk (going concern)", "<p>Noodhulp gaat door.</p>", "<p>Ook in het weekend.</p>"),
        ("Begrip ‘GGP’", "GGP, ggp: gebiedsgebonden politie", "GGP, ggp: werken in de wijk"),
    ]
    block = next(b for b in found.blocks if b.origin == str(first.origin))
    assert [str(badge.label) for badge in block.badges] == ["behouden", "gewijzigd"]
    assert {r.label: r.now for r in block.reworded} == {
        "Titel": "Nieuwe naam",
        "Doelstelling": "<p>Scherper doel.</p>",
    }
    assert not any(other.reworded for other in found.blocks if other.origin != block.origin)
    shown = text(answer)
    assert "Scherper doel." in shown
    assert "Woorden van het plan." in shown, "what it said"

    drafting.remove_term(term=term, by=scene.planner)
    assert browser.get(page(started)).context["page"].reworded[-1].now == ""


@pytest.mark.everywhere
def test_after_adoption_everybody_who_sees_the_plan_sees_what_became_of_it(started, browser_of):
    keep(started, "Jeugd op straat", started.scene.officer, Kind.STANDING)
    drop(started, "Wijk in beeld", started.scene.planner, reason="Is klaar.")
    drop(started, "Pand in de gaten", started.scene.planner, reason="Pand is leeg.")
    remove(started, "Signalen", reason="Doet de GGD.")
    adopted(started)
    for who in ("mayor", "prosecutor", "planner", "auditor"):
        browser = browser_of(getattr(started.scene, who))
        answer = text(browser.get(page(started)))
        for words in (
            "Is klaar.",
            "Doet de GGD.",
            "Pand is leeg.",
            "Nu een vaste bijdrage",
            started.scene.officer.name,
        ):
            assert words in answer, (who, words)
        assert 'name="version"' not in answer
        assert "Uit het plan van 2021" in text(browser.get(at(started.scene, "plan")))


# --- deciding --------------------------------------------------------------------------------------------------------


def test_an_accent_is_kept_with_one_button(started, browser_of):
    browser = browser_of(started.scene.planner)
    answer = browser.post(sent(started, "keep", "Wijk in beeld"), {"kind": "year", "version": "1"}, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"#uit-{started.then('Wijk in beeld')}")
    assert "Opnieuw een accent" in text(answer)
    assert started.contribution("Wijk in beeld").kind == Kind.YEAR


def test_dropping_asks_for_the_reason_and_keeps_what_was_typed(started, browser_of):
    browser, url = browser_of(started.scene.planner), sent(started, "drop", "Wijk in beeld")
    opened = browser.get(f"{page(started)}?laten-vallen={started.then('Wijk in beeld')}")
    assert opened.context["form"]["version"].value() == 1

    answer = browser.post(url, {"reason": "  ", "version": "1"})
    assert answer.context["form"].errors["reason"]
    long = browser.post(url, {"reason": "x" * 2001, "version": "1"})
    assert "x" * 2001 in text(long)
    assert started.offer(started.then("Wijk in beeld")).outcome == Outcome.OPEN

    browser.post(url, {"reason": "Is klaar.", "version": "1"})
    assert started.offer(started.then("Wijk in beeld")).reason == "Is klaar."


def test_a_stale_form_overrules_nobody_and_can_be_sent_again(started, browser_of):
    drop(started, "Wijk in beeld", started.scene.officer, reason="Van Sanne.")
    browser, url = browser_of(started.scene.planner), sent(started, "drop", "Wijk in beeld")

    answer = browser.post(url, {"reason": "Van Nadia.", "version": "1"})

    assert "Van Sanne." in text(answer)
    assert "Van Nadia." in text(answer)
    assert started.offer(started.then("Wijk in beeld")).reason == "Van Sanne."
    browser.post(url, {"reason": "Van Nadia.", "version": str(answer.context["form"]["version"].value())})
    assert started.offer(started.then("Wijk in beeld")).reason == "Van Nadia."


def test_a_stale_button_does_nothing_and_says_so(started, browser_of):
    drop(started, "Wijk in beeld", started.scene.officer)
    browser = browser_of(started.scene.planner)
    answer = browser.post(sent(started, "keep", "Wijk in beeld"), {"kind": "year", "version": "1"})
    assert "intussen" in str(list(get_messages(answer.wsgi_request))[0])
    assert not started.contribution("Wijk in beeld")


@pytest.mark.parametrize(
    "data", [{}, {"kind": "year"}, {"kind": "maybe", "version": "1"}, {"kind": "year", "version": "-1"}]
)
def test_what_no_button_of_ours_sends_is_not_found(started, browser_of, data):
    browser = browser_of(started.scene.planner)
    assert browser.post(sent(started, "keep", "Wijk in beeld"), data).status_code == 404
    assert browser.post(sent(started, "keep", "Bodycam"), {"kind": "year", "version": "0"}).status_code == 404


def test_what_the_earlier_plan_did_not_hold_is_not_found(started, browser_of):
    browser, data = browser_of(started.scene.planner), {"kind": "year", "version": "0", "reason": "Nee."}
    for name in ("keep", "drop", "take_over", "bring_back"):
        assert browser.post(at(started.scene, name, UUID(int=1)), data).status_code == 404
    for asked in ("laten-vallen=onzin&onder=onzin", f"onder={started.then('Wijk in beeld')}"):  # no priority
        assert browser.get(f"{page(started)}?{asked}").context["form"] is None


def test_another_priority_takes_over_with_the_one_of_the_same_name_ready(before, browser_of):
    edition = renewed(before.scene.om, before.scene.prosecution_staff, titles=["Iets nieuws"])
    before.start()
    browser, origin = browser_of(before.scene.planner), before.block_then("Ondermijning")
    block = next(b for b in before.scene.blocks if b.priority.frame == edition)
    drafting.edit_block(block=block, version=1, title="ondermijning", by=before.scene.planner)

    form = browser.get(f"{page(before)}?onder={origin}").context["form"]
    assert form["block"].value() == block.uuid
    browser.post(at(before.scene, "take_over", origin), {"block": str(block.uuid), "version": "1"})

    assert before.contribution("Signalen").placements.get().block == block
    assert "Overgenomen door ‘ondermijning’" in text(browser.get(page(before)))


def test_without_a_priority_in_the_chapter_the_button_says_what_to_do_first(before, browser_of):
    before.scene.om.valid_until = 2021
    before.scene.om.save()
    before.start()
    answer = text(browser_of(before.scene.planner).get(page(before)))
    assert "Geen kader meer" in answer
    assert "Neem eerst een kader op" in answer


def test_removing_asks_why_it_does_not_return_and_bringing_back_undoes_it(started, browser_of):
    browser, row = browser_of(started.scene.planner), started.contribution("Signalen")
    url = row_url(started.scene, "remove_row", "bijdrage", row, place=2)
    assert "Waarom komt dit niet terug?" in text(browser.get(url))
    browser.post(url, {"reason": "Doet de GGD."})
    assert "Doet de GGD." in text(browser.get(page(started)))

    browser.post(sent(started, "bring_back", "Signalen"))
    assert started.contribution("Signalen")


def test_removing_what_is_new_or_stays_elsewhere_asks_nothing(started, browser_of):
    browser = browser_of(started.scene.planner)
    new = factories.contribution(started.scene, started.scene.blocks[0], "<p>Nieuw.</p>")
    for row in (new, started.contribution("Bodycam")):
        url = row_url(started.scene, "remove_row", "bijdrage", row)
        assert "Waarom komt dit niet terug?" not in text(browser.get(url))
        assert browser.post(url).status_code == 302


def test_leaving_out_a_priority_asks_why_too(started, browser_of):
    browser, block = browser_of(started.scene.planner), started.scene.blocks[2]
    url = at(started.scene, "remove_block", block.uuid)
    assert "Waarom komt dit niet terug?" in text(browser.get(url))
    browser.post(url, {"reason": "Geen speerpunt."})
    assert "Geen speerpunt." in text(browser.get(page(started)))


def test_the_overview_names_what_is_undecided_until_it_has_been_decided(started, browser_of):
    browser = browser_of(started.scene.planner)
    overview = text(browser.get(at(started.scene, "write")))
    assert "wachten nog 3 onderdelen op een beslissing" in overview
    assert f'href="{page(started)}"' in overview
    assert "wachten nog 3 onderdelen" in text(browser.get(at(started.scene, "submit")))
    for words in ("Wijk in beeld", "Jeugd op straat", "Pand in de gaten"):
        keep(started, words, started.scene.planner)
    assert "op een beslissing" not in text(browser.get(at(started.scene, "write")))
    assert "Over alles is beslist." in text(browser.get(page(started)))


# --- last year's results ---------------------------------------------------------------------------------------------


def test_a_result_that_became_final_stands_beside_the_adopted_one(started, browser_of):
    figure = base.figure(started.scene.burglaries, started.scene.region.emmen, 37, year=2021, provisional=True)
    adopted(started)
    browser, url = browser_of(started.scene.mayor), at(started.scene, "plan")
    assert "Voorlopige cijfers en normen" not in text(browser.get(url))
    before = started.scene.revision.text

    correct_figure(
        figure=Figure.objects.get(pk=figure.pk),
        version=1,
        reason="Definitieve telling.",
        by=started.scene.planner,
        value=41,
        provisional=False,
    )

    answer = text(browser.get(url))
    finals = answer[answer.index("Voorlopige cijfers en normen") : answer.index('id="versies"')]
    assert "37 (voorlopig)" in finals
    assert "41" in finals
    assert finals.count("Woninginbraken") == 1
    assert started.scene.revision.text == before
    assert "37 (voorlopig)" in text(browser.get(at(started.scene, "preview")))


# --- speed -----------------------------------------------------------------------------------------------------------


def queries(browser, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.mark.everywhere
def test_more_to_decide_takes_no_more_questions(before, browser_of):
    browser = browser_of(before.scene.planner)
    before.start()
    few = queries(browser, page(before)), queries(browser, at(before.scene, "write"))
    assert max(few) < 30

    keep(before, "Jeugd op straat", before.scene.planner)
    drop(before, "Wijk in beeld", before.scene.planner)
    remove(before, "Bodycam")
    for row in before.targets():
        row.block.chapter.draft = before.draft
        drafting.edit_row(row=row, version=row.version, by=before.scene.planner, norm=7)
    choosing.bring_back(draft=before.draft, origin=UUID(before.then("Bodycam")), by=before.scene.planner)
    for number in range(4):
        for block in before.scene.blocks:
            factories.contribution(before.scene, block, f"<p>Nieuw {number}.</p>")

    assert (queries(browser, page(before)), queries(browser, at(before.scene, "write"))) == few
