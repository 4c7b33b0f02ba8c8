"""A nudge: a person, and not the portal, reminds whoever has the next move."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plans.models import Plan
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from . import notifications
from .items import Item, item_of
from .models import Nudge
from .policies import may_nudge


@transaction.atomic
def nudge(*, plan: Plan, period: int, by: Person, amendment: int = 0) -> None:
    """About the plan, an amendment, or its report over this period. The plan is held: two at once send one mail."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    item = item_of(plan, period, amendment)
    may_nudge(by, item, last_nudge(plan, period, amendment)).or_refuse()
    if item is not None:
        _tell(item, by)


def last_nudge(plan: Plan, period: int, amendment: int) -> datetime | None:
    known = Nudge.objects.filter(plan=plan, period=period, amendment=amendment)
    return known.aggregate(last=Max("sent_at"))["last"]


def _tell(item: Item, by: Person) -> None:
    people = notifications.whose_turn(item) - {by}
    if not people:
        raise Refused(_("Nobody is appointed there now. Ask the functional administrator."))
    Nudge.objects.create(plan=item.plan, period=item.period, amendment=item.amendment, sent_by=by, sent_at=now())
    names = sorted(person.name for person in people)
    record("nudge", subject=item.plan.subject, what=item.title, by=by, people=names)
    notifications.nudged(item, people, by=by)
