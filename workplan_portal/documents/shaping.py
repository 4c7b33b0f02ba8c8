"""Text in one style is measured with what was set up for that style once.

For every line WeasyPrint tells Pango anew which font, language and direction it is in, to measure and again to draw it,
and looks up fourteen properties to learn how high it is: a fifteenth of the time of a plan. The
answers are the same.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import Layout
from weasyprint.text.line_break import strut as the_long_way_to_a_strut

SHAPES_TEXT = (
    *("direction", "lang", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning"),
    *("font_variation_settings", "font_feature_settings", "font_language_override", "font_variant_ligatures"),
    *("font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates"),
    "font_variant_east_asian",
)
"""All that a layout is set up with, beside the fonts and whether there is a line under, through or above it."""

SHAPE, STRUT = "our_shape", "our_strut"
"""Attributes of a style. A style that is copied to be changed comes without."""

ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *layout);")

the_long_way = Layout.setup


class Shape(NamedTuple):
    """A layout without text, and what is known of it."""

    pango: Any
    known: dict[str, Any]


def set_up(layout: Layout, style: Any) -> None:
    """Stands in for `Layout.setup`."""
    shape = getattr(style, SHAPE, None) or _shape(style)
    vars(layout).update(shape.known, style=style)
    layout.layout = ffi.gc(pango.pango_layout_copy(shape.pango), gobject.g_object_unref)


def strut(style: Any) -> tuple[float, float]:
    """Stands in for `strut`: how high a line is, and where its text stands."""
    found: tuple[float, float] | None = getattr(style, STRUT, None)
    if found is None:
        found = the_long_way_to_a_strut(style)
        setattr(style, STRUT, found)
    return found


def _shape(style: Any) -> Shape:
    """That of all styles that shape text alike, in all documents with these fonts."""
    fonts = tuple(style["font_family"])  # of a picture they are a list
    key = (*map(style.__getitem__, SHAPES_TEXT), fonts, style["text_decoration_line"] != "none")
    shapes: dict[Any, Shape] = vars(style.font_config).setdefault("our_shapes", {})
    if key not in shapes:
        shapes[key] = _new_shape(style)
    setattr(style, SHAPE, shapes[key])
    return shapes[key]


def _new_shape(style: Any) -> Shape:
    empty = Layout.__new__(Layout)
    the_long_way(empty, style)
    known = vars(empty)
    del known["style"]
    return Shape(known.pop("layout"), known)
