"""What is typed becomes words to look for, found in the same texts by whoever looks: Python or a database."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.documents.richtext import clean, plain_text
from workplan_portal.search.addressing import to_words
from workplan_portal.search.excerpts import excerpt
from workplan_portal.search.folding import fold, folded_with_places, pattern
from workplan_portal.search.question import LONGEST, question_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("  Café ", ("cafe",)),
        ("jeugd overlast jeugd", ("jeugd", "overlast")),
        ("jeugdoverlast jeugd", ("jeugdoverlast",)),  # whoever has the one has the other
        ('"Grote  Markt" horeca', ("grote markt", "horeca")),
        ("„Grote Markt” horeca", ("grote markt", "horeca")),
        ('"Grote Markt', ('"grote', "markt")),
        ("foto’s e\u0301e\u0301n", ("foto's", "een")),
        ("a\x00b\x1b[31m\u202ec\ud800", ("ab[31mc",)),
        ("100 % …", ("100", "%")),
        ("r&d <strong>", ("r&d", "<strong>")),
        ("?", ()),
    ],
)
def test_what_is_typed_becomes_words(typed: str, terms: tuple[str, ...]) -> None:
    assert question_of(typed).terms == terms


def test_what_cannot_be_asked_is_told_apart() -> None:
    assert question_of(" \x00 ").is_empty
    assert question_of("a").is_too_short
    assert question_of("?!").is_too_short
    assert question_of(" ".join(f"w{n:02}" for n in range(13))).has_too_many_words
    assert question_of("wijk").can_be_asked
    assert len(question_of("x" * 5000).typed) == LONGEST


TEXT = st.text(alphabet=st.sampled_from("aAeéÉ\u0301 \n\u00a0ßĳ…½ﬁ’'\"-–&<>\u00ad%(.[\\$I\u0130"), max_size=30)


@given(TEXT | st.text(max_size=30))
def test_folding_tells_where_each_character_comes_from(text: str) -> None:
    folded, places = folded_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded) + 1
    assert places == sorted(places)


@given(TEXT | st.text(max_size=30), TEXT)
def test_an_excerpt_is_a_piece_of_the_text_and_marks_what_was_asked(text: str, typed: str) -> None:
    question = question_of(typed)
    pieces = excerpt(text, question.terms)
    assert (
        "".join(p.words for p in pieces).replace(" · ", " ").split() == text.split()
    )  # so short a text is shown whole
    if question.terms and question.fits(text):
        assert any(p.found for p in pieces)


def test_an_excerpt_of_a_long_text_begins_a_little_before_the_word() -> None:
    text = "Aan het begin staat veel. " * 20 + "Dan het café, en daarna " + "nog meer tekst. " * 40
    pieces = excerpt(text, ("cafe",))
    assert [p.words for p in pieces if p.found] == ["café"]
    assert pieces[0].words.startswith("… ")
    assert pieces[-1].words.endswith(" …")
    assert sum(len(p.words) for p in pieces) < 300


LATIN = st.text(alphabet="aAeéÉbï \u00a0’'\"–-&<>%(.[\\$*", max_size=12)


@given(LATIN, LATIN, LATIN)
def test_a_database_finds_in_stored_markup_what_a_reader_sees(before: str, typed: str, after: str) -> None:
    """It may find more, which is looked at again; never less."""
    html = clean(f"{before}{typed}{after}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    question = question_of(typed)
    for term in question.terms:
        if term in fold(plain_text(html)):
            assert re.search(pattern(term, markup=True), html)
            assert re.search(pattern(term, markup=False), plain_text(html))


def test_markup_is_not_found_and_does_not_stand_between_words() -> None:
    html = '<p>De <em>Grote</em> <strong>Mar</strong>kt en <a href="https://strong.example/cafe">het Café</a>.</p>'
    for found in ("grote markt", "markt en het cafe", "cafe"):
        assert re.search(pattern(found, markup=True), html)
    for hidden in ("strong", "em>", "href", "example"):
        assert not re.search(pattern(hidden, markup=True), html)


def test_an_address_goes_on_with_the_next_words_where_a_footnote_may_stand_between_the_first() -> None:
    assert to_words("Wij werken samen.\nEn meer.") == ":~:text=Wij%20werken%20samen."
    assert to_words("Ook in de clusters gaat ondermijning door, en daarom kijken wij mee.") == (
        ":~:text=Ook%20in%20de%20clusters%20gaat%20ondermijning&text=door%2C%20en%20daarom%20kijken%20wij%20mee."
    )
