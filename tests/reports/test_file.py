"""The file of a corrected report, in the edition of one municipality: proven, deterministic, and holding no secret."""

from __future__ import annotations

import io
import json
import subprocess

import pikepdf
import pytest

from plans.codes import Audience
from reports.document import ReportDocument, ReportRecord, load
from reports.exports import paper, report_page, report_pdf, report_word
from reports.reading import record_of
from tests.documents.logos import give_logo, logos_in
from tests.documents.shapes import of_page, of_pdf, of_word
from tests.documents.validation import assert_valid
from tests.reports import joint

Made = tuple[ReportDocument, ReportRecord, bytes, bytes]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker) -> Made:  # noqa: ANN001 -- pytest-django gives its class no public name
    with django_db_blocker.unblock(), joint.for_now():
        release = joint.corrected().release
        give_logo("GM0109")
        document = load(release.text).for_audience(Audience.PUBLIC).for_edition("GM0109")
        record = record_of(release)
        first = report_pdf(document, record)
        paper._made.cache_clear()
        return document, record, first, report_pdf(document, record)


@pytest.mark.requires("java")
def test_with_chart_correction_and_edition_it_is_archivable_and_accessible(made: Made) -> None:
    document, record, pdf, _again = made
    html = paper.report_html(document, record)
    assert "<svg" in html
    assert "Coevorden telde dubbel." in html
    assert "editie" in html.lower()
    assert logos_in(pdf) == ["Logo van Coevorden"]
    assert_valid(pdf, "3a", "ua1")


def test_the_same_report_makes_the_same_bytes(made: Made) -> None:
    assert made[2] == made[3]


def test_pdf_page_and_word_file_have_the_same_words_and_numbers_in_the_same_order(made: Made) -> None:
    document, record, pdf, _again = made
    page, word = of_page(report_page(document, record)), of_word(report_word(document, record), "Colofon")

    assert of_pdf(pdf, "Colofon") == word

    assert word.text.startswith("Inhetkort")
    assert page.text.endswith(word.text)  # the page of an edition says first that it is one: a file has a cover for it
    assert "geheim" not in word.text.lower()


@pytest.mark.requires("poppler")
def test_its_text_its_data_and_its_table_hold_no_secret(made: Made) -> None:
    pdf = made[2]
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        inside = {name: file.get_file().read_bytes().decode() for name, file in opened.attachments.items()}
    assert inside.keys() == {"document.json", "cijfers.csv"}
    assert json.loads(inside["document.json"])["audience"] == "public"
    for content in (text, *inside.values()):
        assert "Woninginbraken" in content
        assert "geheim" not in content.lower()
