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
from plans.models import Adoption, Draft, Revision
from plans.presenters.compared_paper import compared_pdf
from plans.reading import Readable, text_of
from plans.record import current_draft
from plans.renditions import rendition as plan_rendition
from reports.exports import report_pdf
from reports.models import Report
from reports.reading import text_for
from reports.renditions import rendition as report_rendition
from workplan_portal.documents.bundling import Piece, bundle, page_count
from workplan_portal.documents.jobs import Metadata
from workplan_portal.documents.look import Palette
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
    about: str = ""  # what of the item it is, where there are several


def bundle_pdf(meeting: Meeting, items: Iterable[AgendaItem], person: Person) -> bytes:
    """For this person: of what is not visible to them there is nothing in it. Raises RenderingFailed.

    Documents that were never made before take long: what is made is kept, so whoever tries again gets further. The
    agenda names the page of each document, and is made anew when it turns out longer than was reckoned with.
    """
    listed = list(_documents(items, person))
    documents = [
        Piece(_title(item, document), document.content, _anchor(number, place))
        for number, (item, found) in enumerate(listed, 1)
        for place, document in enumerate(found)
    ]
    expected, agenda = 0, b""
    while (pages := page_count(agenda) if agenda else 1) != expected:
        expected = pages
        agenda = _agenda(meeting, _entries(listed, expected))
    with override(settings.LANGUAGE_CODE):
        pieces = [Piece("Agenda", agenda), *documents]
        return bundle(pieces, title=meeting.title, author=meeting.team.name, language=settings.LANGUAGE_CODE)


def _documents(items: Iterable[AgendaItem], person: Person) -> Iterator[tuple[AgendaItem, list[_Document]]]:
    begun = monotonic()
    for item in items:
        if monotonic() - begun > PATIENCE:
            raise RenderingTookTooLong("The documents of the meeting are not all made yet.")
        yield item, list(_documents_of(item, person))


def _documents_of(item: AgendaItem, person: Person) -> Iterator[_Document]:
    """Of an amendment first what it changes, which is what they decide about, and then the plan as it would be."""
    if item.plan:
        draft = item.amendment or current_draft(item.plan)
        revision = item.revision or draft.revision
        if revision is None:
            return
        revision.plan = item.plan
        if revision.base:
            yield from _old_beside_new(draft, revision.base, revision)
        yield _Document(_plan_file(revision), f"versie {revision.number}", "het hele plan" if revision.base else "")
    elif item.report:
        yield _of_report(item.report, person)


def _old_beside_new(draft: Draft, base: Revision, revision: Revision) -> Iterator[_Document]:
    if made := compared_pdf(Readable(draft, base, adopted=True), Readable(draft, revision)):
        yield _Document(made, f"versie {revision.number} naast versie {base.number}", "oud naast nieuw")


def _plan_file(revision: Revision) -> bytes:
    if Adoption.objects.filter(revision=revision).exists():
        return path(plan_rendition(revision, Audience.INTERNAL).file).read_bytes()
    text = text_of(revision.plan, revision)
    return plan_pdf(text.document, text.record)


def _of_report(found: Report, person: Person) -> _Document:
    report = text_for(person, found)
    if report.release:
        content = path(report_rendition(report.release, Audience.INTERNAL).file).read_bytes()
        return _Document(content, f"versie {report.release.number}")
    return _Document(report_pdf(report.document, report.record), "concept")


def _title(item: AgendaItem, document: _Document) -> str:
    return f"{item.title}: {document.about}" if document.about else item.title


def _entries(listed: list[tuple[AgendaItem, list[_Document]]], agenda_pages: int) -> list[Entry]:
    """A line for each item, and for each further document of it."""
    found, page = [], agenda_pages + 1
    for number, (item, documents) in enumerate(listed, 1):
        if not documents:
            found.append(Entry(number, item.title, _anchor(number)))
        for place, document in enumerate(documents):
            title, anchor = _title(item, document), _anchor(number, place)
            found.append(Entry(number, title, anchor, document.version, page))
            page += page_count(document.content)
    return found


def _anchor(number: int, place: int = 0) -> str:
    return f"stuk-{number}-{place}" if place else f"stuk-{number}"


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
