"""Report and letter say the same on the page, in the PDF as a screen reader goes through it, and in the Word file."""

from django.template.loader import render_to_string
from django.utils.translation import override

from reports.exports.body import body_of
from reports.exports.letter import letter_page
from workplan_portal.documents.render import render_pdf
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.word import word_document

from .letter import LETTER, SENT, letter_html
from .report import REPORT, report_html
from .sample import METADATA
from .shapes import Shape, bare, of_page, of_pdf, of_word


def in_files(html: str, last: str) -> tuple[Shape, Shape]:
    pdf = render_pdf(html, metadata=METADATA, resources=our_resources())
    return of_pdf(pdf, last), of_word(word_document(html, metadata=METADATA, resources=our_resources()), last)


def test_a_report() -> None:
    with override("nl"):
        body = body_of(REPORT)
        page = of_page(render_to_string("reports/document/page.html", {"body": body, "contents": body.contents}))
    pdf, word = in_files(report_html(), "Colofon")

    assert pdf == page
    assert word == page
    assert "hooguit210" in page.text
    assert bare("Dat is 77,1% ervan. Nu was 62,4% te verwachten.77,1%") in page.text  # in the place of the picture


def test_a_letter() -> None:
    """From its subject on: above it a page has each reference beside its label, a file all below all labels."""
    page = of_page(letter_page(LETTER, SENT))
    shapes = [shape.text.partition(bare(LETTER.subject_line))[2] for shape in (page, *in_files(letter_html(), ""))]

    assert shapes == [shapes[0]] * 3
    assert shapes[0].startswith("Geachteledenvanderaad,Metdezebrief")
    assert shapes[0].endswith("Kaartvandewijken")
    assert "A.Kuiper" in page.text
