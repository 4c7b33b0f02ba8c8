"""Text from Word, Outlook, Excel and the web becomes what it says there, in the few elements a text may hold."""

from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest

from workplan_portal.documents.ballast import without_ballast
from workplan_portal.documents.richtext import MOST_PASTED, TextTooLong, clean, pasted
from workplan_portal.interface.richtext_source import from_source, to_source

FOLDER = Path(__file__).parent / "pasted"

KEPT = {
    "word": (
        "<p><strong>Jeugd en veiligheid</strong></p>"
        "<p>In Emmen werken <strong>wijkagent</strong> en <em>jongerenwerk</em> samen.</p>"
        "<ul><li>Toezicht bij het station<ul><li><p><strong>op vrijdag</strong></p>"
        "<p>ook in de vakantie</p></li></ul></li>"
        "<li>Gesprek met ouders</li></ul>"
        "<ol><li>Eerst bellen</li><li>Dan langsgaan</li></ol>"
        '<p>Zie hoofdstuk 2 en <a href="https://voorbeeld.nl/a?b=1&amp;c=2">de site</a>.</p>'
    ),
    "outlook": (
        "<p>Beste collega’s,</p>"
        "<ul><li>Meer toezicht<ul><li>in het centrum</li></ul></li><li>Minder hinder</li></ul>"
        "<ul><li>Een losse punt<ul><li>dieper</li></ul></li></ul>"
        "<p>Eerste alinea</p><p>Tweede alinea</p>"
        '<p>Lees <a href="https://www.voorbeeld.nl/plan">het plan</a> of mail '
        '<a href="mailto:team@voorbeeld.nl">ons</a>.</p>'
    ),
    "excel": "<p>Delict; 2020; Doel</p><p>Woninginbraak; 131; 120</p>",
    "word_on_the_web": (
        "<p><strong>Aanpak</strong></p>"
        "<ul><li>eerste<ul><li><em>dieper</em></li></ul></li><li>tweede</li></ul><p>Slot</p>"
    ),
    "word_footnotes": "<p>Wij bespreken dit met het <strong>OGGZ</strong>-team en de wijkagent.</p>",
    "page": (
        "<p><strong>Vet</strong> en gewoon</p><ul><li>punt<ul><li>onder</li></ul></li></ul><p>Naar boven</p>"
        "<p>Een kop die veel te lang is om een kop te mogen heten, omdat iemand een hele zin of meer in de stijl van "
        "een kop heeft gezet</p><p>Bijschrift</p><p>Deel</p>"
    ),
}


@pytest.mark.parametrize("program", KEPT)
def test_what_was_copied_says_the_same_in_our_words(program: str) -> None:
    cleaned = clean((FOLDER / f"{program}.clip").read_text())

    assert cleaned == KEPT[program]
    assert clean(cleaned) == cleaned
    assert from_source(to_source(cleaned)) == cleaned


@pytest.mark.parametrize("program", KEPT)
def test_without_its_ballast_it_says_the_same(program: str) -> None:
    assert pasted((FOLDER / f"{program}.clip").read_text())[0] == KEPT[program]


def test_a_footnote_comes_along_apart_with_the_word_it_was_about() -> None:
    _text, notes = pasted((FOLDER / "word_footnotes.clip").read_text())
    assert notes == [
        ("OGGZ-team", "Openbare geestelijke gezondheidszorg."),
        ("wijkagent", "Een agent met een eigen wijk."),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<p>Met de OvJ<a href="#_ftn1">[1]</a>.</p>',
        '<p>Met de OvJ<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>.</p>',
        "<p>Met de OvJ<span class=MsoFootnoteReference>[1]</span>.</p>",
        "<p>Met de OvJ<a href='#_edn1' style='mso-endnote-id:edn1'>[i]</a>.</p>",
    ],
)
def test_the_mark_of_a_footnote_that_stayed_behind_is_left_out(markup: str) -> None:
    assert clean(markup) == "<p>Met de OvJ.</p>"
    assert pasted(markup) == ("<p>Met de OvJ.</p>", [])


@pytest.mark.parametrize("piece", ["<!--", "<style>", "<a style='", "<o:"])
def test_five_megabytes_of_anything_take_no_worker_for_seconds(piece: str) -> None:
    """What says little is light; what is not is refused before it is read."""
    began = process_time()
    with suppress(TextTooLong):
        pasted(piece * (5_000_000 // len(piece)))
    assert process_time() - began < 2


def test_much_ballast_is_no_hindrance_and_too_many_words_are() -> None:
    picture = f"<p style='color:red;{'mso-x:y;' * 9}'>Wij <img src='data:image/png;base64,{'A' * 4_000_000}'> gaan.</p>"
    assert pasted(picture) == ("<p>Wij gaan.</p>", [])
    assert without_ballast(picture) == "<p>Wij  gaan.</p>"
    with pytest.raises(TextTooLong):
        pasted("<p>Wij gaan.</p>" * MOST_PASTED)
