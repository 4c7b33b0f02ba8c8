"""One plan for three municipalities: started together, written each for their own, decided about in five seats."""

from __future__ import annotations

import re
import subprocess
from datetime import date

import pytest
from playwright.sync_api import expect

from plans.models import Adoption, Draft, Plan
from plans.workflow import Status
from reports.models import Publication
from tests.journeys.trade import Author, Post, Seat
from tests.journeys.visitor import Door, Visitor
from tests.plans import factories
from tests.plans.factories import Scene
from workplan_portal.audit.trail import today

TITLE = "Jaarwerkplan 2017 Basisteam Zuidoost-Drenthe, Borger-Odoorn, Coevorden en Emmen"
EDITION = "Jaarwerkplan 2017 Basisteam Zuidoost-Drenthe, editie Coevorden"
OF_COEVORDEN, OF_EMMEN = "Wij controleren helers in Coevorden.", "Wij helpen Emmen."


@pytest.fixture
def stage(door: Door) -> Scene:
    return factories.joint_stage()


@pytest.mark.requires("poppler")
def test_three_municipalities_make_one_plan_and_each_reads_its_own_edition(
    door: Door, stage: Scene, post: Post
) -> None:
    a_safety_officer_starts_it_for_all_and_writes_for_the_own_municipality(door, stage)
    the_others_write_theirs(stage)
    it_is_submitted_to_five_seats(door, stage)
    each_seat_decides_on_one_page(door, stage, post)
    the_secretary_records_that_it_was_late(door, stage)
    whole_and_editions_are_published(door, stage)
    a_council_member_of_coevorden_finds_the_own_edition(door)


def a_safety_officer_starts_it_for_all_and_writes_for_the_own_municipality(door: Door, stage: Scene) -> None:
    officer = door.signed_in(stage.coevorden_officer)
    author = Author(officer)
    author.starts_a_plan("Borger-Odoorn", "Coevorden", "Emmen", year=2017)
    officer.is_at(TITLE)
    stage.plan = Plan.objects.get()

    author.turns_to("Verkeer")
    author.adds_standing_contribution("Wij meten snelheid in Coevorden.", by="Wijkagent")
    mine = stage.blocks[2]
    assert mine.chapter.municipality == stage.region.coevorden
    officer.opens(f"/plannen/{stage.plan.uuid}/schrijven/prioriteit/{mine.uuid}/")
    author.adds_standing_contribution(OF_COEVORDEN, by="Recherche")
    author.adds_target("Woninginbraken", comparison="hooguit (≤)", norm="110", year="2014", origin="politie-eenheid")

    # The norm lies above what happened: the three figures stand together and say that it is no room for more.
    for words in ("hooguit 110", "88", "hooguit 88", "Dat is beter dan de norm.", "geen ruimte voor meer"):
        officer.sees(words)

    # What is another municipality's can be read and not be changed.
    theirs = next(b for b in stage.blocks if b.chapter.municipality == stage.region.emmen)
    officer.opens(f"/plannen/{stage.plan.uuid}/schrijven/prioriteit/{theirs.uuid}/")
    officer.sees("Alleen de veiligheidsadviseur van Emmen en de politie kunnen dit hoofdstuk wijzigen.")
    expect(officer.link("Vaste bijdrage toevoegen")).to_have_count(0)


def the_others_write_theirs(stage: Scene) -> None:
    factories.write_texts(stage)
    for block in stage.blocks:
        if not block.placements.exists():
            factories.contribution(stage, block, f"<p>Wij helpen {block.chapter.municipality or 'allen'}.</p>")


def it_is_submitted_to_five_seats(door: Door, stage: Scene) -> None:
    officer = door.signed_in(stage.coevorden_officer)
    officer.opens(f"/plannen/{stage.plan.uuid}/schrijven/")
    author = Author(officer)
    author.goes_to_submit()
    asked = officer.panel("Wie om akkoord wordt gevraagd").get_by_role("listitem")
    expect(asked).to_have_count(5)
    author.submits()


def each_seat_decides_on_one_page(door: Door, stage: Scene, post: Post) -> None:
    for seat, person in factories.joint_seats(stage):
        visitor = door.signed_in(person)
        visitor.opens(post.link_for(person.email, subject="Uw besluit gevraagd"))
        if person == stage.coevorden_mayor:
            the_mayor_reads_only_what_the_own_seat_answers_for(visitor)
        visitor.sees("u besluit over" if seat.role == "mayor" else "u besluit over alle delen van het plan")
        Seat(visitor).agrees()
    assert Draft.objects.get().status == Status.AGREED


def the_mayor_reads_only_what_the_own_seat_answers_for(mayor: Visitor) -> None:
    mayor.sees("u besluit over de gedeelde delen en het deel van Coevorden")
    mayor.sees(OF_EMMEN)
    mayor.follows("Lees alleen deze delen (editie Coevorden)")
    mayor.is_at(EDITION)
    mayor.sees("Wij helpen allen.")
    mayor.sees(OF_COEVORDEN)
    mayor.does_not_see(OF_EMMEN)
    mayor.page.go_back()


def the_secretary_records_that_it_was_late(door: Door, stage: Scene) -> None:
    secretary = door.signed_in(stage.secretary)
    secretary.opens(f"/plannen/{stage.plan.uuid}/vaststellen/")
    secretary.writes("Vastgesteld op", f"{today():%d-%m-%Y}")  # it was submitted today, so no earlier day is taken
    secretary.presses("Vaststelling vastleggen")
    secretary.sees("Dit plan wordt na januari vastgesteld. Geef de reden.")
    assert not Adoption.objects.exists()
    secretary.writes("Reden voor vaststelling na januari", "De besluitvorming liep uit.")
    secretary.presses("Vaststelling vastleggen")
    secretary.is_told("Het plan is nog niet gepubliceerd.")
    secretary.sees("dagen na 31 januari)")
    secretary.sees("De besluitvorming liep uit.")
    assert len(Adoption.objects.get().members.splitlines()) == 5


def whole_and_editions_are_published(door: Door, stage: Scene) -> None:
    officer = door.signed_in(stage.coevorden_officer)
    officer.opens("/plannen/")
    officer.follows(TITLE)
    expect(officer.panel("Edities").get_by_role("listitem")).to_have_count(3)
    officer.follows("Publiceren")
    expect(officer.page.get_by_role("checkbox", checked=True)).to_have_count(4)
    officer.page.get_by_role("checkbox", name=re.compile("editie (Emmen|Borger-Odoorn)")).first.uncheck()
    officer.presses("Publiceren")
    officer.is_told(f"Gepubliceerd: {TITLE}; ")
    assert Publication.objects.count() == 3


def a_council_member_of_coevorden_finds_the_own_edition(door: Door) -> None:
    member = door.visitor()
    member.opens("/documenten/")
    member.picks("Gemeente", "Coevorden")
    member.presses("Toon")
    member.sees("2 documenten gevonden")
    address = member.link(f"Download {EDITION} (pdf)").get_attribute("href")
    member.follows(EDITION)
    member.is_at(EDITION)
    member.sees(OF_COEVORDEN)
    member.sees("uit het gezamenlijke plan voor de gemeenten Borger-Odoorn, Coevorden en Emmen")
    member.does_not_see(OF_EMMEN)

    file = member.context.request.get(str(address)).body()
    text = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True).stdout.decode()
    shown = " ".join(text.split())
    for expected in (
        "Editie gemeente Coevorden",
        f"{(today() - date(2017, 1, 31)).days:,} dagen na 31 januari".replace(",", "."),
        "De besluitvorming liep uit.",
        OF_COEVORDEN,
    ):
        assert expected in shown
    assert OF_EMMEN not in shown
