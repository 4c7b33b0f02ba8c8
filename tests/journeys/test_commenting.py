"""Somebody selects words of the plan and asks a colleague about them; the colleague settles it, from the keyboard."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.test_accessibility import faults_shown
from tests.journeys.visitor import PHONE, Door
from tests.plans.factories import Scene

SELECT = """
(part) => {
  const text = part.querySelector(".prose p").firstChild;
  getSelection().setBaseAndExtent(text, 4, text, 19);
}
"""


def test_words_are_selected_commented_on_and_settled(door: Door, written: Scene) -> None:
    row = written.blocks[0].placements.get().contribution
    page = reverse("plans:block", args=[written.plan.uuid, written.blocks[0].uuid])
    officer, planner = door.signed_in(written.officer), door.signed_in(written.planner, width=PHONE)

    officer.opens(page)
    officer.page.locator(f"#bijdrage-{row.uuid}").evaluate(SELECT)
    officer.follows("Opmerking bij deze woorden")
    expect(officer.box("Woorden waar het over gaat")).to_have_value("houden toezicht")
    expect(officer.box("Uw opmerking")).to_be_focused()
    officer.writes("Uw opmerking", "Hoe vaak?")
    officer.page.get_by_role("checkbox", name="Nadia Prins").check()
    assert list(faults_shown(officer, "a comment being made")) == []
    officer.presses("Opmerking plaatsen")
    officer.is_told("De opmerking is geplaatst. Zij hoort niet bij het plan.")
    expect(officer.page.locator(f"#bijdrage-{row.uuid}")).to_be_focused()

    planner.opens("/")
    planner.follows(f"Lezen en antwoorden: {written.plan.title}")
    planner.sees("“houden toezicht”")
    assert list(faults_shown(planner, "all comments")) == []
    planner.link("Antwoorden op wat Sanne de Wit schreef").press("Enter")
    expect(planner.box("Uw antwoord")).to_be_focused()
    planner.writes("Uw antwoord", "Elke week.")
    planner.button("Antwoorden").press("Enter")
    planner.is_told("Uw antwoord is geplaatst.")
    planner.button("Afhandelen: wat Sanne de Wit schreef").press("Enter")
    planner.is_told("De opmerking is afgehandeld.")
    expect(planner.page.locator("[data-focus]")).to_be_focused()
    expect(planner.button("Heropenen: wat Sanne de Wit schreef")).to_be_visible()
