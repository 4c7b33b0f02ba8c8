"""The course of a target's figure through the year, as a chart with its table: this year beside last year, what is
expected, the norm and the goal. Plain values in, words and numbers out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workplan_portal.interface.charts.chart import Cell, Chart, Row, Table
from workplan_portal.interface.charts.drawing import Mark, Sketch

from .assessment import YEAR, Aim, LastYear, expectation
from .codes import PERIODS, Comparator, Unit
from .goal import MONITORED
from .measurement import Reading, adds_up
from .notation import amount, not_available, on_axis, reading
from .wording import aim as in_words

NOT_IN_NUMBERS = frozenset({Unit.YES_NO, Unit.WORDS})

SHORT = {Comparator.DECREASE: Comparator.LESS_THAN, Comparator.INCREASE: Comparator.MORE_THAN}
"""In the chart last year's result stands beside the goal: "less than 36" says it there."""


@dataclass(frozen=True)
class Counted:
    """A figure as it was read at one moment, whether a final one is still to come, and whether it is made up."""

    reading: Reading
    provisional: bool = False
    example: bool = False


@dataclass(frozen=True, kw_only=True)
class Course:
    """A target and its figures by months (4, 8, 12). `months` is the period that is reported.

    A figure that is not there is "n.b."; one of this year over a later period than the reported one is left out.
    """

    title: str
    aim: Aim
    year: int
    months: int
    this_year: Mapping[int, Counted]
    last_year: Mapping[int, Counted]
    provisional_goal: bool = False
    norm: Decimal | None = None
    provisional_norm: bool = False

    @property
    def is_drawn(self) -> bool:
        """Is there a number to draw? Yes or no, words and a target without any figure have no chart."""
        if self.aim.unit in NOT_IN_NUMBERS:
            return False
        return any(self._values(self.counted)) or any(self._values(self.last_year))

    @property
    def counted(self) -> dict[int, Counted]:
        """This year's figures up to the reported period."""
        return {months: figure for months, figure in self.this_year.items() if months <= self.months}

    @property
    def expected(self) -> dict[int, Decimal]:
        """What was to be expected after each period; empty where the year is over or nothing is expected under way."""
        if self.aim.goal is None or self.months == YEAR or self.aim.comparator in MONITORED or not self.is_growing:
            return {}
        total = _value(self.last_year, YEAR)
        return {
            months: expectation(months, LastYear(_value(self.last_year, months), total), self.aim.expected_by).to_show(
                self.aim, _value(self.counted, months)
            )
            for months in PERIODS
        }

    @property
    def is_growing(self) -> bool:
        return adds_up(self.aim.unit, cumulative=self.aim.cumulative)

    @property
    def goal(self) -> str:
        """In words, as it stands beside norm and last year."""
        return in_words(self.aim.comparator, self.aim.unit, self.aim.goal, self.aim.baseline_year)

    @property
    def marked_goal(self) -> str:
        """The same where no mark stands beside it."""
        aim = self.aim
        return in_words(aim.comparator, aim.unit, aim.goal, aim.baseline_year, provisional=self.provisional_goal)

    @property
    def norm_beside(self) -> str:
        """In words, where the goal is another number; empty where they are one and the same."""
        if self.norm is None or self.norm == self.aim.goal or self.aim.comparator in MONITORED:
            return ""
        return in_words(
            self.aim.comparator,
            self.aim.unit,
            self.norm,
            self.aim.baseline_year,
            provisional=self.provisional_norm,
        )

    @staticmethod
    def _values(figures: Mapping[int, Counted]) -> Iterator[bool]:
        return (figure.reading.value is not None for figure in figures.values())


def chart_of(course: Course) -> Chart:
    """Picture, words and table. Only for a course that `is_drawn`."""
    return Chart(course.title, _alternative(course), _sketch(course), _table(course))


# --- the picture ------------------------------------------------------------------------------------------------------


def _sketch(course: Course) -> Sketch:
    return Sketch(
        months={months: _months(months) for months in PERIODS},
        reported=course.months,
        growing=course.is_growing,
        on_axis=partial(on_axis, unit=course.aim.unit),
        this_year=_this_year(course),
        last_year=_last_year(course),
        expected=_expected(course),
        goal=_goal(course),
        norm=_norm(course),
    )


def _this_year(course: Course) -> dict[int, Mark]:
    """Each figure is written beside its point; the latest says of which year they are."""
    marks = _marks(course.counted, course.aim.unit)
    return _with_year(marks, course.year)


def _last_year(course: Course) -> dict[int, Mark]:
    """Only the last figure is written; the others stand in the table."""
    marks = _with_year(_marks(course.last_year, course.aim.unit), course.year - 1)
    return {months: mark if months == max(marks) else Mark(mark.value) for months, mark in marks.items()}


def _expected(course: Course) -> dict[int, Mark]:
    label = _("expected: %(figure)s")
    return {
        months: Mark(value, label % {"figure": amount(value, course.aim.unit)} if months == course.months else "")
        for months, value in course.expected.items()
    }


def _goal(course: Course) -> Mark | None:
    target = course.aim
    if target.goal is None or target.comparator in MONITORED:
        return None
    comparator = SHORT.get(target.comparator, target.comparator)
    words = in_words(comparator, target.unit, target.goal, target.baseline_year, provisional=course.provisional_goal)
    return Mark(target.goal, _("goal: %(goal)s") % {"goal": words})


def _norm(course: Course) -> Mark | None:
    if course.norm is None or not course.norm_beside:
        return None
    return Mark(course.norm, _("norm: %(norm)s") % {"norm": course.norm_beside})


def _marks(figures: Mapping[int, Counted], unit: Unit) -> dict[int, Mark]:
    return {
        months: Mark(figure.reading.value, amount(figure.reading.value, unit, provisional=figure.provisional))
        for months, figure in figures.items()
        if figure.reading.value is not None
    }


def _with_year(marks: dict[int, Mark], year: int) -> dict[int, Mark]:
    if not marks:
        return {}
    last = max(marks)
    label = _("%(year)s: %(figure)s") % {"year": str(year), "figure": marks[last].label}
    return marks | {last: Mark(marks[last].value, label)}


# --- the table --------------------------------------------------------------------------------------------------------


def _table(course: Course) -> Table:
    rows = [
        Row(str(course.year), tuple(_cell(course, months) for months in PERIODS)),
        Row(str(course.year - 1), tuple(_counted(course.last_year.get(months), course) for months in PERIODS)),
    ]
    if expected := course.expected:
        cells = tuple(Cell(amount(expected[months], course.aim.unit)) for months in PERIODS)
        rows.append(Row(_("Expected"), cells))
    if course.norm_beside:
        rows.append(Row(_("Norm"), (Cell(course.norm_beside),)))
    rows.append(Row(_("Goal"), (Cell(course.goal, course.provisional_goal),)))
    return Table(_("Figures per period"), tuple(_after(months) for months in PERIODS), tuple(rows))


def _cell(course: Course, months: int) -> Cell:
    if months > course.months:
        return Cell(_("to follow"))
    return _counted(course.this_year.get(months), course)


def _counted(figure: Counted | None, course: Course) -> Cell:
    if figure is None:
        return Cell(not_available())
    return Cell(reading(figure.reading, course.aim.unit), figure.provisional, figure.example)


# --- the words --------------------------------------------------------------------------------------------------------


def _alternative(course: Course) -> str:
    """What the picture shows, in sentences."""
    sentences = [
        _("Chart of %(title)s.") % {"title": course.title},
        _figures(course.year, course.counted, course.aim.unit),
        _figures(course.year - 1, course.last_year, course.aim.unit),
    ]
    if expected := course.expected:
        shown = {"months": _months(course.months), "figure": amount(expected[course.months], course.aim.unit)}
        sentences.append(_("Expected after %(months)s: %(figure)s.") % shown)
    if course.norm_beside:
        sentences.append(_("Norm: %(norm)s.") % {"norm": course.norm_beside})
    sentences.append(_("Goal for the whole year: %(goal)s.") % {"goal": course.marked_goal})
    return " ".join(sentences)


def _figures(year: int, figures: Mapping[int, Counted], unit: Unit) -> str:
    found = [
        _("%(figure)s after %(months)s")
        % {"figure": reading(figure.reading, unit, provisional=figure.provisional), "months": _months(months)}
        for months, figure in sorted(figures.items())
    ]
    if not found:
        return _("%(year)s: no figures.") % {"year": str(year)}
    return _("%(year)s: %(figures)s.") % {"year": str(year), "figures": ", ".join(found)}


def _months(months: int) -> str:
    return ngettext("%(months)s month", "%(months)s months", months) % {"months": months}


def _after(months: int) -> str:
    return _("After %(months)s") % {"months": _months(months)}


def _value(figures: Mapping[int, Counted], months: int) -> Decimal | None:
    figure = figures.get(months)
    return None if figure is None else figure.reading.value
