"""Labels beside rows that run on over a page are printed again there.

A header cell beside rows (`<th scope="rowgroup" rowspan="…">`) is laid out where those rows begin, and only there: on
the next page a reader would no longer know what the rows are, or what a row is that is longer than a page. CSS has no
words for it, so this puts a copy of the label beside the first row of every further page. Reads WeasyPrint's boxes, as
`tags` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes


def repeat_labels(pages: Iterable[Any]) -> None:
    labels: dict[Element, tuple[Any, Any]] = {}
    for page in pages:
        for group in list(_row_groups(page._page_box)):
            if label := _label(group):
                labels[group.element] = label, group
            elif group.element in labels and group.children:
                _print_again(*labels[group.element], group)


def is_label_again(box: Any) -> bool:
    """Is this a copy, for the eye only?"""
    return getattr(box, "is_label_again", False)


def _row_groups(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TableRowGroupBox) and box.element_tag == "tbody":
        yield box
    for child in getattr(box, "children", ()):
        yield from _row_groups(child)


def _label(group: Any) -> Any:
    """The header cell that begins on this page and stands beside the rows of the group."""
    first = group.children[0].children[:1] if group.children else []
    return next((cell for cell in first if _heads_rows(cell) and cell.children), None)


def _heads_rows(cell: Any) -> bool:
    """Beside them, and not above them."""
    return cell.element_tag == "th" and cell.element.get("scope") == "rowgroup" and cell.colspan == 1


def _print_again(label: Any, beside: Any, group: Any) -> None:
    """As far from the top of its row as the original is."""
    copy = label.deepcopy()
    copy.translate(group.position_x - beside.position_x, group.position_y - beside.position_y)
    copy.is_label_again = True
    row = group.children[0]
    row.children = [copy, *row.children]
