"""Where a document may run on over pages: never within a target, wherever it comes; and what is too wide for a page."""

from collections.abc import Iterator

import pytest
import weasyprint
from django.template.loader import render_to_string
from weasyprint.formatting_structure.boxes import TableCellBox, TableRowGroupBox, TextBox

from workplan_portal.documents.fetching import OwnFiles
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.weaving import Stretch
from workplan_portal.documents.wide_tables import lay_wide_tables_on_their_side

PAGE = """<html lang="nl"><head><link rel="stylesheet" href="portal:static/document.css"></head><body>
<main class="text">{}</main></body></html>"""
COMPARED = PAGE.replace("</head>", '<link rel="stylesheet" href="portal:static/compared.css"></head>')

TABLE = """
<table class="figures"><caption>Doelen</caption><thead><tr><th>Indicator</th><th>Doel</th></tr></thead>
{}</table>
"""
TARGET = """
<tbody><tr><th>Inzet {0}</th><td>lager dan <span class="marks">voorlopig</span></td></tr>
<tr class="why"><td colspan="2"><p>Er is geen norm.</p><p>Een getal is niet afgesproken.</p></td></tr></tbody>
"""


@pytest.mark.parametrize("above", [170, *range(198, 220, 4)])
def test_a_target_stands_whole_on_its_page(above: int) -> None:
    pages = list(_targets_per_page(above))
    assert sum(len(page) for page in pages) == 3  # a target on two pages would be counted twice
    assert {name for page in pages for name in page} == {"Inzet 1", "Inzet 2", "Inzet 3"}
    assert len(pages[-1]) > 1  # the last one never stands alone


@pytest.mark.parametrize("columns", [12, 40])
def test_a_table_of_many_columns_lies_on_its_side_and_none_of_them_runs_off_the_page(columns: int) -> None:
    head = "".join(f'<th scope="col" class="amount">Maand {number}</th>' for number in range(columns))
    row = '<td class="amount">1.234</td>' * columns
    table = f'<table class="figures"><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>'
    before, wide, after = (page._page_box for page in _laid_out(f"<p>Voor.</p>{table}<p>Na.</p>"))

    assert wide.width > wide.height
    assert before.width < before.height
    assert after.width < after.height
    cells = [box for box in wide.descendants() if isinstance(box, TableCellBox)]
    assert len(cells) == 2 * columns
    for cell in cells:
        for text in (box for box in cell.descendants() if isinstance(box, TextBox)):
            assert text.position_x + text.width <= cell.position_x + cell.border_width() + 0.5
    assert max(cell.position_x + cell.border_width() for cell in cells) <= wide.content_box_x() + wide.width + 0.5


def test_of_what_is_compared_no_heading_or_name_stands_alone_at_the_end_of_a_page() -> None:
    changes = [{"label": label, "text": [Stretch("woord " * 40)]} for label in ("Prioriteit", "Afspraken")]
    rows = render_to_string("plans/comparing/paper_changes.html", {"changes": changes})
    priority = f'<section class="priority"><h3>Cybercrime</h3><p class="marks">Gewijzigd</p>{rows}</section>'
    for above in range(180, 232, 4):
        before = f'<section class="priority"><div style="height: {above}mm">woord</div></section>'
        for page in _laid_out(before + priority, COMPARED):
            assert _texts(page)[-1].startswith("woord"), above


@pytest.mark.parametrize("rows", [3, 20])
def test_no_row_of_a_table_stands_alone_nor_does_its_title(rows: int) -> None:
    row = "<tr><td>Een rij</td></tr>"
    head = "<caption>Tabel <span>met uitleg</span></caption><thead><tr><th>Kop</th></tr></thead>"
    table = f'<table class="plain">{head}<tbody>{row * rows}</tbody></table>'
    for above in range(140, 240, 5):
        pages = [_texts(page) for page in _laid_out(f'<div style="height: {above}mm">Boven</div>{table}')]
        shown = [page.count("Een rij") for page in pages]
        assert sum(shown) == rows
        assert 1 not in shown, above
        assert all("Een rij" in page for page in pages if "Tabel " in page or "met uitleg" in page), above


def test_what_a_chapter_ends_with_is_no_scrap_on_a_last_page() -> None:
    rows = "".join(TARGET.format(number) for number in range(5))
    for above in range(120, 240, 10):
        end = f'<article class="block block--last">{TABLE.format(rows)}</article>'
        shown = [_texts(page) for page in _laid_out(f'<div style="height: {above}mm">Boven</div>{end}')]
        assert sum(text.startswith("Inzet") for text in shown[-1]) >= 3, above
        room = '<div style="height: 80mm"></div>'
        end = f'<h3>Kop</h3><article class="block block--whole"><p>Eerst.</p>{room}<p>Laatst.</p>'
        shown = [_texts(page) for page in _laid_out(f'<div style="height: {above}mm">Boven</div>{end}</article>')]
        assert shown[-1][-3:] == ["Kop", "Eerst.", "Laatst."], above


def test_a_box_of_a_few_contributions_is_on_one_page() -> None:
    row = '<tbody><tr><th scope="rowgroup">Bijdrage</th><td>Een rij</td></tr></tbody>'
    box = f'<table class="contributions contributions--few"><thead><tr><th colspan="2">Kop</th></tr></thead>{row * 3}'
    for above in range(190, 240, 5):
        pages = [_texts(page) for page in _laid_out(f'<div style="height: {above}mm">Boven</div>{box}</table>')]
        assert [page.count("Een rij") for page in pages if "Kop" in page] == [3], above


def _texts(page: weasyprint.Page) -> list[str]:
    (body,) = (box for box in page._page_box.children if box.element_tag == "html")
    return [box.text for box in body.descendants() if isinstance(box, TextBox) and box.text.strip()]


def _targets_per_page(above: int) -> Iterator[list[str]]:
    """Three targets with so many millimetres of page above them."""
    rows = "".join(TARGET.format(number) for number in (1, 2, 3))
    for page in _laid_out(f'<div style="height: {above}mm"></div>{TABLE.format(rows)}'):
        bodies = [box for box in page._page_box.descendants() if box.element_tag == "tbody"]
        yield [body.element.findtext("tr/th") for body in bodies if isinstance(body, TableRowGroupBox)]


def _laid_out(text: str, document: str = PAGE) -> list[weasyprint.Page]:
    html = lay_wide_tables_on_their_side(document.format(text))
    return weasyprint.HTML(string=html, url_fetcher=OwnFiles(our_resources())).render().pages
