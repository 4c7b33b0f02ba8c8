"""All that a document may load: our own static document files and stored logos, by a scheme of our own.

    portal:static/fonts/SourceSans3-Bold.ttf    a file under static/documents/
    portal:stored/<sha256>                      a stored file, such as a logo

How they are read: `fetching`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

STYLESHEET = "document.css"
STORED = "portal:stored/"


@dataclass(frozen=True)
class Resources:
    """Where the two kinds of files are. Plain, so that a worker process needs no Django."""

    static: Path
    stored: Path


def our_resources() -> Resources:
    stylesheet = finders.find(f"documents/{STYLESHEET}")
    if not isinstance(stylesheet, str):
        raise FileNotFoundError(f"The static file documents/{STYLESHEET} is missing: a document can't be made without.")
    return Resources(static=Path(stylesheet).parent, stored=Path(settings.FILES_DIR))
