"""A workbook that was made for a report, filled in, looked at and taken over whole, or not at all."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from priorities.models import Figure
from reports.imports.filled import COLUMNS
from tests.reports import factories
from tests.reports.counting import Counting, counted, counting
from workplan_portal.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Counting:
    return counting()


@pytest.fixture
def place(here: Counting) -> str:
    return f"/rapportages/{here.told.uuid}/invullen/cijfers"


@pytest.fixture
def browser(client: Client, here: Counting) -> Client:
    client.force_login(here.told.scene.planner)
    return client


def fetched(browser: Client, place: str) -> Any:
    answer = browser.get(f"{place}/cijfers.xlsx")
    assert answer.headers["Content-Disposition"].endswith('-2021-8-maanden.xlsx"')
    return load_workbook(io.BytesIO(answer.content))


def fill(book: Any, code: str, **cells: object) -> None:
    """In the line with this code, by the head of the column; the underscores stand for spaces."""
    sheet = book["Cijfers"]
    row = next(row for row in sheet.iter_rows() if row[0].value == code)
    for head, value in cells.items():
        row[COLUMNS.index(head.replace("_", " "))].value = value


def choose(browser: Client, place: str, book: Any, name: str = "cijfers.xlsx") -> str:
    content = book
    if not isinstance(book, bytes):
        made = io.BytesIO()
        book.save(made)
        content = made.getvalue()
    answer = browser.post(f"{place}/bestand/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def seen(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_a_workbook_goes_round(browser: Client, place: str, here: Counting):
    book = fetched(browser, place)
    sheet = book["Cijfers"]
    assert sheet.protection.sheet
    assert sheet["A3"].protection.locked
    assert not sheet["I3"].protection.locked
    assert any(choice.formula1 == '"ja,nee"' for choice in sheet.data_validations.dataValidation)
    assert "Laat leeg wat u nog niet weet" in str([row[0].value for row in book["Uitleg"].iter_rows()])

    fill(book, here.code(here.burglaries), Waarde_of_teller=41, Voorlopig="ja")
    fill(book, here.code(here.settled), Waarde_of_teller=6, Noemer=15, Bron="OM")
    fill(book, here.code(here.covenant), Waarde_of_teller="ja", Bron="Gemeente")
    page = choose(browser, place, book)
    assert "Wat dit bestand wijzigt" in page
    assert "41 (voorlopig)" in page
    assert "40%" in page
    assert "6 van 15" in page
    assert "Bron: OM" in page
    assert "andere regels blijven zoals ze zijn" in page
    assert counted(here.burglaries) is None, "looking changes nothing"

    answer = browser.post(f"{place}/overnemen/", {"seen": seen(page)})
    assert answer.status_code == 302
    burglaries, settled, covenant = counted(here.burglaries), counted(here.settled), counted(here.covenant)
    assert burglaries
    assert (burglaries.value, burglaries.provisional) == (41, True)
    assert settled
    assert (settled.numerator, settled.denominator) == (6, 15)
    assert covenant
    assert covenant.value == 1
    assert "Dit bestand wijzigt niets" in choose(browser, place, book), "the same file once more"
    fill(book, here.code(here.settled), Toelichting="Zonder de zaken van december.")
    assert "Er is dus geen wijziging om toe te lichten." in choose(browser, place, book)
    entry = Entry.objects.get(action="import_figures")
    assert (entry.object, entry.details["figures"]) == ("cijfers.xlsx", 3)
    assert "Dit bestand wijzigt niets" in choose(browser, place, fetched(browser, place))


def test_a_file_is_taken_over_once_however_often_it_is_sent(browser: Client, place: str, here: Counting):
    book = fetched(browser, place)
    fill(book, here.code(here.burglaries), Waarde_of_teller=41)
    looked = {"seen": seen(choose(browser, place, book))}
    first, again = (browser.post(f"{place}/overnemen/", looked, follow=True).content.decode() for _ in range(2))
    assert "1 cijfer is overgenomen" in first
    assert "overgenomen uit het bestand" not in again
    assert "Er is niets overgenomen: alles in dit bestand staat al in de rapportage." in again
    assert Entry.objects.filter(action="import_figures").count() == 1


def test_with_one_wrong_line_nothing_is_taken_over(browser: Client, place: str, here: Counting):
    book = fetched(browser, place)
    fill(book, here.code(here.burglaries), Waarde_of_teller=29)
    fill(book, here.code(here.settled), Waarde_of_teller="12 a 13", Noemer=15)
    fill(book, here.code(here.cases), Waarde_of_teller=22, Noemer=4)
    fill(book, here.code(here.euros), Waarde_of_teller="319.000", Peildatum="gisteren")
    fill(book, here.code(here.cases, here.told.scene.region.emmen), Waarde_of_teller="1.5")
    fill(book, here.code(here.covenant), Code="iets.ANDERS")
    page = choose(browser, place, book)

    for told in (
        "N3",  # the reason why eight months are lower than four
        "Leg uit waarom het latere cijfer lager is dan het eerdere.",
        "Schrijf een heel getal, bijvoorbeeld 1234.",
        "Alleen een percentage heeft een noemer.",
        "<small>Ondermijningszaken, ",
        "Schrijf de datum als dag-maand-jaar",
        "319.000 kan twee getallen betekenen.",
        "geen cijfer met de code “iets.ANDERS”",
    ):
        assert told in page
    assert not seen(page)
    assert not Figure.objects.filter(year=2021, period=8).exists()

    book = fetched(browser, place)
    fill(book, here.code(here.cases), Indicator="Woninginbraken")
    assert "De code hoort bij “Ondermijningszaken”" in choose(browser, place, book)
    book = fetched(browser, place)
    fill(book, here.code(here.euros), Waarde_of_teller=319, Eenheid="x 1.000 euro")
    fill(book, here.code(here.cases), Versie="v2")
    page = choose(browser, place, book)
    assert "Dit cijfer is in “euro”" in page
    assert "Hier houdt het portaal bij hoe het cijfer was." in page
    assert not seen(page)
    book["Cijfers"]["B1"] = "00000000-0000-0000-0000-000000000000"
    assert "gemaakt voor een andere rapportage" in choose(browser, place, book)


def test_what_others_saved_meanwhile_is_not_overwritten(browser: Client, place: str, here: Counting):
    book = fetched(browser, place)
    fill(book, here.code(here.burglaries), Waarde_of_teller=41)
    fill(book, here.code(here.settled), Waarde_of_teller=6, Noemer=15, Bron="OM")
    page = choose(browser, place, book)
    factories.count(here.told, 44)

    late = browser.post(f"{place}/overnemen/", {"seen": seen(page)}).content.decode()
    assert "Dit cijfer was er al." in late
    assert not Figure.objects.filter(indicator=here.settled).exists(), "all of the file or nothing"
    fill(book, here.code(here.burglaries), Waarde_of_teller=41, Toelichting="Geteld.")
    assert "het is nu 44" in choose(browser, place, book)

    untouched = fetched(browser, place)
    factories.count(here.told, 6, indicator=here.cases, area=here.told.scene.region.team)
    fill(untouched, here.code(here.settled), Waarde_of_teller=6, Noemer=15, Bron="OM")
    page = choose(browser, place, untouched)
    assert seen(page), "a line that nobody touched is in nobody's way"
    assert browser.post(f"{place}/overnemen/", {"seen": seen(page) + "x"}).status_code == 302
    assert counted(here.settled) is None, "what was changed on the way is not taken over"


def test_csv_goes_round_too(browser: Client, place: str, here: Counting):
    content = browser.get(f"{place}/cijfers.csv").content.decode("utf-8-sig")
    code = here.code(here.euros)
    line = next(line for line in content.splitlines() if line.startswith(code))
    filled = line.replace(";;;31-08-2021;;", ";319.000,50;;31-08-2021;CJIB;")
    assert filled != line
    page = choose(browser, place, content.replace(line, filled).encode(), "cijfers.csv")
    assert "€\u00a0319.000,50" in page
    assert browser.post(f"{place}/overnemen/", {"seen": seen(page)}).status_code == 302
    assert str(Figure.objects.get(indicator=here.euros).value) == "319000.50"


def test_other_kinds_of_files_and_other_people_are_refused(browser: Client, place: str, here: Counting):
    assert "macro’s" in choose(browser, place, b"PK", "cijfers.xlsm")
    assert "Kies een Excel-werkmap" in choose(browser, place, b"x", "cijfers.pdf")
    assert "te groot" in choose(browser, place, b"0" * (5 * 1024 * 1024 + 1))

    book = fetched(browser, place)
    fill(book, here.code(here.burglaries), Waarde_of_teller=41)
    browser.force_login(here.told.scene.officer)
    assert "Alleen beleidsmedewerkers van de politie vullen cijfers in." in choose(browser, place, book)
    browser.force_login(here.told.scene.mayor)
    assert browser.get(f"{place}/cijfers.xlsx").status_code == 404
    assert browser.get(f"{place}/bestand/").status_code == 404
