"""The pages in which a report is filled in: what they take, what they refuse, and that nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from priorities.models import Figure
from reports.models import Account, ContributionState, Interpretation, Report
from reports.workflow import Status
from tests.reports.factories import Told, after, begun, filled, released

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]


@pytest.fixture
def told() -> Told:
    return begun()


@pytest.fixture
def browser(client: Client, told: Told) -> Client:
    client.force_login(told.scene.planner)
    return client


def address(told: Told, *parts: str) -> str:
    return "/".join((f"/rapportages/{told.uuid}", *parts, ""))


def first(told: Told) -> Any:
    """The priority that has a target."""
    return next(p for p in told.document.priorities if p.measurements)


def figure(told: Told, **values: str) -> dict[str, str]:
    """What the form of the first target sends."""
    target = first(told).measurements[0].target.id
    sent = {"value": "", "reference_date": "30-04-2021", "source": "BVH", "reason": "", "version": ""} | values
    return {f"cijfer-{target}-{name}": value for name, value in sent.items()} | {f"duiding-{target}-text": ""}


def test_a_report_is_started_from_the_list(client: Client) -> None:
    scene = begun().scene
    client.force_login(scene.planner)
    page = client.get("/rapportages/").content.decode()
    assert "4 maanden" in page
    assert f"/plannen/{scene.plan.uuid}/rapportages/8/" in page  # type: ignore[union-attr]

    with after(8):
        answer = client.post(f"/plannen/{scene.plan.uuid}/rapportages/8/")  # type: ignore[union-attr]

    made = Report.objects.get(period=8)
    assert answer.headers["Location"] == f"/rapportages/{made.uuid}/invullen/"


@pytest.mark.parametrize("page", [(), ("invullen",), ("invullen", "samenvatting"), ("lezen",), ("document.json",)])
@pytest.mark.everywhere
def test_every_page_opens(browser: Client, told: Told, page: tuple[str, ...]) -> None:
    path = address(told, *page)
    assert browser.get(path.rstrip("/") if "json" in path else path).status_code == 200


def test_the_page_of_a_priority_shows_what_was_agreed(browser: Client, told: Told) -> None:
    page = browser.get(address(told, "invullen", first(told).id)).content.decode()

    assert "Woninginbraken" in page
    assert "Gemeente Emmen." in page
    assert "hooguit 40" in page  # last year's result, which the norm rule makes the goal
    assert "Daarom is dat resultaat nu het doel" in page
    assert "heeft nog geen" in page or "ontbreekt" in page


def test_a_figure_is_saved_once_for_everything_it_concerns(browser: Client, told: Told) -> None:
    answer = browser.post(address(told, "invullen", first(told).id, "doelen"), figure(told, value="12"))

    assert answer.status_code == 302
    saved = Figure.objects.get(year=2021, period=4)
    assert (saved.value, saved.source, saved.area.name) == (Decimal(12), "BVH", "Emmen")


def test_what_is_left_empty_is_not_saved(browser: Client, told: Told) -> None:
    answer = browser.post(address(told, "invullen", first(told).id, "doelen"), figure(told))

    assert answer.status_code == 302
    assert not Figure.objects.filter(year=2021).exists()
    assert not Interpretation.objects.exists()


@pytest.mark.parametrize("typed", ["12 a 13", "-3", "1.5", "twaalf", "9" * 60])
def test_what_is_no_number_is_said_at_the_field_and_kept(browser: Client, told: Told, typed: str) -> None:
    page = browser.post(address(told, "invullen", first(told).id, "doelen"), figure(told, value=typed))

    assert page.status_code == 200
    assert f'value="{typed}"' in page.content.decode()
    assert "Nog niet opgeslagen" in page.content.decode()
    assert "<title>Fout: " in page.content.decode()
    assert "Woninginbraken, Emmen – " in page.content.decode()  # there are as many of these as targets
    assert not Figure.objects.filter(year=2021).exists()


def test_eight_months_lower_than_four_needs_a_word(browser: Client, told: Told) -> None:
    with after(4):
        browser.post(address(told, "invullen", first(told).id, "doelen"), figure(told, value="12"))
    later = begun(period=8, scene=told.scene)
    path = address(later, "invullen", first(later).id, "doelen")

    refused = browser.post(path, figure(later, value="9"))
    assert refused.status_code == 200
    assert "lager" in refused.content.decode()
    assert not Figure.objects.filter(year=2021, period=8).exists()

    assert browser.post(path, figure(later, value="9", reason="Drie zaken dubbel geteld.")).status_code == 302
    assert Figure.objects.get(year=2021, period=8).note == "Drie zaken dubbel geteld."


def test_a_figure_that_was_there_changes_only_with_a_reason(browser: Client, told: Told) -> None:
    path = address(told, "invullen", first(told).id, "doelen")
    browser.post(path, figure(told, value="12"))

    assert browser.post(path, figure(told, value="13", version="1")).status_code == 200
    assert (
        "Geef aan waar dit cijfer vandaan komt."
        in browser.post(path, figure(told, value="13", source="")).content.decode()
    )
    assert browser.post(path, figure(told, value="13", version="1", reason="Eén nagekomen.")).status_code == 302
    assert Figure.objects.get(year=2021).value == 13


def test_what_somebody_else_saved_in_between_is_shown_first(browser: Client, told: Told) -> None:
    path = address(told, "invullen", first(told).id, "verantwoording")
    typed = {"verantwoording-progress": "Eerste tekst.", "verantwoording-topicality": "", "verantwoording-version": ""}
    browser.post(path, typed)

    page = browser.post(path, typed | {"verantwoording-progress": "Tweede tekst."}).content.decode()
    assert "Eerste tekst." in page
    assert "Tweede tekst." in page
    assert Account.objects.get().progress == "<p>Eerste tekst.</p>"

    again = typed | {"verantwoording-progress": "Tweede tekst.", "verantwoording-version": "1"}
    assert browser.post(path, again).status_code == 302
    assert Account.objects.get().progress == "<p>Tweede tekst.</p>"


def test_what_the_report_before_said_stands_beside_each_text(client: Client) -> None:
    before = released()
    told = begun(period=8, scene=before.scene)
    client.force_login(told.scene.planner)
    page = client.get(address(told, "invullen", first(told).id)).content.decode()
    for kind, words in (("Duiding", "Minder dan verwacht."), ("Verantwoording", "Het werk loopt.")):
        before_it, told_then = page.split(f"{kind} in de vorige rapportage", 1)
        assert words in told_then
        assert not before_it.rstrip().endswith("<summary>"), "what is folded away is not compared"
    assert "Nog even belangrijk." in page
    assert "Vorige rapportage: loopt. Loopt." in page
    summary = client.get(address(told, "invullen", "samenvatting")).content.decode()
    assert "Een rustige periode." in summary.partition("Samenvatting van de vorige rapportage")[2]


def test_states_of_contributions_are_saved_together(browser: Client, told: Told) -> None:
    priority = first(told)
    contribution = priority.contributions[0].id
    sent = {f"stand-{contribution}-state": "done", f"stand-{contribution}-line": "Klaar in maart."}

    assert browser.post(address(told, "invullen", priority.id, "bijdragen"), sent).status_code == 302
    saved = ContributionState.objects.get()
    assert (saved.state, saved.line) == ("done", "Klaar in maart.")


def test_a_released_report_takes_no_more(client: Client) -> None:
    told = released()
    client.force_login(told.scene.planner)
    priority = first(told)

    answer = client.post(address(told, "invullen", priority.id, "doelen"), figure(told, value="99", reason="Te laat."))

    assert answer.status_code == 403
    assert "vrijgegeven" in answer.content.decode()
    assert Figure.objects.get(year=2021).value == 10
    assert client.get(address(told, "invullen", priority.id)).status_code == 200


@pytest.mark.everywhere
def test_who_only_reads_does_not_find_the_pages_of_filling_in(client: Client) -> None:
    told = released()
    client.force_login(told.scene.mayor)

    assert client.get(address(told)).status_code == 200
    assert client.get(address(told, "invullen")).status_code == 404
    assert client.get(address(begun(period=8, scene=told.scene))).status_code == 404


def test_the_chief_releases_what_was_read(client: Client) -> None:
    told = filled()
    client.force_login(told.scene.chief)
    path = address(told, "vrijgeven")
    with after(4):
        page = client.get(path).content.decode()
        assert "Een rustige periode." in page

        assert client.post(path, {"seen": "0" * 64}).status_code == 409
        assert client.post(path, {"seen": told.document.digest()}).status_code == 302

    assert told.report.status == Status.RELEASED
    with after(4):
        assert client.post(path, {"seen": ""}).status_code == 409
    assert told.report.releases.count() == 1
