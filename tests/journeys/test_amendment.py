"""An amendment, from what gave cause to it to the file that everybody reads; decided in a meeting, from its minutes."""

from __future__ import annotations

import re
import subprocess

import pytest
from playwright.sync_api import expect

from plans.models import Adoption, Draft, Minuted
from plans.workflow import Status
from tests.journeys.trade import Author, Post
from tests.journeys.visitor import PHONE, Door
from tests.plans import factories
from tests.plans.factories import Scene
from workplan_portal.audit.trail import today

NAME = "Bijstelling 1 van Jaarwerkplan 2021 Basisteam Zuidoost-Drenthe, Emmen"
NEW = "Wij lopen vaker door het centrum."


@pytest.fixture
def scene(door: Door) -> Scene:
    return factories.adopted()


@pytest.mark.requires("poppler")
def test_an_adopted_plan_is_amended_in_a_meeting_and_everybody_reads_what_changed(
    door: Door, scene: Scene, post: Post
) -> None:
    a_planner_writes_what_has_to_change(door, scene)
    the_secretary_holds_a_meeting_and_records_its_decisions(door, scene)
    a_mayor_confirms_on_a_phone_by_the_link_in_the_mail(door, scene, post)
    the_secretary_records_the_adoption(door, scene, post)
    it_is_published_and_read_beside_the_old_text(door, scene)


def a_planner_writes_what_has_to_change(door: Door, scene: Scene) -> None:
    planner = door.signed_in(scene.planner)
    planner.opens(f"/plannen/{scene.draft.plan.uuid}/")
    planner.follows("Plan bijstellen")
    planner.writes("Aanleiding", "In het centrum is meer overlast.")
    planner.writes("Voorgesteld door", "Driehoek van Emmen")
    planner.writes("Geldt vanaf", "1-6-2021")
    planner.presses("Bijstelling beginnen")
    planner.is_told("De bijstelling is begonnen.")
    author = Author(planner)
    author.turns_to("Woninginbraken")
    author.adds_standing_contribution(NEW)
    planner.opens(f"/plannen/{scene.draft.plan.uuid}/bijstellingen/1/schrijven/")
    author.goes_to_submit()
    author.submits()


def the_secretary_holds_a_meeting_and_records_its_decisions(door: Door, scene: Scene) -> None:
    secretary = door.signed_in(scene.secretary)
    secretary.opens("/overleg/")
    secretary.follows("Overleg plannen")
    secretary.ticks("Emmen")
    for label, value in (("Dag", f"{today():%d-%m-%Y}"), ("Vanaf", "0:00"), ("Tot", "23:59"), ("Plaats", "Zaal 1")):
        secretary.writes(label, value)
    secretary.presses("Overleg plannen")
    secretary.sees(NAME)
    secretary.follows("Vastleggen dat het is gehouden")
    secretary.writes("Kenmerk van de notulen", "DH-9")
    secretary.presses("Vastleggen dat het is gehouden")
    secretary.follows("Notities en besluiten")
    for person in (scene.chief, scene.mayor, scene.prosecutor):
        secretary.ticks(re.compile(person.name))
    secretary.chooses(re.compile("^Akkoord$"))
    secretary.presses("Besluit vastleggen")
    secretary.is_told("Vastgelegd.")
    secretary.sees("(DH-9), nog niet bevestigd")
    assert Draft.objects.get(number=1).status == Status.AGREED


def a_mayor_confirms_on_a_phone_by_the_link_in_the_mail(door: Door, scene: Scene, post: Post) -> None:
    mayor = door.signed_in(scene.mayor, width=PHONE)
    link = post.link_for(scene.mayor.email, subject=f"Klopt dit? Uw besluit in de notulen: {NAME}")
    mayor.opens(link)
    mayor.chooses(re.compile("^Ja, ik bevestig"))
    mayor.presses("Mijn antwoord vastleggen")
    mayor.is_told("U hebt het besluit bevestigd.")
    mayor.opens(link)
    mayor.sees("Hierop is geantwoord")
    assert mayor.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert Minuted.objects.filter(answer__isnull=False).count() == 1


def the_secretary_records_the_adoption(door: Door, scene: Scene, post: Post) -> None:
    secretary = door.signed_in(scene.secretary)
    secretary.opens(post.link_for(scene.secretary.email, subject=f"Klaar om vast te leggen: {NAME}"))
    secretary.sees("nog niet bevestigd")  # of the others: who adopts on it knows
    secretary.writes("Vastgesteld op", f"{today():%d-%m-%Y}")
    secretary.presses("Vaststelling vastleggen")
    secretary.is_told("Het bijgestelde plan kan worden gepubliceerd")
    assert Adoption.objects.get(revision__amendment=1).in_force_from == today()


def it_is_published_and_read_beside_the_old_text(door: Door, scene: Scene) -> None:
    officer = door.signed_in(scene.officer)
    officer.opens(f"/plannen/{scene.draft.plan.uuid}/bijstellingen/1/")
    expect(officer.link("Brief aan de raad")).to_be_visible()
    officer.follows("Bijgesteld plan publiceren")
    officer.presses("Publiceren")
    officer.is_told("is gepubliceerd")

    visitor = door.visitor()
    visitor.opens(officer.path)
    visitor.sees(NEW)
    visitor.follows("Oud naast nieuw")
    visitor.sees("In het centrum is meer overlast.")
    expect(visitor.main.locator("ins").filter(has_text=NEW)).to_be_visible()
    address = visitor.link("Oud naast nieuw (pdf)").get_attribute("href")
    file = visitor.context.request.get(str(address)).body()
    text = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True).stdout.decode()
    shown = " ".join(text.split())
    assert "Bijstelling 1: oud naast nieuw" in shown
    assert NEW in shown
