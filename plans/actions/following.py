"""Taking up a new edition of a frame in an open draft, priority by priority or all at once, and keeping what one had.

What the authors wrote themselves stays as it is. A change of mind is possible while the plan is being written. Whoever
decides says which decision the page showed; when somebody else decided in between, `Stale` is raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from plans.codes import Taking
from plans.editions import Line, NewEdition, State, Turn, new_editions
from plans.models import Block, Draft, EditionChoice
from plans.policies import may_follow
from priorities.models import PolicyFrame, Priority
from priorities.saving import Stale
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .drafting import lock
from .resting import rest_on
from .starting import add_bare


@transaction.atomic
def follow_edition(*, draft: Draft, edition: PolicyFrame, line: UUID, version: int, by: Person) -> None:
    """The plan takes the words of the new edition for this priority, or takes a new priority in."""
    draft, found = _open(draft, edition, by)
    row = _asked(found, line)
    if row.state == State.TAKEN:
        return
    _check_shown(draft, row, edition, version)
    if row.turn == Turn.DROPPED:
        raise Refused(_("Take this priority out of the plan itself: what stands under it goes with it."))
    _take(draft, found, row, by)
    _bring_the_same_along(found, taken=True)
    rest_on(draft, edition.lineage, edition)
    _record("follow_edition", draft, row.priority, edition, by)


@transaction.atomic
def keep_words(*, draft: Draft, edition: PolicyFrame, line: UUID, version: int, by: Person) -> None:
    """The plan keeps, or takes again, the words it had; a new priority stays out."""
    draft, found = _open(draft, edition, by)
    row = _asked(found, line)
    if row.state == State.KEPT:
        return
    _check_shown(draft, row, edition, version)
    if row.turn == Turn.NEW:
        _take_out_again(row)
    elif row.turn == Turn.CHANGED and not row.behind:
        _give(row.blocks, cast(Priority, row.was))
    _decide(draft, found, row, Taking.KEPT, by)
    _bring_the_same_along(found, taken=_anything_taken(draft, edition))
    rest_on(draft, edition.lineage, found.earlier)
    _record("keep_words", draft, row.priority, edition, by)


@transaction.atomic
def follow_whole_edition(*, draft: Draft, edition: PolicyFrame, by: Person) -> list[Priority]:
    """Everything that is undecided, except priorities that have gone: those take along what stands under them."""
    draft, found = _open(draft, edition, by)
    if not found.comes_along and not found.nothing_differs:
        return []
    came = [line.priority for line in found.comes_along]
    for line in found.comes_along:
        _take(draft, found, line, by)
    _bring_the_same_along(found, taken=True)
    rest_on(draft, edition.lineage, edition)
    titles = [priority.title for priority in came]
    record(
        "follow_whole_edition",
        subject=draft.plan.subject,
        what=edition.title,
        by=by,
        edition=edition.edition,
        priorities=titles,
    )
    return came


# --- what it comes down to --------------------------------------------------------------------------------------------


def _open(draft: Draft, edition: PolicyFrame, by: Person) -> tuple[Draft, NewEdition]:
    draft = lock(draft)
    may_follow(by, draft, edition).or_refuse()
    blocks = Block.objects.filter(chapter__draft=draft).select_related("priority")
    every = new_editions(draft, draft.frames.all(), blocks.order_by("chapter__position", "position", "pk"))
    found = next((new for new in every if new.frame == edition), None)
    if found is None:
        raise Refused(_("This is no longer the newest edition for this plan. Look again at its frames."))
    return draft, found


def _asked(found: NewEdition, key: UUID) -> Line:
    if line := found.line(key):
        return line
    raise Refused(_("There is nothing to decide about this priority any more. Look again."))


def _check_shown(draft: Draft, line: Line, edition: PolicyFrame, version: int) -> None:
    if line.version != version:
        raise Stale(line.choice or EditionChoice(draft=draft, edition=edition, version=0))


def _take(draft: Draft, found: NewEdition, line: Line, by: Person) -> None:
    words = cast(Priority, line.now)
    if line.turn == Turn.NEW:
        add_bare(draft, found.frame, [words])
    _give(line.behind, words)
    _decide(draft, found, line, Taking.TAKEN, by)


def _give(blocks: Sequence[Block], words: Priority) -> None:
    for block in blocks:
        if block.priority_id != words.pk:
            block.priority = words
            block.version += 1
            block.save(update_fields=["priority", "version"])


def _take_out_again(line: Line) -> None:
    """A new priority that came in with the edition, as long as nobody did anything with it."""
    if any(not _is_bare(block) for block in line.blocks):
        raise Refused(_("Something was written under this priority. Leave it out at the priority itself."))
    Block.objects.filter(pk__in=[block.pk for block in line.blocks]).delete()


def _is_bare(block: Block) -> bool:
    under = (block.placements, block.targets, block.facts)
    return block.version == 1 and not any(rows.exists() for rows in under)


def _bring_the_same_along(found: NewEdition, *, taken: bool) -> None:
    """Priorities that read the same in both editions go wherever the others went."""
    for line in found.lines:
        if line.turn == Turn.SAME:
            _give(line.blocks, cast(Priority, line.now if taken else line.was))


def _anything_taken(draft: Draft, edition: PolicyFrame) -> bool:
    return draft.edition_choices.filter(edition=edition, outcome=Taking.TAKEN).exists()


def _decide(draft: Draft, found: NewEdition, line: Line, outcome: Taking, by: Person) -> None:
    earlier = line.was.frame_id if line.was else found.earlier.pk
    made = line.choice or EditionChoice(
        draft=draft, edition=found.frame, lineage=line.key, earlier_id=earlier, version=0
    )
    made.outcome, made.decided_by, made.name, made.decided_at = outcome, by, by.name, now()
    made.version += 1
    made.save()


def _record(action: str, draft: Draft, priority: Priority, edition: PolicyFrame, by: Person) -> None:
    record(
        action,
        subject=draft.plan.subject,
        what=priority.title,
        by=by,
        frame=edition.title,
        edition=edition.edition,
    )
