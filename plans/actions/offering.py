"""What is remembered about the plan of the year before: offered, kept or dropped, by whom and why.

Only the current decision is kept here; the trail has them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from plans.codes import Outcome
from plans.models import Block, Carried, Draft, Offer
from priorities.saving import Shown, Stale
from workplan_portal.audit.trail import now
from workplan_portal.people.models import Person


def offer(draft: Draft, origins: Iterable[str]) -> None:
    """Let the authors decide; what they decided about before stays decided."""
    for origin in origins:
        Offer.objects.get_or_create(draft=draft, origin=origin)


def decide(
    draft: Draft, origin: UUID, outcome: Outcome, by: Person, reason: str = "", under: Block | None = None
) -> Offer:
    made, _new = Offer.objects.get_or_create(draft=draft, origin=origin, defaults={"version": 0})
    made.outcome, made.reason, made.under = outcome, reason.strip(), under
    made.decided_by, made.name, made.decided_at = by, by.name, now()
    made.version += 1
    made.save()
    return made


def changed(draft: Draft, row: Carried, by: Person) -> None:
    """Somebody gave another turn to what came along. Why it was changed before stays with it."""
    if row.origin:
        before = draft.offers.filter(origin=row.origin, outcome=Outcome.KEPT).first()
        decide(draft, row.origin, Outcome.KEPT, by, before.reason if before else "")


def dropped(draft: Draft, origins: Iterable[UUID | None], by: Person, reason: str) -> None:
    """These no longer stand in the plan; what is new this year has no origin and is nobody's loss."""
    for origin in {origin for origin in origins if origin}:
        decide(draft, origin, Outcome.DROPPED, by, reason)


def check_shown(draft: Draft, origin: UUID, version: int | Shown) -> None:
    """Raises `Stale` when somebody decided since the page with this version was shown (0: nothing was decided yet)."""
    current = draft.offers.filter(origin=origin).first() or Offer(draft=draft, origin=origin, version=0)
    if current.version != (version.version if isinstance(version, Shown) else version):
        raise Stale(current)
