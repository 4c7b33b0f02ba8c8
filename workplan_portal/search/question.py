"""What somebody asks for: words, of which each has to be there, and words in quotation marks that stand together."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .folding import fold

LONGEST = 200
MOST_TERMS = 12
SHORTEST = 2

_TOGETHER = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True)
class Question:
    """`typed` is what is shown again; `terms` are folded, and none of them is part of another."""

    typed: str
    terms: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.typed

    @property
    def is_too_short(self) -> bool:
        """One letter stands everywhere."""
        return bool(self.typed) and max(map(len, self.terms), default=0) < SHORTEST

    @property
    def has_too_many_words(self) -> bool:
        return len(self.terms) > MOST_TERMS

    @property
    def can_be_asked(self) -> bool:
        return not (self.is_empty or self.is_too_short or self.has_too_many_words)

    def fits(self, text: str) -> bool:
        """Does each term stand in this readable text?"""
        folded = fold(text)
        return all(term in folded for term in self.terms)


def question_of(typed: str) -> Question:
    """Whatever was typed, pasted or written in an address. What no text can hold is left out, the rest is cut off."""
    readable = "".join(c for c in typed if c.isspace() or unicodedata.category(c)[0] != "C")
    shown = " ".join(readable.split())[:LONGEST].strip()
    found = [fold(together or word) for together, word in _TOGETHER.findall(fold(shown))]
    terms = dict.fromkeys(term for term in found if any(c.isalnum() for c in term) or term in "€%&+§")
    return Question(shown, tuple(t for t in terms if t and not any(t != other and t in other for other in terms)))
