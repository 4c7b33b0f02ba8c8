"""Figures as they are kept now, in plain values: a report asks for hundreds of them, and a form changes a few."""

from __future__ import annotations

from typing import Any, NamedTuple

from .document import Figure

FigureKey = tuple[str, str, int, int]
"""Code of the indicator, code of the area, year, period."""

NAMES = ("value", "numerator", "denominator", "source", "reference_date", "provisional", "example", "note")
"""As `Figure` has them, after its period."""


class Kept(NamedTuple):
    """`version` is what a form says it showed."""

    figure: Figure
    version: int


def kept(rows: Any) -> dict[FigureKey, Kept]:
    """These rows of figures, in no order."""
    told = rows.order_by().values_list("indicator__code", "area__code", "year", "version", "period", *NAMES)
    return {
        (code, area, year, figure[0]): Kept(Figure(*figure), version) for code, area, year, version, *figure in told
    }
