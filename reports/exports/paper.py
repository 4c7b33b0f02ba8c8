"""The report as a page and as files: the same text, on a page with links, in a file with a cover."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans.codes import Audience
from reports.document import ReportDocument, ReportRecord
from workplan_portal.documents.jobs import Attachment, Job, Metadata
from workplan_portal.documents.look import Dress, Entry
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.word import word_document
from workplan_portal.documents.workers import rendered

from .body import Body, body_of
from .cover import author_of, colophon_of, cover_of, dress_of, notice_of_edition, title_of
from .data import figures_csv, report_json

KEPT = 8
"""Files and texts that stay at hand: who looks twice waits once."""


@lru_cache(KEPT)
def report_page(document: ReportDocument, record: ReportRecord) -> SafeString:
    """The text as part of a page: the same for whoever may read this document, in whatever language the page is."""
    with override(settings.LANGUAGE_CODE):
        body = _body(document)
        return render_to_string(
            "reports/document/page.html",
            {"body": body, "contents": body.contents, "edition": notice_of_edition(document, record), "paper": False},
        )


def report_html(document: ReportDocument, record: ReportRecord, *, in_word: bool = False) -> str:
    """The whole document, ready for the PDF renderer or for the writer of Word files."""
    return _html(document, record, dress_of(document), in_word=in_word)


def _html(document: ReportDocument, record: ReportRecord, dress: Dress, *, in_word: bool = False) -> str:
    with override(settings.LANGUAGE_CODE):
        body = _body(document)
        context = {
            "body": body,
            "contents": (*body.contents, Entry("colofon", _("Colophon"))),
            "cover": cover_of(document, record, in_word=in_word),
            "colophon": colophon_of(document, record, in_word=in_word),
            "palette": dress.palette,
            "logo": dress.logo,
            "paper": True,
        }
        return render_to_string("reports/document/paper.html", context)


def report_pdf(document: ReportDocument, record: ReportRecord) -> bytes:
    """PDF/A-3a and PDF/UA-1, with the data inside. Raises RenderingFailed."""
    return _made(report_job(document, record))


def report_job(document: ReportDocument, record: ReportRecord) -> Job:
    """What is to be done to make that file. Made anew as well when only the colours or the logo are others."""
    return _job(document, record, dress_of(document))


@lru_cache(KEPT)
def _job(document: ReportDocument, record: ReportRecord, dress: Dress) -> Job:
    with override(settings.LANGUAGE_CODE):
        attachments = _attachments(document, record)
        return Job(_html(document, record, dress), _metadata(document, record), our_resources(), attachments)


def report_word(document: ReportDocument, record: ReportRecord) -> bytes:
    """A copy to work with."""
    return _word(document, record, dress_of(document))


@lru_cache(KEPT)
def _word(document: ReportDocument, record: ReportRecord, dress: Dress) -> bytes:
    with override(settings.LANGUAGE_CODE):
        html = _html(document, record, dress, in_word=True)
        return word_document(html, metadata=_metadata(document, record), resources=our_resources())


@lru_cache(KEPT)
def _made(job: Job) -> bytes:
    return rendered(job)


@lru_cache(KEPT)
def _body(document: ReportDocument) -> Body:
    """Only ever asked for in the language of the country."""
    return body_of(document)


def _attachments(document: ReportDocument, record: ReportRecord) -> tuple[Attachment, ...]:
    """What is embedded has at least passed the filter for the council: a file goes from hand to hand."""
    outward = document if document.audience != Audience.INTERNAL else document.for_audience(Audience.COUNCIL)
    return (
        Attachment("document.json", report_json(outward, record), "De gegevens van deze rapportage"),
        Attachment("cijfers.csv", figures_csv(outward), "De cijfers als tabel"),
    )


def _metadata(document: ReportDocument, record: ReportRecord) -> Metadata:
    title = title_of(document)
    edition = document.edition.code if document.edition else "geheel"
    version = f"{record.number or 'concept'}/{document.audience}/{edition}"
    return Metadata(
        title=title,
        author=author_of(document),
        language=settings.LANGUAGE_CODE,
        subject=title,
        identifier=f"{document.id}/{version}/{document.digest()[:16]}",
        created=datetime.combine(record.released_on or document.ends_on, time(12), UTC),
        keywords=("viermaandsrapportage", str(document.year), *(place.name for place in document.municipalities)),
    )
