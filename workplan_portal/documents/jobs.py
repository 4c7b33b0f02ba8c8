"""What a worker is asked to make, and how its answer begins.

The web process knows only this much of making PDFs. So it runs, and says of each PDF why it is not there, on a machine
that lacks what WeasyPrint needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from .joining import Piece
from .resources import Resources

PRODUCT = "Veiligheidsplannen"

PDF, REASON, MEMORY, MISSING, PAGE = b"P", b"R", b"M", b"F", b"S"
"""The first byte of an answer. What follows is a file or UTF-8 text, never an object: the parent trusts no worker.
PAGE has nothing after it, comes any number of times before the answer, and says that another page has been laid out."""

_TITLE = re.compile(r"<title>(.*?)</title>")

NO_LIBRARY = 69
"""How a worker ends where a library that WeasyPrint needs can't be loaded (EX_UNAVAILABLE)."""


@dataclass(frozen=True)
class Metadata:
    """`identifier` makes the file's own identifier: the same text and identifier give the same bytes."""

    title: str
    author: str
    language: str  # BCP 47: "nl"
    subject: str
    identifier: str
    created: datetime  # with time zone
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF, for machines. `name` ends in the usual suffix of its media type."""

    name: str
    content: bytes
    description: str


def name_of(metadata: Metadata, html: str) -> str:
    """What a log calls a document. A section of one has no metadata of its own."""
    found = _TITLE.search(html)
    return metadata.title or (unescape(found[1]) if found else "")


@dataclass(frozen=True)
class Job:
    """A document to be made of HTML. `names_begin` and `until`: see `render_pdf`."""

    html: str
    metadata: Metadata
    resources: Resources
    attachments: tuple[Attachment, ...] = ()
    names_begin: str = ""
    until: str = ""

    @property
    def name(self) -> str:
        return name_of(self.metadata, self.html)


@dataclass(frozen=True)
class Joining:
    """Sections to be joined to the document that `shell` describes, an empty one. See `join`."""

    shell: Job
    pieces: tuple[Piece, ...]
    layer: bytes

    @property
    def name(self) -> str:
        return self.shell.name


Work = Job | Joining
