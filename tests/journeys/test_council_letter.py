"""The council letter: a safety officer makes, sends and publishes it; a council member reads it beside the plan."""

from __future__ import annotations

import re
import subprocess

import pytest

from reports.letters.workflow import Status
from reports.models import Letter, Publication
from tests.journeys.visitor import Door, Visitor
from tests.plans import factories
from tests.plans.factories import Scene

PLAN = "Jaarwerkplan 2021 Basisteam Zuidoost-Drenthe, Emmen"
LETTER = "Raadsbrief Emmen: jaarwerkplan 2021 Basisteam Zuidoost-Drenthe"


@pytest.fixture
def adopted(door: Door) -> Scene:
    return factories.adopted()


@pytest.mark.requires("poppler")
def test_from_an_adopted_plan_to_a_letter_in_the_hands_of_a_council_member(door: Door, adopted: Scene) -> None:
    officer = door.signed_in(adopted.officer)
    she_starts_it_from_the_page_of_the_plan(officer)
    she_fills_in_what_is_missing(officer)
    she_changes_a_text_and_thinks_better_of_it(officer)
    she_sends_it(officer)
    she_publishes_it_with_the_plan(officer)
    a_council_member_reads_it(door)


def she_starts_it_from_the_page_of_the_plan(officer: Visitor) -> None:
    officer.opens("/plannen/")
    officer.follows(PLAN)
    officer.follows("Brief aan de raad")
    officer.presses("Brief beginnen")
    officer.is_told("De brief is begonnen.")
    officer.sees("Jeugdoverlast".lower(), within=officer.panel("Teksten"))


def she_fills_in_what_is_missing(officer: Visitor) -> None:
    officer.sees("Er is geen kenmerk ingevuld.", within=officer.panel("Wat ontbreekt"))
    officer.follows("Bewerken: Kenmerken")
    officer.writes("Ons kenmerk", "21.000123")
    officer.writes("Datum", "18-02-2021")
    officer.writes("Telefoon", "14 0591")
    officer.writes("Andere bijlagen", "Raadsvoorstel")
    officer.presses("Opslaan")
    officer.is_told("De brief is opgeslagen.")
    officer.follows("Bewerken: Ondertekening")
    officer.writes("Naam van de eerste ondertekenaar", "S. Krijger")
    officer.presses("Opslaan")
    officer.sees("Er ontbreekt niets.", within=officer.panel("Wat ontbreekt"))


def she_changes_a_text_and_thinks_better_of_it(officer: Visitor) -> None:
    officer.follows("Bewerken: Afsluiting")
    officer.writes("Tekst", "Graag tot de volgende vergadering.")
    officer.presses("Opslaan")
    officer.sees("Graag tot de volgende vergadering.")
    officer.presses("Opnieuw uit de gegevens schrijven: Afsluiting")
    officer.is_told("Uw eigen tekst is bewaard")
    officer.does_not_see("Graag tot de volgende vergadering.")
    officer.presses("Eigen tekst terughalen: Afsluiting")
    officer.sees("Graag tot de volgende vergadering.")
    officer.presses("Weglaten: Waar het te vinden is")
    officer.sees("Waar het te vinden is", within=officer.panel("Weggelaten"))


def she_sends_it(officer: Visitor) -> None:
    officer.follows("Versturen")
    officer.is_at("Brief versturen")
    officer.sees("De brief is gedateerd 31 dagen")
    officer.presses("Brief versturen")
    officer.is_told("De brief is verstuurd en ligt vast.")
    assert Letter.objects.get().status == Status.SENT


def she_publishes_it_with_the_plan(officer: Visitor) -> None:
    officer.follows("Publiceren")
    officer.presses("Publiceren")
    officer.is_told("is gepubliceerd")
    assert set(Publication.objects.values_list("kind", flat=True)) == {"plan", "letter"}


def a_council_member_reads_it(door: Door) -> None:
    member = door.visitor()
    member.opens("/documenten/")
    address = member.link(f"Download {LETTER} (pdf)").get_attribute("href")
    member.follows(LETTER)
    member.sees("Graag tot de volgende vergadering.")
    file = member.context.request.get(str(address)).body()
    text = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True).stdout.decode()
    for expected in (
        "21.000123",
        "18 februari 2021",
        "Raadsvoorstel",
        "S. Krijger",
        "Graag tot de volgende vergadering.",
    ):
        assert expected in re.sub(r"\s+", " ", text)
    member.follows(f"{PLAN} (versie 1)")
    member.is_at(PLAN)
