"""Whatever the figures, on a phone, a wide page and paper: everything in the picture and nothing over each other."""

from decimal import Decimal
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.interface.charts.drawing import FLOOR, HEIGHT, Drawing, Label, Mark, Sketch, draw
from workplan_portal.interface.charts.labels import ASCENT, DESCENT, ON_PAPER, ON_SCREEN

MONTHS = {4: "4 maanden", 8: "8 maanden", 12: "12 maanden"}
SAID = ("0", "14", "37,5%", "18,5 fte", "2021: 880", "€ 8.100.000 (voorlopig)", "2021: € 13.450.120 (voorlopig)")
GOALS = ("doel: 22", "doel: ten minste 22", "doel: meer dan € 12.204.300 (voorlopig)")

values = st.integers(0, 10).map(Decimal) | st.decimals(min_value=0, max_value=10**10, places=2)
widths = st.integers(ON_SCREEN.narrowest, ON_SCREEN.widest).map(lambda width: (ON_SCREEN, width)) | st.just(
    (ON_PAPER, ON_PAPER.widest)
)


def marks(said: st.SearchStrategy[str]) -> st.SearchStrategy[dict[int, Mark]]:
    return st.dictionaries(st.sampled_from(list(MONTHS)), st.builds(Mark, values, said), max_size=3)


@st.composite
def sketches(draw_: st.DrawFn) -> Sketch:
    """As reports make them: a label for each figure of this year, one for last year, one for the expectation."""
    growing = draw_(st.booleans())
    last_year = draw_(marks(st.just("")))
    expected = draw_(marks(st.just(""))) if growing else {}
    if last_year:
        last = max(last_year)
        last_year[last] = Mark(last_year[last].value, draw_(st.sampled_from(SAID)))
    if expected:
        first = min(expected)
        expected[first] = Mark(expected[first].value, "verwacht: 6.666,67")
    return Sketch(
        months=MONTHS,
        reported=draw_(st.sampled_from(list(MONTHS))),
        growing=growing,
        on_axis=lambda value: f"{value:,}",
        this_year=draw_(marks(st.sampled_from(SAID))),
        last_year=last_year,
        expected=expected,
        goal=draw_(st.none() | st.builds(Mark, values, st.sampled_from(GOALS))),
    )


@given(sketches())
def test_what_is_cut_off_the_top_is_blank(sketch: Sketch) -> None:
    drawing = draw(sketch, ON_SCREEN)
    assert drawing.seen + drawing.blank == HEIGHT
    assert all(label.top > drawing.blank >= 0 for label in drawing.labels)
    assert all(y > drawing.blank for y in heights(drawing))


def test_a_picture_without_words_above_it_begins_where_it_is_drawn() -> None:
    bare = Sketch(months=MONTHS, reported=4, growing=True, on_axis=str, this_year={4: Mark(Decimal(3), "3")})
    assert draw(bare, ON_SCREEN).blank > 20


def sides(label: Label, width: int) -> tuple[float, float]:
    left = label.x / 100 * width + label.left
    return left, left + label.width


def overlap(one: Label, other: Label, width: int) -> bool:
    (left, right), (start, end) = sides(one, width), sides(other, width)
    return left < end and start < right and abs(one.y - other.y) < ASCENT + DESCENT


def heights(drawing: Drawing) -> list[float]:
    found = [line.y for line in drawing.gridlines]
    for series in (drawing.this_year, drawing.last_year, drawing.expected):
        found += [dot.y for dot in series.dots]
        found += [y for segment in series.segments for y in (segment.y1, segment.y2)]
    return found + ([drawing.goal.y] if drawing.goal else [])


@given(sketches())
def test_all_points_lie_in_the_picture(sketch):
    drawing = draw(sketch, ON_SCREEN)

    assert all(0 < y <= FLOOR < HEIGHT for y in heights(drawing))
    for series in (drawing.this_year, drawing.last_year, drawing.expected):
        assert all(0 < dot.x < 100 and dot.y + dot.height == FLOOR for dot in series.dots)


@given(sketches(), widths)
def test_all_words_stand_in_the_picture_above_the_months(sketch, drawn):
    ranged, width = drawn
    for label in draw(sketch, ranged).labels:
        left, right = sides(label, width)
        assert 0 <= left <= right <= width
        assert ASCENT <= label.y <= FLOOR - DESCENT


@given(sketches(), widths)
def test_no_words_stand_over_other_words(sketch, drawn):
    ranged, width = drawn
    labels = list(draw(sketch, ranged).labels)

    assert [(a.text, b.text) for a, b in combinations(labels, 2) if overlap(a, b, width)] == []


@given(sketches())
def test_all_that_is_to_be_said_is_said_once(sketch):
    asked = [mark.label for part in (sketch.this_year, sketch.last_year, sketch.expected) for mark in part.values()]
    asked += [sketch.goal.label] if sketch.goal else []

    assert sorted(label.text for label in draw(sketch, ON_SCREEN).labels) == sorted(filter(None, asked))


@given(sketches())
def test_what_is_more_stands_higher(sketch):
    drawing = draw(sketch, ON_SCREEN)
    figures = [mark.value for _month, mark in sorted(sketch.this_year.items())]
    drawn = sorted(zip(figures, (dot.y for dot in drawing.this_year.dots), strict=True))

    assert all(lower[1] >= higher[1] for lower, higher in pairwise(drawn))


def test_a_growing_figure_starts_at_zero_and_runs_straight_over_a_period_that_is_missing():
    two = {8: Mark(Decimal(2), "2")}
    [segment] = draw(sketch_of(this_year=two), ON_SCREEN).this_year.segments

    assert (segment.x1, segment.y1) == (16, FLOOR)
    assert segment.x2 == 64


def test_a_state_is_no_line():
    drawing = draw(
        sketch_of(this_year={4: Mark(Decimal(40), "40%"), 8: Mark(Decimal(60), "60%")}, growing=False), ON_SCREEN
    )

    assert drawing.this_year.segments == ()
    assert [dot.x for dot in drawing.this_year.dots] == [40, 64]


def sketch_of(*, this_year: dict[int, Mark], growing: bool = True) -> Sketch:
    return Sketch(months=MONTHS, reported=8, growing=growing, on_axis=str, this_year=this_year)
