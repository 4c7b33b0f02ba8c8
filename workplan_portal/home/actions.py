"""A nudge: a person, and not the portal, reminds whoever has the next move."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from plans.models import Plan
from workplan_portal.audit.trail import now, record
from workplan_portal.organisation.models import BaseTeam
from workplan_portal.people.models import Person

from . import notifications
from .items import item_of
from .models import Nudge
from .policies import may_nudge, may_nudge_to_start
from .turns import Movers, turn_of
from .unstarted import NUDGE_TO_START, nudged_to_start, unstarted_of


@transaction.atomic
def nudge(*, plan: Plan, period: int, by: Person, amendment: int = 0) -> None:
    """About the plan, an amendment, or its report over this period. The plan is held: two at once send one mail."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    item = item_of(plan, period, amendment)
    turn = turn_of(item) if item else None
    may_nudge(by, item, last_nudge(plan, period, amendment), turn).or_refuse()
    if item and turn:
        Nudge.objects.create(plan=item.plan, period=item.period, amendment=item.amendment, sent_by=by, sent_at=now())
        record("nudge", subject=item.plan.subject, what=item.title, by=by, people=_names(turn, by))
        notifications.nudged(item, turn.people - {by}, by=by)


def last_nudge(plan: Plan, period: int, amendment: int) -> datetime | None:
    known = Nudge.objects.filter(plan=plan, period=period, amendment=amendment)
    return known.aggregate(last=Max("sent_at"))["last"]


@transaction.atomic
def nudge_to_start(*, team: BaseTeam, year: int, by: Person) -> None:
    """About the plan of this year, which nobody has started. The team is held, as it is by whoever starts one."""
    team = BaseTeam.objects.select_for_update(of=("self",)).select_related("district").get(pk=team.pk)
    due = unstarted_of(team)
    if due and due.year != year:
        due = None
    turn = turn_of(due) if due else None
    may_nudge_to_start(by, due, nudged_to_start([team], year).get(team.subject), turn).or_refuse()
    if due and turn:
        record(NUDGE_TO_START, subject=team.subject, what=due.title, by=by, year=year, people=_names(turn, by))
        notifications.nudged_to_start(due, turn.people - {by}, by=by)


def _names(turn: Movers, by: Person) -> list[str]:
    return sorted(person.name for person in turn.people - {by})
