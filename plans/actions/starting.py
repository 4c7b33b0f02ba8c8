"""Starting a plan, and the frames it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from plans.codes import Agreement
from plans.models import Block, Chapter, Draft, Plan, PlanMunicipality
from plans.policies import may_bring_in, may_leave_out, may_start
from priorities.codes import Level
from priorities.models import PolicyFrame
from workplan_portal.audit.trail import now, record
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person

from .drafting import lock


@transaction.atomic
def start(
    *, team: BaseTeam, year: int, municipalities: Sequence[Municipality], by: Person, example: bool = False
) -> Plan:
    """A new plan with the frames that apply to it, their priorities already in place."""
    BaseTeam.objects.select_for_update(of=("self",)).get(pk=team.pk)  # two people at once: the second is refused
    may_start(by, team, year, list(municipalities)).or_refuse()
    plan = Plan.objects.create(team=team, year=year, example=example, started_by=by, started_at=now())
    for municipality in municipalities:
        PlanMunicipality.objects.create(plan=plan, municipality=municipality, team=team, year=year)
    draft = Draft.objects.create(plan=plan)
    _chapters(draft, municipalities)
    for frame in PolicyFrame.objects.applicable_to(team, municipalities, year):
        _bring_in(draft, frame)
    record("start", subject=plan.subject, what=plan.title, by=by)
    return plan


@transaction.atomic
def bring_in_frame(*, draft: Draft, frame: PolicyFrame, by: Person) -> None:
    """The plan corresponds to this frame too, and takes its priorities."""
    draft = lock(draft)
    may_bring_in(by, draft, frame).or_refuse()
    if not draft.frames.filter(pk=frame.pk).exists():
        _bring_in(draft, frame)
        record("bring_in_frame", subject=draft.plan.subject, what=frame.title, by=by, frame=str(frame.uuid))


@transaction.atomic
def leave_out_frame(*, draft: Draft, frame: PolicyFrame, by: Person) -> None:
    """The plan no longer rests on this frame; what was written under its priorities goes with it."""
    draft = lock(draft)
    may_leave_out(by, draft, frame).or_refuse()
    if draft.frames.filter(pk=frame.pk).exists():
        draft.frames.remove(frame)
        left = Block.objects.filter(chapter__draft=draft, priority__frame=frame)
        titles = [str(b) for b in left.select_related("priority")]
        left.delete()
        draft.contributions.filter(placements__isnull=True).delete()
        record("leave_out_frame", subject=draft.plan.subject, what=frame.title, by=by, priorities=titles)


def _chapters(draft: Draft, municipalities: Sequence[Municipality]) -> None:
    places: list[tuple[Level, Municipality | None]] = [
        *((Level.LOCAL, m) for m in sorted(municipalities, key=lambda m: m.name)),
        (Level.OM, None),
        (Level.REGIONAL, None),
    ]
    for position, (level, municipality) in enumerate(places, 1):
        Chapter.objects.create(draft=draft, level=level, municipality=municipality, position=position)


def _bring_in(draft: Draft, frame: PolicyFrame) -> None:
    draft.frames.add(frame)
    priorities = list(frame.priorities.all())
    if not priorities:
        return
    chapter, _made = Chapter.objects.get_or_create(
        draft=draft,
        level=frame.level,
        municipality=Municipality.objects.get(pk=frame.owner_id) if frame.level == Level.LOCAL else None,
        defaults={"position": (draft.chapters.aggregate(last=Max("position"))["last"] or 0) + 1},
    )
    last = chapter.blocks.aggregate(last=Max("position"))["last"] or 0
    for position, priority in enumerate(priorities, last + 1):
        Block.objects.create(chapter=chapter, priority=priority, position=position, agreement=_usual(frame))


def _usual(frame: PolicyFrame) -> Agreement:
    """With a municipality and the prosecution a team makes agreements; regional and national priorities it supports."""
    close = frame.level in (Level.LOCAL, Level.OM)
    return Agreement.STATED if close else Agreement.DEFAULT
