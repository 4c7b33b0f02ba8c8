"""Text from Word, Outlook, Excel and the web becomes what it says there, in the few elements a text may hold."""

from pathlib import Path

import pytest

from workplan_portal.documents.richtext import clean
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
