"""A browser without JavaScript does everything; it only shows whole pages where others show parts."""

from __future__ import annotations

from plans.models import Draft
from plans.workflow import Status
from tests.journeys.trade import Author, Seat
from tests.journeys.visitor import PHONE, Door
from tests.plans.factories import Scene


def test_a_plan_is_written_and_submitted(door: Door, stage: Scene) -> None:
    planner = door.visitor(javascript=False)
    planner.opens("/account/login/")
    planner.signs_in(stage.planner)
    author = Author(planner)
    author.starts_a_plan("Emmen", year=2021)
    author.turns_to("Voorwoord en inleiding")
    author.writes_text("Voorwoord", {"Voorwoord": "Dit is ons plan."})
    author.writes_text("Inleiding", {"Inleiding": "Zo werken wij samen."})

    author.turns_to("Woninginbraken")
    author.adds_standing_contribution("Eerst toegevoegd.")
    author.adds_standing_contribution("Daarna toegevoegd.")
    author.moves_up(2)
    first, second = author.contributions()
    assert "Daarna toegevoegd." in first
    assert "Eerst toegevoegd." in second
    author.adds_target("Woninginbraken", comparison="hooguit (≤)", norm="50", year="2014", origin="politie-eenheid")
    planner.sees("hooguit 40", within=planner.panel("Doelen"))

    # What was left out is said at the field, and what was typed is still there.
    planner.follows("Doel toevoegen")
    planner.picks("Indicator", "Woninginbraken")
    planner.writes("Norm", "veel")
    planner.presses("Doel opslaan")
    planner.sees("Nog niet opgeslagen")
    assert planner.box("Norm").input_value() == "veel"
    planner.follows("Annuleren")

    for priority in ("Jeugdoverlast", "Ondermijning"):
        author.turns_to(priority)
        author.adds_standing_contribution("Wij pakken dit samen aan.")
    author.goes_to_submit()
    author.submits()
    assert Draft.objects.get().status == Status.SUBMITTED


def test_a_seat_decides_on_a_phone(door: Door, submitted: Scene) -> None:
    chief = door.signed_in(submitted.chief, width=PHONE, javascript=False)
    chief.opens("/")
    chief.page.get_by_role("banner").locator("summary").click()
    panel = chief.page.locator(".user-menu__panel").bounding_box()
    assert panel
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= PHONE
    chief.page.get_by_role("banner").locator("summary").click()
    chief.follows("Besluiten: Jaarwerkplan 2021 Basisteam Zuidoost-Drenthe, Emmen")
    Seat(chief).agrees()
    assert submitted.draft.status == Status.APPROVED
