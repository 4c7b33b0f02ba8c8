"""Set the deadlines of a team."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from workplan_portal.audit.trail import record
from workplan_portal.authorization.overtaken import judged_again
from workplan_portal.authorization.verdict import Refused
from workplan_portal.organisation.models import BaseTeam
from workplan_portal.people.models import Person

from .models import Deadlines
from .policies import may_set_deadlines


@judged_again
@transaction.atomic
def set_deadlines(*, team: BaseTeam, version: int, by: Person, **values: Any) -> None:
    """`version` is the one that was shown. Nothing when nothing changes."""
    may_set_deadlines(by, team).or_refuse()
    kept = Deadlines.objects.select_for_update().filter(team=team).first() or Deadlines(team=team)
    if kept.version != version:
        raise Refused(_("Somebody set these deadlines while you were looking at them. Check them and save again."))
    before = {name: getattr(kept, name) for name in values}
    changed = {
        name: {"before": before[name], "after": value} for name, value in values.items() if before[name] != value
    }
    if not changed:
        return
    for name, value in values.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save()
    record("set_deadlines", subject=team.subject, what=str(team), by=by, changed=changed)
