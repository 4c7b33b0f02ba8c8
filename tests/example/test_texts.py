"""What the example says is plain, short and explained."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.example.reading import reading_order
from workplan_portal.documents.footnotes import Term, annotate
from workplan_portal.documents.richtext import clean
from workplan_portal.example import source

LONGEST_LINE = 300
"""What the line about a contribution has room for."""


def words_of(content: Any) -> Iterator[str]:
    """Every text of more than one word in a file of content, wherever it stands."""
    match content:
        case str() if " " in content:
            yield content
        case dict():
            for value in content.values():
                yield from words_of(value)
        case list():
            for value in content:
                yield from words_of(value)


TEXTS = {
    **{f"plan {year}": list(reading_order(year)) for year in source.PLANS},
    **{
        name: list(words_of(source.read(name)))
        for name in ("reports_2021", "letter_2017", "amendment_2017", "plan_2022")
    },
}


@pytest.mark.parametrize(("year", "number"), [(2017, 6), (2021, 18)])
def test_the_terms_get_their_footnotes_in_the_order_of_the_list(year, number):
    listed = source.read(source.plan(year)["plan"]["terms"])["terms"]
    terms = [Term(tuple(term["forms"]), term["explanation"]) for term in listed]

    _marked, notes = annotate([source.rich(text) for text in reading_order(year)], terms)

    assert [note.number for note in notes] == [term["number"] for term in listed] == list(range(1, number + 1))
    assert [note.explanation for note in notes] == [term["explanation"] for term in listed]


def test_the_term_the_plan_left_open_is_marked_as_explained_from_elsewhere():
    terms = source.read("terms")["terms"]
    assert [term["term"] for term in terms if term.get("elsewhere")] == ["PGA", "144-meldingen"]
    assert [term["term"] for term in terms if term.get("note")] == ["PGA", "144-meldingen"]


@pytest.mark.parametrize("what", TEXTS)
def test_every_text_is_plain_and_survives_as_rich_text(what):
    for text in TEXTS[what]:
        assert not re.search(r"[<>&]", text.replace("Afpakken & beslag", "")), text
        assert clean(source.rich(text)) == source.rich(text)


def test_bullets_become_a_list():
    given = "Wij doen:\n\n- dit\n- en dat & meer\n\nKlaar."
    assert source.rich(given) == "<p>Wij doen:</p><ul><li>dit</li><li>en dat &amp; meer</li></ul><p>Klaar.</p>"


@pytest.mark.parametrize("what", TEXTS)
def test_sentences_are_short_enough_to_read_once(what):
    """B1: no sentence is longer than thirty words, and on average they are far shorter."""
    prose = [part for text in TEXTS[what] for part in text.split("\n") if not part.startswith("- ")]
    sentences = [s for part in prose for s in re.split(r"(?<=[.?!:])\s+", part) if len(s.split()) > 1]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert [sentence for sentence in sentences if len(sentence.split()) > 30] == []
    assert sum(lengths) / len(lengths) < 12


def test_a_line_about_a_contribution_is_one_line():
    lines = [c["line"] for report in source.read("reports_2021")["reports"] for c in report["contributions"].values()]
    assert [line for line in lines if "\n" in line or len(line) > LONGEST_LINE or not line.endswith(".")] == []
