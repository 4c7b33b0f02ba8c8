"""The Word file: real headings, lists, tables and notes, in the order Word insists on, the same bytes each time."""

import io
import re
import zipfile
from xml.etree.ElementTree import Element, fromstring

import pytest
from PIL import Image

from workplan_portal.documents.look import Logo
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.storing import write_once
from workplan_portal.documents.word import word_document

from .letter import letter_html
from .sample import METADATA, sample_html
from .shapes import WP, W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# The order of ISO/IEC 29500-1 (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr, CT_Style), as far as it is used.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens bidi spacing ind contextualSpacing jc textAlignment outlineLvl cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing kern position sz szCs highlight u bdr shd vertAlign "
    "rtl cs lang",
    "tblPr": "tblStyle tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType titlePg",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr trPr tcPr tblStylePr",
}


def opened(file: bytes) -> dict[str, Element]:
    """Every part, which is well-formed XML."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = [name for name in archive.namelist() if not name.endswith(".png")]
        return {name: fromstring(archive.read(name)) for name in names}  # noqa: S314 -- made here


def made(html: str) -> dict[str, Element]:
    return opened(word_document(html, metadata=METADATA, resources=our_resources()))


@pytest.fixture(scope="module")
def parts() -> dict[str, Element]:
    return made(sample_html())


def values(part: Element, tag: str, attribute: str = "val") -> list[str]:
    return [found.attrib[W + attribute] for found in part.iter(W + tag)]


def styled(parts: dict[str, Element], style: str) -> list[str]:
    return [
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in parts["word/document.xml"].iter(f"{W}p")
        if values(paragraph, "pStyle")[:1] == [style]
    ]


def test_the_same_document_is_the_same_bytes() -> None:
    assert word_document(sample_html(), metadata=METADATA, resources=our_resources()) == word_document(
        sample_html(), metadata=METADATA, resources=our_resources()
    )


def test_what_refers_to_something_finds_it_and_no_number_is_given_twice(parts: dict[str, Element]) -> None:
    document, numbering = parts["word/document.xml"], parts["word/numbering.xml"]
    relations = {one.attrib["Id"]: one for one in parts["word/_rels/document.xml.rels"]}
    inside = [one.attrib["Target"] for one in relations.values() if "TargetMode" not in one.attrib]
    used = {value for part in parts.values() for one in part.iter() for name, value in one.items() if name == f"{R}id"}
    styles = values(parts["word/styles.xml"], "style", "styleId")
    naming = ("pStyle", "rStyle", "tblStyle", "basedOn")
    named = {style for part in parts.values() for tag in naming for style in values(part, tag)}
    bookmarks = values(document, "bookmarkStart", "name")
    notes = values(parts["word/footnotes.xml"], "footnote", "id")

    assert used <= relations.keys()
    assert {f"word/{target}" for target in inside} <= parts.keys()
    assert {one.attrib["PartName"].lstrip("/") for one in parts["[Content_Types].xml"] if "PartName" in one.attrib} <= (
        parts.keys()
    )
    assert named <= set(styles)
    assert set(_anchors(document)) <= set(bookmarks)
    assert set(values(document, "numId")) <= set(values(numbering, "num", "numId"))
    assert values(document, "footnoteReference", "id") == notes[2:]
    for numbers in (styles, bookmarks, notes, values(document, "bookmarkStart", "id")):
        assert len(numbers) == len(set(numbers))


def _anchors(document: Element) -> list[str]:
    found = [link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")]
    return [anchor for anchor in found if anchor]


def test_properties_stand_in_the_order_of_the_standard(parts: dict[str, Element]) -> None:
    checked = 0
    for part in parts.values():
        for tag, names in ORDER.items():
            for element in part.iter(W + tag):
                places = [names.split().index(child.tag.removeprefix(W)) for child in element]
                assert places == sorted(places), [child.tag for child in element]
                checked += len(places)
    assert checked > 500


def test_its_parts_are_words_own(parts: dict[str, Element]) -> None:
    document, html = parts["word/document.xml"], sample_html()
    tables = list(document.iter(f"{W}tbl"))

    assert styled(parts, "Title") == ["Jaarwerkplan2023"]
    assert styled(parts, "Heading1")[:3] == ["Voorwoord", "1Inleiding", "2Lokale prioriteiten gemeente Waterstad"]
    assert len(styled(parts, "Heading1")) == html.count("<h2") - 1  # the contents are not in the contents
    assert styled(parts, "TOC1") == ["Voorwoord", "1Inleiding", *styled(parts, "Heading1")[2:]]
    assert {"ListBullet", "ListNumber2", "Caption", "Stated", "FactsItem"} <= set(values(document, "pStyle"))
    assert len(list(document.iter(f"{W}tblHeader"))) == html.count("<thead>")
    assert len(tables) == html.count("<table") + html.count("<dl")
    assert all(cell.findall(f"{W}p") for table in tables for cell in table.iter(f"{W}tc"))
    assert len(parts["word/footnotes.xml"]) - 2 == html.count('<span class="note"')
    assert any("TOC" in (code.text or "") for code in document.iter(f"{W}instrText"))
    assert values(document, "lang") == ["en-GB"]  # the one sentence that is not Dutch


def test_it_says_what_it_is_and_wears_the_colours_of_its_municipality() -> None:
    parts = made(sample_html().replace("--brand: #154273", "--brand: #7a1f5c"))
    said = {one.tag.rpartition("}")[2]: one.text for one in parts["docProps/core.xml"]}

    assert said["title"] == METADATA.title
    assert (said["language"], said["identifier"]) == ("nl-NL", METADATA.identifier)
    assert said["created"] == said["modified"] == "2023-01-12T09:30:00Z"
    assert "7A1F5C" in values(parts["word/styles.xml"], "color")
    assert "".join(parts["word/footer1.xml"].itertext()).startswith("Basisteam Havengebied · gemeente Waterstad")


def test_any_text_makes_a_file_that_can_be_opened() -> None:
    long = "z" * 5000
    nasty = f"😀 a\x00b\x0bc\ud800d \u200f שלום עולם, {long} & <b>"
    escaped = nasty.replace("&", "&amp;").replace("<", "&lt;")
    html = f"""<html lang="nl"><body><h2>{escaped}</h2><section class="chapter"></section><p></p><ul></ul>
      <ol><li></li></ol><table></table><table><tbody><tr><td></td></tr></tbody></table><p>{escaped}</p></body></html>"""
    document = made(html)["word/document.xml"]
    paragraphs = ["".join(p.itertext()) for p in document.iter(f"{W}p")]
    hebrew = [run for run in document.iter(f"{W}r") if run.find(f".//{W}rtl") is not None]

    assert paragraphs[0] == paragraphs[-1] == f"😀 abcd \u200f שלום עולם, {long} & <b>"
    assert ["".join(run.itertext()) for run in hebrew] == ["שלום עולם"] * 2
    assert len(list(document.iter(f"{W}tbl"))) == 1


def test_a_list_begins_at_one_again_and_a_cell_that_reaches_down_is_one_cell() -> None:
    listed = "<ol><li><p>Een</p><p>nog</p></li><li>Twee</li></ol>"
    rows = '<tr><th rowspan="2">A</th><td>1</td></tr><tr><td>2</td></tr>'
    parts = made(f"<body>{listed}<p>tussen</p>{listed}<table><tbody>{rows}</tbody></table></body>")
    document = parts["word/document.xml"]

    assert values(document, "numId") == ["3", "3", "4", "4"]
    assert styled(parts, "ListContinue") == ["nog", "nog"]
    assert not list(document.iter(f"{W}keepNext"))
    assert [cell.get(f"{W}val") for cell in document.iter(f"{W}vMerge")] == ["restart", None]
    assert [len(row.findall(f"{W}tc")) for row in document.iter(f"{W}tr")] == [2, 2]


def test_spaces_are_those_that_html_means_and_words_keep_their_language() -> None:
    marked = '<em> twee </em> <span lang="fy">wurden</span>'
    html = f"<body><p>\n  De <strong>wijk</strong>,\n  met {marked}<br>\n en een regel. </p></body>"
    (paragraph,) = made(html)["word/document.xml"].iter(f"{W}p")

    assert "".join(paragraph.itertext()) == "De wijk, met twee wurdenen een regel."
    assert values(paragraph, "lang") == ["fy-NL"]
    assert not re.search("  ", "".join(paragraph.itertext()))


def test_a_chart_is_a_drawing_of_words_own_with_the_words_that_are_said_in_its_place() -> None:
    shapes = """<g stroke="#5f6772" stroke-dasharray="6 4"><line x1="0%" x2="50%" y1="30" y2="10"/></g>
      <rect x="80%" width="3" height="20" transform="translate(-1.5)" fill="#fff"/>
      <circle cx="50%" cy="10" r="4" fill="currentColor"/><path d="M0 0"/>
      <text x="50%" y="20" text-anchor="middle" font-weight="600">2021: 10</text>"""
    svg = f'<svg role="img" aria-label="Tien &amp; meer" width="{{}}" height="40" color="#7a1f5c">{shapes}</svg>'
    motif = '<svg class="motif" aria-hidden="true"><text>niets</text></svg>'
    cell = f'<table class="overview"><tbody><tr><th>A</th><td>{svg.format("100%")}</td></tr></tbody></table>'
    document = made(f"<body>{motif}<p>{svg.format(120)} <b>10</b></p>{cell}</body>")["word/document.xml"]
    small, wide = document.iter(f"{WP}inline")
    drawn = [one.get("prst") for one in small.iter(f"{A}prstGeom")]
    rising, beam = (list(small.iter(f"{A}xfrm"))[place] for place in (1, 2))

    assert [one.get("descr") for one in document.iter(f"{WP}docPr")] == ["Tien & meer"] * 2
    assert len({one.get("id") for one in document.iter(f"{WP}docPr")}) == 2
    assert [one.find(f"{WP}extent").get("cx") for one in (small, wide)] == ["1143000", "1901825"]
    assert drawn == ["line", "rect", "ellipse", "rect"]
    assert rising.attrib == {"flipV": "1"}
    assert [one.attrib for one in rising] == [{"x": "0", "y": "95250"}, {"cx": "571500", "cy": "190500"}]
    assert beam[0].get("x") == str(round((96 - 1.5) * 9525))
    assert [one.get("val") for one in small.iter(f"{A}srgbClr")] == ["5F6772", "FFFFFF", "7A1F5C"]
    assert "".join(text.text or "" for text in small.iter(f"{W}t")) == "2021: 10"
    assert [text.text for text in document.iter(f"{W}t")].count("Tien & meer") == 2  # for programs that draw no shapes
    assert "niets" not in "".join(document.itertext())


def test_a_chart_stays_on_one_page_with_the_words_above_it_and_its_table() -> None:
    rows = "<tbody>" + "<tr><th>2021</th><td>1</td></tr>" * 3 + "</tbody>"
    table = f'<table class="course__table"><caption>A</caption>{rows}</table>'
    chart = f'<figure><svg aria-label="Een" width="1" height="1"></svg>{table}</figure>'
    document = made(f"<body><p>voor</p>\n{chart}<p>erna</p></body>")["word/document.xml"]
    kept = [one.find(f".//{W}keepNext") is not None for one in document.iter(f"{W}p")]

    assert kept == [True, True, True, *[True] * 4, False, False, False, False]
    assert values(document, "tblStyle") == ["Course"]


def test_a_table_of_many_columns_lies_on_its_side() -> None:
    row = "<tr>" + "<td>1</td>" * 12 + "</tr>"
    table = f'<table><caption>Breed <span class="source">Uitleg</span></caption><tbody>{row}</tbody></table>'
    document = made(f"<body><p>voor</p>{table}<p>erna</p></body>")["word/document.xml"]
    pages = [(one.get(f"{W}orient"), one.get(f"{W}w")) for one in document.iter(f"{W}pgSz")]
    ends = {f"{W}pgSz": "|", f"{W}br": "/"}
    said = "".join(one.text or ends.get(one.tag, "") for one in document.iter())

    assert pages == [(None, "11906"), ("landscape", "16838"), (None, "11906")]
    assert said == f"voor|Breed/Uitleg{'1' * 12}|erna|"
    assert len(list(document.iter(f"{W}headerReference"))) == 3
    assert sum(map(int, values(document, "gridCol", "w"))) == 12 * 1157


def test_no_line_ends_in_an_outcome_but_where_a_column_is_narrow() -> None:
    outcome = '<span class="outcome outcome--at_risk">onder druk</span>'
    cell = f"<table><tbody><tr><td>{outcome}</td></tr></tbody></table>"
    document = made(f"<body><p>Nu {outcome} af\u00adgelopen</p>{cell}</body>")["word/document.xml"]
    paragraphs = ["".join(one.itertext()) for one in document.iter(f"{W}p")]

    assert paragraphs[0] == "Nu ▲\u00a0onder\u00a0druk afgelopen"  # Word shows every hyphen that is written
    assert "▲\u00a0onder druk" in paragraphs


# --- a logo -----------------------------------------------------------------------------------------------------------


def logo(width: int, height: int) -> tuple[Logo, bytes]:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(file, "PNG")
    return Logo(write_once(file.getvalue(), our_resources().stored), "Waterstad"), file.getvalue()


def millimetres(*lengths: str | None) -> list[float]:
    return [round(int(length or 0) / 36_000, 1) for length in lengths]


@pytest.mark.parametrize(
    ("dots", "on_cover", "in_head"),
    [
        ((600, 200), (46, 15.3), (46, 15.3)),
        ((200, 600), (7.3, 22), (5.3, 16)),
        ((40, 20), (10.6, 5.3), (10.6, 5.3)),
    ],
)
def test_a_logo_stands_in_a_line_in_the_place_and_as_large_as_in_the_pdf(
    dots: tuple[int, int], on_cover: tuple[float, float], in_head: tuple[float, float]
) -> None:
    theirs, png = logo(*dots)
    for html, size in ((sample_html(logo=theirs), on_cover), (letter_html(theirs), in_head)):
        file = word_document(html, metadata=METADATA, resources=our_resources())
        parts = opened(file)
        document = parts["word/document.xml"]
        picture = next(each for each in document.iter(f"{WP}inline") if each.find(f".//{PIC}pic") is not None)
        extents = [each.attrib for each in (picture.find(f"{WP}extent"), picture.find(f".//{A}ext"))]
        [embedded] = [each.get(f"{R}embed") for each in document.iter(f"{A}blip")]
        [relation] = [each for each in parts["word/_rels/document.xml.rels"] if each.get("Id") == embedded]
        numbers = [each.get("id") for each in document.iter(f"{WP}docPr")]

        assert picture.find(f"{WP}docPr").get("descr") == "Logo van Waterstad"
        assert [millimetres(each["cx"], each["cy"]) for each in extents] == [list(size)] * 2
        assert (relation.get("Type").endswith("/image"), relation.get("TargetMode")) == (True, None)
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            assert archive.read(f"word/{relation.get('Target')}") == png
        assert ("png", "image/png") in {
            (each.get("Extension"), each.get("ContentType")) for each in parts["[Content_Types].xml"]
        }
        assert len(numbers) == len(set(numbers))


def test_it_hangs_in_white_on_a_cover_and_stands_beside_the_name_in_a_letter() -> None:
    theirs, _png = logo(600, 200)
    cover, letter = (made(html)["word/document.xml"] for html in (sample_html(logo=theirs), letter_html(theirs)))
    [frame] = cover.iter(f"{W}framePr")
    panel, white = cover.iter(f"{WP}anchor")
    place = [each.text for each in white.iter(f"{WP}posOffset")] + list(white.find(f"{WP}extent").attrib.values())
    [name] = [each for each in letter.iter(f"{W}p") if values(each, "pStyle") == ["Sender"]]

    assert [round(int(frame.get(f"{W}{way}")) * 25.4 / 1440, 1) for way in "xyw"] == [177 - 46, 14, 46]
    assert millimetres(*place) == [177 - 46 - 7, 0, 46 + 14, 14 + 15.3 + 7]
    assert int(white.get("relativeHeight")) > int(panel.get("relativeHeight"))
    assert [each.tag.partition("}")[2] for run in name.iter(f"{W}r") for each in run] == ["t", "tab", "drawing"]
    assert not list(letter.iter(f"{W}framePr"))


def test_a_logo_that_is_gone_is_left_out_and_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    document = made(sample_html(logo=Logo("0" * 64, "Waterstad")))["word/document.xml"]

    assert not list(document.iter(f"{A}blip"))
    assert "can't be read" in caplog.text
