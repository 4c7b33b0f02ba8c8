"""What a team owes: plans and amendments until they are adopted, reports until released; when, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.functional import Promise

from plans.models import Draft, Plan
from plans.presenters.status import Badge, Progress, progress, progress_of
from plans.record import of_plan
from plans.workflow import OWNERS as PLAN_OWNERS
from plans.workflow import Status as PlanStatus
from priorities.codes import PERIODS
from reports.deadline import expected_years
from reports.models import Report
from reports.presenters.status import Line, lines, not_started
from reports.workflow import OWNERS as REPORT_OWNERS
from reports.workflow import Status as ReportStatus
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Seat

SOON = timedelta(weeks=4)
"""So long before something is due it is shown."""

WHOLE_PLAN = 0
"""Stands for the plan itself where a report has its period."""


@dataclass(frozen=True)
class Item:
    plan: Plan
    period: int  # of the report; WHOLE_PLAN for the plan
    title: str
    due_on: date
    badge: Badge
    roles: tuple[Role, ...]  # whose turn it is …
    seats: tuple[Seat, ...]  # … or, of a plan that waits for decisions, the seats that have to decide
    page: str
    amendment: int = 0  # its number; 0: of the plan itself, or of a report

    @property
    def late(self) -> bool:
        return self.due_on < today()

    @property
    def key(self) -> tuple[int, int, int]:
        return self.plan.pk, self.amendment, self.period

    @property
    def about(self) -> Draft:
        """For the address of what it is about."""
        return Draft(plan=self.plan, number=self.amendment)

    @property
    def turn(self) -> list[str | Promise]:
        return [str(seat) for seat in self.seats] or [role.label for role in self.roles]


def items_of(plans: Sequence[Plan]) -> list[Item]:
    """For plans fetched with `with_names()`: what is late or due soon, the oldest first. A fixed number of queries."""
    found = [*_plans(plans), *_amendments(plans), *_reports(plans)]
    return sorted((item for item in found if item.due_on <= today() + SOON), key=lambda item: item.due_on)


def item_of(plan: Plan, period: int, amendment: int = 0) -> Item | None:
    return next((item for item in items_of([plan]) if item.key == (plan.pk, amendment, period)), None)


def _plans(plans: Sequence[Plan]) -> Iterator[Item]:
    yield from _not_adopted(progress(plans))


def _amendments(plans: Sequence[Plan]) -> Iterator[Item]:
    known = {plan.pk: plan for plan in plans}
    drafts = Draft.objects.open().filter(plan__in=known, number__gt=0).select_related("revision", "amendment")
    yield from _not_adopted(
        progress_of(of_plan(d, known[d.plan_id]) for d in drafts.defer("revision__text", *Draft.TEXTS))
    )


def _not_adopted(found: Sequence[Progress]) -> Iterator[Item]:
    for shown in found:
        if shown.adoption is None and shown.due_on:
            status = PlanStatus(shown.draft.status)
            yield Item(
                plan=shown.plan,
                period=WHOLE_PLAN,
                amendment=shown.draft.number,
                title=shown.title,
                due_on=shown.due_on,
                badge=shown.badge,
                roles=tuple(map(Role, PLAN_OWNERS[status])),
                seats=_asked(shown),
                page=reverse("plans:amendment", args=[shown.draft]),
            )


def _asked(shown: Progress) -> tuple[Seat, ...]:
    return tuple(line.seat for line in shown.seats if line.state == "waiting" or shown.to_be_returned)


def _reports(plans: Sequence[Plan]) -> Iterator[Item]:
    """Of the last years all that are expected; of earlier ones what was started and never released."""
    fetched = Plan.objects.filter(pk__in=[plan.pk for plan in plans])
    adopted = set(fetched.adopted().values_list("pk", flat=True))
    in_force = [plan for plan in plans if plan.pk in adopted]
    reports = Report.objects.filter(plan__in=in_force).with_names()
    known = {(line.plan.pk, line.period): line for line in lines(reports)}
    for plan in in_force:
        expected = plan.year in expected_years(today())
        for period in PERIODS:
            line = known.get((plan.pk, period)) or (not_started(plan, period) if expected else None)
            if line and line.release is None:
                yield _report(line)


def _report(line: Line) -> Item:
    status = ReportStatus(line.report.status) if line.report else ReportStatus.OPEN
    return Item(
        plan=line.plan,
        period=line.period,
        title=line.title,
        due_on=line.due_on,
        badge=line.badge,
        roles=tuple(map(Role, REPORT_OWNERS[status])),
        seats=(),
        page=line.url or line.place,
    )
