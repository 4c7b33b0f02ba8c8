"""Who turns the page still sees what the rows are, and a screen reader hears it once."""

import io
import re
import subprocess

import pikepdf
import pytest

from workplan_portal.documents.render import render_pdf
from workplan_portal.documents.resources import our_resources

from .sample import METADATA
from .validation import assert_valid

ROWS = 60
PAGE = """<!DOCTYPE html><html lang="nl"><head><title>Lang</title>
<link rel="stylesheet" href="portal:static/document.css"></head><body><table class="contributions">
<colgroup><col class="label-column"><col></colgroup>
<thead><tr><th scope="col" colspan="2">Aanpak overlast</th></tr></thead>
<tbody>{standing}</tbody><tbody>{year}</tbody></table></body></html>"""


def group(label: str) -> str:
    head = f'<th scope="rowgroup" rowspan="{ROWS}"><span class="label">{label}</span></th>'
    return "".join(f"<tr>{'' if row else head}<td>Afspraak {row} van {label}.</td></tr>" for row in range(ROWS))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    html = PAGE.format(standing=group("Bijdrage politie"), year=group("Prioriteit 2021"))
    return render_pdf(html, metadata=METADATA, resources=our_resources())


def pages(pdf: bytes) -> list[str]:
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


@pytest.mark.requires("poppler")
@pytest.mark.parametrize("label", ["Bijdrage politie", "Prioriteit 2021"])
def test_a_label_stands_beside_its_first_row_on_every_page(pdf: bytes, label: str) -> None:
    with_its_rows = [page for page in pages(pdf) if f"van {label}." in page]

    assert len(with_its_rows) > 1
    for page in with_its_rows:
        first = next(line for line in page.splitlines() if f"van {label}." in line)
        assert first.strip().startswith(f"{label}  "), page
        assert page.count(f"{label}  ") == 1


@pytest.mark.requires("poppler")
def test_the_title_of_the_box_stands_on_every_page(pdf: bytes) -> None:
    assert all("Aanpak overlast" in page for page in pages(pdf))


def test_a_label_is_one_header_cell(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        headers = [part for part in opened.objects if isinstance(part, pikepdf.Dictionary) and part.get("/S") == "/TH"]
        spans = sorted(int(header.A.get("/RowSpan", 1)) for header in headers)

    assert spans == [1, ROWS, ROWS]


@pytest.mark.requires("poppler")
@pytest.mark.parametrize(("tag", "line"), [("tr", "<p>Regel van de afspraak.</p>"), ('tr class="long"', "Regel<br>")])
def test_a_row_longer_than_a_page_begins_where_there_is_room_and_keeps_title_and_label(tag: str, line: str) -> None:
    """Of many lines, or of one paragraph."""
    label = '<th scope="rowgroup" rowspan="1"><span class="label">Bijdrage politie</span></th>'
    row = f"<{tag}>{label}<td>{line * 2 * ROWS}</td></tr>"
    html = PAGE.format(standing=row, year="").replace("<body>", "<body><p>Inleiding</p>")
    text = pages(render_pdf(html, metadata=METADATA, resources=our_resources()))

    assert len(text) > 2
    for page in text:
        assert re.search(r"Aanpak overlast\s+Bijdrage politie  +Regel", page), page
        assert page.count("Bijdrage politie") == 1


@pytest.mark.requires("poppler")
def test_a_heading_above_rows_stands_there_once() -> None:
    rows = '<tr><th scope="rowgroup" colspan="2">Bijdrage politie</th></tr>'
    rows += "<tr><td>Afspraak.</td><td>Loopt.</td></tr>" * 2 * ROWS
    text = pages(render_pdf(PAGE.format(standing=rows, year=""), metadata=METADATA, resources=our_resources()))

    assert len(text) > 1
    assert "".join(text).count("Bijdrage politie") == 1


@pytest.mark.requires("java")
def test_it_stays_archivable_and_accessible(pdf: bytes) -> None:
    assert_valid(pdf, "3a", "ua1")
