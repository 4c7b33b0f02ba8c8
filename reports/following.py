"""What reports add to the page of a plan: the three that belong to it, begun or not."""

from plans.followers import show
from plans.models import Plan
from workplan_portal.people.models import Person

from .models import Report
from .presenters.status import Course, courses


def course_of(plan: Plan, person: Person) -> Course | None:
    """None while it is not adopted. A fixed number of queries."""
    found = courses([plan], Report.objects.visible_to(person).filter(plan=plan).with_names(), person)
    return found[0] if found else None


show(course_of)
