"""Page, file and data say the same, and no more than their reader may know."""

import csv
import io
import json
import re
import subprocess
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from plans.amended import AmendmentNote
from plans.codes import Audience
from plans.document import Chapter, Document, Place
from plans.exports import plan_html, plan_json, plan_page, plan_pdf
from plans.exports.cover import READABLE, palette
from plans.exports.data import targets_csv
from tests.documents.validation import assert_valid
from workplan_portal.interface.colour import WHITE, contrast
from workplan_portal.organisation.models import Municipality

from .sample import DRAFT, SECRET, SHARED, adopted, block, document, target, with_block

pytestmark = pytest.mark.django_db

JANUARY = date(2021, 1, 18)


def data(text: Document) -> dict:
    return json.loads(plan_json(text, adopted(text)))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


# --- data -------------------------------------------------------------------------------------------------------------


def test_the_data_have_the_promised_names() -> None:
    exported = data(document())
    first = exported["priorities"][0]

    assert exported["schema"] == 1
    promised = "id number parent level heading title narrative ambition objective contributions targets context_facts"
    assert set(promised.split()) <= first.keys()
    assert {"id", "kind", "text", "responsible", "fte"} <= first["contributions"][0].keys()
    promised = (
        "id indicator scope comparator unit norm norm_origin norm_year provisional_norm last_year "
        "provisional_last_year goal explanation"
    )
    assert set(promised.split()) <= first["targets"][0].keys()


def test_numbers_are_decimal_strings_and_what_is_unknown_is_null() -> None:
    exported = data(with_block(document(), targets=(target(last_year=None, basis="norm"),)))
    (shown,) = exported["priorities"][0]["targets"]

    assert (shown["norm"], shown["last_year"]) == ("250", None)
    assert exported["priorities"][0]["contributions"][0]["fte"] == "1.5"


def test_priorities_are_numbered_and_know_what_they_are_part_of() -> None:
    exported = data(document())
    priorities = exported["priorities"]

    assert [(p["number"], p["parent"]) for p in priorities] == [("2.1", "p-out"), ("2.1", "p-out"), ("3.1", None)]
    assert exported["parents"] == [{"id": "p-out", "title": "Veilig uit"}]


def test_the_internal_data_say_what_is_not_for_the_council() -> None:
    internal = {c["id"]: c["internal"] for p in data(document())["priorities"] for c in p["contributions"]}
    assert [identity for identity, hidden in internal.items() if hidden] == [SECRET.id]


def test_a_contribution_placed_twice_stands_there_twice_with_one_id() -> None:
    ids = [c["id"] for p in data(document())["priorities"] for c in p["contributions"]]

    assert ids.count(SHARED.id) == 2


def test_the_table_of_targets_opens_in_a_spreadsheet_without_running_anything() -> None:
    dangerous = with_block(document(), title="=HYPERLINK(1)")
    rows = list(csv.reader(io.StringIO(targets_csv(dangerous).decode("utf-8-sig")), delimiter=";"))

    assert rows[0][:3] == ["number", "priority", "indicator"]
    assert rows[1][:5] == ["2.1", "'=HYPERLINK(1)", "Woninginbraken", "municipality", "Emmen"]
    assert rows[1][5:] == ["at_most", "count", "250", "210", "210", "", "yes"]


# --- page -------------------------------------------------------------------------------------------------------------


def test_the_page_shows_a_plan_from_front_to_back() -> None:
    text = document()
    shown = words(plan_page(text, adopted(text)))

    in_order = [
        "Voor u ligt het plan", "M. Bos", "J. Kamp", "Teamchef Basisteam Zuidoost-Drenthe", "21 december 2020",
        "1 Inleiding", "1.1 Het dagelijkse werk", "1.2 Als er meer nodig is", "1.3 Waar dit plan op rust",
        "Oplegnotitie 2021", "Uitvoeringsplan", "2 Lokale prioriteiten gemeente Emmen",
        "2.1 Veilige woon- en leefomgeving", "Veilig uitgaan", "Gemeentelijke doelstelling", "Aanpak uitgaan",
        "Bijdrage politie", "wijkagent · met GGD · weekoverleg · 1,5 fte", "Prioriteit 2021", "hangt af van: levering",
        "Woninginbraken gemeente Emmen", "Er waren evenementen", "Bron: gemeente Emmen", "Evenementen",
        "3 Prioriteiten Openbaar Ministerie", "3.1 Basis op orde", "geen aparte afspraken",
    ]  # fmt: skip
    start = shown.index("Voor u ligt het plan")
    places = [shown.find(words, start) for words in in_order]
    assert -1 not in places, [words for words, place in zip(in_order, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_norm_last_year_and_goal_stand_together_with_the_reason_and_the_marks() -> None:
    text = document()
    table = re.search(r'<tbody id="doel-t-burglaries">.*?</tbody>', plan_page(text, DRAFT), re.DOTALL)
    assert table
    shown = words(table[0])

    assert "hooguit 250 Openbaar Ministerie, 2020" in shown
    assert "210 voorlopig voorbeeld" in shown
    assert "hooguit 210" in shown
    assert "beter dan de norm" in shown


def test_a_share_says_that_it_is_not_added_up() -> None:
    assert "Dit is een deel van ‘Woninginbraken’ (gemeente Emmen)" in words(plan_page(document(), DRAFT))


def test_notes_are_numbered_alike_on_page_paper_and_in_the_data() -> None:
    text = document()
    page, paper = plan_page(text, DRAFT), plan_html(text, DRAFT)

    assert page.count('href="#noot-1"') == 1
    assert page.count('id="noot-1"') == 1
    short = '<abbr title="Geestelijke gezondheidszorg">GGZ</abbr>'
    assert f"{short}<sup><a" in page
    assert f'{short}<span class="note" data-call="Noot 1, over ‘GGZ’" data-back="Terug naar ‘GGZ’">Geest' in paper
    assert page.count(short) == paper.count(short) == 2
    assert [(note["number"], note["term"]) for note in data(text)["footnotes"]] == [(1, "GGZ")]


def test_every_link_of_the_contents_leads_somewhere_and_no_id_stands_twice() -> None:
    page = plan_page(document(), DRAFT)
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert len(ids) == len(set(ids))


def test_markup_in_a_plain_text_is_shown_and_not_obeyed() -> None:
    attack = "<script>alert(1)</script>"
    text = with_block(document(themes_note=attack), title=attack, box_title=attack, heading=attack)

    for html in (plan_page(text, DRAFT), plan_html(text, DRAFT)):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_the_document_stays_in_the_language_of_the_country() -> None:
    text = document()
    dutch = plan_page(text, DRAFT), plan_json(text, DRAFT), plan_html(text, DRAFT)

    with override("en"):
        assert (plan_page(text, DRAFT), plan_json(text, DRAFT), plan_html(text, DRAFT)) == dutch


@pytest.mark.requires("java")
def test_an_empty_plan_can_be_looked_at_and_has_a_file_that_is_archivable_and_accessible() -> None:
    """Of which nothing is left but an amendment of its authority. A chapter of which that is so is none."""
    empty = document(
        foreword="", introduction="", going_concern="", upscaling="", themes_note="", frames=(), chapters=(), terms=()
    )
    changed = AmendmentNote(1, "Brand", "burgemeester", "art. 13", JANUARY, JANUARY, JANUARY, ("Gewijzigd: niets.",))
    bare = replace(empty, chapters=(Chapter("om", None, ""),))

    assert "Inleiding" in plan_page(empty, DRAFT)
    assert plan_json(empty, DRAFT)
    assert plan_page(bare, DRAFT) == plan_page(empty, DRAFT)
    assert_valid(plan_pdf(empty, replace(adopted(empty), amendments=(changed,))), "3a", "ua1")


# --- audience ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", [Audience.COUNCIL, Audience.PUBLIC])
def test_what_is_not_for_the_council_is_nowhere_in_what_goes_out(audience: Audience) -> None:
    text = document().for_audience(audience)

    for exported in (plan_page(text, DRAFT), plan_html(text, DRAFT), plan_json(text, DRAFT).decode()):
        assert "Geheimstraat" not in exported
        assert "alle signalen" in exported


def test_an_internal_file_shows_it_with_a_mark() -> None:
    html = plan_html(document(), DRAFT)

    assert "Geheimstraat" in html
    assert "niet voor de raad" in html


# --- file -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker) -> bytes:  # noqa: ANN001 -- pytest-django gives its class no public name
    with django_db_blocker.unblock():
        return plan_pdf(document(), adopted(document()))


def text_of(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.requires("java")
def test_the_file_is_archivable_and_accessible(made: bytes) -> None:
    assert_valid(made, "3a", "ua1")


@pytest.mark.requires("poppler")
def test_the_file_says_on_cover_and_colophon_what_it_is(made: bytes) -> None:
    shown = " ".join(text_of(made).split())

    assert "Vastgesteld op 18 januari 2021" in shown
    assert "Driehoek Emmen" in shown
    assert document().digest() in shown.replace(" ", "")
    assert re.search(r"Burgemeester Emmen\s+E\. de Vries\s+akkoord\s+12 januari 2021", shown)
    assert "Geheimstraat" in shown


def test_what_is_embedded_has_passed_the_filter_for_the_council(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        embedded = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}

    assert embedded.keys() == {"document.json", "doelen.csv"}
    assert b"Geheimstraat" not in embedded["document.json"]
    assert json.loads(embedded["document.json"])["audience"] == "council"


def test_the_table_marks_what_is_provisional() -> None:
    provisional = target(provisional_norm=True, provisional_last_year=False)
    table = targets_csv(with_block(document(), targets=(provisional,)))
    (row, *_others) = csv.DictReader(io.StringIO(table.decode("utf-8-sig")), delimiter=";")
    assert (row["provisional_norm"], row["provisional_last_year"]) == ("yes", "")


def test_a_draft_says_so_on_every_page_and_an_adopted_plan_on_none() -> None:
    assert '<span class="document">Jaarwerkplan 2021 · nog niet vastgesteld</span>' in plan_html(document(), DRAFT)
    assert '<span class="document">Jaarwerkplan 2021</span>' in plan_html(document(), adopted(document()))


def test_a_draft_of_an_example_says_both() -> None:
    html = plan_html(document(example=True), DRAFT)

    assert html.count("Deze tekst kan nog veranderen") == html.count("Voorbeeldgegevens") == 2


def test_a_draft_says_that_it_is_one() -> None:
    assert "Concept, niet vastgesteld" in plan_html(document(), DRAFT)
    assert "Concept, niet vastgesteld" not in plan_html(document(), adopted(document()))


def test_an_example_says_so_on_cover_and_colophon() -> None:
    assert plan_html(document(example=True), DRAFT).count("Voorbeeldgegevens") == 2


def test_a_plan_for_one_municipality_has_its_colour_and_a_plan_for_three_nobodys() -> None:
    Municipality.objects.create(code="GM0114", name="Emmen", brand_colour="#7a1f5c")
    three = replace(document(), municipalities=tuple(Place(f"GM{n}", name) for n, name in enumerate("ABC")))

    assert "--brand: #154273" not in plan_html(document(), DRAFT)
    assert "--brand: #154273" in plan_html(three, DRAFT)
    assert "gemeenten A, B en C" in plan_html(three, DRAFT)


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_becomes_one_that_can_be_read_and_carries_white_text(colour: int) -> None:
    made = palette(f"#{colour:06x}")

    assert contrast(made.brand, WHITE) >= READABLE - 0.01
    assert contrast(made.brand, made.tint) >= 4.5


def test_a_block_without_contributions_has_no_empty_table() -> None:
    bare = with_block(document(), contributions=(), targets=(), facts=())
    first = re.search(r'<article class="block" id="prioriteit-b-1">.*?</article>', plan_page(bare, DRAFT), re.DOTALL)

    assert first
    assert "<table" not in first[0]
    assert block("x").title in first[0]


def test_a_box_of_a_few_short_contributions_stands_whole_on_paper() -> None:
    def is_whole(*texts: str) -> bool:
        contributions = tuple(replace(SHARED, id=f"c-{n}", text=f"<p>{text}</p>") for n, text in enumerate(texts))
        text = with_block(document(), contributions=contributions)
        first = re.search(r'id="prioriteit-b-1">.*?</article>', plan_html(text, DRAFT), re.DOTALL)
        return bool(first) and "contributions--few" in first[0]

    assert is_whole("Een.", "Twee.", "Drie.")
    assert not is_whole("Een.", "Twee.", "Drie.", "Vier.")
    assert not is_whole("Een.", "Twee. " * 400)


def test_the_last_priority_of_a_chapter_stands_whole_on_paper_when_it_fits() -> None:
    text = document()
    local, *others = text.chapters

    def classes(narrative: str) -> list[str]:
        *rest, last = local.blocks
        chapter = replace(local, blocks=(*rest, replace(last, narrative=narrative)))
        html = plan_html(replace(text, chapters=(chapter, *others)), DRAFT)
        return re.findall(r'<article class="([^"]*)"', html)[: len(local.blocks)]

    assert classes("<p>Kort.</p>") == ["block", "block block--whole"]
    assert classes("<p>Twee zinnen. En nog een.</p>" * 40) == ["block", "block block--last"]
    assert classes(f"<ul>{'<li>kort</li>' * 40}</ul>") == ["block", "block block--last"]
