"""Whatever colours a municipality has, its pages can be read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workplan_portal.interface import theme
from workplan_portal.interface.colour import contrast, from_oklch, to_oklch
from workplan_portal.organisation.models import Municipality

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#f2a900")
def test_every_pair_of_text_and_ground_contrasts_enough(colour):
    values = theme.role(colour)
    for front, ground, ratio in theme.PAIRS:
        assert contrast(values[front], values[ground]) >= ratio, (front, ground)


@given(COLOURS)
@example("#ffffff")
@example("#ffff00")
def test_the_menu_bar_can_be_read_and_seen(colour):
    bar = theme.bar(colour)
    assert contrast(bar["text"], bar["bg"]) >= theme.TEXT
    assert contrast(bar["current-text"], bar["current-bg"]) >= theme.TEXT
    assert contrast(bar["line"], "#ffffff") >= theme.BOUNDARY


def test_a_light_brand_colour_stays_itself_and_gets_dark_text():
    bar = theme.bar("#f2a900")
    assert bar["bg"] == "#f2a900"
    assert contrast(bar["text"], "#000000") < contrast(bar["text"], "#ffffff")


def test_a_dark_brand_colour_stays_itself_and_gets_white_text():
    assert theme.bar("#00567d") | {"bg": "#00567d", "text": "#ffffff"} == theme.bar("#00567d")


@given(COLOURS)
def test_a_colour_survives_the_way_through_oklch(colour):
    there_and_back = from_oklch(*to_oklch(colour))
    steps = [abs(int(colour[i : i + 2], 16) - int(there_and_back[i : i + 2], 16)) for i in (1, 3, 5)]
    assert max(steps) <= 2


@pytest.mark.parametrize("nonsense", ["red", "#12345", "#12345g", "#ABCDEF", "#000000}body{display:none", ""])
def test_what_is_no_colour_never_reaches_a_style_sheet(nonsense):
    with pytest.raises(ValueError, match="not a colour"):
        theme.municipality_css("GM0114", nonsense)


@pytest.fixture
def emmen(db):
    return Municipality.objects.create(code="GM0114", name="Emmen", brand_colour="#2e7d32", second_colour="#8a1538")


def test_anyone_gets_the_style_sheet_of_a_municipality(client, emmen):
    answer = client.get("/thema/gm0114.css")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/css")
    assert '[data-gemeente="gm0114"]' in answer.content.decode()
    assert "--bar-bg: #2e7d32" in answer.content.decode()


def test_an_unchanged_style_sheet_is_not_sent_again(client, emmen):
    etag = client.get("/thema/gm0114.css").headers["ETag"]
    again = client.get("/thema/gm0114.css", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_colour_is_a_new_style_sheet(client, emmen):
    etag = client.get("/thema/gm0114.css").headers["ETag"]
    Municipality.objects.update(brand_colour="#6a2c91")
    assert client.get("/thema/gm0114.css", headers={"If-None-Match": etag}).status_code == 200


def test_an_unknown_municipality_has_no_style_sheet(client, emmen):
    assert client.get("/thema/gm9999.css").status_code == 404
