"""Most properties of most boxes are what the parent has or what the standard begins with: those are answered at once.

WeasyPrint works out every property by one long way, also those that no rule of the style sheet names: a tenth of the
time of a plan. The answers are the same; what a rule does name, or what depends on more, still goes the long way.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

DEPENDS_ON_MORE = {"display", "float", "page", "position"} | {k for k in INITIAL_VALUES if k[:16] == "text_decoration_"}
INITIAL = INITIAL_VALUES.keys() - INHERITED - INITIAL_NOT_COMPUTED - DEPENDS_ON_MORE
OTHER_NAMES = {
    name: (logical(block="ttb", inline="ltr"), logical(block="ttb", inline="rtl"))
    for name, logical in PHYSICAL_FUNCTIONS.items()
}
"""A rule can name the same side another way: `margin-block-start` for `margin-top`."""

WITH_ONE_NAME = {name: INITIAL_VALUES[name] for name in INITIAL - OTHER_NAMES.keys()}

the_long_way = ComputedStyle.__missing__


def answer(style: ComputedStyle, name: str) -> Any:
    named = style.cascaded
    if name in named:
        return the_long_way(style, name)
    if name in WITH_ONE_NAME:
        value = style[name] = WITH_ONE_NAME[name]
        return value
    if name in DEPENDS_ON_MORE:
        return the_long_way(style, name)
    others = OTHER_NAMES.get(name)
    if others and (others[0] in named or others[1] in named):
        return the_long_way(style, name)
    if name in INITIAL:
        value = style[name] = INITIAL_VALUES[name]
        return value
    if name in INHERITED and style.parent_style is not None:
        value = style[name] = style.parent_style[name]
        return value
    return the_long_way(style, name)
