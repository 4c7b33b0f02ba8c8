"""The year of a plan: from draft to the report over twelve months, with what was done when and what is due next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.presenters.milestones import Milestone, at_latest, day, milestones
from plans.presenters.status import Progress
from priorities.codes import PERIODS
from reports.deadline import expected_years
from reports.models import Kind, Publication
from workplan_portal.audit.trail import today
from workplan_portal.people.models import Person

from .status import CORRECTING, Line, not_started


@dataclass(frozen=True)
class Day:
    """By when a plan has to be adopted, or a report about it (`line`) released."""

    on: date
    year: PlanYear
    line: Line | None = None


@dataclass(frozen=True)
class PlanYear:
    shown: Progress
    reports: list[Line]
    document: str  # address of the published plan; empty when this person can't read one

    @property
    def milestones(self) -> list[Milestone]:
        return [*milestones(self.shown, self.document), *(self._milestone(line) for line in self.reports)]

    @property
    def due(self) -> Line | None:
        """The next report to be released."""
        return next(iter(self.to_come), None)

    @property
    def to_come(self) -> list[Line]:
        """The reports that are still to be released, begun or not."""
        return [line for line in self.reports if self._is_due(line)]

    @property
    def days(self) -> Iterator[Day]:
        """The days by which something has to be ready: the plan, or its reports."""
        if self.shown.deadline:
            yield Day(self.shown.deadline, self)
        else:
            yield from (Day(line.due_on, self, line) for line in self.to_come)

    @property
    def next(self) -> Iterator[str]:
        """What is to be done now, as sentences."""
        if self.shown.turn:
            yield self.shown.turn
        if self.shown.deadline and self.shown.deadline < today():
            yield self.shown.days_left
        if self.due:
            yield _report_to_come(self.due)
        if unpublished := [line.label for line in self.reports if line.release and not line.published]:
            yield _("Released and still to be published: the report over %(periods)s.") % {
                "periods": ", ".join(unpublished)
            }
        corrected = [line.label for line in self.reports if line.badge is CORRECTING]
        if corrected:
            yield _("Being corrected: the report over %(periods)s.") % {"periods": ", ".join(corrected)}
        elif self.shown.published and all(line.published for line in self.reports):
            yield _("Everything of this year is done.")

    def _is_due(self, line: Line) -> bool:
        if self.shown.adoption is None or line.release:
            return False
        return line.report is not None or line.plan.year >= min(expected_years(today()))

    def _milestone(self, line: Line) -> Milestone:
        state, note = self._standing(line)
        return Milestone(line.label, state, note, line.url)

    def _standing(self, line: Line) -> tuple[str, str]:
        if line.release:
            released = _("released %(day)s") % {"day": day(line.release.released_at)}
            return "done", f"{released}, {CORRECTING.label}" if line.badge is CORRECTING else released
        if self._is_due(line):
            state = "late" if line.late else "current" if today() > line.ends_on else "todo"
            return state, at_latest(line.due_on)
        if self.shown.adoption is None and today() <= line.due_on:
            return "todo", at_latest(line.due_on)
        return "todo", _("no report") if self.shown.adoption else ""


def _report_to_come(line: Line) -> str:
    about = {"period": line.label, "day": day(line.due_on)}
    if line.late:
        sentence = _("The report over %(period)s should have been released by %(day)s.")
    elif today() > line.ends_on:
        sentence = _("The report over %(period)s has to be released by %(day)s.")
    else:
        sentence = _("Next comes the report over %(period)s, to be released by %(day)s.")
    return " ".join(filter(None, (sentence % about, line.turn if line.report else "")))


def years(shown: Sequence[Progress], reports: Iterable[Line], person: Person) -> list[PlanYear]:
    """As this person may see them: `reports` are those of these plans that this person sees."""
    known = {(line.plan.pk, line.period): line for line in reports}
    documents = _documents([each.plan.pk for each in shown], person)
    return [
        PlanYear(
            each,
            [known.get((each.plan.pk, period)) or not_started(each.plan, period) for period in PERIODS],
            documents.get(each.plan.pk, ""),
        )
        for each in shown
    ]


def _documents(plans: Collection[int], person: Person) -> dict[int, str]:
    """Where each of these plans is published; of a joint plan the whole rather than an edition."""
    if not plans:
        return {}
    out = Publication.objects.visible_to(person).filter(kind=Kind.PLAN, revision__plan__in=plans).order_by("-edition")
    return {pk: reverse("reports:document", args=[uuid]) for pk, uuid in out.values_list("revision__plan", "uuid")}
