"""The letter as page, as file and as data: all from one document and its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from plans.exports.cover import dress_for
from reports.letters.document import SCHEMA, LetterDocument, LetterRecord
from workplan_portal.documents.canonical import canonical_bytes
from workplan_portal.documents.footnotes import Segment
from workplan_portal.documents.jobs import Attachment, Metadata
from workplan_portal.documents.look import Line, Notice
from workplan_portal.documents.plain import plain
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.word import word_document
from workplan_portal.documents.workers import render_in_worker

KEPT = 8
"""Files that stay at hand: who looks twice waits once."""

EMPTY = ""
"""What the BSN cell holds: the letters have one, and they are about nobody in particular."""


@dataclass(frozen=True)
class Enclosed:
    """An enclosure, and where it can be read by whoever reads the letter."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """A letter as its templates print it."""

    letter: LetterDocument
    sender: str
    rows: tuple[tuple[Line, ...], ...]  # the table of references, row by row
    texts: tuple[tuple[Segment, ...], ...]
    enclosures: tuple[Enclosed, ...]
    notice: Notice | None
    running: str


def letter_page(document: LetterDocument, record: LetterRecord, enclosures: Sequence[Enclosed] = ()) -> SafeString:
    """The letter as part of a page. `enclosures` tells where they can be read; without it they are only named."""
    with override(settings.LANGUAGE_CODE):
        return render_to_string("reports/letter/page.html", {"shown": _shown(document, record, enclosures)})


def letter_html(document: LetterDocument, record: LetterRecord) -> str:
    """The whole letter, ready for the PDF renderer or for the writer of Word files."""
    with override(settings.LANGUAGE_CODE):
        dress = dress_for((document.municipality,))
        shown = {"shown": _shown(document, record), "paper": True}
        context = {**shown, "palette": dress.palette, "logo": dress.logo}
        return render_to_string("reports/letter/paper.html", context)


def letter_pdf(document: LetterDocument, record: LetterRecord) -> bytes:
    """PDF/A-3a and PDF/UA-1, with the data inside. Raises RenderingFailed."""
    data = Attachment("document.json", letter_json(document, record), "De gegevens van deze brief")
    with override(settings.LANGUAGE_CODE):
        return _made(letter_html(document, record), _metadata(document, record), (data,))


def letter_word(document: LetterDocument, record: LetterRecord) -> bytes:
    with override(settings.LANGUAGE_CODE):
        html, metadata = letter_html(document, record), _metadata(document, record)
        return word_document(html, metadata=metadata, resources=our_resources())


def letter_json(document: LetterDocument, record: LetterRecord) -> bytes:
    """The canonical bytes. Texts are the restricted markup, what is unknown is null."""
    return canonical_bytes(
        {
            "schema": SCHEMA,
            **plain(document),
            "days_after_decision": document.days_after_decision,
            "digest": record.digest or None,
            "sent_on": record.sent_on,
        }
    )


def title_of(document: LetterDocument) -> str:
    with override(settings.LANGUAGE_CODE):
        return _("Letter to the council of %(municipality)s: %(subject)s") % {
            "municipality": document.municipality.name,
            "subject": document.subject_line or document.subject.title,
        }


@lru_cache(KEPT)
def _made(html: str, metadata: Metadata, attachments: tuple[Attachment, ...]) -> bytes:
    return render_in_worker(html, metadata=metadata, attachments=attachments)


def _shown(document: LetterDocument, record: LetterRecord, enclosures: Sequence[Enclosed] = ()) -> Shown:
    sender = _("Municipality of %(name)s") % {"name": document.municipality.name}
    return Shown(
        letter=document,
        sender=sender,
        rows=_references(document),
        texts=tuple((Segment(text.text),) for text in document.texts),
        enclosures=tuple(enclosures) or tuple(map(Enclosed, document.enclosures)),
        notice=_notice(document, record),
        running=" · ".join(filter(None, (sender, document.reference))),
    )


def _references(document: LetterDocument) -> tuple[tuple[Line, ...], ...]:
    return (
        (
            Line(_("our reference"), document.reference),
            Line(_("your reference"), document.your_reference),
            Line(_enclosures(document), str(len(document.enclosures))),
            Line(_("handled by"), document.handled_by),
            Line(_("BSN"), EMPTY),
        ),
        (
            Line(_("date"), _day(document.dated_on)),
            Line(_("telephone"), document.telephone),
            Line(_("fax"), document.fax),
            Line(_("e-mail"), document.email),
        ),
    )


def _enclosures(document: LetterDocument) -> str:
    return ngettext("enclosure", "enclosures", len(document.enclosures))


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _notice(document: LetterDocument, record: LetterRecord) -> Notice | None:
    if not record.sent:
        return Notice(_("Draft"), _("This letter has not been sent and can still change."))
    if document.example:
        return Notice(_("Example"), _("This letter shows how the portal works. Names and references are invented."))
    return None


def _metadata(document: LetterDocument, record: LetterRecord) -> Metadata:
    title = title_of(document)
    day = document.dated_on or document.subject.decided_on or date(document.subject.year, 1, 1)
    return Metadata(
        title=title,
        author=_("Municipality of %(name)s") % {"name": document.municipality.name},
        language=settings.LANGUAGE_CODE,
        subject=title,
        identifier=f"{document.id}/{'sent' if record.sent else 'draft'}/{document.digest()[:16]}",
        created=datetime.combine(day, time(12), UTC),  # never the clock: the same text gives the same file
        keywords=("raadsbrief", str(document.subject.year), document.municipality.name),
    )
