"""The decision sheet as a file, with its data inside."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans.decision_sheet import DecisionSheet, SheetSeat
from plans.document import SHARED, Document
from workplan_portal.documents.canonical import canonical_bytes, digest
from workplan_portal.documents.jobs import Attachment, Metadata
from workplan_portal.documents.plain import plain
from workplan_portal.documents.workers import render_in_worker

from .cover import author_of, dress_of, title_of
from .decision_sheet import shown_sheet

SCHEMA = 1
"""Of the data; raised when a name changes meaning."""

KEPT = 8
"""Files that stay at hand: who looks twice waits once."""


def sheet_html(document: Document, sheet: DecisionSheet) -> str:
    """The whole sheet, ready for the PDF renderer."""
    with override(settings.LANGUAGE_CODE):
        dress = dress_of(document)
        shown = {"sheet": shown_sheet(document, sheet), "paper": True}
        context = {**shown, "palette": dress.palette, "logo": dress.logo}
        return render_to_string("plans/decision_sheet/paper.html", context)


def sheet_pdf(document: Document, sheet: DecisionSheet) -> bytes:
    """PDF/A-3a and PDF/UA-1, with the data inside. Raises RenderingFailed."""
    data = sheet_json(document, sheet)
    attached = Attachment("besluitblad.json", data, "De gegevens van dit besluitblad")
    with override(settings.LANGUAGE_CODE):
        return _made(sheet_html(document, sheet), _metadata(document, sheet, data), (attached,))


def sheet_json(document: Document, sheet: DecisionSheet) -> bytes:
    """The canonical bytes. What is unknown is null; `version` of a decision is the one that it was about."""
    record = sheet.record
    return canonical_bytes(
        {
            "schema": SCHEMA,
            "plan": document.id,
            "year": document.year,
            "version": record.number,
            "digest": record.digest,
            "parts": {part.municipality.code if part.municipality else SHARED: part.digest for part in sheet.parts},
            "status": record.status,
            "submitted_at": sheet.submitted_at,
            "seats": [_seat_data(seat) for seat in sheet.seats],
            "advice": [plain(each) for each in sheet.advice],
            "due_on": sheet.due_on,
            "adoption": plain(record.adoption) if record.adoption else None,
            "withdrawn_adoption": plain(sheet.taken_back) if sheet.taken_back else None,
            "public_file": sheet.public_file or None,
            "example": document.example,
        }
    )


def _seat_data(seat: SheetSeat) -> dict[str, object]:
    return {
        "role": seat.seat.role.value,
        "area": seat.seat.area_name,
        "decisions": [{**plain(given.decided), "version": given.version} for given in seat.given],
    }


@lru_cache(KEPT)
def _made(html: str, metadata: Metadata, attachments: tuple[Attachment, ...]) -> bytes:
    return render_in_worker(html, metadata=metadata, attachments=attachments)


def _metadata(document: Document, sheet: DecisionSheet, data: bytes) -> Metadata:
    title = _("%(sheet)s: %(plan)s") % {"sheet": _("Decision sheet"), "plan": title_of(document)}
    return Metadata(
        title=title,
        author=author_of(document),
        language=settings.LANGUAGE_CODE,
        subject=title,
        identifier=f"besluitblad/{document.id}/{sheet.record.number}/{digest(data)[:16]}",
        created=_moment(sheet),
        keywords=("besluitblad", str(document.year), *(place.name for place in document.municipalities)),
    )


def _moment(sheet: DecisionSheet) -> datetime:
    """When it came to stand as it does. Never the clock: the same sheet gives the same file."""
    if sheet.record.adoption:
        return datetime.combine(sheet.record.adoption.adopted_on, time(12), UTC)
    return sheet.latest_moment
