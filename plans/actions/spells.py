"""Saving a block of a draft, a report or a letter: what the trail is told of it, and who was ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from plans.models import SpellOfWriting
from priorities.saving import Shown, Stale, as_text, save_changes
from workplan_portal.audit.trail import now, record
from workplan_portal.people.models import Person


@dataclass(frozen=True)
class Saved:
    """What became of a save: false when nothing changed."""

    changed: frozenset[str] = frozenset()
    first: bool = False
    """Of its spell: it is an entry in the trail, the others are not."""
    untold: tuple[str, ...] = ()
    """What changed for the first time in its spell, for an entry that names fields: then it names all that changed."""

    def __bool__(self) -> bool:
        return bool(self.changed)


def save_block_of(whole: Any, row: Any, version: int | Shown, values: dict[str, Any], by: Person) -> Saved:
    """Of `whole` (a draft, report or letter) the chain in the trail is told of it, once for each spell.

    A choice between two texts goes into the trail with both: neither is lost.
    """
    shown = version if isinstance(version, Shown) else Shown(version)
    theirs = {name: as_text(getattr(row, name)) for name in shown.weighed}
    changed = _save(whole, row, shown, values, by)
    if shown.weighed:
        record("weigh", subject=whole.subject, what=str(row), by=by, theirs=theirs, mine=dict(shown.weighed))
    return _remember(whole, row, values, changed, shown, by) if changed else Saved()


def _save(whole: Any, row: Any, shown: Shown, values: dict[str, Any], by: Person) -> frozenset[str]:
    try:
        return frozenset(save_changes(row, shown, values))
    except Stale as stale:
        if _was_not_heard(whole, row, values, shown, by):
            return frozenset(save_changes(row, row.version, values))
        if spell := _who_was_ahead(whole, row, values, shown.version, by):
            stale.by, stale.at = spell.by, spell.saved_at
        raise


def _remember(whole: Any, row: Any, names: Iterable[str], changed: frozenset[str], shown: Shown, by: Person) -> Saved:
    at, place = now(), place_of(row, names)
    spell: SpellOfWriting | None = whole.spells.filter(place=place, by=by).first()
    goes_on = spell is not None and spell.is_recent(at) and not _is_broken(whole, spell)
    if spell is None:
        spell = whole.spells.model(**{whole.spells.field.name: whole}, place=place, by=by)
    if not goes_on:
        spell.began_at, spell.told = at, []
    untold = sorted(changed.difference(spell.told))
    spell.told = sorted(changed.union(spell.told))
    spell.saved_at, spell.version, spell.tab = at, row.version, shown.tab
    spell.save()
    return Saved(changed, not goes_on, tuple(untold))


def _is_broken(whole: Any, spell: SpellOfWriting) -> bool:
    """Did somebody else save in between?"""
    return bool(whole.spells.filter(place=spell.place, version__gt=spell.version).exists())


def _was_not_heard(whole: Any, row: Any, names: Iterable[str], shown: Shown, by: Person) -> bool:
    """Is the only save since then one of this very window, whose answer got lost on its way back?"""
    own = whole.spells.filter(place=place_of(row, names), by=by, tab=shown.tab, version=row.version)
    return bool(shown.tab) and row.version == shown.version + 1 and own.exists()


def _who_was_ahead(whole: Any, row: Any, names: Iterable[str], shown: int, by: Person) -> SpellOfWriting | None:
    """Who saved this block last since this version was shown; the person who asks only when nobody else did."""
    spells = whole.spells.filter(place=place_of(row, names), version__gt=shown).select_related("by")
    return max(spells, key=lambda spell: (spell.by_id != by.pk, spell.version), default=None)


def place_of(row: Any, names: Iterable[str]) -> str:
    """The block that is saved together: several forms change the same draft, each its own texts."""
    return f"{_known_by(row)} {min(names)}"


def _known_by(row: Any) -> object:
    """Its own id, or that of the thing it is about; a draft, of which there is one, has none."""
    return next((getattr(row, name) for name in ("uuid", "about", "origin") if hasattr(row, name)), "draft")
