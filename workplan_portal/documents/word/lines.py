"""What stands in one paragraph: words with their marks, links, footnotes, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from .drawings import drawing
from .looks import ROOM, RUNS, SIGNS
from .markup import Tag
from .parts import Parts
from .pictures import is_stored, picture
from .xml import made, properties, text, val

LANGUAGES = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE", "fr": "fr-FR", "fy": "fy-NL"}

_SPACES = re.compile("[ \t\n\r\f]+")
_RIGHT_TO_LEFT = re.compile("([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+(?:[ \u0590-\u08ff]*[\u0590-\u08ff])?)")


class Voice(NamedTuple):
    """How words are said: `style` is one of our styles for a few words, `language` another than the document's. An
    outcome of several words is `whole` when no line ends in it."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    language: str = ""
    link: str = ""
    whole: bool = False

    def in_tag(self, tag: Tag) -> Voice:
        if not tag.attributes and tag.name == "span":
            return self
        return self._replace(
            style=next((RUNS[name] for name in sorted(tag.classes) if name in RUNS), self.style),
            bold=self.bold or tag.name in {"strong", "b"},
            italic=self.italic or tag.name in {"em", "i"},
            language=LANGUAGES.get(tag.attributes.get("lang", ""), self.language),
            link=tag.attributes.get("href", self.link) if tag.name == "a" else self.link,
        )


class Piece(NamedTuple):
    kind: Literal["words", "break", "tab", "note", "picture"]
    words: str
    voice: Voice
    tag: Tag | None = None  # of a picture


def line(children: Sequence[Tag | str], parts: Parts, voice: Voice | None = None, room: float = ROOM) -> list[Element]:
    """The content of a paragraph; empty when there is nothing to read in it. It may be `room` pixels wide."""
    found = list(_tidied(_pieces(children, voice or Voice())))
    written: list[Element] = []
    for link, together in groupby(found, lambda piece: piece.voice.link):
        runs = [run for piece in together for run in _runs(piece, parts, room)]
        address = parts.link(link) if link else {}
        written += [made("w:hyperlink", address, *runs)] if address else runs
    return written


def _pieces(children: Iterable[Tag | str], voice: Voice) -> Iterator[Piece]:
    for child in children:
        if isinstance(child, str):
            yield Piece("words", child, voice)
        elif child.name == "br":
            yield Piece("break", "", voice)
        elif is_stored(child):
            yield Piece("tab", "", voice)
            yield Piece("picture", child.attributes.get("alt") or " ", voice, child)
        elif child.name == "img":
            yield Piece("words", child.attributes.get("alt", ""), voice)
        elif child.name == "svg":
            yield Piece("picture", child.attributes.get("aria-label", ""), voice, child)
        elif "note" in child.classes:
            yield Piece("note", child.text, voice)
        else:
            yield from _of_tag(child, voice)


def _of_tag(tag: Tag, voice: Voice) -> Iterator[Piece]:
    if "year" in tag.classes:
        yield Piece("break", "", voice)
    if sign := next((SIGNS[name] for name in SIGNS if name in tag.classes), ""):
        said = tag.text.replace(" ", "\u00a0") if voice.whole else tag.text
        yield Piece("words", f"{sign}\u00a0{said}", voice.in_tag(tag))
    else:
        yield from _pieces(tag.children, voice.in_tag(tag))
    if "number" in tag.classes and tag.text:
        yield Piece("tab", "", voice)


def _tidied(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """White space as HTML means it: one space between words, none at either end of a line."""
    waiting: Piece | None = None  # a space whose line may end here
    begun = False
    for piece in pieces:
        if piece.kind in {"break", "tab"}:
            waiting, begun = None, False
            yield piece
            continue
        words = _SPACES.sub(" ", piece.words.replace("\u00ad", ""))  # Word prints it, and hyphenates by itself
        if piece.kind == "words":
            if words[:1] == " " and begun and not waiting:
                waiting = piece._replace(words=" ")
            words = words.strip(" ")
        if not words:
            continue
        if waiting and piece.kind != "note":
            yield waiting
        begun = True
        yield piece._replace(words=words)
        waiting = piece._replace(words=" ") if piece.words[-1:].isspace() and piece.kind == "words" else None


def _runs(piece: Piece, parts: Parts, room: float) -> Iterator[Element]:
    if piece.tag is not None and piece.tag.name == "img":
        yield from picture(piece.tag, parts)
    elif piece.tag is not None:
        yield drawing(piece.tag, parts, room)
    elif piece.kind == "note":
        yield parts.footnote(_spoken(piece.words, Voice()))
    elif piece.kind == "words":
        yield from _spoken(piece.words, piece.voice)
    else:
        yield made("w:r", None, *_properties(piece.voice), made("w:br" if piece.kind == "break" else "w:tab"))


def _spoken(words: str, voice: Voice) -> Iterator[Element]:
    """Every second stretch is written from right to left."""
    stretches = [words] if words.isascii() else _RIGHT_TO_LEFT.split(words)
    for place, stretch in enumerate(stretches):
        if stretch:
            yield made("w:r", None, *_properties(voice, from_right=place % 2 == 1), text(stretch))


def _properties(voice: Voice, *, from_right: bool = False) -> Iterator[Element]:
    style = voice.style or ("Hyperlink" if voice.link and not voice.link.startswith("#") else "")
    given = [val("w:rStyle", style)] if style else []
    if voice.bold:
        given += [made("w:b"), made("w:bCs")]
    if voice.italic:
        given += [made("w:i"), made("w:iCs")]
    if from_right:
        given.append(made("w:rtl"))
    if voice.language:
        given.append(val("w:lang", voice.language))
    if given:
        yield properties("w:rPr", given)
