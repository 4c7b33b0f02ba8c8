"""The table of figures: what it shows, that each right line is saved, and what is said of the others."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorities.models import Figure
from reports.actions import releasing
from tests import factories as stock
from tests.reports import factories
from tests.reports.counting import Counting, counted, counting
from workplan_portal.audit.models import Entry
from workplan_portal.organisation.models import Cluster

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Counting:
    return counting()


@pytest.fixture
def page(here: Counting) -> str:
    return f"/rapportages/{here.told.uuid}/invullen/cijfers/"


@pytest.fixture
def browser(client: Client, here: Counting) -> Client:
    client.force_login(here.told.scene.planner)
    return client


def test_the_table_shows_what_was_agreed_and_counted_beside_each_box(browser: Client, page: str, here: Counting):
    stock.figure(here.burglaries, here.told.scene.region.emmen, 27, period=8, provisional=True)
    shown = browser.get(page).content.decode()

    assert "27 (voorlopig)" in shown, "the same months of last year"
    assert 'data-lowest="30"' in shown, "no lower than after four months, without a word"
    assert "hooguit 40" in shown
    assert f'name="{here.code(here.burglaries)}-value"' in shown
    assert f'name="{here.code(here.settled)}-denominator"' in shown
    assert "stand op de peildatum" in shown, "whether a contract has been signed does not add up"
    team, emmen, borger = here.told.scene.region.team, here.told.scene.region.emmen, here.told.scene.region.borger
    for area in (team, emmen, borger):
        assert f'name="{here.code(here.cases, area)}-value"' in shown, "cases are kept per municipality too"
    assert f'name="{here.code(here.euros, emmen)}-value"' not in shown
    assert "Nog niet bekend van Borger-Odoorn, Coevorden, Emmen." in shown


@pytest.mark.parametrize(
    ("day", "is_right"), [("31-12-2020", False), ("01-01-2021", True), ("11-01-2022", True), ("31-08-2099", False)]
)
def test_a_figure_is_known_on_a_day_that_can_be(browser: Client, page: str, here: Counting, day: str, is_right: bool):
    answer = browser.post(f"{page}2/", here.line(here.burglaries, value="31", reference_date=day))
    told = "Kies een dag van 01-01-2021 tot en met"
    assert (counted(here.burglaries) is not None, told in answer.content.decode()) == (is_right, not is_right)


def test_every_right_line_is_saved_and_every_other_one_kept_as_it_was_typed(browser: Client, page: str, here: Counting):
    sent = {
        **here.line(here.burglaries, value="29"),
        **here.line(here.cases, value="1.250", provisional="on"),
        **here.line(here.settled, value="", numerator="6", denominator="15"),
        **here.line(here.covenant, value="ja"),
        **here.line(here.euros, value="12 a 13"),
    }
    answer = browser.post(f"{page}1/", sent)
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert "<title>Fout: " in shown
    assert "3 cijfers zijn opgeslagen." in shown
    assert 'value="12 a 13"' in shown
    assert 'value="29"' in shown
    assert "Leg uit waarom het latere cijfer lager is dan het eerdere." in shown
    assert counted(here.burglaries) is None
    assert counted(here.euros) is None
    cases, settled, covenant = counted(here.cases), counted(here.settled), counted(here.covenant)
    assert cases
    assert (cases.value, cases.provisional, str(cases.reference_date)) == (Decimal(1250), True, "2021-08-31")
    assert settled
    assert (settled.numerator, settled.denominator) == (6, 15)
    assert covenant
    assert covenant.value == 1
    assert Entry.objects.get(subject=cases.subject).action == "enter_figure"

    mended = here.line(here.burglaries, value="29", reason="Twee dubbel geteld.")
    assert browser.post(f"{page}1/", mended | here.line(here.euros)).status_code == 302
    burglaries = counted(here.burglaries)
    assert burglaries
    assert burglaries.note == "Twee dubbel geteld."
    assert counted(here.euros) is None, "what is left empty follows later"


def test_parts_are_held_against_the_whole(browser: Client, page: str, here: Counting):
    region = here.told.scene.region
    sent = here.line(here.cases, value="20")
    for area, value in ((region.emmen, "9"), (region.coevorden, "6"), (region.borger, "3")):
        sent |= here.line(here.cases, area, value=value)
    assert browser.post(f"{page}1/", sent).status_code == 302
    assert "De delen samen: 18. Dat is 2 minder dan het geheel." in browser.get(page).content.decode()

    cluster = Cluster.objects.create(code="EC", name="Emmen-centrum", team=region.team, municipality=region.emmen)
    stock.figure(here.cases, cluster, 4, year=2021, period=8)
    parts = browser.get(page).content.decode()
    assert f'name="{here.code(here.cases, cluster)}-value" ' in parts.replace("\n", " "), (
        "clusters below their municipality"
    )
    assert "De delen samen: 4. Dat is 5 minder dan het geheel." in parts

    more = here.line(here.cases, region.borger, value="5", version="1", reason="Twee zaken nagekomen.")
    browser.post(f"{page}1/", more)
    assert "De delen samen: 20, zoals het hoort." in browser.get(page).content.decode()


def test_what_somebody_else_saved_meanwhile_stays_and_is_said(browser: Client, page: str, here: Counting):
    factories.count(here.told, 41)

    shown = browser.post(f"{page}1/", here.line(here.burglaries, value="38", reason="Geteld.")).content.decode()
    assert "Iemand anders heeft dit cijfer intussen ingevuld: 41." in shown
    assert Figure.objects.get(indicator=here.burglaries, year=2021, period=8).value == 41


def test_who_may_not_write_or_not_count_there_finds_no_boxes(client: Client, page: str, here: Counting):
    scene = here.told.scene
    client.force_login(scene.officer)
    assert "data-cell" not in client.get(page).content.decode(), "a safety officer writes, but enters no figures"
    client.post(f"{page}1/", here.line(here.cases, value="20"))
    assert counted(here.cases) is None

    client.force_login(scene.mayor)
    assert client.get(page).status_code == 404
    assert client.post(f"{page}1/", here.line(here.cases, value="20")).status_code == 404


def test_nothing_is_saved_in_a_report_that_is_with_the_chief(client: Client):
    told = factories.offered()
    client.force_login(told.scene.planner)
    there = f"/rapportages/{told.uuid}/invullen/cijfers/"
    assert "ligt bij de teamchef" in client.get(there).content.decode()
    assert client.post(f"{there}1/", {}).status_code == 403
    with factories.after(4):
        releasing.take_back(report=told.report, by=told.scene.planner)
    assert "data-cell" in client.get(there).content.decode()


def test_the_page_asks_no_more_for_more_lines(browser: Client, page: str, here: Counting):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(page)
        return len(captured)

    browser.get(page)
    few = asked()
    region = here.told.scene.region
    for indicator in (here.euros, here.cases):
        for area in (region.emmen, region.coevorden, region.borger):
            stock.figure(indicator, area, 5, year=2021, period=8)
    assert asked() == few <= 30


def test_a_percentage_moves_in_points_beside_its_interpretation(client: Client, here: Counting) -> None:
    """As it does in the report itself."""
    stock.figure(here.settled, here.told.scene.region.team, None, period=8, numerator=5, denominator=20)
    stock.figure(here.settled, here.told.scene.region.team, None, period=8, year=2021, numerator=8, denominator=20)
    client.force_login(here.told.scene.planner)
    where = next(p.id for p in here.told.document.priorities if here.settled.code in str(p))

    answer = client.get(f"/rapportages/{here.told.uuid}/invullen/{where}/").content.decode()

    assert "+15 procentpunt" in answer
