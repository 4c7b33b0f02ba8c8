"""Nobody finds what this person may not read: not in drafts, comments, reports, letters, meetings or publications."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.actions import deciding, drafting, starting
from plans.codes import Audience
from plans.models import Contribution
from priorities.codes import Level
from priorities.models import FrameStatus, Priority
from reports.actions import letter_writing, releasing
from reports.actions.publishing import publish, withdraw
from reports.models import TextKind
from reports.sources import PlanSource
from tests import factories as stock
from tests.architecture.test_queries import MOST
from tests.meetings.world import planned
from tests.plans import factories
from tests.plans.amending import world as amending
from tests.plans.commenting.talk import say
from tests.plans.factories import Scene
from tests.reports import factories as reports
from tests.reports import joint, letters
from workplan_portal.audit.trail import now
from workplan_portal.meetings.actions import add_item
from workplan_portal.people.models import Person
from workplan_portal.search.finders import Asked, Hit, find
from workplan_portal.search.models import Passage
from workplan_portal.search.question import question_of

pytestmark = pytest.mark.django_db

WRITE_OR_CHECK = {
    "officer", "planner", "chief", "secretary", "prosecution_staff", "unit_planner", "auditor",
}  # fmt: skip
DECIDE = {"mayor", "prosecutor"}
ONE_OF_EACH = {"planner", "mayor", "coevorden_officer", "stranger"}


def hits(person: Person | None, words: str) -> list[Hit]:
    visitor = stock.fresh(person) if person else AnonymousUser()
    return find(Asked(visitor, question_of(words))).hits


def who(scene: Scene, words: str) -> set[str]:
    """The names of those who find these words; a visitor without an account is "nobody"."""
    return {name for name, person in {**scene.everyone, "nobody": None}.items() if hits(person, words)}


def some(scene: Scene, words: str) -> set[str]:
    """The same, asked of one of each kind of reader."""
    readers = {name: person for name, person in scene.everyone.items() if name in ONE_OF_EACH}
    return {name for name, person in {**readers, "nobody": None}.items() if hits(person, words)}


def test_a_draft_is_found_by_who_may_read_it_and_decisions_by_the_text_that_was_submitted() -> None:
    scene = factories.written()
    row = factories.contribution(scene, scene.blocks[0], "<p>Wij tellen <strong>Eenhoorns</strong>.</p>")
    say(scene, "Zeg eens draakje.")
    assert who(scene, "eenhoorns") == WRITE_OR_CHECK
    assert some(scene, "draakje") == {"planner"}

    factories.submit(scene)
    assert who(scene, "tellen eenhoorns") == WRITE_OR_CHECK | DECIDE
    assert some(scene, "draakje") == {"planner", "mayor"}

    deciding.withdraw(draft=scene.draft, by=scene.planner)
    row = Contribution.objects.get(pk=row.pk)
    told = {"version": row.version, "text": "<p>Wij tellen eekhoorns.</p>", "by": scene.planner}
    drafting.edit_contribution(contribution=row, **told)  # type: ignore[arg-type]
    assert some(scene, "eekhoorns") == some(scene, "draakje") == {"planner"}
    assert some(scene, "eenhoorns") == {"mayor"}  # they read what was submitted until it is submitted again

    factories.submit(scene)
    assert some(scene, "eekhoorns") == {"planner", "mayor"}
    assert some(scene, "eenhoorns") == set()


def test_outsiders_find_what_was_published_for_them_and_only_while_it_is_out() -> None:
    scene = factories.written()
    factories.contribution(scene, scene.blocks[0], "<p>Tactische eenhoorns.</p>", internal=True)
    factories.contribution(scene, scene.blocks[0], "<p>Openbare eekhoorns.</p>")
    factories.decide(scene)
    source = PlanSource(scene.revision)
    inside = {"planner", "mayor"}
    assert some(scene, "eekhoorns") == inside

    out = publish(source=source, audience=Audience.PUBLIC, by=scene.officer, visible_from=now() + timedelta(days=9))
    assert some(scene, "eekhoorns") == inside

    type(out).objects.update(visible_from=now())
    assert who(scene, "eekhoorns") == {*scene.everyone, "nobody"}
    assert some(scene, "jaarwerkplan emmen") == ONE_OF_EACH | {"nobody"}
    assert some(scene, "eenhoorns") == inside
    assert hits(scene.stranger, "eekhoorns")[0].url.startswith(f"/documenten/{out.uuid}/#prioriteit-")
    (own,) = hits(scene.officer, "openbare eekhoorns")
    assert own.url.startswith(f"/plannen/{scene.plan.uuid}/voorbeeld/#prioriteit-")

    withdraw(publication=out, reason="Een fout.", by=scene.officer)
    assert some(scene, "eekhoorns") == inside


def test_a_report_is_found_in_what_was_released_by_who_only_decides() -> None:
    told = joint.released()
    scene = told.scene
    assert some(scene, joint.SECRET_LINE) == ONE_OF_EACH - {"stranger"}

    releasing.correct(report=told.report, reason="Een teken te veel.", by=scene.planner)
    reports.reword(told, "<p>Over eenhoorns.</p>")
    assert some(scene, "eenhoorns") == {"planner", "coevorden_officer"}
    assert some(scene, '"een rustige periode"') == {"mayor"}
    assert hits(scene.planner, "teken te veel")
    assert not hits(scene.mayor, "teken te veel")


def test_letters_meetings_frames_and_lists() -> None:
    scene = factories.adopted()
    letter = letters.complete(scene)
    row = letter.texts.filter(kind=TextKind.CLOSING).first() or letter.texts.last()
    letter_writing.edit_text(row=row, version=row.version, text="<p>Over eenhoorns.</p>", by=scene.officer)
    assert some(scene, "eenhoorns") == {"planner"}
    letters.sent(scene, letter)
    assert some(scene, "eenhoorns") == {"planner", "mayor"}

    add_item(meeting=planned(scene), topic="Over draken", by=scene.secretary)
    assert some(scene, "draken") == {"planner", "mayor"}

    draft = stock.frame(Level.LOCAL, scene.region.coevorden, "Trollen", title="Kader Coevorden")
    type(draft).objects.filter(pk=draft.pk).update(status=FrameStatus.DRAFT, adopted_on=None)
    assert some(scene, "trollen") == {"coevorden_officer"}
    assert some(scene, "ondermijning") == ONE_OF_EACH  # adopted frames are there for everybody with an account


def test_an_amendment_is_found_by_what_it_changes_until_it_is_in_force() -> None:
    scene = factories.adopted()
    draft = amending.begun(scene)
    amending.introduce(scene, draft, "<p>Dit gaat vooraf.</p><p>Zo werken eenhoorns samen.</p>")
    assert some(scene, "eenhoorns") == {"planner"}
    with amending.on(5, 7):
        amending.adopted(scene, draft)
        found = hits(scene.mayor, "eenhoorns")
        page = f"/plannen/{scene.plan.uuid}/bijstellingen/1/voorbeeld/"
        assert [hit.url for hit in found] == [f"{page}#hoofdstuk-1:~:text=Zo%20werken%20eenhoorns%20samen."]
        assert len(hits(scene.mayor, '"wij houden toezicht"')) == 3  # what it left as it was is found in the plan
    with amending.on(6, 2):
        assert [hit.url for hit in hits(scene.mayor, "eenhoorns")] == [
            f"/plannen/{scene.plan.uuid}/voorbeeld/#hoofdstuk-1:~:text=Zo%20werken%20eenhoorns%20samen."
        ]
        assert not hits(scene.mayor, '"zo werken wij samen"')


def test_the_page_shows_the_words_in_their_text_and_leads_to_the_place(client: Client) -> None:
    scene = factories.written()
    row = factories.contribution(scene, scene.blocks[0], "<p>In het <em>Ca</em>fé &amp; op straat &lt;b&gt;.</p>")
    client.force_login(scene.officer)
    page = client.get("/zoeken/", {"q": 'cafe "op straat"'}).content.decode()

    assert "<title>" in page
    assert "1 plek gevonden" in page
    shown = html.unescape(re.sub(r"</?mark[^>]*>", "|", page))
    assert "In het |Café| & |op straat| <b>." in shown
    block = scene.blocks[0].uuid
    place = f"/plannen/{scene.plan.uuid}/schrijven/prioriteit/{block}/?bewerk={row.uuid}#bijdrage-{row.uuid}"
    assert f'href="{place}"' in html.unescape(page)
    assert 'name="text"' in client.get(place).content.decode()  # its form is open there
    Priority.objects.filter(blocks=scene.blocks[0]).update(narrative="<p>Bij het zwembad.</p>")
    found = f"/plannen/{scene.plan.uuid}/schrijven/prioriteit/{block}/#tekst"
    assert f'href="{found}"' in client.get("/zoeken/?q=zwembad").content.decode()
    there = client.get(found)
    assert ("Bij het zwembad" in there.content.decode(), there.context["edit"]) == (True, None), "not folded away"
    assert 'href="?q=cafe+%22op+straat%22&amp;soort=contribution"' in page

    nothing = [
        {"q": "cafe", "jaar": "2019"},
        {"q": "cafe", "gemeente": "GM0109"},
        {"q": "cafe", "soort": "letter", "jaar": "x", "pagina": "9"},
        {"q": "strong"},
        {"q": "<em>"},
        {"q": "op cafe straat zoek"},
    ]
    for asked in nothing:
        assert "Niets gevonden" in client.get("/zoeken/", asked).content.decode()
    assert "minstens twee letters" in client.get("/zoeken/?q=x").content.decode()
    assert (
        "ten hoogste 12 woorden" in client.get("/zoeken/?q=" + "+".join(f"w{n:02}" for n in range(20))).content.decode()
    )
    for odd in ("", "%00", "%ff%fe", "a" * 9000, "%27%22%3B--%25_%5C*(%5B", "q&jaar=99999999999999999999&gemeente=%00"):
        assert client.get(f"/zoeken/?q={odd}").status_code == 200
    assert client.get("/documenten/?q=café&jaar=2021").headers["Location"] == "/zoeken/?q=caf%C3%A9&jaar=2021"


def test_how_often_it_asks_the_database_does_not_grow(client: Client) -> None:
    told = joint.released()
    scene = told.scene
    client.force_login(scene.planner)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert client.get("/zoeken/?q=wij").status_code == 200
        return len(questions)

    asked()
    here = [scene.region.emmen]
    for number in range(3):
        draft = starting.start(
            team=scene.region.team, year=2022 + number, municipalities=here, by=scene.planner
        ).drafts.get()
        for chapter in draft.chapters.all():
            for block in chapter.blocks.all():
                factories.contribution(scene, block, f"<p>Wij zijn met {number}.</p>")
        if number == 0:  # nothing was being written before
            before = asked()
    assert asked() == before <= MOST


def test_what_was_fixed_before_there_was_a_search_is_found_too() -> None:
    told = joint.corrected()
    scene = told.scene
    publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    columns = ("fixed", "source", "kind", "place", "anchor", "heading", "words", "folded")
    kept = list(Passage.objects.order_by("pk").values_list(*columns))
    Passage.objects.all().delete()
    for floor, name in (("plans", "0020_passages"), ("reports", "0007_passages")):
        import_module(f"{floor}.migrations.{name}").make_findable(apps, None)
    assert sorted(Passage.objects.values_list(*columns)) == sorted(kept)
