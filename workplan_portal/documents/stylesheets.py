"""A style sheet is read once in the life of a worker, with the fonts it names.

WeasyPrint reads ours anew for every document: of a letter that is half the time, of a section of a plan a third.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

MOST = 32
"""Sheets that are kept: a few for each municipality whose colours stand in them, or beside them in the document."""

OURS = "portal:static/"

_kept: dict[tuple[str, bytes | str], weasyprint.CSS] = {}


@cache
def fonts() -> FontConfiguration:
    """Those of our style sheets, for all documents."""
    return FontConfiguration()


def sheet(*, url: str = "", string: str = "", url_fetcher: Any, **options: Any) -> weasyprint.CSS:
    """Stands in for `weasyprint.CSS` where WeasyPrint collects the style sheets of a document."""
    source = {"url": url} if url else {"string": string}
    if (url and not url.startswith(OURS)) or options["font_config"] is not fonts():
        return weasyprint.CSS(**source, url_fetcher=url_fetcher, **options)
    key = url, url_fetcher.fetch(url).read() if url else string
    if key not in _kept:
        if len(_kept) >= MOST:
            _kept.clear()
        # Rules for pages and layers are gathered per document: those of this sheet stay its own.
        options |= {"page_rules": [], "layers": []}
        _kept[key] = weasyprint.CSS(**source, url_fetcher=url_fetcher, **options)
    return _kept[key]
