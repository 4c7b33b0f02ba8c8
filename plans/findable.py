"""Which text of each plan somebody finds things in: the one that this person reads when opening the plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet

from workplan_portal.audit.trail import today
from workplan_portal.search.finders import Asked, Within

from .models import Draft, Plan
from .workflow import Status


@dataclass(frozen=True)
class Findable:
    """The rows of a draft while they are being written, for who may read them then; else what was submitted."""

    draft: Draft
    being_written: bool
    current: bool  # the plan as it stands now; else an amendment that is not in force

    @cached_property
    def within(self) -> Within:
        plan = self.draft.plan
        title = plan.title if self.current else self.draft.title
        places = {place.code: place.name for place in plan.municipalities}
        return Within(title, self.draft.get_status_display(), (plan.year,), places)

    @property
    def address(self) -> Any:
        """A plan is found under its own address, also when an amendment made its text."""
        return self.draft.plan.uuid if self.current else self.draft

    @property
    def is_discussed(self) -> bool:
        """May this person read the text as it is now? Then also what is said about it."""
        return self.being_written or self.draft.status != Status.DRAFT


def plans_of(asked: Asked) -> dict[int, Plan]:
    """Those that this person sees, by their keys, with what their titles are made of."""
    plans = Plan.objects.visible_to(asked.reader).order_by().select_related("team")
    return {plan.pk: plan for plan in plans.prefetch_related(Plan.objects.municipalities())}


def unfinished_of(asked: Asked) -> set[int]:
    """Those of them that this person sees while they are being written."""
    return set(Plan.objects.unfinished_visible_to(asked.reader).order_by().values_list("pk", flat=True))


def findable(asked: Asked) -> list[Findable]:
    """Of every plan its text as it stands, and its amendments that are not in force. A fixed number of questions."""
    plans, unfinished = asked.once(plans_of), asked.once(unfinished_of)
    drafts = list(_drafts(list(plans), unfinished))
    current = {draft.plan_id: draft.pk for draft in sorted(drafts, key=_age) if not draft.number or _in_force(draft)}
    found = []
    for draft in drafts:
        draft.plan = plans[draft.plan_id]
        stands = current.get(draft.plan_id) == draft.pk
        if not stands and (draft.number == 0 or _in_force(draft)):
            continue  # another text took its place
        being_written = draft.status == Status.DRAFT and draft.plan_id in unfinished
        if being_written or draft.revision_id:
            found.append(Findable(draft, being_written, stands))
    return found


def _drafts(plans: list[int], unfinished: set[int]) -> QuerySet[Any]:
    amendments = Draft.objects.amendments_seen_with(plans, unfinished).values("pk")
    return (
        Draft.objects.filter(Q(number=0, plan__in=plans) | Q(pk__in=amendments), amendment__dropped_at=None)
        .annotate(submitted_as=F("revision__number"))
        .annotate(begins=F("revision__adoption__in_force_from"))
        .defer(*Draft.TEXTS)
        .order_by("-plan__year", "plan_id", "number")
    )


def _age(draft: Any) -> int:
    return draft.submitted_as or 0


def _in_force(draft: Any) -> bool:
    """Of an amendment."""
    return bool(draft.number and draft.status == Status.ADOPTED and draft.begins and draft.begins <= today())
