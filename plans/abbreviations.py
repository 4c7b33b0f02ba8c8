"""Abbreviations in a plan that no footnote explains: a council member may not know them."""

from __future__ import annotations

import re

from .document import Document
from .glossary import Glossary
from .reading import readable_text

_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,}(?![\w])")


def unexplained(document: Document, glossary: Glossary) -> list[str]:
    """In the order of their first use. A footnote explains every abbreviation in its own words: OE in "OE GGP-wijk".

    Those that the authors chose not to explain are left out.
    """
    left_out = (word for term in glossary.left_out for word in term.words)
    forms = (*left_out, *(form for term in document.terms for form in term.forms))
    explained = {found for form in forms for found in _ABBREVIATION.findall(form)}
    used = dict.fromkeys(_ABBREVIATION.findall(readable_text(document)))
    return [abbreviation for abbreviation in used if abbreviation not in explained]
