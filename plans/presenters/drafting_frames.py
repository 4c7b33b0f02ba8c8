"""The frames of a plan being written, and what goes with one that is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, QuerySet, prefetch_related_objects

from plans.editions import NewEdition
from plans.models import Block, Contribution
from plans.policies import may_leave_out
from plans.presenters.drafting import Desk
from plans.presenters.drafting_items import glimpse
from priorities.models import PolicyFrame
from workplan_portal.authorization.verdict import Verdict


@dataclass(frozen=True)
class FrameItem:
    frame: PolicyFrame
    priorities: int
    inside: bool
    verdict: Verdict  # may this person leave it out, or bring it in
    renewal: NewEdition | None  # a newer edition, with what is or was to be decided about it
    ended: bool  # it no longer applies to the plan

    @property
    def key(self) -> str:
        return str(self.frame.uuid)

    @property
    def anchor(self) -> str:
        return f"kader-{self.frame.uuid}"

    @property
    def is_behind(self) -> bool:
        """Is this the edition that has a newer one?"""
        return self.renewal is not None and self.renewal.frame != self.frame


def frame_items(desk: Desk) -> tuple[list[FrameItem], list[FrameItem]]:
    """The frames in the plan, and those that apply to it but are left out.

    A newer edition of one in the plan is not left out: it waits there to be taken up.
    """
    plan = desk.plan
    applicable = PolicyFrame.objects.applicable_to(plan.team, plan.municipalities, plan.year)
    current = set(applicable.values_list("pk", flat=True))
    inside = _counted(desk.draft.frames.all())
    lineages = {frame.lineage for frame in inside}
    outside = _counted(PolicyFrame.objects.filter(pk__in=current).exclude(lineage__in=lineages))
    renewals = {new.frame.lineage: new for new in desk.decided_editions}
    person, draft = desk.person, desk.draft
    prefetch_related_objects([draft], "chapters__municipality")
    # That those outside apply is known: what remains of the question is the same for both.
    return (
        [
            _item(
                frame, may_leave_out(person, draft, frame), True, renewals.get(frame.lineage), frame.pk not in current
            )
            for frame in inside
        ],
        [_item(frame, may_leave_out(person, draft, frame), False) for frame in outside],
    )


def _item(
    frame: PolicyFrame, verdict: Verdict, inside: bool, renewal: NewEdition | None = None, ended: bool = False
) -> FrameItem:
    priorities: int = frame.number_of_priorities  # type: ignore[attr-defined]
    return FrameItem(frame, priorities, inside, verdict, renewal, ended)


def _counted(frames: QuerySet[PolicyFrame]) -> list[PolicyFrame]:
    return list(frames.select_related("owner").annotate(number_of_priorities=Count("priorities")))


@dataclass
class Loss:
    """What goes when a frame is left out, and what stays because it stands elsewhere too."""

    desk: Desk
    frame: PolicyFrame

    @cached_property
    def leaving_out(self) -> Verdict:
        return may_leave_out(self.desk.person, self.desk.draft, self.frame)

    @cached_property
    def blocks(self) -> list[Block]:
        every = (b for chapter in self.desk.reader.chapters for b in chapter.blocks_read)
        return [block for block in every if block.priority.frame_id == self.frame.pk]

    @cached_property
    def _kept_ids(self) -> set[int]:
        going = {block.pk for block in self.blocks}
        return {
            contribution.pk
            for chapter in self.desk.reader.chapters
            for block in chapter.blocks_read
            if block.pk not in going
            for contribution in block.contributions_read
        }

    @property
    def contributions(self) -> list[str]:
        return [glimpse(c.text) for c in self._placed if c.pk not in self._kept_ids]

    @property
    def kept(self) -> list[str]:
        return [glimpse(c.text) for c in self._placed if c.pk in self._kept_ids]

    @property
    def _placed(self) -> Sequence[Contribution]:
        found = {c.pk: c for block in self.blocks for c in block.contributions_read}
        return list(found.values())

    @property
    def targets(self) -> list[str]:
        return [str(target.indicator) for block in self.blocks for target in block.targets_read]

    @property
    def facts(self) -> list[str]:
        return [glimpse(fact.text) for block in self.blocks for fact in block.facts_read]

    @property
    def cancel_url(self) -> str:
        return f"{self.desk.url('frames')}#kader-{self.frame.uuid}"
