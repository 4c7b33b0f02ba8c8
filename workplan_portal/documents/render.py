"""HTML into a PDF that is archivable (PDF/A-3a) and accessible (PDF/UA-1) at once.

The same HTML, metadata and attachments give the same bytes on one machine. Meant for a worker process (`workers`): it
changes how WeasyPrint tags and packs, for the whole process.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from types import SimpleNamespace
from typing import Any

import pydyf
import weasyprint
import weasyprint.pdf

from .resources import OwnFiles, Resources
from .standards import DualMetadata, Metadata
from .tags import add_tags

VARIANT = "pdf/a-3a"
TESTED_WITH = "70.0"

if weasyprint.__version__ != TESTED_WITH:
    raise ImportError(
        f"WeasyPrint {weasyprint.__version__} is installed; documents are tagged and tested with {TESTED_WITH}. "
        "With another version: run the tests of documents, look at the tags, then change TESTED_WITH."
    )

weasyprint.pdf.add_tags = add_tags
# Level 6 packs nearly as small as WeasyPrint's 9 and in less time.
pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=lambda level=9: zlib.compressobj(level=min(level, 6)))


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF, for machines. `name` ends in the usual suffix of its media type."""

    name: str
    content: bytes
    description: str


def render_pdf(
    html: str, *, metadata: Metadata, resources: Resources, attachments: Sequence[Attachment] = ()
) -> bytes:
    fetcher = OwnFiles(resources)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(pdf_variant=VARIANT)
    document.metadata = DualMetadata(metadata)
    return document.write_pdf(  # type: ignore[no-any-return]
        finisher=_name_attachments_once,
        pdf_variant=VARIANT,
        pdf_identifier=metadata.identifier.encode(),
        attachments=[_attached(attachment, metadata, fetcher) for attachment in attachments],
    )


def _attached(attachment: Attachment, metadata: Metadata, fetcher: OwnFiles) -> weasyprint.Attachment:
    created = metadata.created.astimezone(UTC)
    return weasyprint.Attachment(
        string=attachment.content,
        url_fetcher=fetcher,
        name=attachment.name,
        description=attachment.description,
        created=created,
        modified=created,
        relationship="Data",
    )


def _name_attachments_once(document: Any, pdf: pydyf.PDF) -> None:
    """WeasyPrint lists each associated file twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
