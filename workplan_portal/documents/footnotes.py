"""Automatic footnotes: the first time a term is used, its explanation is given.

The result is neutral: a text becomes segments of markup, each with the note that belongs right after it or none. The
web page makes links of the notes, the PDF real footnotes at the bottom of the page; neither knows how terms are found.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Generic, Protocol, TypeVar


class Written(Protocol):
    """Anything that is written in certain ways."""

    @property
    def forms(self) -> tuple[str, ...]: ...


Known = TypeVar("Known", bound=Written)


@dataclass(frozen=True)
class Term:
    """The ways a term is written, exactly so ("CSV", "CSV's"), and what it means in plain text."""

    forms: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class Note:
    number: int
    term: str
    explanation: str


@dataclass(frozen=True)
class Segment:
    """A stretch of markup, possibly with a tag open at either end, and the note to show after it."""

    html: str
    note: Note | None = None


_PASSED_OVER = r"<a\b.*?</a>|<[^>]*>"
"""Links with their words, and every other tag."""

_APOSTROPHE = "['’ʼ]"
# A hyphen joins words: DR is no term in DR-team. A genitive or plural belongs to the word: the number follows "CSV's".
_WORD_START = r"(?<![\w&])(?<!\w[-‑'’ʼ])"
_WORD_END = rf"(?:{_APOSTROPHE}\w{{1,2}})?(?!\w)(?!(?:[-‑]|{_APOSTROPHE})\w)"


class Words(Generic[Known]):
    """Finds terms in markup. Of two with one form the first is meant."""

    def __init__(self, terms: Iterable[Known]) -> None:
        self._terms: dict[str, Known] = {}
        for term in terms:
            for form in filter(str.strip, term.forms):
                self._terms.setdefault(word_key(form), term)
        self._pattern = _pattern(self._terms)

    def replaced(self, html: str, by: Callable[[str, Known], str]) -> str:
        """The markup with each use of a term, as it is written there, replaced."""
        if self._pattern is None:
            return html
        return self._pattern.sub(lambda use: self._replacement(use, by), html)

    def _replacement(self, use: re.Match[str], by: Callable[[str, Known], str]) -> str:
        if not (written := use["form"]):
            return use[0]
        return by(written, self._term(_plain(written))) + use[0].removeprefix(written)

    def found(self, html: str) -> Iterator[tuple[int, str, Known]]:
        """Where each use of a term ends, how it is written there, and the term. Texts of links are passed over."""
        if self._pattern is None:
            return
        for found in self._pattern.finditer(html):
            if written := found["form"]:
                form = _plain(written)
                yield found.end(), form, self._term(form)

    def _term(self, form: str) -> Known:
        """A word that is written small may begin a sentence."""
        key = word_key(form)
        return self._terms[key] if key in self._terms else self._terms[key[0].lower() + key[1:]]


class Footnotes:
    """Numbers terms in the order in which texts are handed to `mark`, which must be the order of reading."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._words = Words(terms)
        self._explained: set[int] = set()
        self._notes: list[Note] = []

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes)

    def mark(self, html: str) -> tuple[Segment, ...]:
        """Texts of links stay unmarked: a link inside a link is no HTML."""
        segments: list[Segment] = []
        start = 0
        for end, note in self._new_notes(html):
            segments.append(Segment(html[start:end], note))
            start = end
        if start < len(html) or not segments:
            segments.append(Segment(html[start:]))
        return tuple(segments)

    def _new_notes(self, html: str) -> Iterator[tuple[int, Note]]:
        for end, form, term in self._words.found(html):
            if id(term) not in self._explained:
                yield end, self._explain(term, form)

    def _explain(self, term: Term, form: str) -> Note:
        note = Note(len(self._notes) + 1, " ".join(form.split()), term.explanation)
        self._explained.add(id(term))
        self._notes.append(note)
        return note


def annotate(pieces: Sequence[str], terms: Iterable[Term]) -> tuple[tuple[tuple[Segment, ...], ...], tuple[Note, ...]]:
    """All pieces at once, in reading order, and the notes they need."""
    footnotes = Footnotes(terms)
    marked = tuple(footnotes.mark(piece) for piece in pieces)
    return marked, footnotes.notes


def _pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    """Longest first, so that "DRR" is never taken for "DR" and "OE GGP-wijk" never for "OE"."""
    written = sorted(forms, key=lambda form: (-len(form), form))
    if not written:
        return None
    form = f"{_WORD_START}(?P<form>{'|'.join(map(_form_pattern, written))}){_WORD_END}"
    begins = re.escape("".join(sorted(set().union(*map(_first_signs, written)))))
    return re.compile(f"(?=[<{begins}])(?:{_PASSED_OVER}|{form})", re.DOTALL)  # most signs of a text begin neither


def _first_signs(form: str) -> set[str]:
    """With which a form may begin in markup."""
    first = escape(form.split()[0], quote=False)[0]
    return {first, *first.upper()} if first != "'" else set("'’ʼ")


def _form_pattern(form: str) -> str:
    words = [re.escape(escape(word, quote=False)).replace("'", _APOSTROPHE) for word in form.split()]
    small, capital = form[0], form[0].upper()
    if small != capital and capital.lower() == small:
        words[0] = f"[{small}{capital}]{words[0][1:]}"
    return r"\s+".join(words)


def word_key(form: str) -> str:
    """The same for every white space and every apostrophe a form may be written with."""
    return re.sub(_APOSTROPHE, "'", " ".join(form.split()))


def _plain(markup: str) -> str:
    """Text in which only & < > are escaped, as `richtext.clean` leaves it."""
    return markup.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
