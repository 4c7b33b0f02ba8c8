"""Saving a block of a draft: what the trail is told of it, and who was ahead."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from plans.models import Draft, Spell
from priorities.saving import Shown, Stale, as_text, save_changes
from workplan_portal.audit.trail import now, record
from workplan_portal.people.models import Person


class Saved(IntEnum):
    """What became of a save: false when nothing changed. Only the first of a spell is an entry in the trail."""

    NOTHING = 0
    FURTHER = 1
    FIRST = 2


def save_block_of(draft: Draft, row: Any, version: int | Shown, values: dict[str, Any], by: Person) -> Saved:
    """A choice between two texts goes into the trail with both: neither is lost."""
    shown = version if isinstance(version, Shown) else Shown(version)
    theirs = {name: as_text(getattr(row, name)) for name in shown.weighed}
    changed = _save(draft, row, shown, values, by)
    if shown.weighed:
        record("weigh", subject=draft.plan.subject, what=str(row), by=by, theirs=theirs, mine=dict(shown.weighed))
    return _remember(draft, row, values, shown, by) if changed else Saved.NOTHING


def _save(draft: Draft, row: Any, shown: Shown, values: dict[str, Any], by: Person) -> bool:
    try:
        return bool(save_changes(row, shown, values))
    except Stale as stale:
        if _was_not_heard(draft, row, values, shown, by):
            return bool(save_changes(row, row.version, values))
        if spell := _who_was_ahead(draft, row, values, shown.version, by):
            stale.by, stale.at = spell.by, spell.saved_at
        raise


def _remember(draft: Draft, row: Any, names: Iterable[str], shown: Shown, by: Person) -> Saved:
    at = now()
    spell = Spell.objects.filter(draft=draft, place=place_of(row, names), by=by).first()
    goes_on = spell is not None and spell.goes_on(at)
    if spell is None:
        spell = Spell(draft=draft, place=place_of(row, names), by=by)
    if not goes_on:
        spell.began_at = at
    spell.saved_at, spell.version, spell.tab = at, row.version, shown.tab
    spell.save()
    return Saved.FURTHER if goes_on else Saved.FIRST


def _was_not_heard(draft: Draft, row: Any, names: Iterable[str], shown: Shown, by: Person) -> bool:
    """Is the only save since then one of this very window, whose answer got lost on its way back?"""
    own = Spell.objects.filter(draft=draft, place=place_of(row, names), by=by, tab=shown.tab, version=row.version)
    return bool(shown.tab) and row.version == shown.version + 1 and own.exists()


def _who_was_ahead(draft: Draft, row: Any, names: Iterable[str], shown: int, by: Person) -> Spell | None:
    """Who saved this block last since this version was shown; the person who asks only when nobody else did."""
    spells = Spell.objects.filter(draft=draft, place=place_of(row, names), version__gt=shown).select_related("by")
    return max(spells, key=lambda spell: (spell.by_id != by.pk, spell.version), default=None)


def place_of(row: Any, names: Iterable[str]) -> str:
    """The block that is saved together: several forms change the same draft, each its own texts."""
    return f"{getattr(row, 'uuid', 'draft')} {min(names)}"
