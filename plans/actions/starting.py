"""Starting a plan, and the frames it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from plans.codes import Agreement, Outcome
from plans.inheriting import Source, open_offers, source_of, text_to_start_from
from plans.models import Block, Chapter, Draft, Plan, PlanMunicipality
from plans.policies import may_bring_in, may_leave_out, may_start, may_start_from
from plans.succession import Succession
from priorities.codes import Level
from priorities.models import PolicyFrame, Priority
from priorities.saving import next_position
from workplan_portal.audit.trail import now, record
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person

from .carrying import Carrier
from .drafting import lock, take_out
from .offering import decide, offer
from .remembering import undoable

KEPT_TEXTS = ("introduction", "going_concern", "formation", "formation_fte", "upscaling")
"""What comes along. A foreword is new every year, and so is the note of agreed themes."""

TEAM_TEXTS = ("going_concern", "formation", "upscaling")
"""Of them, those of the team, which also suit a plan of another municipality."""


@transaction.atomic
def start(
    *,
    team: BaseTeam,
    year: int,
    municipalities: Sequence[Municipality],
    by: Person,
    example: bool = False,
    earlier: Plan | None = None,
) -> Plan:
    """A new plan with the frames that apply to it, their priorities already in place.

    `earlier` is an adopted plan to start from: what the police do every year, targets, facts and texts come along, the
    accents of that year are offered. It may be that of another municipality of the team.
    """
    BaseTeam.objects.select_for_update(of=("self",)).get(pk=team.pk)  # two people at once: the second is refused
    may_start(by, team, year, list(municipalities)).or_refuse()
    if earlier:
        may_start_from(by, earlier, team, year, list(municipalities)).or_refuse()
    plan = Plan.objects.create(
        team=team,
        year=year,
        example=example,
        started_by=by,
        started_at=now(),
        started_from=text_to_start_from(by, earlier, {m.pk for m in municipalities}) if earlier else None,
    )
    for municipality in municipalities:
        PlanMunicipality.objects.create(plan=plan, municipality=municipality, team=team, year=year)
    draft = Draft.objects.create(plan=plan)
    _chapters(draft, municipalities)
    frames = list(PolicyFrame.objects.applicable_to(team, municipalities, year))
    came_along = _carry(draft, frames) if earlier else {}
    there = set(draft.frames.all())
    for frame in frames:
        if frame not in there:
            _bring_in(draft, frame)
    record("start", subject=plan.subject, what=plan.title, by=by, **came_along)
    return plan


@transaction.atomic
def bring_in_frame(*, draft: Draft, frame: PolicyFrame, by: Person) -> None:
    """The plan corresponds to this frame too, and takes its priorities.

    What an earlier plan said about them, and was waiting for a frame, comes along now.
    """
    draft = lock(draft)
    may_bring_in(by, draft, frame).or_refuse()
    if not draft.frames.filter(pk=frame.pk).exists():
        _bring_in(draft, frame)
        titles = _carry_later(draft, frame, by)
        record(
            "bring_in_frame",
            subject=draft.plan.subject,
            what=frame.title,
            by=by,
            frame=str(frame.uuid),
            came_along=titles,
        )


@transaction.atomic
def leave_out_frame(*, draft: Draft, frame: PolicyFrame, by: Person, reason: str = "") -> None:
    """The plan no longer rests on this frame; what was written under its priorities goes with it."""
    draft = lock(draft)
    may_leave_out(by, draft, frame).or_refuse()
    if draft.frames.filter(pk=frame.pk).exists():
        left = list(
            Block.objects.filter(chapter__draft=draft, priority__frame=frame).select_related("priority", "chapter")
        )
        titles = [str(b) for b in left]
        with undoable("leave_out_frame", draft, frame, by, chapter=left[0].chapter if left else None):
            draft.frames.remove(frame)
            take_out(draft, left, by, reason)
        record("leave_out_frame", subject=draft.plan.subject, what=frame.title, by=by, priorities=titles)


def _chapters(draft: Draft, municipalities: Sequence[Municipality]) -> None:
    for municipality in sorted(municipalities, key=lambda m: m.name):
        _chapter(draft, Level.LOCAL, municipality)
    for level in (Level.OM, Level.REGIONAL):
        _chapter(draft, level, None)


def _carry(draft: Draft, frames: Sequence[PolicyFrame]) -> dict[str, Any]:
    """Everything the earlier plan has to give. Returns what came along, for the trail.

    A priority that it left out of a frame which still applies stays left out.
    """
    plan = draft.plan
    source = cast(Source, source_of(plan))
    carrier, succession = Carrier(draft, source), Succession(frames, source)
    for name in TEAM_TEXTS if source.of_a_neighbour else KEPT_TEXTS:
        setattr(draft, name, getattr(source.document, name))
    draft.save()
    places = {m.code: m for m in plan.municipalities}
    for old in source.chapters:
        chapter = _chapter(draft, old.level, places[old.municipality.code] if old.municipality else None)
        chapter.introduction = old.introduction
        chapter.save()
        for block in old.blocks:
            if priority := succession.of(block.priority):
                carrier.block(block, chapter, priority, succession.earlier[block.priority])
            else:
                offer(draft, [block.id])
    carrier.relate()
    carrier.terms()
    rested_on = {frame.id for frame in source.document.frames}
    draft.frames.add(*(frame for frame in frames if str(frame.uuid) in rested_on))
    landed = carrier.landed
    return {
        "earlier": source.document.year,
        "earlier_plan": source.document.id,
        "priorities": len(landed.blocks),
        "contributions": len(landed.contributions),
        "targets": len(landed.targets),
        "facts": len(landed.facts),
        "offered": open_offers(draft),
    }


def _carry_later(draft: Draft, frame: PolicyFrame, by: Person) -> list[str]:
    """The priorities of the earlier plan that waited for this frame; their titles."""
    waiting = set(map(str, draft.offers.filter(outcome=Outcome.OPEN).values_list("origin", flat=True)))
    source = source_of(draft.plan) if waiting else None
    if source is None:
        return []
    carrier, succession = Carrier(draft, source), Succession([frame], source)
    came = []
    for old in source.blocks.values():
        if old.id in waiting and (priority := succession.of(old.priority)):
            chapter = carrier.chapter_of(old)
            carrier.block(old, chapter, priority, succession.earlier[old.priority])
            decide(draft, UUID(old.id), Outcome.KEPT, by)
            came.append(old.title)
    carrier.relate()
    return came


def _bring_in(draft: Draft, frame: PolicyFrame) -> None:
    """The frame, with the priorities of it that are not in the plan yet."""
    draft.frames.add(frame)
    there = Block.objects.filter(chapter__draft=draft).values("priority")
    if priorities := list(frame.priorities.exclude(pk__in=there)):
        add_bare(draft, frame, priorities)


def add_bare(draft: Draft, frame: PolicyFrame, priorities: Sequence[Priority]) -> None:
    """Priorities of the frame, last in their chapter, with nothing under them yet."""
    owner = Municipality.objects.get(pk=frame.owner_id) if frame.level == Level.LOCAL else None
    chapter = _chapter(draft, frame.level, owner)
    for position, priority in enumerate(priorities, next_position(chapter.blocks)):
        Block.objects.create(chapter=chapter, priority=priority, position=position, agreement=_usual(frame))


def _chapter(draft: Draft, level: str, municipality: Municipality | None) -> Chapter:
    last = draft.chapters.aggregate(last=Max("position"))["last"] or 0
    return draft.chapters.get_or_create(level=level, municipality=municipality, defaults={"position": last + 1})[0]


def _usual(frame: PolicyFrame) -> Agreement:
    """With a municipality and the prosecution a team makes agreements; regional and national priorities it supports."""
    close = frame.level in (Level.LOCAL, Level.OM)
    return Agreement.STATED if close else Agreement.DEFAULT
