"""HTML into a PDF that is archivable (PDF/A-3a) and accessible (PDF/UA-1) at once.

The same HTML, metadata and attachments give the same bytes on one machine. Meant for a worker process (`workers`): it
changes how WeasyPrint tags and packs, for the whole process.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC
from types import SimpleNamespace
from typing import Any

import pydyf
import weasyprint
import weasyprint.css
import weasyprint.layout
import weasyprint.pdf
from weasyprint.logger import LOGGER
from weasyprint.text.line_break import Layout

from . import lengths, lettering, packing, shaping
from .cascading import Styles
from .decimals import align_decimals
from .fetching import OwnFiles
from .jobs import Attachment, Metadata, name_of
from .labels import repeat_labels
from .note_links import link_notes
from .reading import read
from .resources import Resources
from .standards import DualMetadata
from .stopping import make_all_pages
from .styles import answer
from .stylesheets import fonts, sheet
from .tags import add_tags
from .wide_tables import lay_wide_tables_on_their_side

VARIANT = "pdf/a-3a"
TESTED_WITH = "70.0"

logger = logging.getLogger(__name__)

_INDENTATION = re.compile(r"\n[ \t]+")
"""Of our templates: to the reader nothing, to WeasyPrint a fifth of all signs and a box for each piece."""

_SUM = re.compile(r"€ (?=\d)")
"""As people write one: on one line, like those the portal writes."""

if weasyprint.__version__ != TESTED_WITH:
    raise ImportError(
        f"WeasyPrint {weasyprint.__version__} is installed; documents are tagged and tested with {TESTED_WITH}. "
        "With another version: run the tests of documents, look at the tags, then change TESTED_WITH."
    )


def _replace(function: Callable[..., Any], ours: Callable[..., Any]) -> None:
    """Wherever WeasyPrint has it by its name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.") and vars(module).get(function.__name__) is function:
            setattr(module, function.__name__, ours)


weasyprint.tinyhtml5 = SimpleNamespace(parse=read)
weasyprint.pdf.add_tags = add_tags
weasyprint.css.ComputedStyle.__missing__ = answer
weasyprint.css.CSS = sheet
weasyprint.css.StyleFor = Styles
weasyprint.layout.make_all_pages = make_all_pages
Layout.setup = shaping.set_up
pydyf.Stream.show_text = lettering.show_text
_replace(shaping.the_long_way_to_a_strut, shaping.strut)
_replace(lengths.the_long_way, lengths.resolve_percentages)
_replace(lettering.build_fonts_dictionary, lettering.fonts_dictionary)
pydyf.zlib = packing.quick
pydyf.Stream.data = property(packing.packed)


def render_pdf(
    html: str,
    *,
    metadata: Metadata,
    resources: Resources,
    attachments: Sequence[Attachment] = (),
    names_begin: str = "",
    until: str = "",
) -> bytes:
    """`names_begin` keeps the names of structure elements apart from those in another file it will be joined with.

    Only the pages before the place `until` are made; empty when no page begins with it.
    """
    html = lay_wide_tables_on_their_side(_SUM.sub("€\N{NO-BREAK SPACE}", _INDENTATION.sub("\n", html)))
    pdf, unknown = _render(html, metadata, resources, attachments, names_begin, until)
    if unknown:
        # A sign that no font on this machine has would make the file invalid, and nothing would show what was lost.
        named = {sign: f"[U+{sign:04X}]" for sign in unknown}
        listed, document = ", ".join(named.values()), name_of(metadata, html)
        logger.warning("No font has %s: in %r their numbers are printed.", listed, document)
        html = html.translate(named)
        pdf, unknown = _render(html, metadata, resources, attachments, names_begin, until)
    return pdf


def _render(
    html: str,
    metadata: Metadata,
    resources: Resources,
    attachments: Sequence[Attachment],
    names_begin: str,
    until: str,
) -> tuple[bytes, set[int]]:
    """The file, and the code points that no font has a shape for."""
    fetcher = OwnFiles(resources, html)
    with _UnknownSigns() as unknown:
        source = weasyprint.HTML(string=html, url_fetcher=fetcher)
        source.until = until
        document = source.render(fonts(), pdf_variant=VARIANT)
        if not source.reached:
            return b"", unknown.found
        repeat_labels(document.pages)
        align_decimals(document.pages)
        link_notes(document.pages)
        document.metadata = DualMetadata(metadata)
        document.names_begin = names_begin
        pdf = document.write_pdf(
            finisher=_name_attachments_once,
            pdf_variant=VARIANT,
            pdf_identifier=metadata.identifier.encode(),
            attachments=[_attached(attachment, metadata, fetcher) for attachment in attachments],
        )
    return pdf, unknown.found


class _UnknownSigns(logging.Filter):
    """WeasyPrint tells only its log which signs it could not print."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[int] = set()

    def __enter__(self) -> _UnknownSigns:
        self._level = LOGGER.level
        LOGGER.setLevel(logging.WARNING)
        LOGGER.addFilter(self)
        return self

    def __exit__(self, *error: object) -> None:
        LOGGER.removeFilter(self)
        LOGGER.setLevel(self._level)

    def filter(self, record: logging.LogRecord) -> bool:
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.found.add(int(str(record.args[1])))
            return False
        return record.levelno >= logging.ERROR


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
