"""How far a report is, and how its targets stand, in words a reader understands. Knows a status's colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Min
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import Adoption, Plan
from plans.policies import is_author
from plans.presenters.reach import Reach
from plans.presenters.status import Badge, published_for
from priorities.assessment import Outcome
from priorities.codes import PERIODS
from reports.codes import State
from reports.deadline import due_on, ends_on, expected_years
from reports.models import Publication, Release, Report
from reports.workflow import Status
from workplan_portal.audit.trail import today
from workplan_portal.people.models import Person

BADGES: dict[Status, Badge] = {
    Status.OPEN: Badge(Status.OPEN.label, "plain", "writing"),
    Status.OFFERED: Badge(Status.OFFERED.label, "info", "clock"),
    Status.RELEASED: Badge(Status.RELEASED.label, "good", "circle-check"),
}
REOPENED = Badge(gettext_lazy("reopened"), "wrong", "arrow-back-up")
CORRECTING = Badge(gettext_lazy("being corrected"), "attention", "pencil")
PUBLISHED = Badge(gettext_lazy("published"), "good", "circle-check")
NOT_DUE = Badge(gettext_lazy("not yet due"), "plain", "calendar")
UNRELEASED = Badge(gettext_lazy("not yet released"), "plain", "clock")
DUE = Badge(gettext_lazy("can be started"), "attention", "calendar-due")
DUE_NOW = Badge(gettext_lazy("to be made now"), "attention", "calendar-due")
LATE = Badge(gettext_lazy("late"), "wrong", "alert-triangle")

OUTCOMES: dict[Outcome, Badge] = {
    Outcome.MET: Badge(Outcome.MET.label, "good", "circle-check"),
    Outcome.ON_COURSE: Badge(Outcome.ON_COURSE.label, "good", "check"),
    Outcome.AT_RISK: Badge(Outcome.AT_RISK.label, "attention", "alert-triangle"),
    Outcome.NOT_MET: Badge(Outcome.NOT_MET.label, "wrong", "circle-x"),
    Outcome.NOT_ASSESSABLE: Badge(Outcome.NOT_ASSESSABLE.label, "plain", "help-circle"),
    Outcome.MONITORED: Badge(Outcome.MONITORED.label, "plain", "eye"),
}
STATES: dict[State, Badge] = {
    State.DONE: Badge(State.DONE.label, "good", "circle-check"),
    State.RUNNING: Badge(State.RUNNING.label, "info", "clock"),
    State.NOT_STARTED: Badge(State.NOT_STARTED.label, "plain", "minus"),
    State.BLOCKED: Badge(State.BLOCKED.label, "attention", "alert-triangle"),
    State.DROPPED: Badge(State.DROPPED.label, "wrong", "circle-x"),
}


@dataclass(frozen=True)
class Line:
    """One of the three reports of a plan, started or not."""

    plan: Plan
    period: int
    report: Report | None
    release: Release | None
    reach: Reach
    reopened: bool = False  # was the version that was released last taken back?
    told: bool = True  # may its reader know how far it is before it is released?

    @property
    def published(self) -> bool:
        """Can the version that was released last be read for every municipality that it is for?"""
        return self.reach.complete

    @property
    def ends_on(self) -> date:
        return ends_on(self.plan.year, self.period)

    @property
    def may_begin(self) -> bool:
        """Is it still to be started, in a year that has begun?"""
        return self.report is None and today().year >= self.plan.year

    @property
    def due_on(self) -> date:
        return due_on(self.plan, self.period)

    @property
    def late(self) -> bool:
        return self.release is None and today() > self.due_on

    @property
    def term(self) -> Badge:
        """How it stands by the calendar, however far it is: not yet due, due or late. Only while it is not released."""
        if self.late:
            return LATE
        return DUE_NOW if today() > self.ends_on else NOT_DUE

    @property
    def badge(self) -> Badge:
        if self.report is None:
            if today() <= self.ends_on:
                return NOT_DUE
            return DUE if self.told else UNRELEASED
        if self.report.status != Status.RELEASED and self.reopened:
            return REOPENED
        if self.report.status != Status.RELEASED and self.release:
            return CORRECTING
        if self.report.status == Status.RELEASED and self.published:
            return PUBLISHED
        if self.report.status == Status.RELEASED and self.reach.partly:
            return published_for(self.reach.partly)
        return BADGES[Status(self.report.status)]

    @property
    def label(self) -> str:
        return period_in_words(self.period)

    @property
    def title(self) -> str:
        return Report(plan=self.plan, period=self.period).title

    @property
    def url(self) -> str:
        return reverse("reports:report", args=[self.report.uuid]) if self.report else ""

    @property
    def place(self) -> str:
        """Where it stands among the reports of its plan."""
        return f"{reverse('reports:reports')}#plan-{self.plan.uuid}"

    @property
    def turn(self) -> str:
        """Whose move it is, as a sentence; empty when nothing is left to do."""
        if self.report is None:
            return self._turn_to_come
        match self.report.status:
            case Status.OPEN:
                return _("The police planner fills it in.")
            case Status.OFFERED:
                return _("The team chief releases it.")
        return self.reach.to_come if self.reach.since else _("The safety officer publishes it.")

    @property
    def _turn_to_come(self) -> str:
        if self.badge is NOT_DUE:
            told = {"day": date_format(self.ends_on + timedelta(days=1), "j F Y")}
            return _("From %(day)s the police planner fills it in, then the team chief releases it.") % told
        if self.badge is DUE:
            return _("The police planner starts this report.")
        return _("The police planner fills it in, then the team chief releases it.")


@dataclass(frozen=True)
class Course:
    """A plan in force with its three reports."""

    plan: Plan
    lines: list[Line]
    starts: bool = False  # may its reader begin a report about it?

    @property
    def anchor(self) -> str:
        return f"plan-{self.plan.uuid}"


@dataclass(frozen=True)
class Year:
    year: int
    courses: list[Course]


def by_year(courses: Iterable[Course]) -> list[Year]:
    """Expects the newest year first."""
    return [Year(year, list(found)) for year, found in groupby(courses, key=lambda c: c.plan.year)]


def courses(plans: Sequence[Plan], reports: Iterable[Report], person: Person) -> list[Course]:
    """For plans fetched with `with_names()`: those that are adopted, or were when a report about them was started.

    A fixed number of queries.
    """
    adopted = set(Adoption.objects.filter(revision__plan__in=plans).values_list("revision__plan", flat=True))
    known = {(line.plan.pk, line.period): line for line in lines(reports)}
    adopted |= {plan for plan, _period in known}
    open_to = set(Plan.objects.unfinished_visible_to(person).filter(pk__in=adopted).values_list("pk", flat=True))
    return [
        Course(
            plan,
            [known.get((plan.pk, period)) or not_started(plan, period, told=plan.pk in open_to) for period in PERIODS],
            starts=is_author(person, plan),
        )
        for plan in plans
        if plan.pk in adopted
    ]


def to_come(courses: Iterable[Course]) -> list[Line]:
    """The calendar: what is still to be released of years that are not long past, the first that is due first."""
    first = min(expected_years(today()))
    waiting = (line for course in courses for line in course.lines if line.release is None and line.plan.year >= first)
    return sorted(waiting, key=lambda line: line.due_on)


def lines(reports: Iterable[Report]) -> list[Line]:
    """A fixed number of queries."""
    known = list(reports)
    if not known:
        return []
    ever, since = _releases(known), _since(known)
    return [_line(report, ever.get(report.pk, []), since) for report in known]


def _line(report: Report, ever: Sequence[Release], since: dict[int, dict[int, datetime]]) -> Line:
    standing = [release for release in ever if not hasattr(release, "withdrawal")]
    release = standing[-1] if standing else None
    out = since.get(release.pk, {}) if release else {}
    reopened = bool(ever) and ever[-1] is not release
    return Line(report.plan, report.period, report, release, Reach(report.plan.municipalities, out), reopened=reopened)


def not_started(plan: Plan, period: int, *, told: bool = True) -> Line:
    """Or started without this reader knowing: then it is not `told`."""
    return Line(plan, period, report=None, release=None, reach=Reach(plan.municipalities, {}), told=told)


def _releases(reports: Sequence[Report]) -> dict[int, list[Release]]:
    """All of each, oldest first; those that were withdrawn too."""
    rows = Release.objects.filter(report__in=reports).select_related("withdrawal").defer("text").order_by()
    found: dict[int, list[Release]] = {}
    for release in sorted(rows, key=lambda each: each.number):
        found.setdefault(release.report_id, []).append(release)
    return found


def _since(reports: Sequence[Report]) -> dict[int, dict[int, datetime]]:
    """For each release that is out, and each municipality: from when it can be read there."""
    out = Publication.objects.in_force().filter(release__report__in=reports).order_by()
    found: dict[int, dict[int, datetime]] = {}
    for release, municipality, moment in out.values_list("release", "municipalities").annotate(Min("visible_from")):
        found.setdefault(release, {})[municipality] = moment
    return found


def period_in_words(period: int) -> str:
    return _("%(months)d months") % {"months": period}
