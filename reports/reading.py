"""Which text of a report somebody reads, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.text import slugify
from django.utils.timezone import localdate

from plans.models import Plan
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

from .compiling import ReportReader
from .document import ReportDocument, ReportRecord, load
from .models import Release, Report
from .workflow import Status


@dataclass(frozen=True)
class Text:
    """A report's text. `release` is None while it is what the rows make now.

    `edition` is the municipality whose edition of a report about a joint plan it is; None for the whole.
    """

    report: Report
    release: Release | None
    document: ReportDocument
    record: ReportRecord
    edition: Municipality | None = None

    @property
    def title(self) -> str:
        return self.report.title_of_edition(self.edition) if self.edition else self.report.title

    @property
    def file_name(self) -> str:
        version = f"-versie-{self.release.number}" if self.release else "-concept"
        return slugify(self.title) + version

    @property
    def key(self) -> str:
        """The same for whoever reads the same report or version in the same edition, whatever its words are by then."""
        which = f"version {self.release.pk}" if self.release else "draft"
        return (
            f"report {self.report.pk}, {which}, {self.document.audience}, {self.edition.code if self.edition else ''}"
        )

    def edition_of(self, code: str) -> Text | None:
        """None when it has no such edition."""
        chosen = next((place for place in self.report.editions if place.code == code), None)
        return replace(self, document=self.document.for_edition(code), edition=chosen) if chosen else None


def text_for(person: Person, report: Report) -> Text:
    """What is being written, for those who write, release or check it; else the version that was released last.

    For the others that may be one that was withdrawn since: they decided so, or were told. The page says it.
    """
    standing = report.releases.standing().order_by("number").last()
    is_fixed = standing is not None and report.status == Status.RELEASED
    if release := release_for(report, standing, writes=is_fixed or writes(person, report)):
        return text_of(report, release)
    return _being_written(report, _reader(report, standing).document())


def release_for(report: Report, standing: Release | None, *, writes: bool) -> Release | None:
    """The version that is read by whoever `writes` the report, or does not; None: what is being written.

    `standing` is the one that was released last and stands.
    """
    if standing and report.status == Status.RELEASED:
        return standing
    return None if writes else standing or report.releases.order_by("number").last()


def text_filled_in(report: Report, standing: Release | None) -> Text:
    """What is being written, not yet held against what is out already."""
    return _being_written(report, _reader(report, standing).filled_in)


def _reader(report: Report, standing: Release | None) -> ReportReader:
    reader = ReportReader(report)
    reader.released = standing  # it has just been fetched
    return reader


def _being_written(report: Report, document: ReportDocument) -> Text:
    return Text(report, None, document, ReportRecord(None, "", report.status))


def text_of(report: Report, release: Release) -> Text:
    return Text(report, release, load(release.text), record_of(release))


def record_of(release: Release) -> ReportRecord:
    return ReportRecord(
        number=release.number,
        digest=release.digest,
        status=Status.RELEASED.value,
        released_on=localdate(release.released_at),
        released_by=f"{release.name}, {release.capacity}",
    )


def writes(person: Person, report: Report) -> bool:
    """May this person see what has not been released yet?"""
    return Plan.objects.unfinished_visible_to(person).filter(pk=report.plan_id).exists()
