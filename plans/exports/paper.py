"""The plan as a page and as files: the same text, on a page with links to its notes, in a file with a cover."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from plans.codes import Audience
from plans.document import Document, Record
from workplan_portal.documents.jobs import Attachment, Job, Metadata
from workplan_portal.documents.look import Dress, Entry
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.word import word_document
from workplan_portal.documents.workers import rendered

from .body import Body, body_of
from .cover import COLOPHON, author_of, colophon_of, cover_of, dress_of, title_of
from .data import plan_json, targets_csv

KEPT = 8
"""Files and texts that stay at hand: who looks twice waits once."""


@lru_cache(KEPT)
def plan_page(document: Document, record: Record) -> SafeString:
    """The text as part of a page: the same for whoever may read this document, in whatever language the page is."""
    with override(settings.LANGUAGE_CODE):
        body = _body(document, record)
        return render_to_string("plans/document/page.html", {"body": body, "contents": body.contents, "paper": False})


def plan_html(document: Document, record: Record, *, in_word: bool = False) -> str:
    """The whole document, ready for the PDF renderer or for the writer of Word files."""
    return _html(document, record, dress_of(document), in_word=in_word)


def _html(document: Document, record: Record, dress: Dress, *, in_word: bool = False) -> str:
    with override(settings.LANGUAGE_CODE):
        body = _body(document, record)
        context = {
            "body": body,
            "contents": (*body.contents, Entry("colofon", str(COLOPHON))),
            "cover": cover_of(document, record, in_word=in_word),
            "colophon": colophon_of(document, record, in_word=in_word),
            "palette": dress.palette,
            "logo": dress.logo,
            "paper": True,
        }
        return render_to_string("plans/document/paper.html", context)


def plan_pdf(document: Document, record: Record) -> bytes:
    """PDF/A-3a and PDF/UA-1, with the data inside. Raises RenderingFailed."""
    return _made(plan_job(document, record))


def plan_job(document: Document, record: Record) -> Job:
    """What is to be done to make that file. Made anew as well when only the colours or the logo are others."""
    return _job(document, record, dress_of(document))


@lru_cache(KEPT)
def _job(document: Document, record: Record, dress: Dress) -> Job:
    with override(settings.LANGUAGE_CODE):
        attachments = _attachments(document, record)
        return Job(_html(document, record, dress), _metadata(document, record), our_resources(), attachments)


def plan_word(document: Document, record: Record) -> bytes:
    """A copy to work with."""
    return _word(document, record, dress_of(document))


@lru_cache(KEPT)
def _word(document: Document, record: Record, dress: Dress) -> bytes:
    with override(settings.LANGUAGE_CODE):
        html = _html(document, record, dress, in_word=True)
        return word_document(html, metadata=_metadata(document, record), resources=our_resources())


@lru_cache(KEPT)
def _made(job: Job) -> bytes:
    return rendered(job)


@lru_cache(KEPT)
def _body(document: Document, record: Record) -> Body:
    """Only ever asked for in the language of the country."""
    return body_of(document, record)


def _attachments(document: Document, record: Record) -> tuple[Attachment, ...]:
    """What is embedded has at least passed the filter for the council: a file goes from hand to hand."""
    outward = document if document.audience != Audience.INTERNAL else document.for_audience(Audience.COUNCIL)
    return (
        Attachment("document.json", plan_json(outward, record), "De gegevens van dit jaarwerkplan"),
        Attachment("doelen.csv", targets_csv(outward), "De doelen als tabel"),
    )


def _metadata(document: Document, record: Record) -> Metadata:
    title = title_of(document)
    return Metadata(
        title=title,
        author=author_of(document),
        language=settings.LANGUAGE_CODE,
        subject=title,
        identifier="/".join((document.id, str(record.number or "concept"), *_which(document), document.digest()[:16])),
        created=_moment(document, record),
        keywords=("jaarwerkplan", str(document.year), *(place.name for place in document.municipalities)),
    )


def _which(document: Document) -> tuple[str, ...]:
    return (document.audience, document.edition.code) if document.edition else (document.audience,)


def _moment(document: Document, record: Record) -> datetime:
    """When the text got its standing. Never the clock: the same text gives the same file."""
    if record.adoption:
        day = record.adoption.adopted_on
    elif record.consents:
        return max(consent.decided_at for consent in record.consents)
    else:
        day = document.foreword_on or datetime(document.year, 1, 1, tzinfo=UTC).date()
    return datetime.combine(day, time(12), UTC)
