"""Where a document may run on over pages: never within a target, wherever on the page it comes."""

from collections.abc import Iterator

import pytest
import weasyprint
from weasyprint.formatting_structure.boxes import TableRowGroupBox

from workplan_portal.documents.resources import OwnFiles, our_resources

TABLE = """
<table class="figures"><caption>Doelen</caption><thead><tr><th>Indicator</th><th>Doel</th></tr></thead>
{}</table>
"""
TARGET = """
<tbody><tr><th>Inzet {0}</th><td>lager dan <span class="marks">voorlopig</span></td></tr>
<tr class="why"><td colspan="2"><p>Er is geen norm.</p><p>Een getal is niet afgesproken.</p></td></tr></tbody>
"""


@pytest.mark.parametrize("above", range(198, 220, 4))
def test_a_target_stands_whole_on_its_page(above: int) -> None:
    pages = list(_targets_per_page(above))
    assert sum(len(page) for page in pages) == 3  # a target on two pages would be counted twice
    assert {name for page in pages for name in page} == {"Inzet 1", "Inzet 2", "Inzet 3"}


def _targets_per_page(above: int) -> Iterator[list[str]]:
    """Three targets with so many millimetres of page above them."""
    html = f"""<html lang="nl"><head><link rel="stylesheet" href="portal:static/document.css"></head><body>
        <main class="text"><div style="height: {above}mm"></div>
        {TABLE.format("".join(TARGET.format(number) for number in (1, 2, 3)))}</main></body></html>"""
    document = weasyprint.HTML(string=html, url_fetcher=OwnFiles(our_resources())).render()
    for page in document.pages:
        bodies = [box for box in page._page_box.descendants() if box.element_tag == "tbody"]
        yield [body.element.findtext("tr/th") for body in bodies if isinstance(body, TableRowGroupBox)]
