"""How letters are written into the file."""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.pdf.fonts import build_fonts_dictionary

SAME_SHAPE = str.maketrans({"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u00ad": "-"})
"""Of two signs with one shape WeasyPrint takes the one that comes first in the text for both. Whoever searches types
the plain one; and so a section says the same as the whole."""

NOT_MOVED = ">0<"

write_letters = pydyf.Stream.show_text


def show_text(stream: pydyf.Stream, letters: str) -> None:
    """Stands in for `pydyf.Stream.show_text`. Letters come with how far they are moved: most by nothing at all, which
    is a sixth of all that draws a page."""
    write_letters(stream, letters.replace(NOT_MOVED, ""))


def fonts_dictionary(pdf: pydyf.PDF, fonts: dict[Any, Any], *options: Any) -> Any:
    """Stands in for `build_fonts_dictionary`."""
    for font in fonts.values():
        font.to_unicode = {shape: text.translate(SAME_SHAPE) for shape, text in font.to_unicode.items()}
    return build_fonts_dictionary(pdf, fonts, *options)
