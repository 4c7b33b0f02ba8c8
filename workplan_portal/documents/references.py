"""References in a text to another part of the same document: links of which the words follow what they point at.

What is stored is the id of that part, and the name it had when the reference was made. A reader gets what it is called
in the document at hand, with its number; where it isn't part of that document the stored name stays, as plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html import escape
from typing import TypeVar

from .richtext import plain_text

Tree = TypeVar("Tree")

PLACE = "prioriteit-"
"""Begins the anchor of a priority on a page and in a file; its id follows."""

_REFERENCE = re.compile(rf'<a href="#{PLACE}(?P<id>[\w-]+)">(?P<words>.*?)</a>')
_MARKS = re.compile(r"(?:<(?:strong|em)>)*")


def named(html: str, names: Mapping[str, str], address: Callable[[str], str] | None = None) -> str:
    """The text as a reader gets it. `names` says what each part (by id) is called.

    `address` says where it is found if not in the same document; "" when a link would lead nowhere there.
    """

    def as_read(reference: re.Match[str]) -> str:
        identity, words = reference["id"], reference["words"]
        if identity not in names:
            return words
        opening = _MARKS.match(words)[0]  # type: ignore[index]  # it matches nothing, too
        closing = "".join(f"</{mark}>" for mark in reversed(re.findall(r"\w+", opening)))
        name = f"{opening}{escape(names[identity], quote=False)}{closing}"
        href = address(identity) if address else f"#{PLACE}{identity}"
        return f'<a href="{escape(href)}">{name}</a>' if href else name

    return _REFERENCE.sub(as_read, html) if PLACE in html else html


def relocated(html: str, places: Mapping[str, str]) -> str:
    """With references to what has another id here leading there."""

    def moved(reference: re.Match[str]) -> str:
        identity = places.get(reference["id"], reference["id"])
        return f'<a href="#{PLACE}{identity}">{reference["words"]}</a>'

    return _REFERENCE.sub(moved, html) if PLACE in html else html


def leading_nowhere(html: str, known: Container[str]) -> Iterator[str]:
    """The words of references to parts that are not there."""
    if PLACE in html:
        yield from (plain_text(found["words"]) for found in _REFERENCE.finditer(html) if found["id"] not in known)


def everywhere(tree: Tree, change: Callable[[str], str]) -> Tree:
    """The same tree of dataclasses, its texts changed; what holds no reference is the very same object."""
    if isinstance(tree, str):
        return change(tree) if PLACE in tree else tree  # type: ignore[return-value]
    if isinstance(tree, tuple):
        items = tuple(everywhere(item, change) for item in tree)
        same = all(new is old for new, old in zip(items, tree, strict=True))
        return tree if same else items  # type: ignore[return-value]
    kind: type = type(tree)
    found = ((name, getattr(tree, name)) for name in _parts(kind))
    changed = {name: new for name, old in found if (new := everywhere(old, change)) is not old}
    return replace(tree, **changed) if changed else tree  # type: ignore[type-var]


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """What a dataclass is made of; anything else has no parts."""
    return tuple(field.name for field in fields(kind) if field.init) if is_dataclass(kind) else ()
