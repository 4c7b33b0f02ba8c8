"""Writing a draft: texts, priorities, contributions, targets, facts and footnotes.

Whoever edits says which version of a row the form showed. When somebody else changed the same in between, nothing is
written and `Stale` is raised: the view then shows both texts. Saving without a change changes nothing and leaves no
trail; of the saves of one editing spell (`spells`) the trail has the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from plans.inheriting import without_place
from plans.models import Block, Chapter, ContextFact, Contribution, Draft, Placement, Target, Term
from plans.policies import may_write, may_write_chapter
from priorities.models import Priority
from priorities.saving import Shown, move, next_position, order_of
from workplan_portal.audit.trail import record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.richtext import plain_text
from workplan_portal.people.models import Person

from .offering import changed, dropped
from .remembering import undoable
from .resting import rest_on
from .spells import save_block_of

Measured = TypeVar("Measured", Target, ContextFact)


def lock(draft: Draft) -> Draft:
    """The draft as it is now, held until the end of the transaction: one change at a time."""
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    locked.plan = type(draft.plan).objects.with_names().get(pk=draft.plan_id)
    return locked


def lock_chapter(chapter: Chapter, by: Person) -> Chapter:
    draft = lock(chapter.draft)
    chapter = Chapter.objects.select_related("municipality").get(pk=chapter.pk)
    chapter.draft = draft
    may_write_chapter(by, chapter).or_refuse()
    return chapter


# --- shared texts -----------------------------------------------------------------------------------------------------


@transaction.atomic
def write_texts(*, draft: Draft, version: int | Shown, by: Person, **texts: Any) -> Draft:
    """Foreword, introduction and the other texts and settings of the whole plan."""
    draft = lock(draft)
    may_write(by, draft).or_refuse()
    if untold := save_block_of(draft, draft, version, texts, by).untold:
        record("write_texts", subject=draft.subject, what=draft.plan.title, by=by, fields=list(untold))
    return draft


@transaction.atomic
def write_chapter(*, chapter: Chapter, version: int | Shown, introduction: str, by: Person) -> Chapter:
    chapter = lock_chapter(chapter, by)
    values = {"introduction": introduction}
    if save_block_of(chapter.draft, chapter, version, values, by).first:
        _record("write_chapter", chapter, str(chapter), by)
    return chapter


@transaction.atomic
def add_term(*, draft: Draft, by: Person, **values: Any) -> Term:
    draft = lock(draft)
    may_write(by, draft).or_refuse()
    term = Term.objects.create(draft=draft, **values)
    record("add_term", subject=draft.plan.subject, what=str(term), by=by)
    return term


@transaction.atomic
def edit_term(*, term: Term, version: int | Shown, by: Person, **values: Any) -> Term:
    draft = lock(term.draft)
    may_write(by, draft).or_refuse()
    term.refresh_from_db()
    if save_block_of(draft, term, version, values, by).first:
        record("edit_term", subject=draft.plan.subject, what=str(term), by=by)
    return term


@transaction.atomic
def remove_term(*, term: Term, by: Person) -> None:
    draft = lock(term.draft)
    may_write(by, draft).or_refuse()
    record("remove_term", subject=draft.plan.subject, what=str(term), by=by, explanation=term.explanation)
    with undoable("remove_term", draft, term, by):
        term.delete()


# --- priorities in the plan -------------------------------------------------------------------------------------------


@transaction.atomic
def add_block(*, chapter: Chapter, priority: Priority, by: Person, **values: Any) -> Block:
    """Another block for a priority of a frame: a second one splits the priority."""
    chapter = lock_chapter(chapter, by)
    block = Block.objects.create(chapter=chapter, priority=priority, position=next_position(chapter.blocks), **values)
    _record("add_block", chapter, str(block), by)
    return block


@transaction.atomic
def edit_block(*, block: Block, version: int | Shown, by: Person, **values: Any) -> Block:
    chapter = lock_chapter(block.chapter, by)
    block.refresh_from_db()
    if untold := save_block_of(chapter.draft, block, version, values, by).untold:
        _record("edit_block", chapter, str(block), by, fields=list(untold))
    return block


@transaction.atomic
def move_block(*, block: Block, steps: int, by: Person, shown: str = "") -> None:
    """Up (-) or down (+) among the priorities of its chapter."""
    chapter = lock_chapter(block.chapter, by)
    blocks = list(chapter.blocks.all())
    _check_order((other.uuid for other in blocks), shown)
    if move(blocks, block, steps):
        _record("move_block", chapter, str(block), by, steps=steps)


@transaction.atomic
def remove_block(*, block: Block, by: Person, reason: str = "") -> None:
    """The priority is left out of the plan. Contributions that stand elsewhere too stay there."""
    chapter = lock_chapter(block.chapter, by)
    lost = [plain_text(p.contribution.text) for p in block.placements.select_related("contribution")]
    _record("remove_block", chapter, str(block), by, contributions=lost, reason=reason)
    with undoable("remove_block", chapter.draft, block, by, chapter=chapter):
        take_out(chapter.draft, [block], by, reason)
    rest_on(chapter.draft, block.priority.frame.lineage)


def take_out(draft: Draft, blocks: Iterable[Block], by: Person, reason: str) -> None:
    """These priorities go, with what stands under them and nowhere else; what came from last year counts as dropped."""
    going = {block.pk: block.origin for block in blocks}
    under = {"block__in": list(going)}
    gone = [*going.values(), *draft.offers.filter(under__in=list(going)).values_list("origin", flat=True)]
    for rows in (Target.objects.filter(**under), ContextFact.objects.filter(**under)):
        gone += rows.values_list("origin", flat=True)
    Block.objects.filter(pk__in=going).delete()
    orphans = draft.contributions.filter(placements__isnull=True)
    gone += orphans.values_list("origin", flat=True)
    orphans.delete()
    dropped(draft, [*gone, *without_place(draft)], by, reason)


# --- contributions ----------------------------------------------------------------------------------------------------


@transaction.atomic
def add_contribution(*, block: Block, by: Person, **values: Any) -> Contribution:
    chapter = lock_chapter(block.chapter, by)
    contribution = Contribution.objects.create(draft=chapter.draft, **values)
    Placement.objects.create(block=block, contribution=contribution, position=next_position(block.placements))
    _record("add_contribution", chapter, plain_text(contribution.text), by, priority=str(block))
    return contribution


@transaction.atomic
def place_contribution(*, contribution: Contribution, block: Block, by: Person) -> Placement:
    """Let it stand under one more priority of the same plan. It stays one contribution, reported once."""
    chapter = lock_chapter(block.chapter, by)
    if contribution.draft_id != chapter.draft_id:
        raise ValueError("A contribution belongs to one draft.")
    placement, made = Placement.objects.get_or_create(
        block=block, contribution=contribution, defaults={"position": next_position(block.placements)}
    )
    if made:
        _record("place_contribution", chapter, plain_text(contribution.text), by, priority=str(block))
    return placement


@transaction.atomic
def edit_contribution(*, contribution: Contribution, version: int | Shown, by: Person, **values: Any) -> Contribution:
    """Changes it under every priority it stands under, so all of those must be open to this person."""
    placements = contribution.placements.select_related("block__chapter__draft__plan")
    chapters = {p.block.chapter_id: p.block.chapter for p in placements}
    locked = [lock_chapter(chapter, by) for chapter in chapters.values()]
    contribution.refresh_from_db()
    draft = locked[0].draft
    if saved := save_block_of(draft, contribution, version, values, by):
        changed(draft, contribution, by)
        if saved.first:
            _record("edit_contribution", locked[0], plain_text(contribution.text), by)
    return contribution


@transaction.atomic
def move_contribution(*, placement: Placement, steps: int, by: Person, shown: str = "") -> None:
    """Up (-) or down (+) among the contributions of the same kind under its priority."""
    chapter = lock_chapter(placement.block.chapter, by)
    same = list(same_kind(placement))
    _check_order((other.contribution.uuid for other in same), shown)
    if move(same, placement, steps):
        _record("move_contribution", chapter, plain_text(placement.contribution.text), by, steps=steps)


def same_kind(placement: Placement) -> QuerySet[Placement]:
    """The contributions it stands among: standing ones and accents of the year are lists of their own."""
    under = placement.block.placements.select_related("contribution")
    return under.filter(contribution__kind=placement.contribution.kind)


@transaction.atomic
def remove_contribution(*, placement: Placement, by: Person, reason: str = "") -> None:
    """Take it away from this priority; when it stands nowhere else it is gone."""
    chapter = lock_chapter(placement.block.chapter, by)
    contribution = placement.contribution
    _record(
        "remove_contribution",
        chapter,
        plain_text(contribution.text),
        by,
        priority=str(placement.block),
        reason=reason,
    )
    with undoable("remove_contribution", chapter.draft, contribution, by, chapter=chapter, under=placement.block):
        placement.block.targets.filter(contribution=contribution).update(contribution=None, version=F("version") + 1)
        placement.delete()
        if not contribution.placements.exists():
            contribution.delete()
            dropped(chapter.draft, [contribution.origin], by, reason)


# --- targets and facts ------------------------------------------------------------------------------------------------


@transaction.atomic
def add_target(*, block: Block, by: Person, **values: Any) -> Target:
    chapter = lock_chapter(block.chapter, by)
    target = Target.objects.create(block=block, position=next_position(block.targets), **values)
    _record("add_target", chapter, str(target), by, priority=str(block))
    return target


@transaction.atomic
def add_fact(*, block: Block, by: Person, **values: Any) -> ContextFact:
    chapter = lock_chapter(block.chapter, by)
    fact = ContextFact.objects.create(block=block, position=next_position(block.facts), **values)
    _record("add_fact", chapter, plain_text(fact.text), by, priority=str(block))
    return fact


@transaction.atomic
def edit_row(*, row: Measured, version: int | Shown, by: Person, **values: Any) -> Measured:
    """Change a target or a context fact."""
    chapter = lock_chapter(row.block.chapter, by)
    row.refresh_from_db()
    if saved := save_block_of(chapter.draft, row, version, values, by):
        changed(chapter.draft, row, by)
        if saved.first:
            _record(f"edit_{word_of(row)}", chapter, str(row), by, priority=str(row.block))
    return row


@transaction.atomic
def move_row(*, row: Target | ContextFact, steps: int, by: Person, shown: str = "") -> None:
    chapter = lock_chapter(row.block.chapter, by)
    siblings: list[Any] = list(type(row).objects.filter(block=row.block))
    _check_order((other.uuid for other in siblings), shown)
    if move(siblings, row, steps):
        _record(f"move_{word_of(row)}", chapter, str(row), by, steps=steps)


@transaction.atomic
def remove_row(*, row: Target | ContextFact, by: Person, reason: str = "") -> None:
    chapter = lock_chapter(row.block.chapter, by)
    _record(f"remove_{word_of(row)}", chapter, str(row), by, priority=str(row.block), reason=reason)
    with undoable(f"remove_{word_of(row)}", chapter.draft, row, by, chapter=chapter, under=row.block):
        row.delete()
        dropped(chapter.draft, [row.origin], by, reason)


# --- shared moves -----------------------------------------------------------------------------------------------------


def word_of(row: Target | ContextFact) -> str:
    return "target" if isinstance(row, Target) else "fact"


def _check_order(uuids: Iterable[UUID], shown: str) -> None:
    """`shown` is the order on the page of whoever drags; a button needs none: one further is one further."""
    if shown and shown != order_of(uuids):
        raise Refused(_("Somebody else changed the order here in the meantime. Open this page again, then move it."))


def _record(action: str, chapter: Chapter, what: str, by: Person, **details: Any) -> None:
    record(action, subject=chapter.draft.plan.subject, what=what, by=by, **details)
