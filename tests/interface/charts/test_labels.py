"""The width of words in our own type, and the place that is chosen for them."""

import pytest
from fontTools.ttLib import TTFont

from tests.architecture.tree import ROOT
from workplan_portal.interface.charts.labels import ON_SCREEN, SIZE, Box, Line, Surroundings, along, around, width_of

FONTS = ROOT / "static/documents/fonts"
SAID = (
    "14",
    "2021: 88 (voorlopig)",
    "2021: €\N{NO-BREAK SPACE}12.204.300 (voorlopig)",
    "doel: meer dan €\N{NO-BREAK SPACE}5.223.461,50",
    "doel: hooguit 1.111",
    "doel: alle (100%)",
    "verwacht: 6.666,67",
    "2020: 99,9%",
    "18,5 fte",
    "goal: more than 12,000 hours (provisional)",
)


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize(("font", "bold"), [("SourceSans3-Regular.ttf", False), ("SourceSans3-Semibold.ttf", True)])
def test_a_text_is_never_wider_than_was_thought_nor_much_narrower(text, font, bold):
    with TTFont(FONTS / font) as opened:
        names, widths = opened.getBestCmap(), opened["hmtx"]
        exact = sum(widths[names[ord(sign)]][0] for sign in text) / opened["head"].unitsPerEm * SIZE

    assert exact <= width_of(text, bold=bold) <= exact * 1.3


def test_where_nothing_is_in_the_way_words_stand_above_their_point():
    spot = Surroundings(174, ON_SCREEN).place(40, around(0.5, 100))

    assert (spot.share, spot.anchor) == (0.5, "middle")
    assert spot.y < 100


def test_words_make_way_for_a_mark_and_for_a_line():
    mark = Box.beside(0.5, -20, 20, 70, 99, ON_SCREEN)
    line = Line(0, 90, 1, 90)

    assert Surroundings(174, ON_SCREEN, marks=[mark]).place(40, around(0.5, 100)).y > 100
    assert Surroundings(174, ON_SCREEN, lines=[line]).place(40, around(0.5, 100)).y > 100


def test_words_too_long_for_a_phone_stick_out_as_little_as_they_can():
    spot = Surroundings(174, ON_SCREEN).place(ON_SCREEN.narrowest + 10, along(0.16, 100))

    assert (spot.share, spot.anchor) == (1, "end")
