"""Pages up to a place: what stands behind it is not laid out, as soon as it is known to begin the next page.

Reads WeasyPrint's boxes and the state of its layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.layout import make_all_pages as all_pages


def make_all_pages(context: Any, root_box: Any, html: Any, pages: Sequence[Any]) -> Iterator[Any]:
    """Has the signature of the function it replaces. `html.until` names the place; without it all pages are made.

    Says in `html.reached` whether a page begins there, unasked, and nothing of the page before it is still to come.
    """
    place = getattr(html, "until", "")
    html.reached = not place
    for number, page in enumerate(all_pages(context, root_box, html, pages), 1):
        yield page
        if not place:
            continue
        resume_at, break_, *_state = context.page_maker[number]
        asked_for = break_["break"] != "any" or break_["page"]  # what comes after keeps the room above it
        owed = context.reported_footnotes or context.broken_out_of_flow
        html.reached = not asked_for and not owed and place in _begins(root_box, resume_at)
        if html.reached or any(box.style["anchor"] == place for box in page.descendants()):
            context.page_maker[number][-1]["content_changed"] = False  # there is no next page to be made again
            del context.page_maker[number + 1 :]
            context.broken_out_of_flow.clear()
            context.reported_footnotes.clear()
            return


def _begins(box: Any, resume_at: Any) -> set[str]:
    """The places at the very beginning of the page that would be made next."""
    begun: set[str] = set()
    while box:
        index, resume_at = next(iter(resume_at.items())) if resume_at else (0, None)
        begun = begun | {str(box.style["anchor"])} if index == 0 else set()
        box = box.children[index] if getattr(box, "children", ()) else None
    return begun
