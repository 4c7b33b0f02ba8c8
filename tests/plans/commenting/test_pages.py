"""Comments on screen: who finds them, where they stand, how one writes, answers and settles without a script."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from plans.actions import commenting, drafting
from plans.codes import Kind
from plans.models import Comment
from tests.plans import factories
from tests.plans.commenting.talk import answer, contribution, say
from tests.plans.drafting.addresses import at, block_url, text
from tests.plans.drafting.test_pages import queries
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]


def plain(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


@pytest.mark.everywhere
def test_for_whoever_may_not_read_the_draft_its_comments_do_not_exist(scene, browser_of):
    thread = say(scene, "Onder ons gezegd")
    addresses = [
        at(scene, "comments"),
        at(scene, "comment"),
        *(at(scene, f"{name}_comment", thread.uuid) for name in ("answer", "settle", "reopen", "remove")),
        at(scene, "comment_place", thread.uuid),
    ]
    before = Entry.objects.count()
    for outsider in (scene.mayor, scene.stranger, scene.administrator, scene.coevorden_officer):
        browser = browser_of(outsider)
        assert {browser.get(url).status_code for url in addresses} <= {404, 405}
        assert {browser.post(url, {"text": "x"}).status_code for url in addresses} <= {404, 405}
    assert (Comment.objects.count(), Entry.objects.count()) == (1, before)

    auditor = browser_of(scene.auditor)
    page = text(auditor.get(addresses[0]))
    assert "Onder ons gezegd" in page
    assert "Opmerking maken" not in page
    assert auditor.get(addresses[1]).status_code == 403
    assert auditor.post(at(scene, "settle_comment", thread.uuid)).status_code == 403
    thread.refresh_from_db()
    assert thread.unsettled

    factories.submit(scene)
    mayor = browser_of(scene.mayor)
    for name in ("comments", "plan", "preview"):
        assert "Opmerkingen" in text(mayor.get(at(scene, name)))
    factories.agree(scene, Role.CHIEF, scene.chief)
    factories.agree(scene, Role.MAYOR, scene.mayor)
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    factories.record_adoption(scene)
    assert "Onder ons gezegd" in text(mayor.get(addresses[0])), "what was said stays readable"
    assert mayor.get(addresses[1]).status_code == 403


def test_one_writes_about_words_of_a_contribution_and_comes_back_to_it(scene, browser_of):
    officer, key = browser_of(scene.officer), contribution(scene)
    desk = text(officer.get(block_url(scene)))
    new = f"{at(scene, 'comment')}?plek={key}&terug=plek"
    assert new.replace("&", "&amp;") in desk
    page = plain(officer.get(new))
    assert "bijdrage 1" in page
    assert "Wij houden toezicht." in page
    assert "Geen namen van verdachten" in page

    entered = {"place": key, "quote": "Dit is ons plan", "text": "Wie doet dit?", "asked": [str(scene.chief.uuid)]}
    wrong = officer.post(new, entered)
    assert "staan ze onder: 1. Voorwoord en inleiding: Voorwoord" in plain(wrong)
    assert Comment.objects.count() == 0
    answered = officer.post(new, entered | {"quote": "houden toezicht"})
    back = f"{block_url(scene)}?bij={key}#bijdrage-{key}"
    assert answered["Location"] == back

    desk = plain(officer.get(back))
    assert "“houden toezicht” Wie doet dit? Gevraagd om te reageren: Joost Veldman" in desk
    assert "1 open opmerking" in desk
    assert "Opmerkingen (1)" in desk
    row = scene.blocks[0].placements.get().contribution
    drafting.edit_contribution(
        contribution=row, version=row.version, text="<p>Anders.</p>", by=scene.planner, kind=Kind.STANDING
    )
    assert "Deze woorden staan er niet meer." in plain(officer.get(back))

    thread = Comment.objects.get()
    settled = browser_of(scene.chief).post(at(scene, "settle_comment", thread.uuid), {"terug": "plek"})
    assert settled["Location"] == back
    assert "Wie doet dit?" not in plain(officer.get(back))


def test_selected_words_find_their_place(scene, browser_of):
    officer, key = browser_of(scene.officer), contribution(scene, 1)
    url = at(scene, "comment")
    selected = {"woorden": "houden toezicht", "nabij": f"prioriteit-{scene.blocks[1].uuid}", "terug": "lezen"}
    page = text(officer.get(url, selected))
    assert f'value="{key}" selected' in page
    assert 'value="houden toezicht"' in page
    assert "Deze woorden staan onder: 2.1 Jeugdoverlast: bijdrage 1." in page
    address = f"{url}?woorden=houden+toezicht&nabij=prioriteit-{scene.blocks[1].uuid}&terug=lezen"
    made = officer.post(address, {"place": key, "quote": "houden toezicht", "text": "Hier."})
    assert made["Location"] == f"{at(scene, 'preview')}#prioriteit-{scene.blocks[1].uuid}"
    assert "Kies een onderdeel" in text(officer.get(url, {"woorden": "staat nergens"}))


def test_the_list_follows_the_plan_and_shows_what_one_asks_for(scene, browser_of):
    last = say(scene, "Over het laatste", place=str(scene.blocks[2].uuid))
    first = say(scene, "Over het voorwoord", by=scene.officer, asked=[scene.chief])
    gone = say(scene, "Over wat weg is", place=str(scene.blocks[0].uuid))
    done = say(scene, "Klaar <b>hiermee</b>\nregel twee")
    commenting.settle(comment=done, by=scene.planner)
    drafting.remove_block(block=scene.blocks[0], by=scene.planner)
    chief, url = browser_of(scene.chief), at(scene, "comments")

    page = text(chief.get(url))
    found = [page.index(words) for words in ("Over het voorwoord", "Over het laatste", "niet meer in het plan staan")]
    assert [*found, page.index("Over wat weg is")] == sorted([*found, page.index("Over wat weg is")])
    assert "hiermee" not in page
    assert "Open (3)" in page
    assert "Over het laatste" not in text(chief.get(url, {"toon": "voor-mij"}))
    assert "Over het voorwoord" in text(chief.get(url, {"toon": "voor-mij"}))
    settled = text(chief.get(url, {"toon": "afgehandeld"}))
    assert "Klaar &lt;b&gt;hiermee&lt;/b&gt;<br>regel twee" in settled
    assert "Over het" not in settled
    assert "Klaar" in text(chief.get(url, {"bij": str(done.uuid)})), "what was just touched stays in sight"

    plan = plain(chief.get(at(scene, "plan")))
    assert "Opmerkingen bij het concept (3)" in plan
    assert "1 daarvan wacht op uw antwoord." in plan
    home = plain(chief.get(reverse("home")))
    assert "Een collega vraagt u iets." in home
    assert "Lezen en antwoorden" in home
    assert chief.get(at(scene, "comment_place", last.uuid))["Location"] == (
        f"{reverse('plans:block', args=[scene.plan.uuid, last.place])}?bij=tekst#tekst"
    )
    assert chief.get(at(scene, "comment_place", gone.uuid))["Location"].startswith(url)

    reply = at(scene, "answer_comment", first.uuid)
    assert 'name="text"' in text(chief.get(url, {"bij": str(first.uuid), "antwoord": "1"}))
    refused = chief.post(reply, {"text": "x" * 2001})
    assert "2.001 tekens" in text(refused)
    assert first.answers.count() == 0
    assert chief.post(reply, {"text": "Dat klopt."})["Location"] == f"{url}?bij={first.uuid}#opmerking-{first.uuid}"
    assert "wacht op uw antwoord" not in plain(chief.get(at(scene, "plan")))
    assert "Lezen en antwoorden" not in plain(chief.get(reverse("home")))
    commenting.settle(comment=first, by=scene.officer)
    late = chief.post(reply, {"text": "Nog iets heel anders."})
    assert late.status_code == 409
    assert "Nog iets heel anders." in text(late)

    removal = at(scene, "remove_comment", first.answers.get().uuid)
    assert "Deze opmerking verwijderen?" in plain(chief.get(removal))
    assert chief.post(removal)["Location"] == f"{url}?bij={first.uuid}#opmerking-{first.uuid}"
    trace = plain(chief.get(f"{url}?toon=alle"))
    assert "Wat Joost Veldman hier schreef, is verwijderd door Joost Veldman" in trace


def test_whoever_submits_and_whoever_decides_is_told_what_is_open(scene, browser_of):
    say(scene, "Nog uitzoeken")
    page = plain(browser_of(scene.planner).get(at(scene, "submit")))
    assert "Nadia Prins: “Nog uitzoeken”" in page
    assert "Wie besluit, leest ze ook." in page
    factories.submit(scene)
    decide = text(browser_of(scene.chief).get(at(scene, "decide")))
    assert "“Nog uitzoeken”" in decide
    assert f"{at(scene, 'comment')}?terug=besluit" in decide
    mayor, url = browser_of(scene.mayor), f"{at(scene, 'comment')}?terug=besluit"
    made = mayor.post(url, {"place": str(scene.blocks[0].uuid), "text": "Mooi."})
    assert made["Location"] == f"{at(scene, 'decide')}#prioriteit-{scene.blocks[0].uuid}"


@pytest.mark.everywhere
def test_more_comments_take_no_more_queries(scene, browser_of):
    def talk() -> None:
        block = scene.blocks[0]
        for place in ("foreword", contribution(scene), str(block.uuid), str(block.targets.get().uuid)):
            thread = say(scene, place=place, by=scene.officer, asked=[scene.planner, scene.chief])
            answer(thread, by=scene.planner, asked=[scene.officer])

    talk()
    browser = browser_of(scene.planner)
    urls = [at(scene, "comments"), at(scene, "texts"), block_url(scene), at(scene, "plan"), at(scene, "submit")]
    few = {url: queries(browser, url) for url in urls}
    for _more in range(4):
        talk()
    assert {url: queries(browser, url) for url in urls} == few
    assert max(few.values()) <= 30
