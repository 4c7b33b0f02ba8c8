"""Which reports, letters and publications somebody finds things in, and which text of each this person reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from plans.codes import Audience
from plans.findable import plans_of, unfinished_of
from plans.models import Plan
from workplan_portal.people.models import Person
from workplan_portal.search.finders import Asked, Within
from workplan_portal.search.models import FixedText

from .letters.workflow import Status as LetterStatus
from .models import Kind, Letter, Publication, Release, Report
from .workflow import Status


@dataclass(frozen=True)
class Findable:
    """`text` is the key of the fixed text that this person reads, if there is one; else it is being written."""

    kind: str
    pk: int
    uuid: UUID
    within: Within
    being_written: bool
    fixed: FixedText
    text: int | None
    origin: tuple[str, int]  # publications of one text have one origin
    rank: int  # of those the lowest is shown

    def page(self) -> str:
        return reverse(_PAGES[self.fixed], args=[self.uuid])

    def reading_page(self) -> str:
        return reverse("reports:read", args=[self.uuid]) if self.fixed == FixedText.RELEASE else self.page()


_PAGES = {
    FixedText.RELEASE: "reports:report",
    FixedText.LETTER: "reports:letter",
    FixedText.PUBLICATION: "reports:document",
}


def findable(asked: Asked) -> list[Findable]:
    """Two questions for each kind of thing: the things, and the names of their municipalities."""
    person = asked.person
    if not isinstance(person, Person):
        return list(_publications(person, [], []))
    plans = asked.once(plans_of)
    own = [*_reports(asked), *_letters(person, plans)]
    return [*own, *_publications(person, list(plans), own)]


def reports_of(asked: Asked) -> dict[int, Any]:
    """Those that this person sees, by their keys."""
    plans = asked.once(plans_of)
    standing = Release.objects.standing().filter(report=OuterRef("pk")).order_by("-number").values("pk")[:1]
    latest = Release.objects.filter(report=OuterRef("pk")).order_by("-number").values("pk")[:1]
    rows: Any = Report.objects.seen_with(list(plans), asked.once(unfinished_of)).defer("summary")
    reports = {report.pk: report for report in rows.annotate(released=Coalesce(Subquery(standing), Subquery(latest)))}
    for report in reports.values():
        report.plan = plans[report.plan_id]
    return reports


def _reports(asked: Asked) -> Iterator[Findable]:
    unfinished = asked.once(unfinished_of)
    for report in asked.once(reports_of).values():
        being_written = report.status != Status.RELEASED and report.plan_id in unfinished
        yield Findable(
            kind=Kind.REPORT,
            pk=report.pk,
            uuid=report.uuid,
            within=_within(report.title, report.get_status_display(), report.plan.year, report.plan.municipalities),
            being_written=being_written,
            fixed=FixedText.RELEASE,
            text=None if being_written else report.released,
            origin=("release", report.released or 0),
            rank=0,
        )


def _letters(person: Person, plans: dict[int, Plan]) -> Iterator[Findable]:
    rows: Any = Letter.objects.seen_with(person, list(plans)).order_by()
    rows = list(rows.select_related("municipality", "release__report").defer("text", "release__text"))
    for letter in rows:
        letter.plan = plans[letter.plan_id]
        if letter.release:
            letter.release.report.plan = letter.plan
    for letter in sorted(rows, key=lambda each: (each.municipality.name, -each.plan.year, -each.pk)):
        sent = letter.status == LetterStatus.SENT
        yield Findable(
            kind=Kind.LETTER,
            pk=letter.pk,
            uuid=letter.uuid,
            within=_within(str(letter), letter.get_status_display(), letter.plan.year, [letter.municipality]),
            being_written=not sent,
            fixed=FixedText.LETTER,
            text=letter.pk if sent else None,
            origin=("letter", letter.pk),
            rank=0,
        )


def _publications(person: Person | AnonymousUser, plans: list[int], own: Sequence[Findable]) -> Iterator[Findable]:
    """Without those of what this person reads in the portal itself: there stands the same, and more."""
    rows: Any = (
        Publication.objects.visible_to(person)
        .exclude(
            Q(kind=Kind.PLAN, revision__plan__in=plans)
            | Q(kind=Kind.REPORT, release__report__in=[each.pk for each in own if each.kind == Kind.REPORT])
            | Q(kind=Kind.LETTER, letter__in=[each.pk for each in own if each.kind == Kind.LETTER])
        )
        .prefetch_related("municipalities")
    )
    for each in rows:
        yield Findable(
            kind=each.kind,
            pk=each.pk,
            uuid=each.uuid,
            within=_within(each.title, each.decided_in_words, each.year, each.municipalities.all()),
            being_written=False,
            fixed=FixedText.PUBLICATION,
            text=each.pk,
            origin=(each.kind, each.revision_id or each.release_id or each.letter_id),
            rank=2 * bool(each.edition) + (each.audience != Audience.PUBLIC),
        )


def _within(title: str, note: str, year: int, municipalities: Any) -> Within:
    places: dict[str, str] = {place.code: place.name for place in municipalities}
    return Within(title, note, (year,), places)
