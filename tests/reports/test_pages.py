"""The pages of reports: what they offer to whom, and that they ask the database no more when there is more to show."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import make_aware

from plans.models import Plan
from reports.actions import releasing
from tests.plans import factories as plans
from tests.reports import factories, joint
from tests.reports.factories import Told
from workplan_portal.audit.trail import dated
from workplan_portal.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]

ClientOf = Callable[[Person], Client]
MOST = 30


def pages(told: Told) -> dict[str, Person]:
    """Addresses of a released report, with who opens them."""
    scene, page = told.scene, f"/rapportages/{told.uuid}/"
    priority = next(iter(told.document.priorities)).id
    reading = {f"{page}{part}": scene.mayor for part in ("", "lezen/", "document.json", "versies/1/")}
    filling = ("", "lezen/", "document.json", "invullen/", "invullen/samenvatting/", f"invullen/{priority}/")
    acting = {f"{page}{part}/": scene.chief for part in ("aanbieden", "vrijgeven", "teruggeven", "verbeteren")}
    return {
        "/rapportages/": scene.planner,
        "/rapportages/?van=burgemeester": scene.mayor,
        **reading,
        **{f"{page}{part}?van=planner": scene.planner for part in filling},
        **acting,
        f"{page}publiceren/": scene.officer,
    }


def asked(told: Told, client_of: ClientOf) -> dict[str, int]:
    """How often each page asks the database, the second time it is opened, by what it is."""
    counts = {}
    for address, person in pages(told).items():
        browser = client_of(person)
        assert browser.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        counts[_kind(address)] = len(captured)
    return counts


def _kind(address: str) -> str:
    """The address without what tells one report or priority from another."""
    return "/".join("…" if len(part) == 36 else part for part in address.split("/"))


@pytest.mark.everywhere
def test_a_page_asks_no_more_of_a_big_report_than_of_a_small_one(client_of: ClientOf) -> None:
    with joint.for_now():
        few = asked(factories.released(), client_of)
    big = joint.corrected()
    for period in (4, 12):
        factories.begun(period=period, scene=big.scene)
    many = asked(big, client_of)
    assert {page: (few[page], count) for page, count in many.items() if count > few[page]} == {}
    assert {page: count for page, count in many.items() if count > MOST} == {}


@pytest.mark.everywhere
def test_the_list_asks_no_more_of_many_plans_than_of_one(client_of: ClientOf) -> None:
    told = factories.released()
    browser = client_of(told.scene.planner)

    def questions() -> int:
        browser.get("/rapportages/")
        with CaptureQueriesContext(connection) as captured:
            page = browser.get("/rapportages/").content.decode()
        assert page.count("<table") == Plan.objects.count()
        return len(captured)

    one = questions()
    elsewhere = replace(told.scene, plan=None)
    plans.decide(plans.written(scene=elsewhere, municipalities=[told.scene.region.coevorden]))
    assert questions() == one


# --- what is offered to whom ------------------------------------------------------------------------------------------


DUE = ("28 mei 2021", "28 september 2021", "28 januari 2022")
NOT_YET, NOW, LATE = "Nog niet aan de beurt", "Nu te maken", "Te laat"


@pytest.mark.parametrize(
    ("day", "terms", "turn"),
    [
        ((2021, 3, 1), [NOT_YET, NOT_YET, NOT_YET], "Vanaf 1 mei 2021 vult de beleidsmedewerker van de politie"),
        ((2021, 5, 1), [NOW, NOT_YET, NOT_YET], "Vanaf 1 september 2021 vult de beleidsmedewerker van de politie"),
        ((2021, 5, 29), [LATE, NOT_YET, NOT_YET], "De beleidsmedewerker van de politie begint deze rapportage."),
    ],
)
def test_the_reports_to_come_stand_there_from_the_adoption_on(
    client_of: ClientOf, day: tuple[int, int, int], terms: list[str], turn: str
) -> None:
    scene = plans.adopted()
    assert scene.plan
    with dated(make_aware(datetime.combine(date(*day), time(12)))):
        for person in (scene.planner, scene.chief):
            browser = client_of(person)
            calendar = _panel(browser.get("/rapportages/").content.decode(), "kalender")
            of_the_plan = _panel(
                browser.get(f"/plannen/{scene.plan.uuid}/").content.decode(), f"plan-{scene.plan.uuid}"
            )
            for shown in (calendar, of_the_plan):
                assert re.findall("28 (?:mei 2021|september 2021|januari 2022)", shown) == list(DUE)
                assert re.findall(f"{NOT_YET}|{NOW}|{LATE}", shown) == terms
                assert turn in shown
            home = words(browser.get("/").content.decode())
            assert all(f"over {months} maanden van 2021" in home for months in (4, 8, 12))
        assert "28 mei 2021" in words(client_of(scene.mayor).get(f"/plannen/{scene.plan.uuid}/").content.decode())


def _panel(page: str, panel: str) -> str:
    return words(page.partition(f'id="{panel}"')[2].partition("</section>")[0])


def test_only_who_may_start_a_report_gets_the_button_and_not_before_its_year(client_of: ClientOf) -> None:
    scene = plans.adopted()
    for moment, starters in (("2020-12-31T12:00", set()), ("2021-01-01T12:00", {"officer", "planner", "chief"})):
        with dated(make_aware(datetime.fromisoformat(moment))):
            offered = {
                name
                for name, person in scene.everyone.items()
                if "Rapportage over 4 maanden beginnen" in client_of(person).get("/rapportages/").content.decode()
            }
        assert offered == starters


@pytest.mark.everywhere
def test_who_may_not_see_it_is_not_told_how_far_a_report_is(client_of: ClientOf) -> None:
    """For a mayor it is the same whether nobody has started it or it is with the team chief."""
    scene = plans.adopted()
    shown = []
    for walk in (lambda: None, lambda: factories.offered(scene=scene)):
        walk()
        with factories.after(4):
            pages = {name: client_of(getattr(scene, name)).get("/rapportages/") for name in ("mayor", "planner")}
        shown.append({name: words(page.content.decode()) for name, page in pages.items()})
    before, after = shown
    assert "4 maanden Nog niet vrijgegeven De beleidsmedewerker van de politie vult de rapportage in" in before["mayor"]
    assert before["mayor"] == after["mayor"]
    assert "4 maanden Kan beginnen" in before["planner"]
    assert "4 maanden Bij de teamchef" in after["planner"]


def test_an_act_is_named_once_on_its_page_and_its_reason_is_for_everybody(client_of: ClientOf) -> None:
    told = factories.offered()
    browser = client_of(told.scene.chief)
    with factories.after(4):
        for act, title in (("vrijgeven", "Rapportage vrijgeven"), ("teruggeven", "Rapportage teruggeven")):
            assert headings_of(browser.get(f"/rapportages/{told.uuid}/{act}/")).count(title) == 1
        releasing.release(report=told.report, by=told.scene.chief)
        page = browser.get(f"/rapportages/{told.uuid}/verbeteren/")
    assert headings_of(page).count("Rapportage verbeteren") == 1
    assert "Lezers houden de vrijgegeven versie" in page.content.decode()
    assert "ook buiten het portaal" in page.content.decode()


def test_giving_up_a_correction_is_asked_before_it_is_done(client_of: ClientOf) -> None:
    told = factories.released()
    with factories.after(4):
        releasing.correct(report=told.report, reason="Een woord vergeten.", by=told.scene.planner)
        browser, act = client_of(told.scene.planner), f"/rapportages/{told.uuid}/verbetering-opgeven/"
        home = words(browser.get(f"/rapportages/{told.uuid}/").content.decode())
        assert "Lezers zien nog versie 1" in home
        assert "Vrijgeven voor" not in home, "it has been released in time"
        assert "Ingevoerde cijfers blijven staan" in browser.get(act).content.decode()
        assert told.report.status == "open", "looking changes nothing"
        assert browser.post(act).status_code == 302
        assert told.report.status == "released"
        assert browser.post(act).status_code == 409


def test_a_correction_shows_its_writers_what_it_changes_and_readers_what_stands(client_of: ClientOf) -> None:
    told = factories.released()
    with factories.after(4):
        releasing.correct(report=told.report, reason="Een woord vergeten.", by=told.scene.planner)
        factories.reword(told, "<p>Een heel rustige periode.</p>")
    address = f"/rapportages/{told.uuid}/lezen/"
    writer = client_of(told.scene.planner).get(address).content.decode()
    reader = client_of(told.scene.mayor).get(address).content.decode()
    for words in ("Een woord vergeten.", "Een heel rustige periode.", "Concept"):
        assert words in writer
        assert words not in reader
    assert "Een rustige periode." in reader
    pdf = client_of(told.scene.planner).get(f"/rapportages/{told.uuid}/pdf/")
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")


def test_remarks_of_the_chief_are_for_those_who_write_and_check(client_of: ClientOf) -> None:
    told = factories.offered()
    with factories.after(4):
        releasing.return_to_planner(report=told.report, remark="Noem de bron.", by=told.scene.chief)
        releasing.release(report=told.report, by=told.scene.chief)
    address = f"/rapportages/{told.uuid}/"
    for name in ("planner", "officer", "auditor"):
        assert "Noem de bron." in client_of(getattr(told.scene, name)).get(address).content.decode(), name
    for name in ("mayor", "prosecutor"):
        assert "Noem de bron." not in client_of(getattr(told.scene, name)).get(address).content.decode(), name


def headings_of(page: Any) -> list[str]:
    return [words(found) for found in re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", page.content.decode(), re.DOTALL)]


def words(html: str) -> str:
    """Of the main part of a page, or of any piece of one."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("<main")[2] or html).split())
