"""The first plan: six people bring it from nothing to the file that a council member downloads."""

from __future__ import annotations

import re
import subprocess

import pytest
from django.utils.formats import date_format
from playwright.sync_api import expect

from plans.models import Adoption, Consent, Contribution, Draft, Revision, Target
from plans.workflow import Status
from reports.models import Publication
from tests.journeys.trade import Author, Post, Seat
from tests.journeys.visitor import Door
from tests.plans.factories import Scene
from workplan_portal.audit.trail import today

CONTRIBUTIONS = ("De wijkagent loopt wekelijks een ronde.", "Het team controleert helers.")
ACCENT = "Dit jaar helpen wij bij het slot van de schuur."
TITLE = "Jaarwerkplan 2021 Basisteam Zuidoost-Drenthe, Emmen"


@pytest.mark.requires("poppler")
def test_from_an_empty_portal_to_a_file_in_the_hands_of_a_council_member(door: Door, stage: Scene, post: Post) -> None:
    the_safety_officer_writes_the_plan_and_submits_it(door, stage)
    the_team_chief_approves_it_from_the_link_in_a_mail(door, stage, post)
    the_mayor_and_the_prosecutor_agree(door, stage, post)
    the_secretary_records_the_adoption(door, stage, post)
    the_safety_officer_publishes_it(door, stage)
    a_council_member_reads_and_downloads_it_without_an_account(door)


def the_safety_officer_writes_the_plan_and_submits_it(door: Door, stage: Scene) -> None:
    officer = door.visitor()
    officer.opens("/")
    officer.follows("Inloggen", within=officer.main)
    expect(officer.box("E-mailadres")).to_have_attribute("name", "login")
    expect(officer.box("Wachtwoord")).to_have_attribute("name", "password")
    officer.signs_in(stage.officer)
    officer.sees("Er zijn nog geen plannen die u kunt inzien.")

    author = Author(officer)
    author.starts_a_plan("Emmen", year=2021)
    officer.is_at(TITLE)

    # Too early: the button says why it does nothing, and a page says what is missing and where to mend it.
    expect(author.submit_button).to_have_attribute("aria-disabled", "true")
    expect(author.submit_button).to_have_accessible_description(re.compile("nog niet volledig.* 5"))
    author.submit_button.press("Enter")
    expect(author.missing).to_have_count(5)
    officer.sees("De inleiding is leeg.", within=officer.panel("Wat ontbreekt"))
    officer.follows("Het voorwoord is leeg.")

    author.writes_text(
        "Voorwoord", {"Voorwoord": "Samen maken wij Emmen veiliger.", "Datum van het voorwoord": "21-12-2020"}
    )
    author.writes_text("Inleiding", {"Inleiding": "Gemeente, politie en OM schreven dit plan samen."})

    author.turns_to("Woninginbraken")
    author.rewords_priority({"Doelstelling": "Minder inbraken, en minder angst ervoor."})
    author.adds_standing_contribution(CONTRIBUTIONS[1], by="Recherche")
    author.adds_standing_contribution(CONTRIBUTIONS[0], by="Wijkagent")
    author.adds_accent_of(2021, ACCENT, by="Wijkagent")
    author.adds_target("Woninginbraken", comparison="hooguit (≤)", norm="50", year="2014", origin="politie-eenheid")
    officer.sees("Dat is beter dan de norm.")
    author.moves_up(2)
    first, second = author.contributions()
    assert CONTRIBUTIONS[0] in first
    assert CONTRIBUTIONS[1] in second

    for priority in ("Jeugdoverlast", "Ondermijning"):
        author.turns_to(priority)
        author.adds_standing_contribution(f"Wij pakken {priority.lower()} samen aan.", by="Operationeel expert")

    officer.follows("Controleren")
    officer.sees("Het plan kan worden ingediend.")
    author.goes_to_submit()
    officer.sees("wordt gevraagd: Joost Veldman")
    author.submits()
    officer.sees("Bij de teamchef")

    draft = Draft.objects.get()
    assert draft.status == Status.SUBMITTED
    assert draft.foreword == "<p>Samen maken wij Emmen veiliger.</p>"
    assert Contribution.objects.count() == 5
    assert Target.objects.get().norm == 50
    assert Revision.objects.get().submitted_by == stage.officer


def the_team_chief_approves_it_from_the_link_in_a_mail(door: Door, stage: Scene, post: Post) -> None:
    assert post.about("Uw besluit gevraagd") == {stage.chief.email}
    chief = door.visitor()
    chief.opens(post.link_for(stage.chief.email, subject="Uw besluit gevraagd"))
    chief.signs_in(stage.chief)
    chief.is_at("Besluiten over het plan")
    chief.sees("Met uw akkoord ondertekent u ook het voorwoord.")
    chief.sees(CONTRIBUTIONS[0])
    Seat(chief).agrees()
    chief.sees("Moet nog besluiten: burgemeester van Emmen, officier van justitie.")


def the_mayor_and_the_prosecutor_agree(door: Door, stage: Scene, post: Post) -> None:
    for person in (stage.mayor, stage.prosecutor):
        visitor = door.visitor()
        visitor.opens(post.link_for(person.email, subject="Uw besluit gevraagd"))
        visitor.signs_in(person)
        visitor.sees(ACCENT)
        Seat(visitor).agrees()
    assert Draft.objects.get().status == Status.AGREED
    assert {consent.decided_by for consent in Consent.objects.all()} == {stage.chief, stage.mayor, stage.prosecutor}


def the_secretary_records_the_adoption(door: Door, stage: Scene, post: Post) -> None:
    secretary = door.visitor()
    secretary.opens(post.link_for(stage.secretary.email, subject="Klaar om vast te leggen"))
    secretary.signs_in(stage.secretary)
    secretary.writes("Vastgesteld op", f"{today():%d-%m-%Y}")
    secretary.writes("Reden voor vaststelling na januari", "Dit plan van 2021 is nu pas ingediend.")
    secretary.presses("Vaststelling vastleggen")
    secretary.is_told("Het plan is nog niet gepubliceerd.")
    adoption = Adoption.objects.get()
    assert adoption.recorded_by == stage.secretary
    assert adoption.adopted_on == today()


def the_safety_officer_publishes_it(door: Door, stage: Scene) -> None:
    officer = door.signed_in(stage.officer)
    officer.opens("/")
    officer.sees("Het plan is vastgesteld. Publiceer het.", within=officer.panel("Wacht op u"))
    officer.follows(f"Publiceren: {TITLE}", within=officer.panel("Wacht op u"))
    officer.presses("Publiceren")
    officer.is_told(f"‘{TITLE}’ is gepubliceerd.")
    officer.opens("/")
    officer.does_not_see(f"Publiceren: {TITLE}", within=officer.panel("Wacht op u"))
    officer.follows("Gepubliceerd", within=officer.panel(TITLE))
    officer.is_at(TITLE)
    assert Publication.objects.get().published_by == stage.officer


def a_council_member_reads_and_downloads_it_without_an_account(door: Door) -> None:
    member = door.visitor()
    member.opens("/")
    member.follows("Naar de gepubliceerde plannen")
    member.is_at("Jaarwerkplannen en rapportages van de politie")
    member.page.keyboard.press("Control+k")
    member.page.keyboard.type("SLOT van de schuur")
    member.page.keyboard.press("Enter")
    member.sees("1 plek gevonden")
    member.opens("/documenten/")
    member.picks("Gemeente", "Emmen")
    member.presses("Toon")
    member.sees("1 document gevonden")
    address = member.link(f"Download {TITLE} (pdf)").get_attribute("href")
    member.follows(TITLE)
    member.is_at(TITLE)
    member.sees(CONTRIBUTIONS[0])
    member.sees("hooguit 40")

    file = member.context.request.get(str(address)).body()
    assert file.startswith(b"%PDF-")
    text = re.sub(
        r"\s+",
        " ",
        subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True).stdout.decode(),
    )
    for expected in (
        "Jaarwerkplan 2021 voor de gemeente Emmen",
        "Samen maken wij Emmen veiliger.",
        *CONTRIBUTIONS,
        ACCENT,
        "hooguit 40",
        f"Vastgesteld op {date_format(today(), 'j F Y')}",
    ):
        assert expected in text
