"""Margins, paddings, borders and sizes that depend on nothing but their style are worked out once for it.

WeasyPrint works out all seventeen of every box, each time it lays it out: a twelfth of the time of a plan. Where one
is a share of something, or part of a sum, they still go the long way.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.css.properties import Dimension
from weasyprint.layout.percent import resolve_percentages as the_long_way

SIDES = ("top", "right", "bottom", "left")
AROUND = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES)
SIZES = ("width", "height", "max_width", "max_height")
LEAST = ("min_width", "min_height")
BORDERS = tuple(f"border_{side}_width" for side in SIDES)

FIXED = "our_lengths"
"""Attribute of a style. A style that is copied to be changed comes without."""


class Lengths(NamedTuple):
    """`borders` apart: those of a table whose lines collapse were settled before, for each cell. None: not fixed."""

    inside: dict[str, Any] | None
    borders: dict[str, Any]
    collapse: bool


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Stands in for `resolve_percentages`."""
    found = getattr(box.style, FIXED, None) or _found(box.style)
    if found.inside is None:
        the_long_way(box, containing_block)
        return
    values = vars(box)
    if found.collapse:
        values.update(found.borders | {name: values[name] for name in BORDERS if name in values})
    else:
        values.update(found.borders)
    values.update(found.inside)


def _found(style: Any) -> Lengths:
    borders = {name: style[name] for name in BORDERS}
    found = Lengths(_inside(style), borders, style["border_collapse"] == "collapse")
    setattr(style, FIXED, found)
    return found


def _inside(style: Any) -> dict[str, Any] | None:
    if style["box_sizing"] != "content-box":
        return None
    given = {name: style[name] for name in (*AROUND, *SIZES, *LEAST)}
    if not all(map(_is_fixed, given.values())):
        return None
    lengths = {name: value if value == "auto" else value.value for name, value in given.items()}
    return lengths | {name: 0 for name in LEAST if lengths[name] == "auto"}


def _is_fixed(value: Any) -> bool:
    return value == "auto" or (isinstance(value, Dimension) and value.unit == "px")
