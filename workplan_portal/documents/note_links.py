"""Footnotes lead both ways: the number in a sentence to its note, and the number of the note back to that sentence.

WeasyPrint prints footnotes and links none of them. So this gives both numbers a link when the pages are laid out, and
reads WeasyPrint's boxes, as `labels` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes


class Number(NamedTuple):
    """The name of the place where it stands, that of the place it leads to, and the attribute that says so in words."""

    place: str
    leads_to: str
    says: str


NUMBERS = {
    "footnote-call": Number("noot-{}-terug", "noot-{}", "data-call"),
    "footnote-marker": Number("noot-{}", "noot-{}-terug", "data-back"),
}
"""Places are called as on the web page."""


def link_notes(pages: Iterable[Any]) -> None:
    for page in pages:
        for box, line, number in list(_numbers(page._page_box)):
            sign = _sign(box)
            area = (box.position_x, line.position_y, box.position_x + box.margin_width(), line.position_y + line.height)
            page.anchors[number.place.format(sign)] = area
            page.links.append(("internal", number.leads_to.format(sign), area, box))


def where_number_leads(box: Any) -> str:
    """In words; empty for a box that is no number of a footnote. Without words it says the number."""
    number = _number(box)
    return (box.element.get(number.says) or _sign(box)) if number else ""


def _numbers(box: Any, line: Any = None) -> Iterator[tuple[Any, Any, Number]]:
    """With the line in which each stands."""
    line = box if isinstance(box, boxes.LineBox) else line
    if line and (number := _number(box)):
        yield box, line, number
    for child in getattr(box, "children", ()):
        yield from _numbers(child, line)


def _number(box: Any) -> Number | None:
    return NUMBERS.get(box.element_tag.partition("::")[2]) if isinstance(box, boxes.InlineBox) else None


def _sign(box: Any) -> str:
    """Without what the style sheet puts around it."""
    return "".join(part.text for part in box.descendants() if isinstance(part, boxes.TextBox)).strip(" .")
