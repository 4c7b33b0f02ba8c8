"""Where a frame is used, for its page: in which plans, with the words of which edition, and what is still undecided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.codes import Taking
from plans.editions import NewEdition, compare, priorities_of
from plans.models import Block, Draft, EditionChoice, Plan
from plans.presenters.status import BADGES, Badge
from plans.workflow import Status
from priorities.models import PolicyFrame
from workplan_portal.people.models import Person

WAITS = Badge(gettext_lazy("not taken up yet"), "attention", "alert-triangle")
DECIDED = Badge(gettext_lazy("decided about"), "good", "circle-check")
NEWEST = Badge(gettext_lazy("newest edition"), "good", "circle-check")
STAYS = Badge(gettext_lazy("stays as it is"), "plain", "lock")


@dataclass(frozen=True)
class PlanUse:
    plan: Plan
    status: Badge
    editions: str
    taken_up: Badge
    since: str


@dataclass(frozen=True)
class FrameUse:
    rows: Sequence[PlanUse]
    elsewhere: int  # plans that the reader may not see

    @property
    def total(self) -> int:
        return len(self.rows) + self.elsewhere

    @property
    def waiting(self) -> int:
        return sum(row.taken_up is WAITS for row in self.rows)

    @property
    def elsewhere_in_words(self) -> str:
        if not self.elsewhere:
            return ""
        return ngettext(
            "It is also used in %(number)d plan that you can't see.",
            "It is also used in %(number)d plans that you can't see.",
            self.elsewhere,
        ) % {"number": self.elsewhere}


def use_of_frame(frame: PolicyFrame, person: Person) -> FrameUse:
    """Of the frame in all its editions; in a fixed number of questions, however many plans there are."""
    drafts = list(Draft.objects.filter(frames__lineage=frame.lineage).distinct().order_by("pk"))
    latest = {draft.plan_id: draft for draft in drafts}
    seen = Plan.objects.visible_to(person).filter(pk__in=latest).values("pk")
    plans = list(Plan.objects.with_names().filter(pk__in=seen))
    shown = [latest[plan.pk] for plan in plans]
    known = _Known(frame, shown)
    rows = [known.row(plan, draft) for plan, draft in zip(plans, shown, strict=True)]
    return FrameUse(rows, elsewhere=len(latest) - len(rows))


class _Known:
    """Everything about these drafts and the editions of one frame, read once."""

    def __init__(self, frame: PolicyFrame, drafts: Iterable[Draft]) -> None:
        ids = [draft.pk for draft in drafts]
        self.editions = list(PolicyFrame.objects.adopted().filter(lineage=frame.lineage).select_related("owner"))
        self.priorities = priorities_of(self.editions)
        links = Draft.frames.through.objects.filter(draft__in=ids, policyframe__lineage=frame.lineage)
        self.frames = _by_draft(links.select_related("policyframe").order_by("policyframe__edition"))
        of_frame = {"chapter__draft__in": ids, "priority__frame__lineage": frame.lineage}
        blocks = Block.objects.filter(**of_frame).select_related("chapter").order_by("pk")
        self.blocks: dict[int, list[Block]] = {}
        for block in blocks:
            self.blocks.setdefault(block.chapter.draft_id, []).append(block)
        choices = EditionChoice.objects.filter(draft__in=ids, edition__lineage=frame.lineage)
        self.choices = _by_draft(choices)

    def row(self, plan: Plan, draft: Draft) -> PlanUse:
        frames = [link.policyframe for link in self.frames[draft.pk]]
        taken_up, since = self._taken_up(plan, draft, frames)
        return PlanUse(plan, BADGES[Status(draft.status)], _numbers(frames), taken_up, since)

    def _taken_up(self, plan: Plan, draft: Draft, frames: Sequence[PolicyFrame]) -> tuple[Badge, str]:
        if draft.status == Status.ADOPTED:
            return STAYS, _("an adopted plan does not change")
        new = self._new(plan, draft, frames)
        if new is None:
            return NEWEST, ""
        if new.open or new.nothing_differs:
            return WAITS, _waiting(new)
        return DECIDED, _decided(self.choices.get(draft.pk, []), new)

    def _new(self, plan: Plan, draft: Draft, frames: Sequence[PolicyFrame]) -> NewEdition | None:
        blocks, choices = self.blocks.get(draft.pk, []), self.choices.get(draft.pk, [])
        return next(iter(compare(plan.year, frames, blocks, choices, self.editions, self.priorities)), None)


def _by_draft(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.draft_id, []).append(row)
    return found


def _numbers(frames: Iterable[PolicyFrame]) -> str:
    return ", ".join(str(frame.edition) for frame in frames)


def _waiting(new: NewEdition) -> str:
    day = _day(cast(date, new.frame.adopted_on))
    if not new.open:
        return _("since %(day)s; nothing in it reads otherwise") % {"day": day}
    return ngettext(
        "since %(day)s; %(number)d priority still to decide about",
        "since %(day)s; %(number)d priorities still to decide about",
        len(new.open),
    ) % {"day": day, "number": len(new.open)}


def _decided(choices: Iterable[EditionChoice], new: NewEdition) -> str:
    """When the last decision was made, and how many of each there are."""
    mine = [choice for choice in choices if choice.edition_id == new.frame.pk]
    if not mine:
        return ""
    taken = sum(choice.outcome == Taking.TAKEN for choice in mine)
    return _("%(day)s; taken over: %(taken)d, kept: %(kept)d") % {
        "day": _day(localdate(max(choice.decided_at for choice in mine))),
        "taken": taken,
        "kept": len(mine) - taken,
    }


def _day(day: date) -> str:
    return date_format(day, "j F Y")
