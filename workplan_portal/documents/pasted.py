"""What other programs mean by their markup: text copied from Word, Outlook, Excel or a page on the web.

They write a point of a list as a paragraph with a dot in front, a bold word as a style, a deletion that nobody accepted
yet as text in another colour. `in_our_words` says the same in the elements that a text in the portal may hold.
What comes out has yet to be cleaned: see `richtext`. Footnotes are no part of a text here: their marks are left out,
and what stood at the bottom is told apart, with the word it is about.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import nh3

from .languages import OTHER_LANGUAGES

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST_HEADING = 120
"""Characters. What somebody made a heading of, and is longer, is a text in capitals rather than a title."""

_LINES = HEADINGS | frozenset(
    {"p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "blockquote", "pre", "address"}
    | {"figure", "figcaption", "table", "caption", "dl", "dt", "dd"}
)
_CELLS = frozenset({"td", "th"})
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_LISTS = frozenset({"ul", "ol"})
_READ = _LINES | _CELLS | _MARKS.keys() | _LISTS | {"li", "tr", "br", "hr", "a", "span", "font", "del", "ins"}
_DROPPED = {"script", "style", "title", "template", "noscript", "iframe", "textarea", "select", "svg", "math"}

_OF_A_LIST = re.compile(r"mso-list:\s*(?!ignore|none)\S+\s+level(?P<level>\d+)", re.IGNORECASE)
_MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_UNSEEN = re.compile(r"mso-element:\s*comment|mso-hide:\s*all|display:\s*none|mso-special-character:\s*comment", re.I)
_WEIGHT = re.compile(r"(?<!-)font-weight:\s*(?P<weight>\w+)", re.IGNORECASE)
_SLANT = re.compile(r"(?<!-)font-style:\s*(?P<slant>\w+)", re.IGNORECASE)
_INDENT = re.compile(r"margin-left:\s*(?P<length>\d*\.?\d+)(?P<unit>pt|in|cm)", re.IGNORECASE)
_PER_UNIT = {"pt": 1 / 36, "in": 2.0, "cm": 1 / 1.27}
"""Levels of a list per unit of length: Word puts each half an inch further to the right."""
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxl]{1,6})[.)]", re.IGNORECASE)
_TYPED_MARKER = re.compile(r"(?:[·•▪◦‣\uf0b7\uf0a7§–-]|o(?=[\s\xa0])|\(?(?:\d{1,3}|[a-z])[.)])[\s\xa0]+", re.IGNORECASE)
_SEVERAL_LINES = re.compile(r"<(?:[uo]l|br)>|</p>.*<p>", re.DOTALL)
_OF_A_NOTE = re.compile(r"mso-(?:foot|end)note-id|\bmso(?:foot|end)notereference\b", re.IGNORECASE)
_TO_A_NOTE = re.compile(r"#_?(?:ftn|edn)(?:ref|t)?_?(?P<number>\w*)", re.IGNORECASE)
_NOTE = re.compile(r"mso-element:\s*(?:foot|end)note(?!-)|\bmso(?:foot|end)notetext\b", re.IGNORECASE)
_BELOW = re.compile(r"mso-element:\s*(?:foot|end)note-list", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w'’&-]+)[^\w]*$")
NEAR = 200
"""Characters before the mark of a footnote in which its word is looked for."""
_SAFE_LINKS = ".safelinks.protection.outlook.com"


class Footnote(NamedTuple):
    """Plain text: the word it stood at, and what it says."""

    word: str
    text: str


def in_our_words(markup: str) -> str:
    return read(markup)[0]


def read(markup: str) -> tuple[str, list[Footnote]]:
    reader = _Reader(levels_told="data-aria-level" in markup)
    reader.feed(_balanced(markup))
    reader.close()
    return reader.html(), reader.footnotes()


def _balanced(markup: str) -> str:
    """Every element closed, without what is no text; what says how it looks is still there."""
    return nh3.clean(
        markup,
        tags=set(_READ),
        clean_content_tags=_DROPPED,
        attributes={
            "*": {"style", "class", "data-aria-level"},
            "a": {"href", "style", "class"},
            "span": {"lang", "style", "class"},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


class _Open(NamedTuple):
    """An element that is open: what closes it, and whether what stands in it is left out."""

    tag: str
    closing: str = ""
    unseen: bool = False


@dataclass
class _Row:
    """A row of a table, cell by cell."""

    cells: list[str] = field(default_factory=list)

    def html(self) -> str:
        """One line when each cell is one; otherwise the table only served to put text in its place."""
        told = [cell for cell in self.cells if _words(cell)]
        if any(_SEVERAL_LINES.search(cell) for cell in told):
            return "".join(f"<p>{cell}</p>" for cell in told)
        return f"<p>{'; '.join(re.sub('</?p>', '', cell).strip() for cell in told)}</p>"


class _Line(NamedTuple):
    """A line of which the first word is yet to come. `level` is how deep a point of a list it is; 0: none."""

    level: int = 0
    is_point: bool = False  # even without a marker


class _Reader(HTMLParser):
    """Reads balanced markup. `_written` holds what was made of it; inside a cell or a heading that of the cell."""

    def __init__(self, *, levels_told: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._levels_told = (
            levels_told  # Word on the web: each point is a list of its own, which says how deep it stands
        )
        self._written: list[list[str]] = [[]]
        self._open: list[_Open] = []
        self._rows: list[_Row] = []
        self._points: list[str] = []  # the lists that are open because paragraphs say so: "ul" or "ol", per level
        self._line: _Line | None = None
        self._marker: list[str] | None = None
        self._note: str | None = None  # the number of the footnote we are in; "" as long as that is not known
        self._referred: dict[str, str] = {}  # by number the word that a footnote is about
        self._notes: dict[str, str] = {}

    def footnotes(self) -> list[Footnote]:
        return [Footnote(self._referred.get(number, ""), text) for number, text in self._notes.items() if text]

    def html(self) -> str:
        self._end_points(0)
        return "".join(self._written[0])

    # --- what is read -------------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        looks = f"{said.get('style', '')} {said.get('class', '')}"
        if tag in ("br", "hr"):
            self._write("" if any(opened.closing == "below" for opened in self._open) else "<br>")
        elif _OF_A_NOTE.search(looks) or (tag == "a" and _TO_A_NOTE.fullmatch(said.get("href", ""))):
            self._mark_of_a_note(said.get("href", ""))
            self._open.append(_Open(tag, unseen=True))
        elif _BELOW.search(looks):
            self._open.append(_Open(tag, "below"))
        elif self._note is None and _NOTE.search(looks):
            self._begin_note()
            self._open.append(_Open(tag, "note"))
        elif _is_unseen(tag, said):
            self._open.append(_Open(tag, unseen=True))
        elif _MARKER.search(said.get("style", "")):
            self._marker = []
            self._open.append(_Open(tag, "marker"))
        else:
            self._open.append(_Open(tag, self._begin(tag, said)))

    def handle_endtag(self, tag: str) -> None:
        if not any(opened.tag == tag for opened in self._open):
            return
        while self._open:
            opened = self._open.pop()
            if not opened.unseen:
                self._end(opened)
            if opened.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if any(opened.unseen for opened in self._open):
            return
        if self._marker is not None:
            self._marker.append(data)
            return
        if self._line is not None and _words(data):
            data = self._first_words(data)
        self._write(escape(data, quote=False))

    # --- what becomes of it -------------------------------------------------------------------------------------------

    def _begin(self, tag: str, said: dict[str, str]) -> str:
        """Write the beginning of an element. Returns what is to be written, or done, at its end."""
        if tag in _CELLS | HEADINGS:
            self._end_points(0)
            self._line = None
            self._written.append([])
            return tag
        if tag == "tr":
            self._end_points(0)
            self._rows.append(_Row())
            return tag
        if tag in _LISTS:
            return self._list(tag)
        if tag == "li":
            return self._item(said)
        if tag in _LINES:
            return self._begin_line(said)
        if tag == "a":
            address = _address(said.get("href", ""))
            self._write(f'<a href="{escape(address)}">' if address else "")
            return "</a>" if address else ""
        if tag == "span" and said.get("lang") in OTHER_LANGUAGES:  # of ours: Word says "EN-US", and of Dutch words too
            self._write(f'<span lang="{said["lang"]}">')
            return "</span>"
        marks = [mark for mark in ("strong", "em") if _is(mark, tag, said.get("style", ""))]
        self._write("".join(f"<{mark}>" for mark in marks))
        return "".join(f"</{mark}>" for mark in reversed(marks))

    def _end(self, opened: _Open) -> None:
        if opened.closing == "below":
            return
        if opened.closing == "note":
            self._end_note()
        elif opened.closing == "marker":
            marker, self._marker = "".join(self._marker or ()), None
            if self._line is not None:
                self._begin_text(self._line, marker)
        elif opened.closing in _CELLS:
            self._end_points(0)
            cell = "".join(self._written.pop())
            (self._rows[-1].cells.append if self._rows else self._write)(cell)
        elif opened.closing == "tr":
            self._write(self._rows.pop().html())
        elif opened.closing in HEADINGS:
            words = "".join(self._written.pop())
            short = len(_words(words)) <= LONGEST_HEADING
            self._write(f"<p><strong>{words}</strong></p>" if short else f"<p>{words}</p>")
        else:
            self._write(opened.closing)
        if (opened.tag in _LINES and opened.closing != "note") or opened.tag == "tr":
            self._line = _Line()

    def _mark_of_a_note(self, href: str) -> None:
        """At a word, or before the text of the footnote itself."""
        found = _TO_A_NOTE.fullmatch(href)
        number = found["number"] if found else ""
        if self._note == "":
            self._note = number
        elif number and self._note is None and not any(opened.unseen for opened in self._open):
            before = _words("".join(self._written[-1][-8:])[-NEAR:])
            word = _LAST_WORD.search(before)
            self._referred[number] = word[1] if word else ""

    def _begin_note(self) -> None:
        self._end_points(0)
        self._line = None
        self._note = ""
        self._written.append([])

    def _end_note(self) -> None:
        self._end_points(0)
        text = " ".join(_words("".join(self._written.pop()).replace("</p>", " ")).split())
        self._notes.setdefault(self._note or f"#{len(self._notes)}", text)
        self._note, self._line = None, _Line()

    def _write(self, piece: str) -> None:
        self._written[-1].append(piece)

    # --- lines and points ---------------------------------------------------------------------------------------------

    def _begin_line(self, said: dict[str, str]) -> str:
        """A paragraph, or the point of a list that a paragraph is in Word and Outlook."""
        style = said.get("style", "")
        if self._inside("li"):
            self._write("<p>")
        elif found := _OF_A_LIST.search(style):
            self._line = _Line(int(found["level"]), is_point=True)
        elif said.get("class", "").lower().startswith("msolistparagraph"):
            self._line = _Line(_level(style) or len(self._points) or 1)
        else:
            self._line = _Line()
        return "</p>"

    def _first_words(self, data: str) -> str:
        """Begin the line they stand in. Returns them without the marker that was typed before them."""
        line = self._line or _Line()
        typed = _TYPED_MARKER.match(data.lstrip()) if line.level and not self._inside("li") else None
        self._begin_text(line, typed[0] if typed else "")
        return data.lstrip()[typed.end() :] if typed else data

    def _begin_text(self, line: _Line, marker: str) -> None:
        self._line = None
        if self._inside("li"):
            return
        words = _words(marker)
        if line.level and (words or line.is_point):
            self._begin_point(line.level, "ol" if _NUMBERED.match(words) else "ul")
            return
        if not line.level:
            self._end_points(0)
        self._write("<p>")  # after a point, what has no marker belongs to that point

    def _begin_point(self, level: int, kind: str) -> None:
        level = min(level, len(self._points) + 1)
        self._end_points(level)
        if len(self._points) == level and self._points[-1] != kind:
            self._end_points(level - 1)
        if len(self._points) == level:
            self._write("</li><li><p>")
        else:
            self._points.append(kind)
            self._write(f"<{kind}><li><p>")

    def _end_points(self, level: int) -> None:
        while len(self._points) > level:
            self._write(f"</li></{self._points.pop()}>")

    def _list(self, tag: str) -> str:
        if self._levels_told:
            return ""
        if not self._inside("li"):
            self._end_points(0)
        self._line = None
        self._write(f"<{tag}>")
        return f"</{tag}>"

    def _item(self, said: dict[str, str]) -> str:
        if not self._levels_told:
            self._line = None
            self._write("<li>")
            return "</li>"
        level = said.get("data-aria-level", "")
        kind = next((opened.tag for opened in reversed(self._open) if opened.tag in _LISTS), "ul")
        self._begin_point(int(level) if level.isdigit() else 1, kind)
        self._line = None
        return "</p>"

    def _inside(self, tag: str) -> bool:
        return any(opened.tag == tag for opened in self._open)


# --- small questions --------------------------------------------------------------------------------------------------


def _is_unseen(tag: str, said: dict[str, str]) -> bool:
    """Deleted, though nobody has accepted that yet; a remark beside the text; a mark at the end of a line; hidden."""
    kinds = said.get("class", "").lower().split()
    named = any(kind in ("msodel", "eop") or kind.startswith("msocomment") for kind in kinds)
    return tag == "del" or named or bool(_UNSEEN.search(said.get("style", "")))


def _level(style: str) -> int:
    """How deep a point stands, by how far its text stands to the right; 0 when that is not said."""
    found = _INDENT.search(style)
    return max(1, round(float(found["length"]) * _PER_UNIT[found["unit"].lower()])) if found else 0


def _is(mark: str, tag: str, style: str) -> bool:
    """Does this element make its text bold, or cursive? A style says more than the name of the element."""
    if mark == "strong" and (found := _WEIGHT.search(style)):
        return found["weight"].lower() in ("bold", "bolder", "600", "700", "800", "900")
    if mark == "em" and (found := _SLANT.search(style)):
        return found["slant"].lower() in ("italic", "oblique")
    return _MARKS.get(tag) == mark


def _address(href: str) -> str:
    """Where a link leads: not by way of Outlook's check, nor to a place in the document it was copied from."""
    if href.startswith("#") and not href.startswith("#prioriteit-"):
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if (parts.hostname or "").endswith(_SAFE_LINKS):
        return next(iter(parse_qs(parts.query).get("url", ())), "")
    return href


def _words(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup).replace("&nbsp;", " ").strip(" \t\n\xa0")
