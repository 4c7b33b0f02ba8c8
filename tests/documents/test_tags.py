"""What a screen reader says of a small document that has every kind of part, and runs on over pages."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command

from workplan_portal.documents.aloud import Said, read_aloud
from workplan_portal.documents.render import render_pdf
from workplan_portal.documents.resources import our_resources

from .sample import METADATA

ROWS, ITEMS = 60, 50
HTML = f"""<html lang="nl"><head><style>
@page {{ size: A5; @top-left {{ content: "Kop van elke bladzijde" }} }} .note {{ float: footnote }}
.state::before {{ content: "▲\\a0" }} .label::before {{ content: "nr. " }}
</style></head><body><main><section><h2 id="een">Een</h2>
<p>Dit staat in het <abbr title="Openbaar Ministerie">OM</abbr>,
<span lang="en">as they say</span>.<span class="note" data-call="Noot 1" data-back="Terug">Een noot.</span> Zie <a href="#twee">deel twee</a>.</p>
<ul>{"".join(f"<li>Punt {n}</li>" for n in range(ITEMS))}</ul>
<h3 id="twee">Twee</h3>
<p>Stand: <span class="state">onder druk</span>, <span class="label">5</span></p>
<table><caption>Tabel <span style="display: block">met bron</span></caption><thead><tr><th scope="col">Groep</th><th scope="col">Naam</th><th scope="col">Aantal</th></tr></thead>
{"".join(f'<tbody><tr><th scope="rowgroup" rowspan="2">G{n}</th><td>a{n}</td><td>{n}</td></tr><tr><td>b{n}</td><td>{n}</td></tr></tbody>' for n in range(ROWS))}
</table>
<svg width="40" height="20" aria-label="Een vierkant"><rect width="20" height="20"/></svg>
</section></main></body></html>"""  # noqa: E501


@pytest.fixture(scope="module")
def file() -> bytes:
    return render_pdf(HTML, metadata=METADATA, resources=our_resources())


@pytest.fixture(scope="module")
def said(file: bytes) -> list[Said]:
    return read_aloud(file)


def of(said: list[Said], role: str) -> list[Said]:
    return [line for line in said if line.role == role]


def test_it_is_said_in_order_with_each_list_and_table_whole(file: bytes, said: list[Said]) -> None:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert len(pdf.pages) > 3
    order = [line.role for line in said if line.role in {"H2", "P", "Note", "L", "H3", "Table", "Figure"}]
    assert order == ["H2", "P", "Note", "L", "H3", "P", "Table", "P", "Figure"]
    assert of(said, "P")[1].text == "Stand: onder druk, nr. 5"  # a sign is for the eye
    assert (of(said, "Caption")[0].text.strip(), of(said, "P")[2].text) == ("Tabel", "met bron")
    assert [line.text for line in of(said, "LBody")] == [f"Punt {n}" for n in range(ITEMS)]
    assert len(of(said, "THead")) == 1
    assert len(of(said, "TR")) == 1 + 2 * ROWS
    assert not any("Kop van elke bladzijde" in line.text for line in said)


def test_every_cell_has_its_headers_also_below_a_row_span(said: list[Said]) -> None:
    cells = of(said, "TD")
    expected = [(f"Groep › G{n}", column) for n in range(ROWS) for _row in "ab" for column in ("Naam", "Aantal")]
    assert [cell.about for cell in cells] == [f"{column} › {group.split(' › ')[1]}" for group, column in expected]


def test_language_abbreviation_link_note_and_picture_are_told(file: bytes, said: list[Said], tmp_path: Path) -> None:
    about = {line.text.strip(): line.about for line in said if line.about}
    assert about["OM"] == "in full: Openbaar Ministerie"
    assert about["as they say"] == "language en"
    assert about["deel twee"] == "to: deel twee"
    assert of(said, "Figure")[0].text == "Een vierkant"
    note = said.index(of(said, "Note")[0])
    assert [line.role for line in said[note - 2 : note + 3]] == ["Reference", "Link", "Note", "Lbl", "Link"]
    assert (said[note - 1].about, said[note + 2].about) == ("to: Noot 1", "to: Terug")
    assert "Een noot." in "".join(line.text for line in said[note : note + 4])

    printed = io.StringIO()
    (tmp_path / "file.pdf").write_bytes(file)
    call_command("read_aloud", tmp_path / "file.pdf", stdout=printed)
    assert "[Figure] Een vierkant" in printed.getvalue()
