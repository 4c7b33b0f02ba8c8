"""The file of a letter that was sent: made once, kept under its digest, and never made again."""

from __future__ import annotations

import io

import pikepdf

from reports.exports.letter import letter_pdf
from reports.models import Letter
from workplan_portal.documents.store import store

from .compiling import document_of, record_of


def file_of(letter: Letter) -> Letter:
    """The letter with its file. Takes a moment the first time: not inside a transaction."""
    if letter.file_id is None:
        content = letter_pdf(document_of(letter), record_of(letter))
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
        # Whoever is first counts: somebody else may have made it in the meantime.
        Letter.objects.filter(pk=letter.pk, file=None).update(file=store(content, "application/pdf"), pages=pages)
        letter.refresh_from_db(fields=["file", "pages"])
    return letter
