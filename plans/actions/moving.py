"""Moving to another place in one act: under another priority, or elsewhere in the chapter.

What hangs on it comes along, and for an hour whoever moved it can put all of it back. A step up or down among its
neighbours is `drafting.move_…`: the way back of that is a step the other way.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plans.compiling import area_of
from plans.models import Block, Chapter, ContextFact, Contribution, Placement, Target
from priorities.saving import move, next_position
from workplan_portal.audit.trail import record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.richtext import plain_text
from workplan_portal.people.models import Person

from .drafting import lock_chapter, same_kind, word_of
from .remembering import undoable


@transaction.atomic
def move_contribution_to(*, placement: Placement, block: Block, by: Person, first: bool = False) -> None:
    """From this priority to that one; wherever else it stands it stays. Targets here that measure it come along.

    `Placement.DoesNotExist` when somebody took it away in the meantime.
    """
    here, there = _lock_both(placement.block, block, by)
    old = placement.block
    placement = old.placements.select_related("contribution").get(pk=placement.pk)
    contribution = placement.contribution
    if block.placements.filter(contribution=contribution).exists():
        raise Refused(_("The contribution stands under that priority already. Here it can be taken away."))
    targets = list(old.targets.filter(contribution=contribution).select_related("indicator"))
    for target in targets:
        _check_scope(target, here, there)
    _record("move_contribution_to", here, plain_text(contribution.text), by, old, block)
    with undoable("move_contribution_to", here.draft, contribution, by, chapter=here, under=old):
        placement.block, placement.position = block, next_position(block.placements)
        placement.save()
        for target in targets:
            _put(target, block)
        if first:
            same = list(same_kind(placement))
            move(same, placement, -len(same))


@transaction.atomic
def move_row_to(*, row: Target | ContextFact, block: Block, by: Person, first: bool = False) -> None:
    """A target or a fact to another priority. A target never goes without what it measures, nor to another area."""
    here, there = _lock_both(row.block, block, by)
    old = row.block
    row.refresh_from_db()
    if row.block_id != old.pk:
        raise type(row).DoesNotExist
    if row.block_id == block.pk:
        return
    if isinstance(row, Target):
        _check_scope(row, here, there)
        _check_measured(row, block)
    action = f"move_{word_of(row)}_to"
    _record(action, here, str(row), by, old, block)
    with undoable(action, here.draft, row, by, chapter=here, under=old):
        _put(row, block)
        if first:
            siblings: list[Any] = list(type(row).objects.filter(block=block))
            move(siblings, row, -len(siblings))


@transaction.atomic
def move_block_to(*, block: Block, after: Block | None, heading: str, by: Person) -> None:
    """Elsewhere in its chapter, behind another one (None: in front), and under this heading."""
    chapter = lock_chapter(block.chapter, by)
    block = chapter.blocks.select_related("priority").get(pk=block.pk)
    own = "" if heading == block.priority.heading else heading
    others = [other for other in chapter.blocks.all() if other.pk != block.pk]
    place = [other.pk for other in others].index(after.pk) + 1 if after else 0
    blocks = list(chapter.blocks.all())
    now = [other.pk for other in blocks].index(block.pk)
    if place == now and own == block.heading:
        return
    behind = str(after or "")
    record("move_block_to", subject=chapter.draft.plan.subject, what=str(block), by=by, after=behind, heading=heading)
    with undoable("move_block_to", chapter.draft, block, by, chapter=chapter):
        move(blocks, block, place - now)
        block.refresh_from_db(fields=["position"])
        block.heading, block.version = own, block.version + 1
        block.save()


# --- what it comes down to --------------------------------------------------------------------------------------------


def _lock_both(old: Block, new: Block, by: Person) -> tuple[Chapter, Chapter]:
    """Both chapters must be open to this person."""
    here, there = lock_chapter(old.chapter, by), lock_chapter(new.chapter, by)
    if here.draft_id != there.draft_id:
        raise ValueError("What is moved stays in its draft.")
    return here, there


def _put(row: Target | ContextFact, block: Block) -> None:
    row.block = block
    row.position = next_position(type(row).objects.filter(block=block))
    row.version += 1
    row.save()


def _check_scope(target: Target, here: Chapter, there: Chapter) -> None:
    """The same words in another chapter may mean another municipality, or none."""
    plan = here.draft.plan
    before, after = (area_of(plan, target.scope, chapter.municipality) for chapter in (here, there))
    if before != after:
        raise Refused(
            _(
                "The target “%(target)s” counts for %(area)s, and there it would not. Change for which area it counts, "
                "or let it stay here."
            )
            % {"target": target, "area": before or target.get_scope_display()}
        )


def _check_measured(target: Target, block: Block) -> None:
    """Alone it would be published without the mark “not for the council” of its contribution."""
    contribution = target.contribution_id
    if contribution and not Contribution.objects.filter(pk=contribution, placements__block=block).exists():
        raise Refused(
            _("This target belongs to a contribution. Move the contribution there, then the target comes along.")
        )


def _record(action: str, chapter: Chapter, what: str, by: Person, old: Block, new: Block) -> None:
    details: dict[str, Any] = {"priority": str(new), "earlier": str(old)}
    record(action, subject=chapter.draft.plan.subject, what=what, by=by, **details)
