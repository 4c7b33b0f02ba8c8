"""Words without their capitals and accents: "Café" and "cafe" are one word, in whatever way either was typed.

A text is folded in Python and a database is asked by `pattern`, which says the same in its own way; a test holds both
against each other. Spaces of any kind and number are one space; quotation marks and dashes are those of a keyboard.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = str.maketrans("‘’‚‛“”„‟«»‐‑‒–—―−", '\'\'\'\'""""""-------')
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Where a word may be broken off, and the like: they stand in a word and are no part of it."""

_LATIN = range(0x21, 0x250)
_IN_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPACE_IN_MARKUP = r"(?:\s|&nbsp;|<[^>]*>)+"
_HALFWAY_IN_MARKUP = "(?:</?(?:strong|em|a)[^>]*>)*"
"""A word of which a part is bold, italic or a link is one word."""
_NOT_IN_A_TAG = r"(?![^<>]*>)"


def fold(text: str) -> str:
    if text.isascii():
        return " ".join(text.casefold().split())
    whole = unicodedata.normalize("NFKD", text.translate(_SAME))
    if unseen := [
        c for c in set(whole) if not (c.isascii() or _is_read(c))
    ]:  # a text is long and has few different signs
        whole = whole.translate(str.maketrans("", "", "".join(unseen)))
    return " ".join(whole.casefold().split())


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The same, and of each character of it where in `text` it comes from; the last one is the end."""
    signs = {char: _folded(char) for char in set(text)}
    as_long = "".join(map(signs.__getitem__, text))
    if all(len(sign) == 1 for sign in signs.values()) and as_long == " ".join(as_long.split()):
        return as_long, list(range(len(text) + 1))  # as nearly every text
    found: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for folded in _folded(char):
            if folded == " " and (not found or found[-1] == " "):
                continue
            found.append(folded)
            places.append(place)
    if found and found[-1] == " ":
        found.pop()
        places.pop()
    return "".join(found), [*places, len(text)]


@lru_cache(4096)
def _folded(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char.translate(_SAME))
    return "".join(" " if c.isspace() else c for c in parts if _is_read(c)).casefold()


def _is_read(char: str) -> bool:
    return not unicodedata.combining(char) and char not in _UNSEEN


def pattern(words: str, *, markup: bool) -> str:
    """A regular expression that finds these folded words in a text as it is stored. `markup`: in a rich one.

    It is read by Python (SQLite) and by PostgreSQL, so it holds what both know. Never in a tag or an address: in the
    markup we keep, a ">" that nobody opened closes a tag.
    """
    if not markup:
        return "".join(r"\s+" if char == " " else _any_of(char, markup=False) for char in words)
    parts = (_HALFWAY_IN_MARKUP.join(_any_of(char, markup=True) for char in word) for word in words.split(" "))
    return _SPACE_IN_MARKUP.join(parts) + _NOT_IN_A_TAG


@lru_cache(1024)
def _any_of(char: str, *, markup: bool) -> str:
    if markup and char in _IN_MARKUP:
        return _IN_MARKUP[char]
    ways = _variants().get(char, char)
    either = re.escape(ways) if len(ways) == 1 else f"[{''.join(map(re.escape, ways))}]"
    return f"{either}[\u0300-\u036f\u00ad]*" if char.isalnum() else either


@lru_cache(1)
def _variants() -> dict[str, str]:
    """Of each folded character the characters of our languages that become it."""
    found: dict[str, list[str]] = {}
    for char in (*map(chr, _LATIN), *"‘’‚‛“”„‟«»‐‑‒–—―−"):
        folded = _folded(char)
        if len(folded) == 1:
            found.setdefault(folded, []).append(char)
    return {folded: "".join(ways) for folded, ways in found.items()}
