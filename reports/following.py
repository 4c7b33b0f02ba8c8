"""What reports add to the page of an adopted plan: the three that belong to it, begun or not."""

from plans.followers import show
from plans.models import Plan
from plans.policies import is_author
from priorities.codes import PERIODS
from workplan_portal.people.models import Person

from .models import Report
from .presenters.status import Course, lines, not_started


def course_of(plan: Plan, person: Person) -> Course:
    """A fixed number of queries."""
    reports = list(Report.objects.visible_to(person).filter(plan=plan))
    for report in reports:
        report.plan = plan
    known = {line.period: line for line in lines(reports)}
    told = len(known) == len(PERIODS) or Plan.objects.unfinished_visible_to(person).filter(pk=plan.pk).exists()
    found = [known.get(period) or not_started(plan, period, told=told) for period in PERIODS]
    return Course(plan, found, starts=is_author(person, plan))


show(course_of)
