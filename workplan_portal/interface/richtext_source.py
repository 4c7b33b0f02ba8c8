"""The restricted markup of `documents.richtext` as plain text that is pleasant to type in a text box, and back.

    Every line is a paragraph; blank lines are only there to read easily.
    - a point of a list, or "1. " for a numbered one; what belongs to a point is indented by two spaces
    **bold**, *italic*, [a link](https://address) and [words](taal:en) in another language

Both ways without loss: `from_source(to_source(html))` is `html` for all cleaned markup. A backslash makes the sign
after it ordinary, so that a text may hold an asterisk; a line with only a backslash parts two lists that would
otherwise be one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple, TypeAlias

from workplan_portal.documents.languages import OTHER_LANGUAGES
from workplan_portal.documents.richtext import clean

MARKER = re.compile(r"( *)(?:([-•*])|[0-9]{1,4}[.)])(?: +|\Z)(.*)\Z", re.DOTALL)
LIKE_A_MARKER = re.compile(r"([0-9]{1,4}(?=[.)](?: |\Z))|(?=[-•](?: |\Z)))(.)", re.DOTALL)
LINK = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]\(((?:\\.|[^\s()\\]|\([^\s()\\]*\))+)\)")
IN_LANGUAGE = re.compile(rf"taal:({'|'.join(OTHER_LANGUAGES)})(?::(.+))?", re.IGNORECASE)
"""Where the address of a link stands: the language of the words, and behind it the address when they are one too."""
ORDINARY = re.compile(r"[^\\*\[]+")
STARS = re.compile(r"\*+")
ESCAPED = re.compile(r"\\([ -/:-@\[-`{-~•])")
OF_A_WORD_PROCESSOR = re.compile(r"^([ \t]*)(?:[·•▪§\uf0a7\uf0b7-]|o)\t+", re.MULTILINE)
"""How Word and Outlook give a point of a list to a box that takes plain text; nobody types a tab in a form."""
PARTING = "\\"
STEP = 2
"""Spaces by which a list inside a point stands further to the right."""


@dataclass
class Points:
    """A list. A block of a point is a paragraph, written in the notation at hand, or again a list."""

    kind: str
    points: list[list["Block"]] = field(default_factory=list)


Block: TypeAlias = "str | Points"


def to_source(html: str) -> str:
    """Cleaned markup as text to edit; other markup is cleaned first."""
    parser = _Markup()
    parser.feed(clean(html))
    parser.close()
    return "\n".join(_lines(parser.text, 0))


def from_source(source: str) -> str:
    """Edited text as cleaned markup. Whatever was typed has a meaning; nothing is refused here."""
    outline = _Outline()
    lines = OF_A_WORD_PROCESSOR.sub(r"\1- ", source.replace("\r\n", "\n").replace("\r", "\n"))
    for line in lines.replace("\t", " " * STEP).split("\n"):
        outline.read(line.rstrip(" ") if not line.endswith("\\ ") else line)
    return clean(_html(outline.text))


def from_plain(text: str) -> str:
    """Text without notation, copied from elsewhere: lines and lists; every sign means itself."""
    return from_source(re.sub(r"(?!^\* )[\\*\[\]]", r"\\\g<0>", text, flags=re.MULTILINE))


# --- from markup to source --------------------------------------------------------------------------------------------


class Run(NamedTuple):
    text: str
    href: str
    language: str
    strong: bool
    em: bool


class _Markup(HTMLParser):
    """Reads cleaned markup into blocks whose paragraphs are in source notation."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[Block] = []
        self._open: list[list[Block] | Points] = [self.text]
        self._runs: list[Run] = []
        self._marks: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "span", "strong", "em"):
            self._marks[tag] = next((value or "" for _name, value in attrs), "")
            return
        self._end_paragraph()
        top = self._open[-1]
        if tag == "li" and isinstance(top, Points):
            top.points.append([])
            self._open.append(top.points[-1])
        elif tag in ("ul", "ol") and isinstance(top, list):
            top.append(Points(tag))
            self._open.append(top[-1])  # type: ignore[arg-type]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._marks:
            del self._marks[tag]
            return
        self._end_paragraph()
        if tag != "p":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        marks = self._marks
        self._runs.append(Run(data, marks.get("a", ""), marks.get("span", ""), "strong" in marks, "em" in marks))

    def _end_paragraph(self) -> None:
        top = self._open[-1]
        if self._runs and isinstance(top, list):
            top.append(_paragraph_source(self._runs))
        self._runs = []


def _lines(blocks: list[Block], depth: int) -> Iterator[str]:
    """The blocks of the text (`depth` 0) or of a point, as lines; blank lines part the blocks of the text."""
    indent = " " * (STEP * depth)
    before: Block | None = None
    for block in blocks:
        if before is not None and not depth:
            yield ""
        if isinstance(block, str):
            yield indent + block
        else:
            if isinstance(before, Points) and before.kind == block.kind:
                yield indent + PARTING
            yield from _list_lines(block, depth)
        before = block


def _list_lines(points: Points, depth: int) -> Iterator[str]:
    for number, blocks in enumerate(points.points, start=1):
        marker = " " * (STEP * depth) + (f"{number}." if points.kind == "ol" else "-")
        first, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], str) else ("", blocks)
        yield f"{marker} {first}" if first else marker
        yield from _lines(rest, depth + 1)


def _paragraph_source(runs: Iterable[Run]) -> str:
    source = "".join(
        _bracketed(href, language, list(same))
        for (href, language), same in groupby(runs, lambda run: (run.href, run.language))
    )
    return LIKE_A_MARKER.sub(r"\1\\\2", source, count=1) if LIKE_A_MARKER.match(source) else source


def _bracketed(href: str, language: str, runs: list[Run]) -> str:
    """Words that are a link or in another language; others without brackets."""
    text = "".join(
        _marked("**" if strong else "", "".join(_run_source(run) for run in same))
        for strong, same in groupby(runs, lambda run: run.strong)
    )
    address = re.sub(r"([()\\])", r"\\\1", href)
    target = ":".join(filter(None, (language and f"taal:{language}", address)))
    return f"[{text}]({target})" if target else text


def _run_source(run: Run) -> str:
    text = re.sub(r"([\\*])", r"\\\1", run.text)
    text = re.sub(r"([\[\]])", r"\\\1", text) if run.href or run.language else re.sub(r"\](?=\(|\Z)", r"\\]", text)
    return _marked("*" if run.em else "", text)


def _marked(mark: str, text: str) -> str:
    """A space just inside a mark is written as `\\ `: beside a bare space an asterisk is only an asterisk."""
    if not mark:
        return text
    if text.startswith(" "):
        text = "\\" + text
    if text.endswith(" ") and not text.endswith("\\ "):
        text = text[:-1] + "\\ "
    return f"{mark}{text}{mark}"


# --- from source to markup --------------------------------------------------------------------------------------------


class _Outline:
    """Reads lines into blocks whose paragraphs are markup. `_lists` are the lists that are open, with their indent."""

    def __init__(self) -> None:
        self.text: list[Block] = []
        self._lists: list[tuple[int, Points]] = []

    def read(self, line: str) -> None:
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if bare == PARTING:
            self._close(lambda at: at >= indent)
        elif found := MARKER.match(line):
            self._point(indent, "ul" if found[2] else "ol", found[3])
        elif bare:
            self._close(lambda at: indent < at + STEP)
            self._blocks().append(_inline(bare))

    def _close(self, ends: Callable[[int], bool]) -> None:
        while self._lists and ends(self._lists[-1][0]):
            self._lists.pop()

    def _blocks(self) -> list[Block]:
        return self._lists[-1][1].points[-1] if self._lists else self.text

    def _point(self, indent: int, kind: str, text: str) -> None:
        self._close(lambda at: indent < at)
        same_level = self._lists and indent < self._lists[-1][0] + STEP
        if same_level and self._lists[-1][1].kind != kind:
            self._lists.pop()
            same_level = False
        if not same_level:
            opened = Points(kind)
            self._blocks().append(opened)
            self._lists.append((indent, opened))
        self._lists[-1][1].points.append([_inline(text)] if text else [])


def _html(blocks: Iterable[Block]) -> str:
    return "".join(
        f"<p>{block}</p>"
        if isinstance(block, str)
        else f"<{block.kind}>{''.join(f'<li>{_html(point)}</li>' for point in block.points)}</{block.kind}>"
        for block in blocks
    )


def _inline(source: str) -> str:
    """One line of source as markup. Marks that are opened and never closed are ordinary asterisks."""
    marks = _Marks()
    place = 0
    while place < len(source):
        if ordinary := ORDINARY.match(source, place):
            marks.add(escape(ordinary[0], quote=False))
            place = ordinary.end()
        elif escaped := ESCAPED.match(source, place):
            marks.add(escape(escaped[1], quote=False))
            place = escaped.end()
        elif stars := STARS.match(source, place):
            marks.stars(len(stars[0]), *_flanks(source, *stars.span()))
            place = stars.end()
        elif (link := LINK.match(source, place)) and (tags := _around(link[2])):
            marks.add(f"{tags[0]}{_inline(link[1])}{tags[1]}")
            place = link.end()
        else:
            marks.add(escape(source[place], quote=False))
            place += 1
    return marks.html()


def _flanks(source: str, start: int, end: int) -> tuple[bool, bool]:
    """May asterisks here open, may they close? Only where a word, or an escaped space, stands against them."""
    opens = end < len(source) and source[end] != " "
    closes = start > 0 and (source[start - 1] != " " or source[start - 2 : start] == "\\ ")
    return opens, closes


def _around(written: str) -> tuple[str, str] | None:
    """The tags around what stands in brackets; None when what stands behind it means nothing, and stays text."""
    target = ESCAPED.sub(r"\1", written)
    language = ""
    if spoken := IN_LANGUAGE.fullmatch(target):
        language, target = spoken[1].lower(), spoken[2] or ""
    address = _address(target) if target else ""
    if target and not address:
        return None
    link = (f'<a href="{escape(address)}">', "</a>") if address else ("", "")
    words = (f'<span lang="{language}">', "</span>") if language else ("", "")
    return link[0] + words[0], words[1] + link[1]


def _address(address: str) -> str:
    """The address of a link, "" when it is none that a text may hold."""
    if address.startswith("www."):
        address = f"https://{address}"
    return address if "href=" in clean(f'<p><a href="{escape(address)}">x</a></p>') else ""


class _Marks:
    """Builds bold and italic from asterisks; every mark closes before the one around it."""

    def __init__(self) -> None:
        self._levels: list[tuple[str, list[str]]] = [("", [])]

    def add(self, piece: str) -> None:
        self._levels[-1][1].append(piece)

    def stars(self, count: int, opens: bool, closes: bool) -> None:
        while count:
            mark = self._closing(count) if closes else ""
            if mark:
                self._close(mark)
            elif opens and (mark := self._opening(count)):
                self._levels.append((mark, []))
            else:
                self.add("*" * count)
                return
            count -= len(mark)

    def _closing(self, count: int) -> str:
        """Two asterisks after an italic text begin bold text inside it; one, or three, end it."""
        innermost = self._levels[-1][0]
        ends = count >= 2 if innermost == "**" else count != 2
        return innermost if ends else ""

    def _opening(self, count: int) -> str:
        open_marks = {mark for mark, _pieces in self._levels}
        if count >= 2 and "**" not in open_marks:
            return "**"
        return "*" if "*" not in open_marks else ""

    def _close(self, mark: str) -> None:
        _mark, pieces = self._levels.pop()
        tag = "strong" if mark == "**" else "em"
        self.add(f"<{tag}>{''.join(pieces)}</{tag}>")

    def html(self) -> str:
        while len(self._levels) > 1:
            mark, pieces = self._levels.pop()
            self.add(mark + "".join(pieces))
        return "".join(self._levels[0][1])
