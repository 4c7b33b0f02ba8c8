"""The mayor returns the plan: what is asked again, what still holds, and what everybody keeps seeing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from plans.models import Consent, Revision
from plans.workflow import Status
from tests.journeys.trade import Author, Post, Seat
from tests.journeys.visitor import Door
from tests.plans import factories
from tests.plans.factories import Scene
from workplan_portal.authorization.roles import Role

REMARK = "Noem in de inleiding ook de dorpen."
ADDED = "Dit plan geldt voor de stad en alle dorpen."


@pytest.fixture
def waiting_for_the_mayor(door: Door) -> Scene:
    """Team chief and prosecutor have agreed."""
    scene = factories.approved()
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    return scene


def test_a_changed_text_is_asked_again_and_the_remark_stays(
    door: Door, waiting_for_the_mayor: Scene, post: Post
) -> None:
    scene = waiting_for_the_mayor
    the_mayor_returns_it(door, scene)
    assert post.about("Teruggegeven") == {scene.officer.email, scene.planner.email}

    # The authors see why, change one text, and are told beforehand that everybody is asked again.
    officer = door.signed_in(scene.officer)
    officer.opens("/")
    officer.sees(REMARK, within=officer.panel("Wacht op u"))
    officer.opens(post.link_for(scene.officer.email, subject="Teruggegeven"))
    officer.sees("Ellen Bos (burgemeester van Emmen) heeft dit plan teruggegeven")
    officer.follows("Schrijven")
    author = Author(officer)
    author.turns_to("Voorwoord en inleiding")
    author.writes_text("Inleiding", {"Inleiding": ADDED})
    author.goes_to_submit()
    officer.sees("wordt gevraagd: Joost Veldman")
    officer.does_not_see("hoeft niet opnieuw")
    author.submits()
    assert scene.draft.status == Status.SUBMITTED

    # The chief reads what changed since, agrees anew; so does the prosecutor.
    for person in (scene.chief, scene.prosecutor):
        visitor = door.signed_in(person)
        visitor.opens(post.link_for(person.email, subject="Uw besluit gevraagd"))
        visitor.sees("Gewijzigd: de inleiding.")
        visitor.sees(ADDED)
        Seat(visitor).agrees()
    assert scene.draft.status == Status.APPROVED

    # The mayor finds the own remark back, and agrees.
    mayor = door.signed_in(scene.mayor)
    mayor.opens(post.link_for(scene.mayor.email, subject="Uw besluit gevraagd"))
    mayor.sees("Gewijzigd: de inleiding.")
    Seat(mayor).agrees()
    mayor.sees(REMARK, within=mayor.panel("Versies en besluiten"))
    assert scene.draft.status == Status.AGREED
    assert Consent.objects.get(remark=REMARK).revision.number == 1


def test_an_unchanged_text_keeps_the_consents_that_were_given(
    door: Door, waiting_for_the_mayor: Scene, post: Post
) -> None:
    scene = waiting_for_the_mayor
    the_mayor_returns_it(door, scene)

    officer = door.signed_in(scene.officer)
    officer.opens("/")
    officer.follows("Schrijven: Jaarwerkplan 2021 Basisteam Zuidoost-Drenthe, Emmen")
    author = Author(officer)
    author.goes_to_submit()
    seats = officer.panel("Wie om akkoord wordt gevraagd")
    for seat in ("Teamchef", "Officier van justitie"):
        officer.sees("hoeft niet opnieuw: akkoord met versie 1", within=officer.item(seat, seats))
    officer.sees("wordt gevraagd: Ellen Bos")
    post.mails.clear()
    author.submits()

    # Only the mayor is asked; the others' consents to version 1 count for version 2.
    assert scene.draft.status == Status.APPROVED
    assert post.about("Uw besluit gevraagd") == {scene.mayor.email}
    first, second = Revision.objects.order_by("number")
    assert first.digest == second.digest
    officer.sees("Moet nog besluiten: burgemeester van Emmen.")

    mayor = door.signed_in(scene.mayor)
    mayor.opens(post.link_for(scene.mayor.email, subject="Uw besluit gevraagd"))
    mayor.sees("Er is niets gewijzigd in de delen waarover deze functie besluit.")
    Seat(mayor).agrees()
    assert scene.draft.status == Status.AGREED


def the_mayor_returns_it(door: Door, scene: Scene) -> None:
    """Not without saying what has to change."""
    mayor = door.signed_in(scene.mayor)
    mayor.opens("/")
    mayor.follows("Besluiten: Jaarwerkplan 2021 Basisteam Zuidoost-Drenthe, Emmen")
    seat = Seat(mayor)
    seat.tries_to_return("")
    expect(mayor.box("Opmerking of voorbehoud")).to_have_attribute("aria-invalid", "true")
    expect(mayor.box("Opmerking of voorbehoud")).to_have_accessible_description(re.compile("wat er anders moet"))
    assert scene.draft.status == Status.APPROVED
    seat.returns(REMARK)
    mayor.sees(REMARK)
    assert scene.draft.status == Status.DRAFT
