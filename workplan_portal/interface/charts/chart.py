"""A chart whole: its picture, what it says in words for who can't see it, and its figures in a table."""

from dataclasses import dataclass
from functools import cached_property

from .drawing import Drawing, Sketch, draw
from .labels import ON_PAPER, ON_SCREEN


@dataclass(frozen=True)
class Cell:
    text: str
    provisional: bool = False
    example: bool = False


@dataclass(frozen=True)
class Row:
    """A row has a cell for each column, or one cell across all of them."""

    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Chart:
    """`alternative` is read aloud in place of the picture."""

    title: str
    alternative: str
    sketch: Sketch
    table: Table

    @cached_property
    def on_screen(self) -> Drawing:
        return draw(self.sketch, ON_SCREEN)

    @cached_property
    def on_paper(self) -> Drawing:
        return draw(self.sketch, ON_PAPER)
