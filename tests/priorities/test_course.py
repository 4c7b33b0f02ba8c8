"""The chart of a target: what is said, what is drawn and what stands in the table, in Dutch as readers get it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from priorities.assessment import Aim
from priorities.codes import PERIODS, Comparator, Direction, Unit
from priorities.course import Counted, Course, chart_of
from priorities.measurement import percentage, single
from workplan_portal.interface.charts.chart import Chart

TIED = "\N{NO-BREAK SPACE}"
KILOBYTES = 1024
GEOMETRY = re.compile(r' (?:x|y|x1|x2|y1|y2|cx|cy|dx|r|width|height)="([^"]*)"')


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


def counted(figures: dict[int, str | int], provisional: bool = False) -> dict[int, Counted]:
    return {period: Counted(single(Decimal(value)), provisional) for period, value in figures.items()}


def aim(comparator=Comparator.AT_LEAST, unit=Unit.COUNT, goal="22", *, cumulative=True) -> Aim:
    number = None if goal is None else Decimal(goal)
    return Aim(
        comparator=comparator,
        unit=unit,
        direction=Direction.HIGHER,
        cumulative=cumulative,
        goal=number,
        baseline_year=2020,
    )


NURSERIES = Course(
    title="Hennepkwekerijen",
    aim=aim(),
    year=2021,
    months=8,
    this_year=counted({4: 5, 8: 14}),
    last_year=counted({4: 6, 8: 15, 12: 25}),
)


def rows(chart: Chart) -> dict[str, list[str]]:
    return {row.head: [cell.text for cell in row.cells] for row in chart.table.rows}


def labels(chart: Chart) -> set[str]:
    return {label.text for label in chart.on_screen.labels}


def test_the_table_holds_both_years_the_expectation_and_the_goal():
    chart = chart_of(NURSERIES)

    assert chart.table.columns == ("Na 4 maanden", "Na 8 maanden", "Na 12 maanden")
    assert rows(chart) == {
        "2021": ["5", "14", "volgt"],
        "2020": ["6", "15", "25"],
        "Verwacht": ["5,28", "13,2", "22"],
        "Doel": ["ten minste 22"],
    }


def test_words_in_the_picture_say_what_each_line_is():
    assert labels(chart_of(NURSERIES)) == {"5", "2021: 14", "2020: 25", "verwacht: 13,2", "doel: ten minste 22"}


def test_who_cannot_see_the_picture_is_told_the_same():
    assert chart_of(NURSERIES).alternative == (
        "Grafiek van Hennepkwekerijen. 2021: 5 na 4 maanden, 14 na 8 maanden. "
        "2020: 6 na 4 maanden, 15 na 8 maanden, 25 na 12 maanden. "
        "Verwacht na 8 maanden: 13,2. Doel voor het hele jaar: ten minste 22."
    )


def test_what_is_missing_is_never_zero():
    chart = chart_of(replace(NURSERIES, this_year=counted({8: 2}), last_year={}))

    assert rows(chart)["2021"] == ["n.b.", "2", "volgt"]
    assert rows(chart)["2020"] == ["n.b.", "n.b.", "n.b."]
    assert "2020: geen cijfers." in chart.alternative
    assert [dot.x for dot in chart.on_screen.this_year.dots] == [64]
    assert chart.on_screen.last_year.dots == ()


def test_nothing_to_take_a_percentage_of_is_said_and_not_drawn():
    figures = {4: Counted(percentage(Decimal(0), Decimal(0))), 8: Counted(percentage(Decimal(3), Decimal(8)))}
    chart = chart_of(replace(NURSERIES, aim=aim(unit=Unit.PERCENT, goal="40"), this_year=figures))

    assert rows(chart)["2021"] == ["n.v.t.", "37,5%", "volgt"]
    assert len(chart.on_screen.this_year.dots) == 1


def test_the_expectation_is_a_twelfth_a_month_where_last_year_was_small():
    chart = chart_of(replace(NURSERIES, aim=aim(goal="9"), last_year=counted({4: 1, 8: 2, 12: 9})))

    assert rows(chart)["Verwacht"] == ["3", "6", "9"]


@pytest.mark.parametrize(
    "course",
    [
        replace(NURSERIES, months=12),
        replace(NURSERIES, aim=aim(goal=None)),
        replace(NURSERIES, aim=aim(unit=Unit.PERCENT)),
        replace(NURSERIES, aim=aim(cumulative=False)),
        replace(NURSERIES, aim=aim(Comparator.MONITOR, goal=None)),
    ],
)
def test_nothing_is_expected_where_nothing_was_agreed_or_the_year_is_over(course):
    chart = chart_of(course)

    assert "Verwacht" not in rows(chart)
    assert chart.on_screen.expected.dots == ()
    assert "Verwacht" not in chart.alternative


def test_a_monitored_target_has_no_goal_line_and_says_so():
    chart = chart_of(replace(NURSERIES, aim=aim(Comparator.MONITOR, goal=None)))

    assert chart.on_screen.goal is None
    assert rows(chart)["Doel"] == ["wordt gevolgd"]


def test_the_goal_of_a_decrease_is_less_than_last_year():
    chart = chart_of(replace(NURSERIES, aim=aim(Comparator.DECREASE, goal="25")))

    assert "doel: minder dan 25" in labels(chart)
    assert rows(chart)["Doel"] == ["lager dan in 2020 (25)"]


def test_what_is_provisional_or_an_example_is_marked_in_picture_table_and_words():
    course = replace(
        NURSERIES,
        this_year=counted({8: 14}, provisional=True) | {4: Counted(single(Decimal(5)), example=True)},
        provisional_goal=True,
    )
    chart = chart_of(course)
    this_year, *_rest, goal = chart.table.rows

    assert {"2021: 14 (voorlopig)", "doel: ten minste 22 (voorlopig)"} <= labels(chart)
    assert [(cell.provisional, cell.example) for cell in this_year.cells] == [(0, 1), (1, 0), (0, 0)]
    assert goal.cells[0].provisional
    assert "14 (voorlopig) na 8 maanden" in chart.alternative
    assert "Doel voor het hele jaar: ten minste 22 (voorlopig)." in chart.alternative
    page = render_to_string("interface/charts/course.html", {"chart": chart})
    assert page.count(">voorlopig<") == 2
    assert page.count(">voorbeeld<") == 1


def test_a_later_figure_than_the_reported_period_is_left_out():
    chart = chart_of(replace(NURSERIES, months=4))

    assert rows(chart)["2021"] == ["5", "volgt", "volgt"]
    assert labels(chart) >= {"2021: 5", "verwacht: 5,28"}
    assert len(chart.on_screen.this_year.dots) == 1


def test_euros_are_whole_in_the_labels_and_short_on_the_axis():
    course = replace(
        NURSERIES,
        aim=aim(Comparator.MORE_THAN, Unit.EURO, "12204300"),
        this_year=counted({8: 8_100_000}),
        last_year=counted({12: 12_204_300}),
    )
    chart = chart_of(course)

    assert {f"2021: €{TIED}8.100.000", f"doel: meer dan €{TIED}12.204.300"} <= labels(chart)
    assert [line.label for line in chart.on_screen.gridlines] == [
        f"€{TIED}{number}" for number in ("0", "5 mln", "10 mln", "15 mln")
    ]
    uneven = chart_of(replace(course, aim=aim(Comparator.MORE_THAN, Unit.EURO, "5223461")))
    assert rows(uneven)["Verwacht"] == [f"€{TIED}{number}" for number in ("1.741.154", "3.482.307", "5.223.461")]


def test_small_numbers_have_whole_numbers_on_the_axis():
    chart = chart_of(replace(NURSERIES, aim=aim(goal="3"), this_year=counted({8: 2}), last_year={}))

    assert [line.label for line in chart.on_screen.gridlines] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("course", "drawn"),
    [
        (NURSERIES, True),
        (replace(NURSERIES, this_year={}), True),
        (replace(NURSERIES, this_year={}, last_year={}), False),
        (replace(NURSERIES, this_year=counted({12: 3}), last_year={}), False),
        (replace(NURSERIES, this_year={8: Counted(single(None))}, last_year={}), False),
        (replace(NURSERIES, aim=aim(unit=Unit.YES_NO)), False),
        (replace(NURSERIES, aim=aim(unit=Unit.WORDS)), False),
    ],
)
def test_only_numbers_are_drawn(course, drawn):
    assert course.is_drawn is drawn


amounts = st.none() | st.decimals(min_value=0, max_value=10**9, places=2)
years = st.dictionaries(st.sampled_from(PERIODS), st.builds(Counted, amounts.map(single), st.booleans()))
courses = st.builds(
    Course,
    title=st.just("Afgepakt & ontnomen <vermogen>"),
    aim=st.builds(
        Aim,
        comparator=st.sampled_from(Comparator),
        unit=st.sampled_from(Unit),
        direction=st.sampled_from(Direction),
        cumulative=st.booleans(),
        goal=amounts,
    ),
    year=st.just(2021),
    months=st.sampled_from(PERIODS),
    this_year=years,
    last_year=years,
    provisional_goal=st.booleans(),
)


@given(courses.filter(lambda course: course.is_drawn))
def test_whatever_the_figures_the_picture_is_small_and_says_no_nonsense(course):
    with translation.override("nl"):
        chart = chart_of(course)
        drawn = (chart.on_screen, chart.on_paper)
        picture, on_paper = (
            render_to_string("interface/charts/course.svg", {"chart": chart, "drawing": each}) for each in drawn
        )

    assert len(picture.encode()) < 4 * KILOBYTES
    assert "style=" not in picture
    assert "<vermogen>" not in picture
    numbers = GEOMETRY.findall(picture + on_paper)
    assert numbers
    assert [number for number in numbers if not re.fullmatch(r"-?\d+(\.\d+)?%?", number)] == []


def test_a_norm_stands_beside_the_goal_only_where_it_is_another_number():
    beside = chart_of(replace(NURSERIES, norm=Decimal(30), provisional_norm=True))
    same = chart_of(replace(NURSERIES, norm=Decimal(22)))

    assert rows(beside)["Norm"] == ["ten minste 30 (voorlopig)"]
    assert "norm: ten minste 30 (voorlopig)" in labels(beside)
    assert "Norm: ten minste 30 (voorlopig)." in beside.alternative
    assert beside.on_screen.norm
    assert beside.on_screen.goal
    assert beside.on_screen.norm.y < beside.on_screen.goal.y
    assert same.on_screen.norm is None
    assert "Norm" not in rows(same)
