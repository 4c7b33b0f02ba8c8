"""Two people write in one text, each in a browser of their own; then one of them loses the network."""

from __future__ import annotations

import re

from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.test_accessibility import faults_shown
from tests.journeys.visitor import Door, Visitor
from tests.plans.factories import Scene
from workplan_portal.audit.models import Entry

THEIRS, MINE, LATER = "Wij werken goed samen.", "Wij werken altijd samen.", "Onderweg in de trein geschreven."
LACKING = "In het plan staat niet welke formatie er beschikbaar is."
SAVED = re.compile(r"Opgeslagen om \d\d\.\d\d\.")


def test_two_people_write_in_one_text_and_nothing_is_lost(door: Door, written: Scene) -> None:
    officer, planner = door.signed_in(written.officer), door.signed_in(written.planner)
    for author in (officer, planner):
        opens_introduction(author, written)

    # What is typed is saved by itself, and says so.
    types(officer, THEIRS)
    officer.sees(SAVED)
    assert written.draft.introduction == f"<p>{THEIRS}</p>"

    # Whoever is later overwrites nobody: both texts stand side by side.
    types(planner, MINE)
    planner.sees(re.compile(r"Sanne de Wit heeft dit om \d\d\.\d\d opgeslagen, terwijl u schreef"))
    planner.presses("Vergelijken")
    both = planner.panel("Inleiding: twee teksten")
    expect(both).to_be_focused()
    assert [both.locator(mark).inner_text() for mark in ("del", "ins")] == ["goed", "altijd"]
    assert list(faults_shown(planner, "two texts")) == []
    planner.chooses("Wat in het vak hieronder staat")
    types(planner, "Wij werken goed en altijd samen.")
    planner.presses("Opslaan")
    planner.is_told("De tekst is opgeslagen.")
    assert written.draft.introduction == "<p>Wij werken goed en altijd samen.</p>"
    assert Entry.objects.filter(action="weigh").count() == 1

    # Without a network a copy stays in the browser, and leaving asks first.
    planner.follows("Bewerken: Inleiding")
    expect(planner.box("Inleiding")).to_be_editable()
    planner.waits_for_editors()
    planner.context.set_offline(True)
    types(planner, LATER)
    planner.sees("Niet opgeslagen. Het portaal is niet bereikbaar")
    asked: list[str] = []
    planner.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    with planner.page.expect_event("dialog"):
        planner.follows("Annuleren")
    expect(planner.box("Inleiding")).to_have_text(LATER)
    assert asked == ["Niet alles wat u hebt getypt, is opgeslagen. Wilt u toch verder?"]
    planner.complaints.clear()  # the browser's own, about the connection

    planner.opens_another_tab().close()
    planner.context.set_offline(False)
    planner.opens(reverse("plans:frames", args=[written.plan.uuid]))
    planner.sees("Deze browser heeft tekst bewaard die niet is opgeslagen")
    planner.page.locator("#elders-getypt a").click()
    planner.sees("U hebt hier iets getypt wat niet is opgeslagen")
    planner.sees("Nu aan het schrijven: Sanne de Wit (Voorwoord en inleiding)")
    expect(planner.panel("Inleiding").get_by_text("Sanne de Wit schrijft hier")).to_be_visible()
    assert list(faults_shown(planner, "a copy that is offered")) == []
    planner.presses("Terugzetten")
    planner.sees(SAVED)
    assert written.draft.introduction == f"<p>{LATER}</p>"
    assert planner.page.evaluate("Object.keys(localStorage)") == []

    # What is missing follows each save, while the form stays open.
    opens(planner, written, "Beschikbare formatie")
    expect(planner.link(LACKING)).to_be_visible()
    planner.writes("Beschikbare formatie", "Wij zijn met dertig.")
    expect(planner.link(LACKING)).to_have_count(0)
    expect(planner.box("Beschikbare formatie")).to_have_text("Wij zijn met dertig.")


def opens_introduction(visitor: Visitor, scene: Scene) -> None:
    opens(visitor, scene, "Inleiding")


def opens(visitor: Visitor, scene: Scene, text: str) -> None:
    visitor.opens(reverse("plans:texts", args=[scene.plan.uuid]))
    visitor.follows(f"Bewerken: {text}")
    expect(visitor.box(text)).to_be_editable()


def types(visitor: Visitor, text: str) -> None:
    visitor.writes("Inleiding", text)
