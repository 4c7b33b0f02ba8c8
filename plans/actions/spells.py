"""Saving a block of a draft: what the trail is told of it, and who was ahead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plans.models import Draft, Spell
from priorities.saving import Shown, Stale, as_text, save_changes
from workplan_portal.audit.trail import now, record
from workplan_portal.people.models import Person


def save_block_of(draft: Draft, row: Any, version: int | Shown, values: dict[str, Any], by: Person) -> bool:
    """True when something changed. A choice between two texts goes into the trail with both: neither is lost."""
    shown = version if isinstance(version, Shown) else Shown(version)
    weighed = shown.weighed
    theirs = {name: as_text(getattr(row, name)) for name in weighed}
    try:
        changed = save_changes(row, shown, values)
    except Stale as stale:
        if spell := _who_was_ahead(draft, row, values, shown.version, by):
            stale.by, stale.at = spell.by, spell.saved_at
        raise
    if weighed:
        record("weigh", subject=draft.plan.subject, what=str(row), by=by, theirs=theirs, mine=dict(weighed))
    return bool(changed)


def begins_spell(draft: Draft, row: Any, names: Iterable[str], by: Person) -> bool:
    """Is this save the first of an editing spell? Only that one is an entry in the trail."""
    at = now()
    spell = Spell.objects.filter(draft=draft, place=place_of(row, names), by=by).first()
    goes_on = spell is not None and spell.goes_on(at)
    if spell is None:
        spell = Spell(draft=draft, place=place_of(row, names), by=by)
    if not goes_on:
        spell.began_at = at
    spell.saved_at, spell.version = at, row.version
    spell.save()
    return not goes_on


def _who_was_ahead(draft: Draft, row: Any, names: Iterable[str], shown: int, by: Person) -> Spell | None:
    """Who saved this block last since this version was shown; the person who asks only when nobody else did."""
    spells = Spell.objects.filter(draft=draft, place=place_of(row, names), version__gt=shown).select_related("by")
    return max(spells, key=lambda spell: (spell.by_id != by.pk, spell.version), default=None)


def place_of(row: Any, names: Iterable[str]) -> str:
    """The block that is saved together: several forms change the same draft, each its own texts."""
    return f"{getattr(row, 'uuid', 'draft')} {min(names)}"
