"""Abbreviations in a plan that no footnote explains: a council member may not know them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .document import Document
from .reading import readable_text

_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,}(?![\w])")


def unexplained(document: Document, left_out: Iterable[str] = ()) -> list[str]:
    """In the order of their first use. A footnote explains every abbreviation in its own words: OE in "OE GGP-wijk".

    `left_out` are words that the authors chose not to explain.
    """
    forms = (*left_out, *(form for term in document.terms for form in term.forms))
    explained = {found for form in forms for found in _ABBREVIATION.findall(form)}
    used = dict.fromkeys(_ABBREVIATION.findall(readable_text(document)))
    return [abbreviation for abbreviation in used if abbreviation not in explained]
