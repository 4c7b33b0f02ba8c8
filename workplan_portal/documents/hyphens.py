"""A word that was broken at the end of a line is read whole: the hyphen there is one that nobody wrote.

WeasyPrint prints it with the glyph of any hyphen, and a screen reader says "onder", a dash, "zoek". The style sheets
ask for a hyphen at which no line ever ends by itself, so that it is known again; to a search in the file it is the
usual one (see `lettering`), and to whoever listens a soft one, which is not said (ISO 32000-1, 14.8.2.2.3). Changes
WeasyPrint's streams, which are private to it.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

import pydyf

OF_A_BROKEN_WORD = "\N{NON-BREAKING HYPHEN}"
"""In the style sheets: `hyphenate-character`. Its glyph is that of the hyphen."""

_LAST_GLYPH = re.compile(rb"([0-9a-f]{4})>[-\d.]*\] TJ$")
_NOT_SAID = rb">] TJ /Span <</ActualText <FEFF00AD>>> BDC [<\1>] TJ EMC"


def soften(stream: Any, broken: Container[int]) -> None:
    """The last glyph of each piece of marked content whose number is in `broken`."""
    parts = stream.stream
    number, last = -1, -1
    for place, part in enumerate(parts):
        if isinstance(part, pydyf.Dictionary) and "MCID" in part:
            number = part["MCID"]
        elif isinstance(part, bytes) and part.endswith(b"] TJ"):
            last = place
        elif part == b"EMC" and number in broken:
            parts[last] = _LAST_GLYPH.sub(_NOT_SAID, parts[last])
            number = -1
