"""Two wordings in one text, as a reader goes through it once: what was struck stands before what took its place.

Words are compared as words. One that became bold, an item or stands deeper is not struck: it is marked as laid out
otherwise; one whose link leads elsewhere as such, with where it led and leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import groupby, takewhile
from typing import Literal, NamedTuple

from .comparing import Piece, Range, differences, pieces

Mark = Literal["", "del", "ins", "layout", "link", "found"]
"""In both; only in the earlier text; only in the later; in both, laid out otherwise; in both, linked otherwise.

"found" are words that were looked for, in a text of which there is no other.
"""

CONTAINERS = ("ul", "ol")

_OTHER_THAN_LINES = re.compile(r"<(?!/?p>)")
"""Lines that stand under each other are all laid out alike."""

_LINE_TAG = re.compile(r"(<(?!/?(?:strong|em|a|span)\b)[^>]+>)")
_TAGS = re.compile(r"((?:<[^>]+>)+)")
_INLINE_TAGS = re.compile(r"(?:</?(?:strong|em|a|span)\b[^>]*>|\s)*")


@dataclass(frozen=True)
class Stretch:
    """A stretch of markup; what is marked holds whole words and no tag of a paragraph or a list.

    `led` and `leads` are where the link of a stretch marked "link" went and goes; "" when it is none. `goes_on` says
    that what is marked "layout" or "link" continues behind a tag that makes bold, so that it is told once.
    """

    html: str
    mark: Mark = ""
    led: str = ""
    leads: str = ""
    goes_on: bool = False


PLAIN = Stretch("")

Woven = tuple[Stretch, ...]

Line = tuple[bool, list[Piece]]
"""What stood in one line, and whether that was an item of a list."""


def woven(before: str, after: str) -> Woven:
    """Both texts, cleaned markup, in one: that of the later, with what the earlier had at its place."""
    if before == after:
        return (Stretch(after),) if after else ()
    if not before or not after:
        return tuple(_tidy(_in_lines(_lines_of(before), "p") if before else _all_added(after)))
    return tuple(_said_once(list(_tidy(_Weaving(before, after).stretches()))))


def replaced(before: str, after: str, between: str = " ") -> Woven:
    """Plain texts too short to be read word by word: the old one, whole, and then the new one."""
    old, new = escape(before, quote=False), escape(after, quote=False)
    if old == new:
        return (Stretch(new),) if new else ()
    struck, added = Stretch(old, "del"), Stretch(new, "ins")
    if not old or not new:
        return (added if new else struck,)
    return (struck, Stretch(between), added)


def _all_added(text: str) -> Iterator[Stretch]:
    """Most of a text that is compared with nothing is one mark for each line: it need not be read word by word."""
    for place, found in enumerate(_TAGS.split(text)):
        if found:
            yield Stretch(found, "" if place % 2 or found.isspace() else "ins")


def _lines_of(text: str) -> Iterator[Line]:
    is_item = False
    for place, found in enumerate(_LINE_TAG.split(text)):
        if place % 2:
            is_item = found == "<li>"
        elif found and not found.isspace():
            yield is_item, list(pieces(found)) if "<" in found else [Piece(found, found)]


def _in_lines(lines: Iterable[Line], around: str) -> Iterator[Stretch]:
    """Struck lines, each as the line or the item that it was."""
    for was_item, run in groupby(lines, lambda line: line[0]):
        container, tag = ("ul", "li") if around == "p" and was_item else ("", around)
        if container:
            yield Stretch(f"<{container}>")
        for _was_item, line in run:
            yield Stretch(f"<{tag}>")
            yield from _words(line)
            yield Stretch(f"</{tag}>")
        if container:
            yield Stretch(f"</{container}>")


def _tidy(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Without a second space where struck and added words meet."""
    ended = True
    for stretch in stretches:
        if not (ended and stretch.html.isspace()):
            yield stretch
            ended = stretch.html[-1:].isspace()


def _said_once(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    for place, stretch in enumerate(stretches):
        if stretch.mark in ("layout", "link"):
            following = next((s for s in stretches[place + 1 :] if s.mark or not _INLINE_TAGS.fullmatch(s.html)), PLAIN)
            yield replace(stretch, goes_on=replace(following, html=stretch.html) == stretch)
        else:
            yield stretch


class _Weaving:
    """Goes through the later text once and puts in, at each difference, what stood there."""

    def __init__(self, before: str, after: str) -> None:
        self.first, self.second = list(_words_alone(before)), list(_words_alone(after))
        self.is_plain = not (_OTHER_THAN_LINES.search(before) or _OTHER_THAN_LINES.search(after))
        self.one = [place for place, piece in enumerate(self.first) if piece.key is not None]
        self.other = [place for place, piece in enumerate(self.second) if piece.key is not None]
        self.inside: list[str] = []  # the paragraphs and lists that are open where we are
        self.marks: dict[int, Stretch] = {}  # by place in the later text, of words that only look otherwise

    def stretches(self) -> Iterator[Stretch]:
        done = passed = 0
        differing, same = self._aligned()
        self.marks = dict(self._laid_out_otherwise(same))
        for found in differing:
            i1, i2, j1, j2 = self._whole_lines(found, passed)
            start = self._before(j1)
            end = self.other[j2 - 1] + 1 if j2 > j1 else start
            yield from self._later(done, start, added=False)
            yield from self._struck(i1, i2)
            yield from self._later(start, end, added=True)
            done, passed = end, i2
        yield from self._later(done, len(self.second), added=False)

    def _aligned(self) -> tuple[Sequence[Range], Iterator[tuple[int, int]]]:
        """What differs, and the places of what is in both. Of the same words nothing differs, whatever their lines."""
        one, other = ([p for p, piece in enumerate(text) if _is_word(piece)] for text in (self.first, self.second))
        if [self.first[p].key for p in one] == [self.second[p].key for p in other]:
            return (), zip(one, other, strict=True)
        differing = differences([self.first[p].key for p in self.one], [self.second[p].key for p in self.other])
        return differing, ((self.one[i], self.other[j]) for i, j in _paired(differing, len(self.one)))

    def _laid_out_otherwise(self, same: Iterable[tuple[int, int]]) -> Iterator[tuple[int, Stretch]]:
        """Of words in both texts, at their place in the later one, what differs about them."""
        if self.is_plain:
            return
        before, after = _surroundings(self.first), _surroundings(self.second)
        for one, other in same:
            was, now = before[one], after[other]
            if was != now and _is_word(self.second[other]):
                linked = was.link != now.link
                yield other, Stretch("", "link", was.link, now.link) if linked else Stretch("", "layout")

    def _whole_lines(self, found: Range, passed: int) -> Range:
        """A paragraph that went, as it stood: `<p>gone</p>`, not `</p><p>gone` nor `gone</p><p>`."""
        i1, i2, j1, j2 = found
        if j1 != j2:
            return found
        while i1 > passed and self._opens(i2 - 1) and self._key(i1 - 1) == self._key(i2 - 1):
            i1, i2, j1 = i1 - 1, i2 - 1, j1 - 1
        while i2 < len(self.one) and self._closes(i1) and self._key(i1) == self._key(i2):
            i1, i2, j1 = i1 + 1, i2 + 1, j1 + 1
        return i1, i2, j1, j1

    def _opens(self, i: int) -> bool:
        return self.first[self.one[i]].is_tag and not self._closes(i)

    def _closes(self, i: int) -> bool:
        return self.first[self.one[i]].markup.startswith("</")

    def _key(self, i: int) -> str | None:
        return self.first[self.one[i]].key

    def _before(self, j: int) -> int:
        """The place in the later text before its j-th piece, and before what makes that one bold or a link."""
        place = self.other[j] if j < len(self.other) else len(self.second)
        while place and self.second[place - 1].is_tag and self.second[place - 1].key is None:
            if self.second[place - 1].markup.startswith("</"):
                break
            place -= 1
        return place

    def _later(self, start: int, end: int, *, added: bool) -> Iterator[Stretch]:
        reads = self._reads if self.marks else self._reads_plainly
        for (is_tag, marked), run in groupby(range(start, end), reads):
            found = [self.second[place] for place in run]
            if is_tag:
                self._enter(found)
            if added:
                yield Stretch(_markup(found), "ins" if not is_tag and _has_words(found) else "")
            else:
                yield Stretch(_markup(found), marked.mark, marked.led, marked.leads)

    def _reads(self, place: int) -> tuple[bool, Stretch]:
        """A space between two words reads as both of them do."""
        if not self.second[place].markup.isspace():
            return self.second[place].is_tag, self.marks.get(place, PLAIN)
        before, after = (self.marks.get(near, PLAIN) for near in (place - 1, place + 1))
        return False, before if before == after else PLAIN

    def _reads_plainly(self, place: int) -> tuple[bool, Stretch]:
        return self.second[place].is_tag, PLAIN

    def _enter(self, tags: Sequence[Piece]) -> None:
        for tag in tags:
            if tag.key is None:
                continue
            if tag.markup.startswith("</"):
                self.inside.pop()
            else:
                self.inside.append(tag.markup.strip("<>"))

    def _struck(self, i1: int, i2: int) -> Iterator[Stretch]:
        """Lines of their own where a paragraph or an item stood; in a line its words."""
        if around := self._around:
            yield from _in_lines(self._lines(i1, i2), around)
            return
        for _was_item, line in self._lines(i1, i2):
            if self._had_space_before(i1):
                yield Stretch(" ")
            yield from _words(line)
            yield Stretch(" ")

    def _lines(self, i1: int, i2: int) -> Iterator[Line]:
        if i1 == i2:
            return
        start, end = self.one[i1], self.one[i2 - 1] + 1
        for place in range(start, end):
            if not _is_structure(self.first[place]) and (place == start or _is_structure(self.first[place - 1])):
                line = list(takewhile(lambda piece: not _is_structure(piece), self.first[place:end]))
                if _has_words(line):
                    yield self._is_item(place), line

    def _is_item(self, place: int) -> bool:
        opened = next((piece for piece in reversed(self.first[:place]) if _is_structure(piece)), None)
        return opened is not None and opened.markup == "<li>"

    @property
    def _around(self) -> str:
        """What a line of its own stands in here; nothing inside one."""
        if not self.inside:
            return "p"
        return "li" if self.inside[-1] in CONTAINERS else ""

    def _had_space_before(self, i: int) -> bool:
        place = self.one[i]
        return place > 0 and self.first[place - 1].markup.isspace()


class _Surroundings(NamedTuple):
    """What is about a word: the tags of the lines it stands in, what makes it bold or cursive, where it leads."""

    lines: tuple[str, ...]
    look: frozenset[str]
    link: str


def _surroundings(text: Sequence[Piece]) -> list[_Surroundings]:
    """At each place of a text."""
    lines: list[str] = []
    found = []
    for piece in text:
        if _is_structure(piece):
            if piece.markup.startswith("</"):
                lines.pop()
            else:
                lines.append(piece.markup)
        link = next((mark for mark in piece.marks if mark.startswith("<a")), "")
        look = frozenset(mark for mark in piece.marks if mark != link)
        found.append(_Surroundings(tuple(lines), look, unescape(link.removeprefix('<a href="').removesuffix('">'))))
    return found


def _paired(differing: Sequence[Range], length: int) -> Iterator[tuple[int, int]]:
    """What is the same in both, between the differences."""
    i = j = 0
    for i1, i2, _j1, j2 in [*differing, (length, length, 0, 0)]:
        yield from ((i + step, j + step) for step in range(i1 - i))
        i, j = i2, j2


def _words_alone(html: str) -> Iterator[Piece]:
    """Words are known by what they say, however they look."""
    for markup, key, marks in pieces(html):
        yield Piece(markup, None if key is None else markup, marks)


def _words(line: Sequence[Piece]) -> Iterator[Stretch]:
    """Struck words, still bold or cursive; where a link led to is no matter any more."""
    spoken = [piece for piece in line if not piece.is_tag]
    for marks, run in groupby(spoken, lambda piece: tuple(m for m in piece.marks if not m.startswith("<a"))):
        closing = "".join(f"</{mark.strip('<>').split()[0]}>" for mark in reversed(marks))
        words = _markup(list(run))
        bare = words.strip()
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        found = (Stretch(before), Stretch(f"{''.join(marks)}{bare}{closing}", "del"), Stretch(after))
        yield from (stretch for stretch in found if stretch.html) if bare else (Stretch(words),)


def _is_structure(piece: Piece) -> bool:
    """A tag of a paragraph, a list or an item."""
    return piece.is_tag and piece.key is not None


def _is_word(piece: Piece) -> bool:
    return piece.key is not None and not piece.is_tag


def _has_words(line: Sequence[Piece]) -> bool:
    return any(not piece.is_tag and not piece.markup.isspace() for piece in line)


def _markup(found: Sequence[Piece]) -> str:
    return "".join(piece.markup for piece in found)
