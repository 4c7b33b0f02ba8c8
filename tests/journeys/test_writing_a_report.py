"""A report is written on a computer of which the clock is wrong, where the network and then the session end."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from reports.models import Account
from tests.journeys.test_accessibility import faults_shown
from tests.journeys.visitor import Door
from tests.reports.factories import begun

SAVED = re.compile(r"Opgeslagen om \d\d\.\d\d\.")
LAST_SPRING = "const now = Date.now; Date.now = () => now() - 200 * 24 * 3600 * 1000;"


def test_a_report_is_saved_while_somebody_writes_and_nothing_typed_is_lost(door: Door) -> None:
    told = begun()
    priority = next(p for p in told.document.priorities if p.measurements)
    page = f"/rapportages/{told.uuid}/invullen/{priority.id}/"
    planner = door.signed_in(told.scene.planner)
    planner.context.add_init_script(LAST_SPRING)
    planner.opens(page)
    account, figures = planner.panel("Verantwoording"), planner.panel("Cijfers en wat ze betekenen")

    # What is written is saved by itself; a figure waits for its button, and leaving asks about it.
    planner.writes("Voortgang", "Het loopt.")
    planner.sees(SAVED, account)
    assert Account.objects.get().progress == "<p>Het loopt.</p>"
    planner.writes("Waarde", "12")
    planner.sees("Nog niet opgeslagen: “Cijfers” (druk op de knop)", figures)
    asked: list[str] = []
    planner.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    with planner.page.expect_event("dialog"):
        planner.presses("Opslaan", account)
    expect(planner.box("Waarde")).to_have_value("12")
    assert asked == ["Niet alles wat u hebt getypt, is opgeslagen. Wilt u toch verder?"]
    planner.presses("Cijfers en duidingen opslaan")
    planner.sees("Geef aan waar dit cijfer vandaan komt.")
    planner.page.reload()  # it is offered back
    planner.presses("Terugzetten")
    planner.writes("Bron", "BVH")
    planner.presses("Cijfers en duidingen opslaan")
    planner.is_told("De cijfers en duidingen zijn opgeslagen.")
    expect(figures).to_be_focused()

    # Without a network a copy stays in the browser, of which the day is that of the portal.
    planner.context.set_offline(True)
    planner.writes("Voortgang", "Het loopt, op één zaak na.")
    planner.sees("Niet opgeslagen. Het portaal is niet bereikbaar", account)
    assert list(faults_shown(planner, "a report that can't be saved")) == []
    planner.complaints.clear()  # the browser's own, about the connection
    planner.opens_another_tab().close()
    planner.context.set_offline(False)
    cookies = planner.context.cookies()
    planner.opens(f"/rapportages/{told.uuid}/invullen/")
    planner.page.locator("#elders-getypt a").click()
    planner.sees("U hebt hier iets getypt wat niet is opgeslagen")

    # The session ends: what was put back waits until somebody signed in again.
    account = planner.panel("Verantwoording")
    planner.context.clear_cookies()
    planner.presses("Terugzetten")
    planner.sees("Niet opgeslagen. U bent niet meer ingelogd", account)
    planner.presses("Opslaan", account)
    planner.is_told("U bent niet meer ingelogd")
    planner.does_not_see(SAVED, account)
    planner.context.add_cookies(cookies)  # type: ignore[arg-type]
    planner.presses("Opslaan", account)
    planner.is_told("De verantwoording is opgeslagen.")
    assert Account.objects.get().progress == "<p>Het loopt, op één zaak na.</p>"
    assert planner.page.evaluate("Object.keys(localStorage)") == []
