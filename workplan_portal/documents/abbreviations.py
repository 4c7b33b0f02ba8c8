"""Abbreviations are said in full to whoever listens: `<abbr title="Districtsrecherche">DR</abbr>`.

What one stands for is how its explanation begins, as far as its letters are found there in their order. So "DR" is the
"Districtsrecherche: het rechercheteam …", and NEWTON, explained as "Een rechercheteam …", is a name.
"""

import re
from collections.abc import Iterable
from html import escape

from .footnotes import Term, Words

_SHORT = re.compile(r"[A-Z][A-Z&]+(?:['’ʼ]?s)?")
_BEGINNING = re.compile(r"[^.:;,(]+")


def in_full(form: str, explanation: str) -> str:
    """Empty when the form is no abbreviation, or the explanation does not say of what."""
    beginning = _BEGINNING.match(explanation)
    if not beginning or not _SHORT.fullmatch(form):
        return ""
    words = beginning[0].strip()
    letters = re.sub(r"[^A-Z]", "", form).lower()
    return words if words.lower().startswith(letters[0]) and _has_in_order(words.lower(), letters) else ""


class Abbreviations:
    """Those of a document, by its terms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._words = Words(term for term in terms if any(in_full(form, term.explanation) for form in term.forms))

    def expanded(self, html: str) -> str:
        return self._words.replaced(html, _expanded)


def _expanded(written: str, term: Term) -> str:
    words = in_full(written, term.explanation)
    return f'<abbr title="{escape(words)}">{written}</abbr>' if words else written


def _has_in_order(words: str, letters: str) -> bool:
    rest = iter(words)
    return all(letter in rest for letter in letters)
