"""What another program copies along and no text can hold: most of what Word puts on the clipboard.

Taken out before anything is read, in time that grows with the length only, whatever somebody sends: five megabytes of
Word are a few pages of text, and reading them whole keeps a process busy for seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCKS = re.compile(r"<!--|<(style|xml|script|svg|object)\b", re.IGNORECASE)
_ALONE = re.compile(r"</?[a-z]+:[^<>]*>|<(?:img|meta|link|v|w)\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s([a-z-]+)\s*=\s*(\"[^\"<>]*\"|'[^'<>]*')", re.IGNORECASE)
_SAYS_SOMETHING = re.compile(
    r"(?<![\w-])(?:mso-list|mso-element|mso-hide|mso-special-character|mso-footnote-id|mso-endnote-id|display|font-weight"
    r"|font-style|margin-left)\s*:[^;\"']*",
    re.IGNORECASE,
)
_KEPT = frozenset({"href", "class", "data-aria-level", "lang"})


def without_ballast(markup: str) -> str:
    """The same to whoever reads it on: text, elements, and what an attribute says of them."""
    return _ATTRIBUTE.sub(_of_use, _ALONE.sub("", "".join(_without_blocks(markup))))


def _without_blocks(markup: str) -> Iterator[str]:
    """Without remarks, style sheets and pictures. One that is not closed takes all that follows along."""
    lowered = markup.lower() if len(markup.lower()) == len(markup) else markup
    place = 0
    while found := _BLOCKS.search(markup, place):
        yield markup[place : found.start()]
        closing = f"</{found[1].lower()}" if found[1] else "-->"
        end = lowered.find(closing, found.end())
        if end == -1:
            return
        shut = markup.find(">", end)
        place = len(markup) if shut == -1 else shut + 1
    yield markup[place:]


def _of_use(attribute: re.Match[str]) -> str:
    name = attribute[1].lower()
    if name == "style":
        said = ";".join(_SAYS_SOMETHING.findall(attribute[2]))
        return f' style="{said}"' if said else ""
    return attribute[0] if name in _KEPT else ""
