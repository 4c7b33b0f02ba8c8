"""Letting the others know that one is here. It is no act on the plan: it leaves no trail and waits for nobody."""

from __future__ import annotations

from plans.models import Draft, Presence
from plans.policies import may_be_seen
from workplan_portal.audit.trail import now
from workplan_portal.people.models import Person


def be_here(*, draft: Draft, page: str, block: str, by: Person) -> None:
    """Until `LIFE` has passed. Whoever went is swept out, so that the table holds who is here and hardly more."""
    may_be_seen(by, draft).or_refuse()
    Presence.objects.filter(draft=draft).exclude(pk__in=Presence.objects.alive().values("pk")).delete()
    Presence.objects.update_or_create(draft=draft, person=by, page=page, defaults={"block": block, "seen_at": now()})
