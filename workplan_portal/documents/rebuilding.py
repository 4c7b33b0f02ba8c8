"""Builds a text anew from markup that is already harmless: every line a paragraph, every mark in one order of nesting.

Only what is named here comes out. A text that was built once is built again without change; the digest of a document
rests on that.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

from .languages import OTHER_LANGUAGES

RENAMED = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a", "span": "span"}
LISTS = frozenset({"ul", "ol"})
# Elements that are not kept but do begin a new line of text.
NEW_LINE = frozenset(
    {"p", "br", "hr", "div", "section", "article", "aside", "header", "footer", "main", "nav", "blockquote", "pre"}
    | {"address", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "dl", "dt", "dd"}
)
DEEPEST_LIST = 4
# Controls and the marks that reverse the direction of text: invisible, and able to show a reader something else than
# what is stored. Half characters and "noncharacters" can't be stored or printed.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")

_SPACES = re.compile(r"[ \t\n\r\u2028\u2029]+")
# The one character that melts with the ">" of a tag when the document is normalised; never at the start of a text.
_OVERLAY = "\u0338"


class _Run(NamedTuple):
    text: str
    href: str
    language: str
    strong: bool
    em: bool


@dataclass
class _Paragraph:
    runs: list[_Run] = field(default_factory=list)

    def html(self) -> str:
        return "".join(_linked(href, runs) for href, runs in groupby(_tidy(self.runs), lambda run: run.href))

    def is_readable(self) -> bool:
        """Spaces, controls and accents without a letter are nothing to read."""
        return any(unicodedata.category(character)[0] not in "ZCM" for run in self.runs for character in run.text)


@dataclass
class _Item:
    """A list item, or the whole text."""

    blocks: "list[_Paragraph | _List]" = field(default_factory=list)

    def html(self, *, bare_line: bool) -> str:
        """With `bare_line`, as in the usual list item, a single line needs no paragraph of its own."""
        bare = bare_line and sum(isinstance(block, _Paragraph) for block in self.blocks) == 1
        return "".join(
            f"<p>{block.html()}</p>" if isinstance(block, _Paragraph) and not bare else block.html()
            for block in self.blocks
        )


@dataclass
class _List:
    tag: str
    items: list[_Item] = field(default_factory=list)

    def html(self) -> str:
        items = "".join(f"<li>{text}</li>" for item in self.items if (text := item.html(bare_line=True)))
        return f"<{self.tag}>{items}</{self.tag}>" if items else ""


def rebuild(harmless: str) -> str:
    builder = _Builder()
    builder.feed(harmless)
    builder.close()
    return builder.html()


class _Builder(HTMLParser):
    """Reads balanced markup. The stack holds the text, then by turns an open list and its open item."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._text = _Item()
        self._stack: list[_Item | _List] = [self._text]
        self._flattened = 0
        self._paragraph = _Paragraph()
        self._marks: list[tuple[str, str]] = []

    def html(self) -> str:
        self._end_line()
        return self._text.html(bare_line=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RENAMED:
            self._marks.append((RENAMED[tag], self._said(tag, dict(attrs))))
            return
        self._end_line()
        if tag in LISTS:
            self._open_list(tag)
        elif tag == "li":
            self._open_item()

    def _said(self, tag: str, attributes: dict[str, str | None]) -> str:
        """Where a link leads; the language of a passage, which is that around it unless it is one we know."""
        if tag == "span":
            language = attributes.get("lang") or ""
            return language if language in OTHER_LANGUAGES else dict(self._marks).get("span", "")
        return UNWANTED.sub("", attributes.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in RENAMED:
            self._drop_mark(RENAMED[tag])
            return
        self._end_line()
        if tag in LISTS:
            self._close_list()
        elif tag == "li":
            self._close_item()

    def handle_data(self, data: str) -> None:
        marks = dict(self._marks)
        text = UNWANTED.sub("", data)
        run = _Run(text, marks.get("a", ""), marks.get("span", ""), "strong" in marks, "em" in marks)
        self._paragraph.runs.append(run)

    def _end_line(self) -> None:
        if self._paragraph.is_readable():
            self._item().blocks.append(self._paragraph)
        self._paragraph = _Paragraph()

    def _item(self) -> _Item:
        """The open item; text that stands in a list outside its items becomes an item."""
        top = self._stack[-1]
        if isinstance(top, _Item):
            return top
        item = _Item()
        top.items.append(item)
        self._stack.append(item)
        return item

    def _item_of_list(self) -> _Item:
        """A list that stands in a list outside its items, as browsers write it, belongs to the item before it."""
        top = self._stack[-1]
        if isinstance(top, _List) and top.items:
            self._stack.append(top.items[-1])
        return self._item()

    def _open_list(self, tag: str) -> None:
        if sum(isinstance(part, _List) for part in self._stack) >= DEEPEST_LIST:
            self._flattened += 1
            return
        opened = _List(tag)
        self._item_of_list().blocks.append(opened)
        self._stack.append(opened)

    def _close_list(self) -> None:
        if self._flattened:
            self._flattened -= 1
            return
        self._close_item()
        if isinstance(self._stack[-1], _List):
            self._stack.pop()

    def _open_item(self) -> None:
        self._close_item()
        if isinstance(self._stack[-1], _List):
            self._item()

    def _close_item(self) -> None:
        if isinstance(self._stack[-1], _Item) and len(self._stack) > 1:
            self._stack.pop()

    def _drop_mark(self, mark: str) -> None:
        for place in range(len(self._marks) - 1, -1, -1):
            if self._marks[place][0] == mark:
                del self._marks[place]
                return


def _tidy(runs: Iterable[_Run]) -> list[_Run]:
    """One space between words, none at either end, neighbours with the same marks joined, Unicode NFC."""
    single = list(_single_spaced(runs))
    while single and not single[-1].text.strip(" "):
        single.pop()
    if single:
        single[-1] = single[-1]._replace(text=single[-1].text.rstrip(" "))
    return [
        _Run(unicodedata.normalize("NFC", "".join(run.text for run in same)), *marks)
        for marks, same in groupby(single, lambda run: run[1:])
    ]


def _single_spaced(runs: Iterable[_Run]) -> Iterator[_Run]:
    after_space = True
    for run in runs:
        text = _SPACES.sub(" ", run.text).lstrip(_OVERLAY)
        if after_space:
            text = text.lstrip(" " + _OVERLAY)
        if text:
            after_space = text.endswith(" ")
            yield run._replace(text=text)


def _linked(href: str, runs: Iterable[_Run]) -> str:
    spoken = "".join(_spoken(language, same) for language, same in groupby(runs, lambda run: run.language))
    return f'<a href="{escape(href)}">{spoken}</a>' if href else spoken


def _spoken(language: str, runs: Iterable[_Run]) -> str:
    marked = "".join(
        _marked("strong" if strong else "", "".join(_emphasised(run) for run in same))
        for strong, same in groupby(runs, lambda run: run.strong)
    )
    return f'<span lang="{language}">{marked}</span>' if language else marked


def _emphasised(run: _Run) -> str:
    return _marked("em" if run.em else "", escape(run.text, quote=False))


def _marked(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if tag else text
