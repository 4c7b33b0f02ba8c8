"""Pages up to a place: what stands behind it is laid out as far as the page on which it begins, and left away.

How the page before is filled depends on that beginning. Reads WeasyPrint's boxes and the state of its layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.layout import make_all_pages as all_pages

NEARLY = 0.5  # pixels


def make_all_pages(context: Any, root_box: Any, html: Any, pages: Sequence[Any]) -> Iterator[Any]:
    """Has the signature of the function it replaces. `html.until` names the place; without it all pages are made."""
    place = getattr(html, "until", "")
    for number, page in enumerate(all_pages(context, root_box, html, pages), 1):
        yield page
        if place and any(box.style["anchor"] == place for box in page.descendants()):
            context.page_maker[number][-1]["content_changed"] = False  # there is no next page to be made again
            del context.page_maker[number + 1 :]
            context.broken_out_of_flow.clear()
            context.reported_footnotes.clear()
            return


def pages_before(pages: Sequence[Any], place: str) -> list[Any]:
    """Those before the page that begins with the place; none when no page does."""
    for number, page in enumerate(pages):
        if place in page.anchors:
            top = page.anchors[place][1]
            return list(pages[:number]) if abs(top - page._page_box.content_box_y()) < NEARLY else []
    return []
