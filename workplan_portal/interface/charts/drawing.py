"""The course of a figure through the year, drawn: this year, last year, what is expected, the norm and the goal.

Everything across is a percentage of the width, everything down is in pixels, so one drawing fills a phone and a page
with letters of the same size. A sheet of paper, of which the width is known, has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .labels import ASCENT, BEFORE_ANCHOR, Box, Line, Spot, Surroundings, Widths, above, along, around, width_of
from .scale import scale_for

HEIGHT, FLOOR, MONTHS_LINE = 164, 138, 156
"""Down to the foot of the picture, to the zero line and to the line the months stand on."""

TOP_OF_LINES, TOP_OF_BARS = 52, 66
"""Down to the highest gridline. Above it is room for labels: bars, which leave none between them, need more."""

START, END, WHOLE_YEAR = 0.16, 0.88, 12
"""Where the year begins and ends, as shares of the width. Left of it stand the figures of the scale."""

LETTERS = 15
"""From the top of the figure above a gridline down to that line."""

BAR = 18
BAR_SHIFT = {"last_year": -20, "this_year": 2}
MARK = 5
"""Half the width and height that a mark takes up."""


@dataclass(frozen=True)
class Mark:
    """A figure, with the words that are to stand beside it (or none)."""

    value: Decimal
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What to draw; marks by month. `growing` figures add up from zero and are lines; others are bars.

    `months` is what is written under each month, `on_axis` writes a number of the scale.
    """

    months: Mapping[int, str]
    reported: int
    growing: bool
    on_axis: Callable[[Decimal], str]
    this_year: Mapping[int, Mark]
    last_year: Mapping[int, Mark] = field(default_factory=dict)
    expected: Mapping[int, Mark] = field(default_factory=dict)
    goal: Mark | None = None
    norm: Mark | None = None  # where the goal is another one


@dataclass(frozen=True)
class Gridline:
    y: float
    label: str


@dataclass(frozen=True)
class Month:
    x: float
    label: str
    reported: bool


@dataclass(frozen=True)
class Segment:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Dot:
    """`height` is down to the zero line: that of a bar."""

    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Label:
    """`left`, `top` and `width` are of the ground that is kept clear behind it."""

    text: str
    x: float
    shift: float
    y: float
    anchor: str
    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Series:
    dots: tuple[Dot, ...]
    segments: tuple[Segment, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Level:
    """A number that holds for the whole year: the goal, or the norm beside it."""

    y: float
    label: Label


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """All the numbers of the picture, for its template."""

    growing: bool
    gridlines: tuple[Gridline, ...]
    months: tuple[Month, ...]
    this_year: Series
    last_year: Series
    expected: Series
    goal: Level | None
    norm: Level | None
    height: int = HEIGHT
    floor: int = FLOOR
    months_line: int = MONTHS_LINE
    start: float = START * 100

    @property
    def blank(self) -> int:
        """What of the room for labels stayed empty: it is cut off the top of the picture."""
        tops = [*(label.top for label in self.labels), *(line.y - LETTERS for line in self.gridlines)]
        return max(0, int(min(tops)) - 2)

    @property
    def seen(self) -> int:
        """The height of the picture without what is blank."""
        return self.height - self.blank

    @property
    def labels(self) -> Iterator[Label]:
        for series in (self.this_year, self.last_year, self.expected):
            yield from series.labels
        for level in (self.goal, self.norm):
            if level:
                yield level.label


def draw(sketch: Sketch, widths: Widths) -> Drawing:
    return _Pen(sketch, widths).drawing()


class _Pen:
    """Knows the scale and what has been drawn so far, while one sketch is drawn."""

    def __init__(self, sketch: Sketch, widths: Widths) -> None:
        self.sketch, self.widths = sketch, widths
        self.scale = scale_for(self._values())
        self.top = TOP_OF_LINES if sketch.growing else TOP_OF_BARS
        self.around = Surroundings(FLOOR, widths, list(self._marks()), list(self._lines()), list(self._figures()))

    def drawing(self) -> Drawing:
        """The most telling words are placed first, so that they get the best places."""
        sketch = self.sketch
        this_year = self._series("this_year", sketch.this_year)
        goal = self._level(sketch.goal, bold=True) if sketch.goal else None
        norm = self._level(sketch.norm) if sketch.norm else None
        last_year = self._series("last_year", sketch.last_year)
        return Drawing(
            growing=sketch.growing,
            gridlines=tuple(self._gridlines()),
            months=tuple(
                Month(_percent(_across(month)), label, month == sketch.reported)
                for month, label in sketch.months.items()
            ),
            this_year=this_year,
            last_year=last_year,
            expected=self._series("expected", sketch.expected),
            goal=goal,
            norm=norm,
        )

    def _values(self) -> Iterator[Decimal]:
        yield Decimal(0)
        yield from (level.value for level in self._levels())
        for marks in (self.sketch.this_year, self.sketch.last_year, self.sketch.expected):
            yield from (mark.value for mark in marks.values())

    # --- what labels keep clear of --------------------------------------------------------------------------------

    def _figures(self) -> Iterator[Box]:
        for line in self._gridlines():
            yield Spot(0, 0, line.y - 3, "start").box(width_of(line.label), self.widths)

    def _marks(self) -> Iterator[Box]:
        for name, marks in self._named():
            for month, mark in marks.items():
                y = self._down(mark.value)
                if self.sketch.growing:
                    yield Box.beside(_across(month), -MARK, MARK, y - MARK, y + MARK, self.widths)
                else:
                    left = BAR_SHIFT[name]
                    yield Box.beside(_across(month), left, left + BAR, y, FLOOR, self.widths)

    def _lines(self) -> Iterator[Line]:
        for level in self._levels():
            y = self._down(level.value)
            yield Line(START, y, 1, y)
        if self.sketch.growing:
            for _name, marks in self._named():
                yield from self._through(marks)

    def _levels(self) -> Iterator[Mark]:
        yield from (level for level in (self.sketch.goal, self.sketch.norm) if level)

    def _named(self) -> Iterator[tuple[str, Mapping[int, Mark]]]:
        yield from (("this_year", self.sketch.this_year), ("last_year", self.sketch.last_year))
        if self.sketch.expected:
            yield "expected", self.sketch.expected

    # --- parts ----------------------------------------------------------------------------------------------------

    def _gridlines(self) -> Iterator[Gridline]:
        for tick in self.scale.ticks:
            yield Gridline(self._down(Decimal(tick)), self.sketch.on_axis(Decimal(tick)))

    def _series(self, name: str, marks: Mapping[int, Mark]) -> Series:
        dots = tuple(
            Dot(_percent(_across(month)), y, round(FLOOR - y, 1))
            for month, mark in sorted(marks.items())
            if mark.label or name == "last_year"
            for y in [self._down(mark.value)]
        )
        lines = self._through(marks) if self.sketch.growing else ()
        segments = tuple(Segment(_percent(a.start), a.start_y, _percent(a.end), a.end_y) for a in lines)
        return Series(dots, segments, tuple(self._labels(name, marks)))

    def _labels(self, name: str, marks: Mapping[int, Mark]) -> Iterator[Label]:
        """The latest first: it is the longest and says the year."""
        for month, mark in sorted(marks.items(), reverse=True):
            if mark.label:
                yield self._label(mark.label, self._spots(name, month, mark), bold=name == "this_year")

    def _spots(self, name: str, month: int, mark: Mark) -> list[Spot]:
        share, y = _across(month), self._down(mark.value)
        if self.sketch.growing:
            return around(share, y, below=name != "this_year")
        return above(share, y, shift=BAR_SHIFT[name] + BAR / 2)

    def _level(self, mark: Mark, *, bold: bool = False) -> Level:
        y = self._down(mark.value)
        return Level(y, self._label(mark.label, along(START, y), bold=bold))

    def _label(self, text: str, spots: list[Spot], *, bold: bool) -> Label:
        width = width_of(text, bold=bold)
        spot = self.around.place(width, spots)
        left = round(spot.shift - width * BEFORE_ANCHOR[spot.anchor], 1)
        return Label(
            text,
            _percent(spot.share),
            spot.shift,
            round(spot.y, 1),
            spot.anchor,
            left,
            round(spot.y - ASCENT, 1),
            width,
        )

    def _through(self, marks: Mapping[int, Mark]) -> Iterator[Line]:
        """From zero at the start of the year through the known figures; over a missing one it goes straight on."""
        start, start_y = START, float(FLOOR)
        for month, mark in sorted(marks.items()):
            end, end_y = _across(month), self._down(mark.value)
            yield Line(start, start_y, end, end_y)
            start, start_y = end, end_y

    def _down(self, value: Decimal) -> float:
        return round(FLOOR - (FLOOR - self.top) * self.scale.share(value), 1)


def _across(month: int) -> float:
    return START + (END - START) * month / WHOLE_YEAR


def _percent(share: float) -> float:
    return round(share * 100, 1)
