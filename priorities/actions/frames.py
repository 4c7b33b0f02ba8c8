"""Keeping frames and their priorities: drafting, adopting, and the next edition of what was adopted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from priorities.codes import Level
from priorities.followers import tell
from priorities.models import FrameStatus, PolicyFrame, Priority
from priorities.policies import (
    may_add_frame,
    may_adopt_frame,
    may_discard_frame,
    may_edit_frame,
    may_renew_frame,
)
from priorities.saving import move, next_position, save_changes
from workplan_portal.audit.trail import record
from workplan_portal.documents.richtext import plain_text
from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person

COPIED = (
    "position",
    "heading",
    "safety_field",
    "title",
    "other_titles",
    "narrative",
    "ambition",
    "objective",
    "residents_input",
    "authority",
)
"""What a priority takes along into the next edition of its frame: everything its keeper wrote."""


@transaction.atomic
def add_frame(*, level: Level, owner: Area, by: Person, **values: Any) -> PolicyFrame:
    may_add_frame(by, level, owner).or_refuse()
    frame = PolicyFrame.objects.create(level=level, owner=owner, **values)
    record("add_frame", subject=frame.subject, what=frame.title, by=by)
    return frame


@transaction.atomic
def edit_frame(*, frame: PolicyFrame, version: int, by: Person, **values: Any) -> PolicyFrame:
    """Title, years and where it can be found; level and owner are what the frame is and do not change."""
    frame = _lock(frame)
    may_edit_frame(by, frame).or_refuse()
    if changes := save_changes(frame, version, values):
        record("edit_frame", subject=frame.subject, what=frame.title, by=by, changes=changes)
    return frame


@transaction.atomic
def adopt_frame(*, frame: PolicyFrame, adopted_on: date, adopted_by: str, by: Person) -> PolicyFrame:
    """From now on plans rest on it, and it never changes. The edition before it is no longer offered to new plans."""
    frame = _lock(frame)
    may_adopt_frame(by, frame).or_refuse()
    frame.status, frame.adopted_on, frame.adopted_by = FrameStatus.ADOPTED, adopted_on, adopted_by
    frame.version += 1
    frame.save()
    record(
        "adopt_frame",
        subject=frame.subject,
        what=frame.title,
        by=by,
        adopted_on=adopted_on.isoformat(),
        adopted_by=adopted_by,
        priorities=[priority.title for priority in frame.priorities.all()],
    )
    tell(frame, by=by)
    return frame


@transaction.atomic
def renew_frame(*, frame: PolicyFrame, by: Person) -> PolicyFrame:
    """The next edition of an adopted frame: a draft with copies of its priorities. The adopted one stays as it is."""
    frame = _lock(frame)
    may_renew_frame(by, frame).or_refuse()
    renewed = PolicyFrame.objects.create(
        title=frame.title,
        level=frame.level,
        owner=frame.owner,
        valid_from=frame.valid_from,
        valid_until=frame.valid_until,
        reference=frame.reference,
        edition=frame.edition + 1,
        lineage=frame.lineage,
        replaces=frame,
    )
    for priority in frame.priorities.all():
        copied = {name: getattr(priority, name) for name in COPIED}
        Priority.objects.create(frame=renewed, lineage=priority.lineage, **copied)
    record("renew_frame", subject=frame.subject, what=frame.title, by=by, edition=renewed.edition)
    record("add_frame", subject=renewed.subject, what=renewed.title, by=by, replaces=str(frame.uuid))
    return renewed


@transaction.atomic
def discard_frame(*, frame: PolicyFrame, by: Person) -> None:
    """Throw a draft away. What its priorities said stays readable in the trail."""
    frame = _lock(frame)
    may_discard_frame(by, frame).or_refuse()
    lost = [_content(priority) for priority in frame.priorities.all()]
    record("discard_frame", subject=frame.subject, what=frame.title, by=by, priorities=lost)
    frame.delete()


@transaction.atomic
def add_priority(*, frame: PolicyFrame, by: Person, **values: Any) -> Priority:
    frame = _lock(frame)
    may_edit_frame(by, frame).or_refuse()
    priority = Priority.objects.create(frame=frame, position=next_position(frame.priorities.all()), **values)
    record("add_priority", subject=frame.subject, what=priority.title, by=by)
    return priority


@transaction.atomic
def edit_priority(*, priority: Priority, version: int, by: Person, **values: Any) -> Priority:
    frame = _lock(priority.frame)
    may_edit_frame(by, frame).or_refuse()
    priority.refresh_from_db()
    if changes := save_changes(priority, version, values):
        record("edit_priority", subject=frame.subject, what=priority.title, by=by, changes=changes)
    return priority


@transaction.atomic
def move_priority(*, priority: Priority, steps: int, by: Person) -> None:
    """Up (-1) or down (+1) among the priorities of its frame."""
    frame = _lock(priority.frame)
    may_edit_frame(by, frame).or_refuse()
    if move(list(frame.priorities.all()), priority, steps):
        record("move_priority", subject=frame.subject, what=priority.title, by=by, steps=steps)


@transaction.atomic
def remove_priority(*, priority: Priority, by: Person) -> None:
    frame = _lock(priority.frame)
    may_edit_frame(by, frame).or_refuse()
    record("remove_priority", subject=frame.subject, what=priority.title, by=by, content=_content(priority))
    priority.delete()


def _lock(frame: PolicyFrame) -> PolicyFrame:
    """The frame as it is now, held until the end of the transaction."""
    return PolicyFrame.objects.select_for_update(of=("self",)).select_related("owner").get(pk=frame.pk)


def _content(priority: Priority) -> dict[str, str]:
    return {
        "title": priority.title,
        "narrative": plain_text(priority.narrative),
        "ambition": plain_text(priority.ambition),
        "objective": plain_text(priority.objective),
    }
