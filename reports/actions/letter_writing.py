"""Writing a letter: its fields and its texts.

Whoever edits says which version the form showed; see `priorities.saving`. Saving without a change changes nothing.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions.spells import save_block_of
from priorities.saving import Shown, move, next_position, save_changes
from reports.letters.texts import Texts
from reports.models import Letter, LetterText, TextKind
from workplan_portal.audit.trail import record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.richtext import clean
from workplan_portal.people.models import Person

from .letters import lock_to_edit


@transaction.atomic
def write_fields(*, letter: Letter, version: int | Shown, by: Person, **values: Any) -> Letter:
    """Address, references, subject, signatories."""
    letter = lock_to_edit(letter, by)
    if untold := save_block_of(letter, letter, version, values, by).untold:
        _record("write_letter", letter, str(letter), by, fields=list(untold))
    return letter


@transaction.atomic
def add_text(*, letter: Letter, text: str, by: Person) -> LetterText:
    """A block of somebody's own, before the closing."""
    letter = lock_to_edit(letter, by)
    row = LetterText.objects.create(
        letter=letter, kind=TextKind.OWN, position=next_position(letter.texts), edited=True, own_text=text
    )
    rows = list(letter.texts.all())
    closing = [r.pk for r in rows if r.kind == TextKind.CLOSING and not r.left_out]
    if closing:
        move(rows, row, [r.pk for r in rows].index(closing[0]) - len(rows) + 1)
    _record("add_letter_text", letter, str(row), by)
    return row


@transaction.atomic
def edit_text(*, row: LetterText, version: int | Shown, text: str, by: Person) -> LetterText:
    """From now on the block says this, whatever the data say. Giving the text that it shows changes nothing."""
    letter = _lock(row, by)
    shown = Texts(letter).shown(row)
    if clean(text) == shown:
        return row
    if not clean(text):
        raise Refused(_("A block without text can be left out of the letter instead."))
    if not row.edited:
        row.own_text = shown  # whoever was too late compares with what the page shows now
    if save_block_of(letter, row, version, {"own_text": text, "edited": True}, by).first:
        _record("edit_letter_text", letter, str(row), by)
    return row


@transaction.atomic
def write_anew(*, row: LetterText, by: Person) -> None:
    """Let the block follow the data again. What was written by hand is kept, and can come back."""
    letter = _lock(row, by)
    if row.kind == TextKind.OWN:
        raise Refused(_("This text was not made from the data, so it can't be written anew from them."))
    if row.edited:
        _change(row, edited=False)
        _record("write_letter_text_anew", letter, str(row), by)


@transaction.atomic
def restore_own(*, row: LetterText, by: Person) -> None:
    """Take the text that was written by hand again."""
    letter = _lock(row, by)
    if not row.own_text:
        raise Refused(_("No text was written by hand for this block."))
    if not row.edited:
        _change(row, edited=True)
        _record("restore_letter_text", letter, str(row), by)


@transaction.atomic
def leave_out(*, row: LetterText, by: Person) -> None:
    """The block does not stand in the letter; it is kept, and can be put back."""
    letter = _lock(row, by)
    if not row.left_out:
        _change(row, left_out=True)
        _record("leave_out_letter_text", letter, str(row), by)


@transaction.atomic
def put_back(*, row: LetterText, by: Person) -> None:
    letter = _lock(row, by)
    if row.left_out:
        _change(row, left_out=False)
        _record("put_back_letter_text", letter, str(row), by)


@transaction.atomic
def move_text(*, row: LetterText, steps: int, by: Person) -> None:
    """Up (-1) or down (+1) among the blocks that can be seen: what is left out or silent is passed over."""
    letter = _lock(row, by)
    rows, texts = list(letter.texts.all()), Texts(letter)
    order = [r.pk for r in rows]
    standing = [r.pk for r in rows if r.pk == row.pk or (not r.left_out and texts.shown(r))]
    target = standing[min(max(standing.index(row.pk) + steps, 0), len(standing) - 1)]
    if move(rows, row, order.index(target) - order.index(row.pk)):
        _record("move_letter_text", letter, str(row), by, steps=steps)


def _lock(row: LetterText, by: Person) -> Letter:
    letter = lock_to_edit(row.letter, by)
    row.refresh_from_db()
    row.letter = letter
    return letter


def _change(row: LetterText, **values: bool) -> None:
    save_changes(row, row.version, values)


def _record(action: str, letter: Letter, what: str, by: Person, **details: Any) -> None:
    record(action, subject=letter.subject, what=what, by=by, letter=str(letter.uuid), **details)
