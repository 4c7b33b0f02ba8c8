"""Five charts for the gallery of components, each with something of its own. All figures are invented."""

from collections.abc import Mapping
from decimal import Decimal

from .chart import Cell, Chart, Row, Table
from .drawing import Mark, Sketch
from .spark import Spark, spark

MONTHS = {4: "4 maanden", 8: "8 maanden", 12: "12 maanden"}
MILLION = 1_000_000
COLUMNS = tuple(f"Na {months}" for months in MONTHS.values())

Points = Mapping[int, tuple[int, str]]
"""By month: the number, and what is written beside it."""


def samples() -> list[Chart]:
    return [_under_way(), _over_the_goal(), _a_state(), _a_whole_year_in_euros(), _hardly_any_figure()]


def over_years() -> Spark:
    figures = {2016: 501, 2017: 470, 2018: 433, 2020: 373}
    return spark(
        "Lijn van woninginbraken: van 501 in 2016 naar 373 in 2020.", {y: Decimal(n) for y, n in figures.items()}
    )


def _under_way() -> Chart:
    sketch = _sketch(
        8,
        {4: (5, "5"), 8: (14, "2021: 14")},
        {4: (6, ""), 8: (15, ""), 12: (25, "2020: 25")},
        {4: (5, ""), 8: (13, "verwacht: 13"), 12: (22, "")},
        (22, "doel: ten minste 22"),
    )
    rows = ("2021", "5", "14", "volgt"), ("2020", "6", "15", "25"), ("Verwacht", "5", "13", "22")
    return _chart("Opgeruimde hennepkwekerijen", sketch, *rows, ("Doel", "ten minste 22"))


def _over_the_goal() -> Chart:
    """Provisional, above what was expected, and with a norm that lies above the goal."""
    sketch = _sketch(
        8,
        {4: (41, "41"), 8: (101, "2021: 101 (voorlopig)")},
        {4: (30, ""), 8: (61, ""), 12: (96, "2020: 96")},
        {4: (30, ""), 8: (61, "verwacht: 61"), 12: (96, "")},
        (96, "doel: hooguit 96"),
        norm=(120, "norm: hooguit 120"),
    )
    rows = ("2021", "41", "101*", "volgt"), ("2020", "30", "61", "96"), ("Verwacht", "30", "61", "96")
    return _chart("Woninginbraken", sketch, *rows, ("Doel", "hooguit 96"))


def _a_state() -> Chart:
    """Does not grow through the year."""
    sketch = _sketch(
        8,
        {4: (37, "37%"), 8: (41, "2021: 41%")},
        {4: (35, ""), 8: (36, ""), 12: (38, "2020: 38%")},
        {},
        (40, "doel: ten minste 40%"),
        growing=False,
        on_axis="{}%",
    )
    return _chart("Heterdaad", sketch, ("2021", "37%", "41%", "volgt"), ("2020", "35%", "36%", "38%"), ("Doel", "40%"))


def _a_whole_year_in_euros() -> Chart:
    """Long numbers, all of them provisional."""
    sketch = _sketch(
        12,
        {
            4: (3_100_250, "€ 3.100.250 (voorlopig)"),
            8: (8_100_000, "€ 8.100.000 (voorlopig)"),
            12: (13_450_120, "2021: € 13.450.120 (voorlopig)"),
        },
        {4: (4_000_000, ""), 8: (7_900_000, ""), 12: (12_204_300, "2020: € 12.204.300")},
        {},
        (12_204_300, "doel: meer dan € 12.204.300"),
        on_axis="€ {}",
    )
    return _chart(
        "Afgepakt crimineel vermogen",
        sketch,
        ("2021", "€ 3.100.250*", "€ 8.100.000*", "€ 13.450.120*"),
        ("2020", "€ 4.000.000", "€ 7.900.000", "€ 12.204.300"),
        ("Doel", "meer dan € 12.204.300"),
    )


def _hardly_any_figure() -> Chart:
    """Nothing of last year, no goal, and a period missing."""
    sketch = _sketch(8, {8: (2, "2021: 2")}, {}, {}, None)
    rows = ("2021", "n.b.", "2", "volgt"), ("2020", "n.b.", "n.b.", "n.b."), ("Doel", "wordt gevolgd")
    return _chart("Overvallen", sketch, *rows)


def _sketch(
    reported: int,
    this_year: Points,
    last_year: Points,
    expected: Points,
    goal: tuple[int, str] | None,
    *,
    norm: tuple[int, str] | None = None,
    growing: bool = True,
    on_axis: str = "{}",
) -> Sketch:
    return Sketch(
        months=MONTHS,
        reported=reported,
        growing=growing,
        on_axis=lambda value: on_axis.format(value if value < MILLION else f"{value / MILLION} mln"),
        this_year=_marks(this_year),
        last_year=_marks(last_year),
        expected=_marks(expected),
        goal=_level(goal),
        norm=_level(norm),
    )


def _level(of: tuple[int, str] | None) -> Mark | None:
    return Mark(Decimal(of[0]), of[1]) if of else None


def _marks(points: Points) -> dict[int, Mark]:
    return {month: Mark(Decimal(value), label) for month, (value, label) in points.items()}


def _chart(title: str, sketch: Sketch, *rows: tuple[str, ...]) -> Chart:
    """An asterisk marks what is provisional."""
    written = [Row(head, tuple(Cell(text.rstrip("*"), text.endswith("*")) for text in texts)) for head, *texts in rows]
    return Chart(title, f"Grafiek van {title}.", sketch, Table("Cijfers per periode", COLUMNS, tuple(written)))
