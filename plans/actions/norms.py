"""What became of a norm that was provisional: recorded beside the adopted text, which does not change."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from plans.document import Target
from plans.models import FinalNorm, Plan
from plans.policies import may_record_final_norm
from workplan_portal.audit.trail import now, record
from workplan_portal.people.models import Person


@transaction.atomic
def record_final_norm(*, plan: Plan, target: Target, value: Decimal, source: str, by: Person) -> FinalNorm:
    """The latest counts. Recording what is known already changes nothing."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    may_record_final_norm(by, plan, target).or_refuse()
    latest = plan.final_norms.filter(target=target.id).last()
    if latest and (latest.value, latest.source) == (value, source):
        return latest
    made = FinalNorm.objects.create(
        plan=plan, target=target.id, value=value, source=source, recorded_by=by, recorded_at=now()
    )
    what = target.indicator.name
    before = str(latest.value) if latest else None
    record("record_final_norm", subject=plan.subject, what=what, by=by, value=str(value), before=before, source=source)
    return made
