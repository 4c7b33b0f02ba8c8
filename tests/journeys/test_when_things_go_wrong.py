"""Two people at once, a session that ended, a seat that was taken away: a clear page, and nothing lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from plans.models import Comment, Contribution, Revision
from plans.workflow import Status
from tests.journeys.trade import Author
from tests.journeys.visitor import Door, Visitor
from tests.plans.factories import Scene
from workplan_portal.audit.trail import today
from workplan_portal.people.models import Appointment, Person

MINE, THEIRS = "Mijn tekst van vanmorgen.", "Hun tekst van vanmiddag."
BEFORE = "<p>Zo werken wij samen.</p>"

with_and_without_javascript = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


@with_and_without_javascript
def test_two_tabs_with_the_same_text_show_both_and_lose_nothing(door: Door, written: Scene, javascript: bool) -> None:
    officer = door.signed_in(written.officer, javascript=javascript)
    opens_introduction(officer, written)
    first = officer.opens_another_tab()
    opens_introduction(officer, written)
    saves_introduction(officer, THEIRS)
    officer.is_told("De tekst is opgeslagen.")

    officer.looks_at(first)
    saves_introduction(officer, MINE)
    both = officer.panel("Inleiding: twee teksten")
    officer.sees(THEIRS, within=both)
    officer.sees(MINE, within=both)
    assert written.draft.introduction == f"<p>{THEIRS}</p>"

    officer.chooses(re.compile("Wat in het vak hieronder staat"))
    saves_introduction(officer, f"{THEIRS} {MINE}")
    officer.is_told("De tekst is opgeslagen.")
    assert written.draft.introduction == f"<p>{THEIRS} {MINE}</p>"


@with_and_without_javascript
def test_a_contribution_removed_by_a_colleague_can_be_added_again(door: Door, written: Scene, javascript: bool) -> None:
    block = written.blocks[0]
    officer = door.signed_in(written.officer, javascript=javascript)
    officer.opens(reverse("plans:block", args=[written.plan.uuid, block.uuid]))
    officer.follows("Bijdrage politie: bijdrage 1 bewerken")
    officer.writes("Bijdrage", MINE)
    Contribution.objects.filter(placements__block=block).delete()

    officer.presses("Bijdrage opslaan")
    officer.sees("Iemand anders heeft dit intussen verwijderd.")
    officer.presses("Bijdrage opslaan")
    officer.is_told("De bijdrage is opgeslagen.")
    assert Contribution.objects.get(placements__block=block).text == f"<p>{MINE}</p>"


def test_a_form_goes_once_however_often_one_clicks(door: Door, written: Scene) -> None:
    officer = door.signed_in(written.officer)
    officer.opens(reverse("plans:comment", args=[written.plan.uuid]))
    officer.page.get_by_label("Over welk onderdeel").select_option(index=1)
    officer.writes("Uw opmerking", MINE)
    button = officer.page.get_by_role("button", name="Opmerking plaatsen")
    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 15); }")
    officer.is_told("De opmerking is geplaatst.")
    assert Comment.objects.count() == 1


def test_what_is_said_is_said_in_a_region_that_was_there_already(door: Door, written: Scene) -> None:
    """A screen reader reads a change in a region it knows; it passes over one that is put in anew."""
    officer = door.signed_in(written.officer)
    opens_introduction(officer, written)
    region = officer.page.get_by_role("status").first.element_handle()

    saves_introduction(officer, MINE)
    officer.is_told("De tekst is opgeslagen.")
    assert region.evaluate("region => region.isConnected")
    assert "De tekst is opgeslagen." in region.inner_text()


def test_a_session_that_ended_before_saving(door: Door, written: Scene) -> None:
    officer = door.signed_in(written.officer)
    opens_introduction(officer, written)
    Session.objects.all().delete()

    saves_introduction(officer, MINE)
    officer.sees("U bent niet meer ingelogd")
    expect(officer.box("Inleiding")).to_have_text(MINE)
    assert written.draft.introduction == BEFORE

    # Signed in again in another tab, the same form can be sent as it stands there.
    form = officer.page
    with officer.context.expect_page() as opened:
        officer.follows("Inloggen (opent in een nieuw tabblad)", within=officer.page.locator(".messages-region"))
    officer.looks_at(opened.value)
    officer.signs_in(written.officer)
    officer.looks_at(form)
    officer.presses("Opslaan")
    officer.is_told("De tekst is opgeslagen.")
    assert written.draft.introduction == f"<p>{MINE}</p>"


def test_a_session_that_ended_before_saving_without_javascript(door: Door, written: Scene) -> None:
    officer = door.signed_in(written.officer, javascript=False)
    opens_introduction(officer, written)
    Session.objects.all().delete()

    saves_introduction(officer, MINE)
    officer.sees("U bent niet meer ingelogd")
    expect(officer.box("Inleiding")).to_have_value(MINE)
    assert written.draft.introduction == BEFORE

    # Signed in again in another tab, the same form is sent from the page that gave it back.
    with officer.context.expect_page() as opened:
        officer.follows("Inloggen (opent in een nieuw tabblad)")
    given_back = officer.page
    officer.looks_at(opened.value)
    officer.signs_in(written.officer)
    officer.looks_at(given_back)
    officer.presses("Opnieuw versturen")
    officer.sees("Het formulier is verlopen")
    expect(officer.box("Inleiding")).to_have_value(MINE)
    officer.presses("Opnieuw versturen")
    officer.is_told("De tekst is opgeslagen.")
    assert written.draft.introduction == f"<p>{MINE}</p>"


@with_and_without_javascript
def test_an_appointment_that_ended_while_writing(door: Door, written: Scene, javascript: bool) -> None:
    officer = door.signed_in(written.officer, javascript=javascript)
    opens_introduction(officer, written)
    ends_appointment_of(written.officer)

    saves_introduction(officer, MINE)
    officer.sees("is niet bedoeld voor uw account")
    assert written.draft.introduction == BEFORE
    if javascript:
        expect(officer.box("Inleiding")).to_have_text(MINE)
        officer.sees("Wat u hebt getypt, staat nog op deze pagina.")


def test_an_appointment_that_ended_while_deciding(door: Door, submitted: Scene) -> None:
    chief = door.signed_in(submitted.chief)
    chief.opens(reverse("plans:decide", args=[submitted.plan.uuid]))
    chief.chooses("Ik ga akkoord met deze versie")
    ends_appointment_of(submitted.chief)

    chief.presses("Mijn besluit vastleggen")
    chief.sees("is niet bedoeld voor uw account")
    assert submitted.draft.status == Status.SUBMITTED


def test_two_people_submit_at_once(door: Door, written: Scene) -> None:
    authors = [Author(door.signed_in(person)) for person in (written.officer, written.planner)]
    for author in authors:
        author.visitor.opens(reverse("plans:submit", args=[written.plan.uuid]))
    first, second = authors
    first.submits()

    second.visitor.presses("Indienen", within=second.visitor.panel("Indienen"))
    second.visitor.sees("Dit is ingediend.")
    assert Revision.objects.get().submitted_by == written.officer


def test_a_text_that_changed_while_somebody_was_about_to_submit(door: Door, written: Scene) -> None:
    officer, planner = door.signed_in(written.officer), door.signed_in(written.planner)
    officer.opens(reverse("plans:submit", args=[written.plan.uuid]))
    opens_introduction(planner, written)
    saves_introduction(planner, THEIRS)
    planner.is_told("De tekst is opgeslagen.")

    author = Author(officer)
    officer.presses("Indienen", within=officer.panel("Indienen"))
    officer.sees("Dit is niet ingediend")
    assert not Revision.objects.exists()
    author.submits()
    assert written.draft.status == Status.SUBMITTED


def test_a_server_that_can_not_be_reached(door: Door, written: Scene) -> None:
    officer = door.signed_in(written.officer)
    opens_introduction(officer, written)
    officer.context.set_offline(True)
    saves_introduction(officer, MINE)
    officer.sees("Het portaal is niet bereikbaar.")
    expect(officer.box("Inleiding")).to_have_text(MINE)

    officer.complaints.clear()  # the browser's own, about the connection

    officer.context.set_offline(False)
    officer.presses("Opslaan")
    officer.is_told("De tekst is opgeslagen.")
    assert written.draft.introduction == f"<p>{MINE}</p>"


def opens_introduction(visitor: Visitor, scene: Scene) -> None:
    visitor.opens(reverse("plans:texts", args=[scene.plan.uuid]))
    visitor.follows("Bewerken: Inleiding")
    expect(visitor.box("Inleiding")).to_be_editable()
    visitor.waits_for_editors()


def saves_introduction(visitor: Visitor, text: str) -> None:
    visitor.writes("Inleiding", text)
    visitor.presses("Opslaan")


def ends_appointment_of(person: Person) -> None:
    Appointment.objects.filter(person=person).update(ends_on=today() - timedelta(days=1))
