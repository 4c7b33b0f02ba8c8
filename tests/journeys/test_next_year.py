"""A year later: the plan of 2022 starts from that of 2021, and what returns is decided one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plans.models import Plan
from tests.journeys.trade import Author
from tests.journeys.visitor import PHONE, Door
from tests.plans import factories
from tests.plans.next_year.world import Autumn, autumn


@pytest.fixture
def before(door: Door) -> Autumn:
    """The plan of 2021 has been adopted."""
    return autumn()


def test_next_year_starts_from_this_one(door: Door, before: Autumn) -> None:
    # Given an officer who starts the plan of 2022 from that of 2021
    officer = door.signed_in(before.scene.officer)
    Author(officer).starts_a_plan("Emmen", year=2022, from_earlier=True)
    officer.is_at("Uit het plan van 2021")
    officer.sees("3 onderdelen wachten nog op een beslissing")

    # When the accents are decided about, one with each of the three answers
    officer.presses("Houden als accent van 2022: Wijk in beeld.")
    officer.is_told("Dit is opnieuw een accent.")
    officer.presses("Vaste bijdrage van maken: Jeugd op straat.")
    officer.is_told("Dit is nu een vaste bijdrage.")
    officer.follows("Laten vervallen: Pand in de gaten.")
    officer.presses("Laten vervallen")
    officer.sees("Nog niet opgeslagen")
    officer.writes("Waarom komt dit niet terug?", "Het pand staat leeg.")
    officer.presses("Laten vervallen")
    officer.is_told("Vervallen. De reden blijft hier zichtbaar.")
    officer.sees("Over alles is beslist.")

    # And a colleague takes out what came along, thinks better of it and brings it back: on a phone, without JavaScript
    planner = door.signed_in(before.scene.planner, width=PHONE, javascript=False)
    planner.opens(officer.path)
    planner.follows("Naar de prioriteit: 3.1 Ondermijning")
    planner.follows("Bijdrage politie: bijdrage 1 verwijderen")
    planner.writes("Waarom komt dit niet terug?", "Doet de GGD nu.")
    planner.presses("Verwijderen")
    planner.opens(officer.path)
    planner.sees("Reden: Doet de GGD nu.")
    planner.presses("Terughalen: Signalen delen.")
    planner.is_told("Dit staat weer in het plan.")

    # Then the mayor reads after the adoption what became of it
    scene = replace(before.scene, plan=Plan.objects.get(year=2022))
    factories.write_texts(scene)
    factories.decide(scene)
    mayor = door.signed_in(scene.mayor)
    mayor.opens(f"/plannen/{scene.plan.uuid}/")
    mayor.follows("Uit het plan van 2021")
    mayor.sees("Reden: Het pand staat leeg.")
    mayor.sees("Opnieuw een accent")
    mayor.sees("Nu een vaste bijdrage")
