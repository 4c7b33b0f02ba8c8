"""The HTML of a document as a tree: tags that hold tags and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

_DECORATION = re.compile(r'<svg(?=[^>]*\saria-hidden="true").*?</svg>', re.DOTALL)
"""Not in a Word file: the motif of a cover says nothing."""

_INDENTATION = re.compile(r"\n[ \t\n]+")

EMPTY = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
"""What HTML never closes."""


@dataclass(eq=False)
class Tag:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Tag | str] = field(default_factory=list)

    @cached_property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    def tags(self, *names: str) -> Iterator[Tag]:
        """All with one of these names at any depth, in reading order."""
        for child in self.children:
            if isinstance(child, Tag):
                if child.name in names:
                    yield child
                yield from child.tags(*names)

    def first(self, name: str, class_name: str = "") -> Tag | None:
        return next((tag for tag in self.tags(name) if not class_name or class_name in tag.classes), None)

    @property
    def text(self) -> str:
        """On one line."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()


def tree_of(html: str) -> Tag:
    """A tag without name around all that stands in `html`."""
    reader = _Reader()
    reader.feed(_INDENTATION.sub("\n", _DECORATION.sub("", html)))
    reader.close()
    return reader.stack[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Tag("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(made)
        if tag not in EMPTY:
            self.stack.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack[-1].children.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(opened.name == tag for opened in self.stack):
            while self.stack.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)
