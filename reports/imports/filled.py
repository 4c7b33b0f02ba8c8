"""The table of figures as a file: which columns it has, what was read from it, and what is wrong with it and where.

It is a Dutch document, as the report itself is, whatever language its reader has chosen for the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext as _

MARK = "Cijfers voor rapportage"
"""Stands first in the file, before the id of the report."""

CODE, INDICATOR, AREA, UNIT = "Code", "Indicator", "Gebied", "Eenheid"
LABELS = (CODE, "Hoofdstuk", INDICATOR, AREA, UNIT, "Doel", "Vorig jaar", "Eerder dit jaar")
"""What tells which figure a line is about. Not to be changed."""

TOLD = ("Waarde of teller", "Noemer", "Peildatum", "Bron", "Voorlopig", "Toelichting")
"""What is filled in."""

VERSION, SHOWN = "Versie", "Stand"
COLUMNS = (*LABELS, *TOLD, VERSION, SHOWN)
BETWEEN = "|"

MOST_ROWS = 2_000
"""Ten times the largest plan."""


@dataclass(frozen=True)
class Cell:
    """A text, and where it stood: "H7", or "line 7, Bron"."""

    text: str
    place: str


@dataclass(frozen=True)
class FilledLine:
    place: str
    cells: Mapping[str, Cell]  # by column

    def text(self, column: str) -> str:
        return self.cells[column].text if column in self.cells else ""

    def place_of(self, column: str) -> str:
        return self.cells[column].place if column in self.cells else self.place

    @property
    def is_untouched(self) -> bool:
        """Is everything as it was when the file was made?"""
        return self.text(SHOWN).strip() == shown(self.text(column) for column in TOLD)


@dataclass(frozen=True)
class Filled:
    """A file as it was read: for which report it was made, and its lines."""

    report: str
    lines: Sequence[FilledLine]


@dataclass(frozen=True)
class Fault:
    """Something that keeps a file from being taken over; `about` is the figure, where it is known."""

    place: str
    reason: str
    about: str = ""


class Unreadable(Exception):  # noqa: N818 -- read where it is raised and caught, it is a sentence
    """Nothing of the file can be used; where and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.place}: {fault.reason}" for fault in faults))
        self.faults = faults


def refuse(reason: str, place: str = "") -> Unreadable:
    return Unreadable([Fault(place or _("The file"), reason)])


def shown(texts: Iterable[str]) -> str:
    """How a line stood, in one text, to tell later whether somebody touched it."""
    return BETWEEN.join(text.strip() for text in texts)


def is_whole(row: Sequence[str], heads: Sequence[str]) -> bool:
    """Does the row have every column? One that ends in how it stood has all that was written there, too."""
    ends_in_shown = len(row) == len(heads) and heads[-1] == SHOWN
    return len(row) >= len(heads) and (not ends_in_shown or row[-1].count(BETWEEN) >= len(TOLD) - 1)


def filled(rows: Iterable[Sequence[Cell]]) -> Filled:
    """A file that has the mark, then the heads of the columns, then lines. Raises Unreadable."""
    rows = iter(rows)
    mark = next(rows, ())
    if len(mark) < 2 or mark[0].text.strip() != MARK:
        raise refuse(
            _("This is not a file that was made here for filling in figures. Download one on this page and fill it in.")
        )
    heads = [cell.text.strip() for cell in next(rows, ())]
    if missing := [column for column in (CODE, INDICATOR, AREA, UNIT, *TOLD, VERSION) if column not in heads]:
        raise refuse(_("There is no column “%(column)s”.") % {"column": missing[0]})
    lines = []
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise refuse(_("There are more than %(most)s lines in it.") % {"most": localize(MOST_ROWS)})
        line = FilledLine(row[0].place if row else "", dict(zip(heads, row, strict=False)))
        if any(cell.text.strip() for cell in row):
            lines.append(line)
    return Filled(mark[1].text.strip(), lines)
