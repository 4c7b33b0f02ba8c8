"""The file a reader gets: valid by both standards, readable by a screen reader, always the same bytes."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pydyf
import pytest
import weasyprint.css
from weasyprint.css import ComputedStyle
from weasyprint.text.line_break import Layout

from workplan_portal.documents import cascading, lengths, packing, render, shaping
from workplan_portal.documents.aloud import read_aloud
from workplan_portal.documents.cascading import StyleFor
from workplan_portal.documents.look import Line
from workplan_portal.documents.render import TESTED_WITH, render_pdf
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.styles import the_long_way

from .sample import ATTACHMENTS, METADATA, NOTICE, sample_html
from .validation import assert_valid

FOR_SCREENS = {"reading.css", "letter_page.css"}
STYLES = '<link rel="stylesheet" href="portal:static/document.css">'


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(sample_html(), metadata=METADATA, resources=our_resources(), attachments=ATTACHMENTS)


@pytest.fixture(scope="module")
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def elements(opened: pikepdf.Pdf, role: str) -> list[pikepdf.Dictionary]:
    """The structure elements with this role, in reading order."""
    found = []

    def walk(element: pikepdf.Object) -> None:
        if element.get("/S") == f"/{role}":
            found.append(element)
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                walk(kid)

    walk(opened.Root.StructTreeRoot.K)
    return found


def fonts_of(opened: pikepdf.Pdf) -> set[str]:
    fonts = (part for part in opened.objects if isinstance(part, pikepdf.Dictionary) and "/FontName" in part)
    return {re.sub(r"^/\w+\+|,.*", "", str(font.FontName)) for font in fonts}


def text_of(pdf: bytes, *options: str) -> str:
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()  # noqa: S603


def test_answering_at_once_what_depends_on_the_style_changes_nothing(
    pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_and_long = (
        (lengths.resolve_percentages, lengths.the_long_way),
        (shaping.strut, shaping.the_long_way_to_a_strut),
    )
    monkeypatch.setattr(ComputedStyle, "__missing__", the_long_way)
    monkeypatch.setattr(Layout, "setup", shaping.the_long_way)
    monkeypatch.setattr(weasyprint.css, "StyleFor", StyleFor)
    monkeypatch.setattr(pydyf.Stream, "data", property(packing.packed_anew))
    for quick, long in quick_and_long:
        render._replace(quick, long)
    try:
        again = render_pdf(sample_html(), metadata=METADATA, resources=our_resources(), attachments=ATTACHMENTS)
    finally:
        for quick, long in quick_and_long:
            render._replace(long, quick)

    assert again == pdf


@pytest.mark.requires("java")
def test_it_is_archivable_and_accessible(pdf: bytes) -> None:
    assert_valid(pdf, "3a", "ua1")


@pytest.mark.requires("java")
@pytest.mark.parametrize("text", ["שלום עולם", "😀 ✓ →", "語", "\U0010fffd", "ﷺ Ω ъ"])
def test_any_script_and_sign_keeps_it_valid(text: str) -> None:
    pdf = render_pdf(sample_html(extra=text), metadata=METADATA, resources=our_resources())

    assert_valid(pdf, "3a", "ua1")


@pytest.mark.requires("java")
@pytest.mark.parametrize(("sheets", "notes"), [(1, 0), (4, 60), pytest.param(150, 1_050, marks=pytest.mark.long)])
def test_of_any_length_with_spans_and_notes_it_is_archivable_and_accessible(sheets: int, notes: int) -> None:
    sheet = "Woord" + '<span class="note">Uitleg.</span> woord' * (notes // sheets)
    table = (
        '<table class="plain"><thead><tr><th scope="col">Groep</th><th scope="col">Naam</th></tr></thead><tbody><tr>'
        '<th scope="rowgroup" rowspan="2">G</th><td>a</td></tr><tr><td>b</td></tr></tbody></table>'
    )
    sections = f'<section class="chapter"><h2>Blad</h2><p>{sheet}.</p>{table}</section>' * sheets
    html = f'<html lang="nl"><head>{STYLES}</head><body><h1>Bladen</h1><main>{sections}</main></body></html>'
    pdf = render_pdf(html, metadata=METADATA, resources=our_resources())

    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert len(made.pages) == sheets + 1
        assert len(elements(made, "Note")) == notes
    assert_valid(pdf, "3a", "ua1")


@pytest.mark.requires("java")
def test_the_proof_can_fail(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as spoiled:
        del spoiled.Root.StructTreeRoot
        file = io.BytesIO()
        spoiled.save(file)

    with pytest.raises(AssertionError, match="3a: NOT VALID"):
        assert_valid(file.getvalue(), "3a")


def test_the_same_document_is_the_same_bytes(pdf: bytes) -> None:
    again = render_pdf(sample_html(), metadata=METADATA, resources=our_resources(), attachments=ATTACHMENTS)

    assert again == pdf


@pytest.mark.parametrize("most", [0, cascading.MOST])
def test_what_was_kept_of_another_document_changes_nothing(
    pdf: bytes, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f'<html lang="nl"><head>{STYLES}</head><body style="counter-reset: footnote 7"><h2>A</h2></body>'
    monkeypatch.setattr(cascading, "_known", {})
    monkeypatch.setattr(cascading, "MOST", most)
    render_pdf(other, metadata=METADATA, resources=our_resources())
    again = render_pdf(sample_html(), metadata=METADATA, resources=our_resources(), attachments=ATTACHMENTS)

    assert again == pdf


def test_a_rule_for_one_element_and_a_part_of_another_gives_neither_the_look_of_the_other() -> None:
    """Both have the same declarations, of the same weight."""
    style = "<style>em.a, .b::before { text-transform: uppercase }</style>"
    body = '<p><em class="a">een</em> <em class="b">twee</em></p>'
    html = f'<html lang="nl"><head>{STYLES}{style}</head><body>{body}</body></html>'

    assert "EEN twee" in text_of(render_pdf(html, metadata=METADATA, resources=our_resources()))


def test_no_sheet_for_paper_measures_by_the_page() -> None:
    """Styles are kept for other documents, with other pages."""
    for_paper = [sheet for sheet in our_resources().static.glob("*.css") if sheet.name not in FOR_SCREENS]

    assert for_paper
    assert not [sheet.name for sheet in for_paper if re.search(r"\dv(w|h|i|b|min|max)\b", sheet.read_text())]


def test_only_our_own_font_is_in_it(opened: pikepdf.Pdf) -> None:
    names = fonts_of(opened)

    assert names
    assert names <= {"Source-Sans-3", "Source-Sans-3-Bold", "Source-Sans-3-Semi-Bold", "Source-Sans-3-Italic"}


def test_it_says_what_it_is(opened: pikepdf.Pdf) -> None:
    assert str(opened.docinfo.Title) == METADATA.title
    assert str(opened.Root.Lang) == "nl"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(opened.Root.MarkInfo.Marked)
    with opened.open_metadata() as declared:
        assert declared.pdfa_status == "3A"
        assert declared["pdfuaid:part"] == "1"
        assert declared["dc:identifier"] == METADATA.identifier
        assert declared["xmp:CreateDate"].startswith("2023-01-12T09:30:00")


def test_the_data_travel_with_it(opened: pikepdf.Pdf) -> None:
    assert {name: file.get_file().read_bytes() for name, file in opened.attachments.items()} == {
        attachment.name: attachment.content for attachment in ATTACHMENTS
    }
    files = list(opened.Root.AF)
    assert [str(file.AFRelationship) for file in files] == ["/Data", "/Data"]
    assert {str(file.Desc) for file in files} == {attachment.description for attachment in ATTACHMENTS}


def test_every_data_cell_knows_its_headers(opened: pikepdf.Pdf) -> None:
    cells, headers = elements(opened, "TD"), elements(opened, "TH")
    known = {str(header.ID) for header in headers}

    assert cells
    assert all({str(name) for name in cell.A.Headers} <= known and len(cell.A.Headers) for cell in cells)
    assert {str(header.A.Scope) for header in headers} == {"/Column", "/Row"}
    named = opened.Root.StructTreeRoot.IDTree.Names
    assert known <= {str(named[place]) for place in range(0, len(named), 2)}


def test_each_heading_list_and_table_is_one_element_though_it_runs_over_pages(opened: pikepdf.Pdf) -> None:
    html = sample_html()

    assert len(elements(opened, "Table")) == html.count("<table")
    assert len(elements(opened, "H2")) == html.count("<h2")
    assert len(elements(opened, "H1")) == 1
    notes = elements(opened, "Note")
    assert len(notes) == html.count('<span class="note"')
    assert all(len(note.K) > 1 for note in notes)  # its number and its text
    assert len(elements(opened, "TOCI")) == 7


def test_a_footnote_is_read_right_after_its_number(opened: pikepdf.Pdf) -> None:
    for note in elements(opened, "Note"):
        roles = [kid.get("/S") for kid in note.P.K if isinstance(kid, pikepdf.Dictionary)]
        place = [kid.objgen if isinstance(kid, pikepdf.Dictionary) else None for kid in note.P.K].index(note.objgen)
        before = note.P.K[place - 1]
        assert "/Reference" in roles
        assert before.S == "/Reference"


def test_a_footnote_stands_on_the_page_of_its_number(pdf: bytes) -> None:
    page = text_of(pdf, "-f", "3", "-l", "3", "-layout")

    assert "Elke vier maanden" in page
    assert "Een verslag met cijfers" in page


def test_a_title_and_its_text_and_the_names_in_a_row_are_heard_apart() -> None:
    """Each is a paragraph: where only a line ends, a voice goes on."""
    colophon = {"lines": (Line("Aanwezig", "A. Kuiper\nS. Yılmaz"), Line("Versie", "2")), "notices": (NOTICE,)}
    file = render_pdf(sample_html(colophon=colophon), metadata=METADATA, resources=our_resources())
    said = [(line.role, line.text.strip()) for line in read_aloud(file)]

    for row in (
        [("P", NOTICE.title), ("P", NOTICE.text)],
        [("Lbl", "Aanwezig"), ("LBody", ""), ("P", "A. Kuiper"), ("P", "S. Yılmaz")],
        [("Lbl", "Versie"), ("LBody", "2")],
    ):
        assert any(said[place : place + len(row)] == row for place in range(len(said))), row


def test_links_say_where_they_lead(opened: pikepdf.Pdf) -> None:
    said = {str(link.Contents) for page in opened.pages for link in page.get("/Annots", [])}

    assert "de pagina over veiligheid (https://www.waterstad.example/veiligheid)" in said
    assert "2 Lokale prioriteiten gemeente Waterstad" in said
    assert "veiligheid@waterstad.example" in said
    assert not [text for text in said if text.startswith("#") or not text.strip()]


def test_the_outline_and_the_contents_lead_to_the_chapters(opened: pikepdf.Pdf, pdf: bytes) -> None:
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    contents = text_of(pdf, "-f", "2", "-l", "2", "-layout")

    assert titles[1:4] == ["Voorwoord", "1 Inleiding", "2 Lokale prioriteiten gemeente Waterstad"]
    assert "1 Inleiding 4" in {" ".join(line.text.split()) for line in read_aloud(pdf) if line.role == "Link"}
    assert re.search(r"1\s+Inleiding\s+4", contents)
    assert re.search(r"3\.1\s+Basis op orde\s+8", contents)


def test_a_hyphen_is_one_that_was_written_or_a_soft_one_where_a_word_is_broken(pdf: bytes) -> None:
    text = text_of(pdf, "-layout")

    assert "pagina 5 van 9" in text or "page 5 of 9" in text
    assert "2022-2025" in text
    assert set(re.findall("\N{SOFT HYPHEN}(.)", text, re.DOTALL)) == {"\n"}
    assert not re.search("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}]", text)
    assert "aangiften" in "".join(line.text for line in read_aloud(pdf))


def test_the_pinned_version_is_the_tested_one() -> None:
    pyproject = Path(__file__).parents[2] / "pyproject.toml"

    assert f'"weasyprint=={TESTED_WITH}"' in pyproject.read_text()
