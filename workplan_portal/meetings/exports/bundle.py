"""Everything for a meeting in one PDF: the agenda, and behind it what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from time import monotonic

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from plans.codes import Audience
from plans.exports import plan_pdf
from plans.models import Adoption
from plans.reading import text_of
from plans.record import current_draft
from plans.renditions import rendition as plan_rendition
from reports.exports import report_pdf
from reports.reading import text_for
from reports.renditions import rendition as report_rendition
from workplan_portal.documents.bundling import Piece, bundle, page_count
from workplan_portal.documents.look import Palette
from workplan_portal.documents.standards import Metadata
from workplan_portal.documents.store import path
from workplan_portal.documents.workers import RenderingTookTooLong, render_in_worker
from workplan_portal.meetings.models import AgendaItem, Meeting
from workplan_portal.people.models import Person

PATIENCE = 20
"""Seconds after which no other document is begun: a visitor waits a minute at most."""


@dataclass(frozen=True)
class Entry:
    """A line of the agenda. `page` is where its document begins in the bundle; None: there is no document."""

    number: int
    title: str
    anchor: str
    version: str = ""
    page: int | None = None


@dataclass(frozen=True)
class _Document:
    content: bytes
    version: str


def bundle_pdf(meeting: Meeting, items: Iterable[AgendaItem], person: Person) -> bytes:
    """For this person: of what is not visible to them there is nothing in it. Raises RenderingFailed.

    Documents that were never made before take long: what is made is kept, so whoever tries again gets further. The
    agenda names the page of each document, and is made anew when it turns out longer than was reckoned with.
    """
    listed = list(_documents(items, person))
    documents = [
        Piece(item.title, document.content, _anchor(number))
        for number, (item, document) in enumerate(listed, 1)
        if document
    ]
    expected, agenda = 0, b""
    while (pages := page_count(agenda) if agenda else 1) != expected:
        expected = pages
        agenda = _agenda(meeting, _entries(listed, expected))
    with override(settings.LANGUAGE_CODE):
        pieces = [Piece("Agenda", agenda), *documents]
        return bundle(pieces, title=meeting.title, author=meeting.team.name, language=settings.LANGUAGE_CODE)


def _documents(items: Iterable[AgendaItem], person: Person) -> Iterator[tuple[AgendaItem, _Document | None]]:
    begun = monotonic()
    for item in items:
        if monotonic() - begun > PATIENCE:
            raise RenderingTookTooLong("The documents of the meeting are not all made yet.")
        yield item, _document(item, person)


def _document(item: AgendaItem, person: Person) -> _Document | None:
    if item.plan:
        draft = current_draft(item.plan)
        revision = item.revision or draft.revision
        if revision is None:
            return None
        revision.plan = item.plan
        version = f"versie {revision.number}"
        if Adoption.objects.filter(revision=revision).exists():
            return _Document(path(plan_rendition(revision, Audience.INTERNAL).file).read_bytes(), version)
        text = text_of(item.plan, revision)
        return _Document(plan_pdf(text.document, text.record), version)
    if item.report:
        report = text_for(person, item.report)
        if report.release:
            content = path(report_rendition(report.release, Audience.INTERNAL).file).read_bytes()
            return _Document(content, f"versie {report.release.number}")
        return _Document(report_pdf(report.document, report.record), "concept")
    return None


def _entries(listed: list[tuple[AgendaItem, _Document | None]], agenda_pages: int) -> list[Entry]:
    found, page = [], agenda_pages + 1
    for number, (item, document) in enumerate(listed, 1):
        if document is None:
            found.append(Entry(number, item.title, _anchor(number)))
            continue
        found.append(Entry(number, item.title, _anchor(number), document.version, page))
        page += page_count(document.content)
    return found


def _anchor(number: int) -> str:
    return f"stuk-{number}"


def _agenda(meeting: Meeting, entries: list[Entry]) -> bytes:
    with override(settings.LANGUAGE_CODE):
        context = {"meeting": meeting, "entries": entries, "palette": Palette(), "paper": True}
        html = render_to_string("meetings/paper.html", context)
        metadata = Metadata(
            title=f"Agenda {meeting.title}",
            author=meeting.team.name,
            language=settings.LANGUAGE_CODE,
            subject=meeting.title,
            identifier=f"overleg/{meeting.uuid}/{sha256(html.encode()).hexdigest()[:16]}",
            created=datetime.combine(meeting.day, time(12), UTC),
            keywords=("driehoeksoverleg", "agenda"),
        )
        return render_in_worker(html, metadata=metadata)
