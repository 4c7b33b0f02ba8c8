"""Two wordings of one text: what differs, marked in both, and a proposal that holds what both wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import NamedTuple

_PIECE = re.compile(r"<[^>]*>|&[#\w]+;|[\w'’‑-]+|[^\w\s<&]|\s+|[<&]")
_TAG = re.compile(r"</?(\w+)")
_INLINE = {"strong", "em", "a", "span"}

ISLAND = 1
"""So many equal words between two differences are no text that both have in common: "de", "van"."""

MOST_WORDS = 8_000
"""Of both texts together, as long as every word is compared; longer texts are compared a little more roughly."""


class Piece(NamedTuple):
    """A word, a sign, a space or a tag as it stands in the markup. `key` is what it is compared by; None: it isn't.

    `marks` are the opening tags that make it bold, cursive, a link or of another language.
    """

    markup: str
    key: str | None
    marks: tuple[str, ...] = ()

    @property
    def is_tag(self) -> bool:
        return self.markup.startswith("<") and len(self.markup) > 1


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts, cleaned markup, with `del` around what only the first has, `ins` around what only the second has.

    A mark never crosses a tag. A word that became bold, or got another link, differs.
    """
    first, second = list(pieces(before)), list(pieces(after))
    one = [place for place, piece in enumerate(first) if piece.key is not None]
    other = [place for place, piece in enumerate(second) if piece.key is not None]
    only_first: set[int] = set()
    only_second: set[int] = set()
    for i1, i2, j1, j2 in differences([first[p].key for p in one], [second[p].key for p in other]):
        only_first.update(one[i1:i2])
        only_second.update(other[j1:j2])
    return "".join(_written(first, only_first, "del")), "".join(_written(second, only_second, "ins"))


def as_markup(text: str) -> str:
    """Plain text, of one line or more, to be compared like the rest."""
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines() if line.strip())


def pieces(html: str) -> Iterator[Piece]:
    marks: tuple[str, ...] = ()
    for markup in _PIECE.findall(html):
        if markup[0] != "<" or len(markup) == 1:
            yield Piece(markup, None if markup.isspace() else "".join([markup, *marks]), marks)
            continue
        inline = (tag := _TAG.match(markup)) is not None and tag[1] in _INLINE
        if inline:
            marks = marks[:-1] if markup.startswith("</") else (*marks, markup)
        yield Piece(markup, None if inline else markup)


Range = tuple[int, int, int, int]


def differences(one: Sequence[str | None], other: Sequence[str | None]) -> list[Range]:
    matcher = SequenceMatcher(None, one, other, autojunk=len(one) + len(other) > MOST_WORDS)
    found: list[Range] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if found and i1 - found[-1][1] <= ISLAND:
            before = found[-1]
            if _words_differ(one, other, before) and _words_differ(one, other, (i1, i2, j1, j2)):
                i1, j1 = before[0], before[2]
                found.pop()
        found.append((i1, i2, j1, j2))
    return found


def _words_differ(one: Sequence[str | None], other: Sequence[str | None], found: Range) -> bool:
    """A word between two differences is an island only if those are of words: not where a line became an item."""
    i1, i2, j1, j2 = found
    return any(key and not _TAG.match(key) for key in [*one[i1:i2], *other[j1:j2]])


def _written(pieces: Sequence[Piece], differing: set[int], mark: str) -> Iterator[str]:
    """The markup again, with neighbouring words that differ in one mark together."""
    space, is_open = "", False
    for place, piece in enumerate(pieces):
        if piece.markup.isspace():
            space += piece.markup
            continue
        differs = place in differing and not piece.is_tag
        if is_open and not differs:
            yield f"</{mark}>"
        yield space
        if differs and not is_open:
            yield f"<{mark}>"
        space, is_open = "", differs
        yield piece.markup
    yield f"</{mark}>{space}" if is_open else space


# --- holding what both wrote ------------------------------------------------------------------------------------------


def combined(shown: str, theirs: str, mine: str) -> str:
    """Texts in lines. `shown` is what both began with: a line that only one of them changed is taken from that one.

    Where both changed the same lines, theirs stand first and mine after them: nothing of either is missing. When it is
    not known what they began with (""), the lines they have in common count as that.
    """
    one, other = _lines(theirs), _lines(mine)
    begun = _lines(shown) or [
        one[i] for i, _j, size in _matcher(one, other).get_matching_blocks() for i in _span(i, size)
    ]
    return "\n".join(_merged(begun, one, other))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _matcher(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, one, other, autojunk=False)


def _span(start: int, size: int) -> range:
    return range(start, start + size)


def _merged(begun: list[str], theirs: list[str], mine: list[str]) -> Iterator[str]:
    changes = [
        (i1, i2, who, j1, j2) for who, text in enumerate((theirs, mine)) for i1, i2, j1, j2 in _changes(begun, text)
    ]
    changes.sort()
    done = 0
    while changes:
        start, end = changes[0][0], changes[0][1]
        together = [changes.pop(0)]
        while changes and (changes[0][0] < end or changes[0][0] == start):
            together.append(changes.pop(0))
            end = max(end, together[-1][1])
        yield from begun[done:start]
        versions = [
            _version(begun, text, [c for c in together if c[2] == who], start, end)
            for who, text in enumerate((theirs, mine))
        ]
        touched = [lines for who, lines in enumerate(versions) if any(change[2] == who for change in together)]
        yield from touched[0]
        if len(touched) > 1 and touched[1] != touched[0]:
            yield from touched[1]
        done = end
    yield from begun[done:]


def _changes(begun: list[str], text: list[str]) -> list[Range]:
    return [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in _matcher(begun, text).get_opcodes() if tag != "equal"]


def _version(begun: list[str], text: list[str], changes: list[tuple[int, ...]], start: int, end: int) -> list[str]:
    """What one of them made of the lines from `start` to `end`."""
    lines: list[str] = []
    place = start
    for i1, i2, _who, j1, j2 in changes:
        lines += begun[place:i1] + text[j1:j2]
        place = i2
    return lines + begun[place:end]
