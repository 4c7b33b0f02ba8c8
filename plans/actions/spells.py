"""Saving a block of a draft: what the trail is told of it, and who saved it last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plans.models import Draft, Spell
from priorities.saving import Shown, Stale, as_text, save_changes
from workplan_portal.audit.trail import now, record
from workplan_portal.people.models import Person


def save_block_of(draft: Draft, row: Any, version: int | Shown, values: dict[str, Any], by: Person) -> bool:
    """True when something changed. A choice between two texts goes into the trail with both: neither is lost."""
    weighed = version.weighed if isinstance(version, Shown) else {}
    theirs = {name: as_text(getattr(row, name)) for name in weighed}
    try:
        changed = save_changes(row, version, values)
    except Stale as stale:
        if spell := last_spell(draft, row, values):
            stale.by, stale.at = spell.by, spell.saved_at
        raise
    if weighed:
        record("weigh", subject=draft.plan.subject, what=str(row), by=by, theirs=theirs, mine=dict(weighed))
    return bool(changed)


def begins_spell(draft: Draft, row: Any, names: Iterable[str], by: Person) -> bool:
    """Is this save the first of an editing spell? Only that one is an entry in the trail."""
    at, place = now(), place_of(row, names)
    spell = Spell.objects.filter(draft=draft, place=place).first()
    if spell is None:
        Spell.objects.create(draft=draft, place=place, by=by, began_at=at, saved_at=at)
        return True
    goes_on = spell.goes_on(by, at)
    if not goes_on:
        spell.by, spell.began_at = by, at
    spell.saved_at = at
    spell.save()
    return not goes_on


def last_spell(draft: Draft, row: Any, names: Iterable[str]) -> Spell | None:
    """Who saved this block last, and when."""
    return Spell.objects.select_related("by").filter(draft=draft, place=place_of(row, names)).first()


def place_of(row: Any, names: Iterable[str]) -> str:
    """The block that is saved together: several forms change the same draft, each its own texts."""
    return f"{getattr(row, 'uuid', 'draft')} {min(names)}"
