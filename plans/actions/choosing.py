"""Deciding what of the plan of the year before returns. A change of mind is possible while the plan is being written.

Whoever decides says which decision the page showed; when somebody else decided in between, nothing is done and `Stale`
is raised.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from plans import document as doc
from plans.codes import Kind, Outcome
from plans.inheriting import Source, source_of
from plans.models import Block, Chapter, Contribution, Draft, Offer, Target
from plans.policies import may_choose
from plans.succession import Succession
from priorities.saving import Shown
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.richtext import clean, plain_text
from workplan_portal.people.models import Person

from .carrying import Carrier
from .drafting import lock
from .offering import check_shown, decide
from .spells import save_block_of


@transaction.atomic
def keep(*, draft: Draft, origin: UUID, kind: Kind, version: int, by: Person) -> Contribution:
    """An accent of that year returns: as an accent of this year, or as what the police do every year."""
    draft, carrier = _open(draft)
    old = carrier.source.contributions[str(origin)]
    may_choose(by, _chapters(carrier, old.id)).or_refuse()
    row = carrier.landed.contributions.get(old.id)
    if row is not None and row.kind == kind:
        return row
    check_shown(draft, origin, version)
    if row is None:
        row = _returned(carrier, old, kind)
    else:
        row.kind = kind
        row.version += 1
        row.save()
    decide(draft, origin, Outcome.KEPT, by)
    _record("keep", draft, plain_text(old.text), by, kind=kind.value)
    return row


@transaction.atomic
def change(*, draft: Draft, origin: UUID, text: str, reason: str, version: int, by: Person) -> Contribution:
    """An accent of that year returns in other words, with the reason. One that was kept already stays what it was."""
    draft, carrier = _open(draft)
    old = carrier.source.contributions[str(origin)]
    may_choose(by, _chapters(carrier, old.id)).or_refuse()
    current, row = draft.offers.filter(origin=origin).first(), carrier.landed.contributions.get(old.id)
    if row and current and (row.text, current.reason) == (clean(text), reason.strip()):
        return row
    check_shown(draft, origin, version)
    if not reason.strip():
        raise Refused(_("Say why this changes."))
    row = row or _returned(carrier, old, Kind.YEAR)
    was, row.text = row.text, text
    row.version += 1
    row.save()
    decide(draft, origin, Outcome.KEPT, by, reason)
    before_and_after = [plain_text(was), plain_text(row.text)]
    _record("change", draft, plain_text(old.text), by, reason=reason.strip(), text=before_and_after)
    return row


@transaction.atomic
def drop(*, draft: Draft, origin: UUID, reason: str, version: int | Shown, by: Person) -> Offer:
    """An accent of that year, or a priority that has no frame any more, does not return. The reason is kept."""
    draft, carrier = _open(draft)
    may_choose(by, _chapters(carrier, str(origin))).or_refuse()
    current = draft.offers.filter(origin=origin).first()
    if current and current.outcome == Outcome.DROPPED and reason.strip():
        return _explain_anew(draft, current, reason, version, by)
    check_shown(draft, origin, version)
    if _is_there(carrier, str(origin)) and not carrier.source.is_accent(str(origin)):
        raise Refused(_("This stands in the plan. Take it out at its priority."))
    if not reason.strip():
        raise Refused(_("Say why this does not return."))
    _take_away(carrier, str(origin))
    decided = decide(draft, origin, Outcome.DROPPED, by, reason)
    _record("drop", draft, _words(carrier.source, str(origin)), by, reason=decided.reason)
    return decided


def _explain_anew(draft: Draft, offer: Offer, reason: str, version: int | Shown, by: Person) -> Offer:
    """What was dropped already stays so, for a reason in other words: a text that is saved while somebody writes."""
    if saved := save_block_of(draft, offer, version, {"reason": reason.strip()}, by):
        offer.decided_by, offer.name, offer.decided_at = by, by.name, now()
        offer.save(update_fields=["decided_by", "name", "decided_at"])
    if saved.first:
        words = _words(cast(Source, source_of(draft.plan)), str(offer.origin))
        _record("drop", draft, words, by, reason=offer.reason)
    return offer


@transaction.atomic
def take_over(*, draft: Draft, origin: UUID, block: Block, version: int, by: Person) -> None:
    """What stood under a priority of that year comes to stand under one of this plan."""
    draft, carrier = _open(draft)
    old = carrier.source.blocks[str(origin)]
    block = Block.objects.select_related("chapter__municipality", "priority").get(pk=block.pk, chapter__draft=draft)
    block.chapter.draft = draft
    may_choose(by, [block.chapter, *_chapters(carrier, old.id)]).or_refuse()
    if carrier.landed.blocks.get(old.id) == block:
        return
    check_shown(draft, origin, version)
    carrier.adopt(old, block)
    carrier.relate()
    decide(draft, origin, Outcome.KEPT, by, under=block)
    _kept_again(draft, carrier.new, by)
    _record("take_over", draft, old.title, by, priority=str(block))


@transaction.atomic
def bring_back(*, draft: Draft, origin: UUID, by: Person) -> None:
    """What came along and was taken out comes back as it was that year; a priority with all that stood under it."""
    draft, carrier = _open(draft)
    may_choose(by, _chapters(carrier, str(origin))).or_refuse()
    if _is_there(carrier, str(origin)):
        return
    _bring_back(draft, carrier, str(origin))
    carrier.relate()
    _kept_again(draft, {*carrier.new, str(origin)}, by)
    _record("bring_back", draft, _words(carrier.source, str(origin)), by)


# --- what it comes down to --------------------------------------------------------------------------------------------


def _open(draft: Draft) -> tuple[Draft, Carrier]:
    """Only for a draft that was started from an earlier plan: the page on which one decides exists for no other."""
    draft = lock(draft)
    return draft, Carrier(draft, cast(Source, source_of(draft.plan)))


def _chapters(carrier: Carrier, origin: str) -> list[Chapter]:
    """The chapters of this plan that it stood in, and those it stands in now."""
    source, landed = carrier.source, carrier.landed
    places = [source.blocks[origin]] if origin in source.blocks else source.places[origin]
    stood = {_place(source.chapter_of[block.id]) for block in places}
    stands = {block.chapter_id for block in landed.standing_in.get(origin, ())}
    return [c for c in carrier.chapters if c.pk in stands or (c.level, c.municipality and c.municipality.code) in stood]


def _place(chapter: doc.Chapter) -> tuple[str, str | None]:
    return chapter.level, chapter.municipality.code if chapter.municipality else None


def _is_there(carrier: Carrier, origin: str) -> bool:
    landed = carrier.landed
    return any(origin in rows for rows in (landed.blocks, landed.contributions, landed.targets, landed.facts))


def _returned(carrier: Carrier, old: doc.Contribution, kind: Kind) -> Contribution:
    """Under every priority it stood under and that is in this plan; there must be one."""
    if not any(place.id in carrier.landed.blocks for place in carrier.source.places[old.id]):
        raise Refused(_("The priority it stood under is not in this plan. Bring that back first."))
    row = carrier.contribution(old, kind)
    carrier.everywhere(row, old)
    carrier.relate()
    return row


def _bring_back(draft: Draft, carrier: Carrier, origin: str) -> None:
    source, landed = carrier.source, carrier.landed
    if origin in source.blocks:
        old = source.blocks[origin]
        succession = Succession(draft.frames.all(), source)
        priority = succession.of(old.priority)
        if priority is None:
            raise Refused(_("No frame of this plan has this priority. Let another priority take over what stood here."))
        carrier.block(old, carrier.chapter_of(old), priority, succession.earlier[old.priority])
    elif origin in source.contributions:
        _returned(carrier, source.contributions[origin], Kind.STANDING)
    elif (row := landed.blocks.get(source.places[origin][0].id)) is None:
        raise Refused(_("The priority it stood under is not in this plan. Bring that back first."))
    elif origin in source.targets:
        _target_returns(carrier, source.targets[origin], row)
    else:
        carrier.fact(source.facts[origin], row)


def _target_returns(carrier: Carrier, old: doc.Target, row: Block) -> None:
    """Never without what it measures: that may be something the council does not get."""
    if old.contribution and old.contribution not in carrier.landed.contributions:
        raise Refused(_("It measures a contribution that is not in this plan. Bring that back first."))
    carrier.target(old, row)


def _take_away(carrier: Carrier, origin: str) -> None:
    """An accent that had been kept goes, with the targets that came with it."""
    if row := carrier.landed.contributions.get(origin):
        measured = [target.id for target in carrier.source.targets_of(origin)]
        Target.objects.filter(block__chapter__draft=row.draft_id, origin__in=measured).delete()
        row.delete()


def _kept_again(draft: Draft, origins: Iterable[str], by: Person) -> None:
    """What had been dropped and is there again."""
    for offer in draft.offers.filter(origin__in=list(origins), outcome=Outcome.DROPPED):
        decide(draft, offer.origin, Outcome.KEPT, by)


def _words(source: Source, origin: str) -> str:
    """By which a reader of the trail knows it."""
    if origin in source.blocks:
        return source.blocks[origin].title
    if origin in source.contributions:
        return plain_text(source.contributions[origin].text)
    if origin in source.targets:
        return source.targets[origin].indicator.name
    return plain_text(source.facts[origin].text)


def _record(action: str, draft: Draft, what: str, by: Person, **details: Any) -> None:
    record(action, subject=draft.plan.subject, what=what, by=by, **details)
