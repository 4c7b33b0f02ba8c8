"""Reports that wait for somebody while there is no row of them yet: nobody has started them."""

from __future__ import annotations

from collections.abc import Iterable
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


def expected_of(person: Person, adopted: Iterable[Plan]) -> list[Expected]:
    """Among these adopted plans, of whoever fills in reports. One query, however many plans there are."""
    teams, years = person.areas(*map(Role, OWNERS[Status.OPEN])), expected_years(today())
    ended = [
        Expected(plan, period)
        for plan in adopted
        for period in PERIODS
        if plan.team_id in teams and plan.year in years and today() > ends_on(plan.year, period)
    ]
    if not ended:
        return []
    plans = {each.plan.pk for each in ended}
    started = set(Report.objects.filter(plan__in=plans).order_by().values_list("plan", "period"))
    return [each for each in ended if (each.plan.pk, each.period) not in started]
