"""Reports that wait for somebody while there is no row of them yet: nobody has started them."""

from __future__ import annotations

from dataclasses import dataclass

from plans.models import Plan
from priorities.codes import PERIODS
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person

from .deadline import ends_on, expected_years
from .models import Report
from .workflow import OWNERS, Status


@dataclass(frozen=True)
class Expected:
    """A report about an adopted plan over a period that has ended."""

    plan: Plan
    period: int


def expected_of(person: Person) -> list[Expected]:
    """Of whoever fills in reports. A fixed number of queries, however many plans there are."""
    teams = person.areas(*map(Role, OWNERS[Status.OPEN]))
    if not teams:
        return []
    adopted = Plan.objects.filter(team__in=teams, year__in=expected_years(today()), revisions__adoption__isnull=False)
    plans = list(adopted.distinct().with_names())
    started = set(Report.objects.filter(plan__in=plans).values_list("plan", "period"))
    return [
        Expected(plan, period)
        for plan in plans
        for period in PERIODS
        if today() > ends_on(plan.year, period) and (plan.pk, period) not in started
    ]
