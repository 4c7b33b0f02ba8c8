"""The first use of a term gets a number; numbers run with the reading order; the text itself never changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.documents.footnotes import Footnotes, Note, Segment, Term, annotate
from workplan_portal.documents.richtext import clean

TERMS = (
    Term(("DR",), "districtsrecherche"),
    Term(("DRR",), "recherche van de eenheid"),
    Term(("GGZ",), "geestelijke gezondheidszorg"),
    Term(("OGGZ",), "openbare geestelijke gezondheidszorg"),
    Term(("CSV", "CSV's"), "criminele samenwerkingsverbanden"),
    Term(("144-meldingen", "144-melding"), "meldingen over dieren"),
    Term(("OE GGP-wijk", "OE GGP"), "operationeel expert"),
    Term(("GGP",), "gebiedsgebonden politiewerk"),
    Term(("R&D",), "onderzoek"),
    Term(("boa", "boa's"), "opsporingsambtenaar"),
    Term(("éénmeting",), "eerste meting"),
    Term(("C++ (taal)",), "programmeertaal"),
)
words = st.sampled_from(
    (
        "DR",
        "DRR",
        "GGZ",
        "OGGZ",
        "CSV",
        "CSV's",
        "CSV’s",
        "144-meldingen",
        "144",
        "OE",
        "GGP-wijk",
        "GGP",
        "R&amp;D",
        "amp",
    )
    + ("politie", ",", ".", "(", "<strong>", "</strong>", "<em>", "</em>", '<a href="https://DR.example">', "</a>")
)
texts = st.lists(words, max_size=30).map(" ".join)


def shown(html: str, terms: tuple[Term, ...] = TERMS) -> str:
    """The text as a reader sees it, with each number in brackets."""
    return "".join(
        segment.html + (f"[{segment.note.number}]" if segment.note else "") for segment in Footnotes(terms).mark(html)
    )


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("De DR en de DRR en weer de DR.", "De DR[1] en de DRR[2] en weer de DR."),
        ("naar het OGGZ en de GGZ", "naar het OGGZ[1] en de GGZ[2]"),
        ("80 CSV's per jaar, een CSV", "80 CSV's[1] per jaar, een CSV"),
        ("80 CSV’s per jaar", "80 CSV’s[1] per jaar"),
        ("de 144-meldingen betreffende", "de 144-meldingen[1] betreffende"),
        ("door de OE GGP-wijk, later GGP", "door de OE GGP-wijk[1], later GGP[2]"),
        ("OE\u00a0GGP-wijk en OE  GGP-wijk", "OE\u00a0GGP-wijk[1] en OE  GGP-wijk"),
        ("OE GGP-wijk en nog eens OE GGP-wijk", "OE GGP-wijk[1] en nog eens OE GGP-wijk"),
        ("dr en Dr zijn iets anders", "dr en Dr zijn iets anders"),
        ("een DR-team en PGA-DR, of DR/DRR", "een DR-team en PGA-DR, of DR[1]/DRR[2]"),
        ("R&amp;D &amp; DR", "R&amp;D[1] &amp; DR[2]"),
        ("<strong>DR</strong>, ‘DR’", "<strong>DR[1]</strong>, ‘DR’"),
        ('zie <a href="https://DR.nl">de DR</a> en de DR', 'zie <a href="https://DR.nl">de DR</a> en de DR[1]'),
        ("bijzondere opsporingsambtenaar (boa) en de Boa", "bijzondere opsporingsambtenaar (boa[1]) en de Boa"),
        ("Boa’s in de wijk, een boa", "Boa’s[1] in de wijk, een boa"),
        ("BOA’s, boaconstrictor, verboa, boa-team", "BOA’s, boaconstrictor, verboa, boa-team"),
        ("Éénmeting", "Éénmeting[1]"),
        ("in C++ (taal), C+", "in C++ (taal)[1], C+"),
        ("<ul><li>DR</li></ul>", "<ul><li>DR[1]</li></ul>"),
        ("", ""),
    ],
)
def test_where_the_numbers_stand(text: str, marked: str) -> None:
    assert shown(text) == marked


def test_numbers_run_on_over_the_texts_of_a_document() -> None:
    marked, notes = annotate(["<p>De DRR.</p>", "<p>Niets.</p>", "<p>DR en DRR.</p>"], TERMS)

    assert notes == (Note(1, "DRR", "recherche van de eenheid"), Note(2, "DR", "districtsrecherche"))
    assert marked[1] == (Segment("<p>Niets.</p>"),)
    assert marked[2] == (Segment("<p>DR", notes[1]), Segment(" en DRR.</p>"))


def test_two_terms_with_one_form_give_the_first_explanation() -> None:
    _, notes = annotate(["DR"], (Term(("DR",), "eerste"), Term(("DR", "DRX"), "tweede")))

    assert [note.explanation for note in notes] == ["eerste"]


def test_a_word_that_begins_a_sentence_is_meant_unless_another_term_is_written_so() -> None:
    terms = (Term(("halt",), "stop"), Term(("Halt",), "organisatie"), Term(("ßa", "ıb"), "zonder hoofdletter"))
    assert [note.explanation for note in annotate(["Halt en halt. SSa, Ib."], terms)[1]] == ["organisatie", "stop"]


def test_without_terms_the_text_stays_whole() -> None:
    assert shown("<p>DR</p>", ()) == "<p>DR</p>"
    assert shown("<p>DR</p>", (Term(("", " "), "leeg"),)) == "<p>DR</p>"


@given(st.lists(texts.map(clean), max_size=5))
def test_the_text_is_unchanged_and_each_number_stands_once_in_reading_order(pieces: list[str]) -> None:
    marked, notes = annotate(pieces, TERMS)

    assert ["".join(segment.html for segment in segments) for segments in marked] == pieces
    assert [segment.note for segments in marked for segment in segments if segment.note] == list(notes)
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))
    assert len({note.explanation for note in notes}) == len(notes)


@given(texts.map(clean))
def test_no_number_stands_inside_a_tag_or_a_link(text: str) -> None:
    before = ""
    for segment in Footnotes(TERMS).mark(text):
        before += segment.html
        if segment.note:
            assert before.count("<") == before.count(">")
            assert len(re.findall(r"<a ", before)) == before.count("</a>")
