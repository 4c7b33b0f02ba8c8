"""About how much room something takes on paper, which decides whether it may be kept on one page."""

from __future__ import annotations

from collections.abc import Sequence

from workplan_portal.documents.footnotes import Segment

MOST_ON_A_PAGE = 30
"""Lines: two thirds of a page, since they are estimated. More, kept whole, could leave a page half blank."""

SIGNS_IN_A_LINE = 80


def lines(*texts: Sequence[Segment]) -> int:
    """Markup counts too; what ends a paragraph or an item ends a line."""
    html = "".join(segment.html for text in texts for segment in text)
    return len(html) // SIGNS_IN_A_LINE + html.count("</p>") + html.count("</li>")
