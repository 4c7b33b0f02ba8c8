"""Taking over into an amendment what another one changed in the plan since it was begun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plans.compiling import compile_draft
from plans.inheriting import adopted_revision
from plans.meanwhile import DRAFT, PLACE, Change, Key, Meanwhile, Thing, Way
from plans.models import Amendment, Draft, Placement, Plan
from plans.policies_of_amendments import may_take_over
from plans.rows import COPIED, references
from workplan_portal.audit.trail import record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.comparing import combined
from workplan_portal.documents.fields import RichTextField
from workplan_portal.interface.richtext_source import from_source, to_source
from workplan_portal.people.models import Person

from .drafting import lock
from .remembering import in_words

LONGEST = 80
"""Characters of a text by which it is called."""


def meanwhile_of(draft: Draft) -> Meanwhile:
    """What was adopted since this amendment was begun, beside what it changes itself."""
    drafts, base = draft.plan.drafts, draft.amendment.base
    return Meanwhile(drafts.get(revision=base), drafts.get(revision=adopted_revision(draft.plan)), draft)


def fingerprint(draft: Draft) -> str:
    """Of both sides, so that nothing is chosen about what was not shown."""
    return f"{adopted_revision(draft.plan)}:{compile_draft(draft).digest()}"


@transaction.atomic
def take_over_amendment(*, amendment: Amendment, seen: str, chosen: Mapping[str, str], by: Person) -> Amendment:
    """What only the other one changed comes along; about what both changed `chosen` says, by its name, which way.

    From then on this amendment is one of the text adopted last: all it differs in from that is its own change.
    """
    draft = lock(amendment.draft)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=draft.plan_id)
    may_take_over(by, draft).or_refuse()
    if seen != fingerprint(draft):
        raise Refused(_("Something changed while you were looking at it. See what it is now, and choose again."))
    found = meanwhile_of(draft)
    ways = {change.name: _way(change, chosen) for change in found.changes}
    taken_over = [called(change) for change in found.of_the_other_alone]  # in words while everything is still there
    decided = {called(change): ways[change.name].value for change in found.clashes}
    hand = _Hand(found)
    for change in sorted(found.changes, key=_in_order):
        hand.carry_out(change, ways[change.name])
    hand.relate()
    amendment = Amendment.objects.get(pk=draft.amendment.pk)
    amendment.base = adopted_revision(plan)  # type: ignore[assignment]  # the policy has seen that there is one
    amendment.save(update_fields=["base"])
    record(
        "take_over_amendment",
        subject=plan.subject,
        what=draft.title,
        by=by,
        base=str(amendment.base),
        taken_over=taken_over,
        chosen=decided,
    )
    return amendment


def _way(change: Change, chosen: Mapping[str, str]) -> Way:
    if not change.clashes:
        return Way.THEIRS
    way = chosen.get(change.name, "")
    if way not in change.ways:
        raise Refused(_("Choose for everything that both amendments changed."))
    return Way(way)


def called(change: Change) -> str:
    """What it is, in words."""
    row = change.row
    if isinstance(row, Placement):
        return _("contribution “%(text)s” under “%(priority)s”") % {
            "text": in_words(row.contribution)[:LONGEST],
            "priority": row.block,
        }
    if change.key == DRAFT:
        return _field(change)
    kind, field = str(row._meta.verbose_name), _field(change)
    return ": ".join(filter(None, (kind, in_words(row)[:LONGEST], field if field != kind else "")))


def _field(change: Change) -> str:
    if not change.field:
        return ""
    if change.field == PLACE:
        return _("its place")
    return str(change.row._meta.get_field(change.field).verbose_name)  # type: ignore[union-attr]


def _in_order(change: Change) -> tuple[int, int]:
    """What came first, and what it hangs on before it; then what differs, and last what went."""
    names = [model._meta.model_name for model in COPIED]
    place = names.index(change.key[0]) if change.key[0] in names else -1
    came = change.theirs_thing is not None and change.mine_thing is None
    return (0 if came else 1 if change.field else 2), place


class _Hand:
    """Writes in the rows of the amendment."""

    def __init__(self, found: Meanwhile) -> None:
        self.found = found
        self.rows: dict[Key, Any] = {key: thing.row for key, thing in found.mine.all.items()}
        self.added: list[tuple[Any, Thing]] = []

    def carry_out(self, change: Change, way: Way) -> None:
        if way is Way.MINE:
            return
        if change.key[0] == "frame":
            frames = self.found.mine.draft.frames
            (frames.remove if change.theirs_thing is None else frames.add)(change.row)  # type: ignore[arg-type]
        elif change.field:
            self._write(change, way)
        elif change.theirs_thing is None:
            self.rows[change.key].delete()
        elif change.key in self.rows:
            self._overwrite(self.rows[change.key], change.theirs_thing)
        elif change.key[0] == "block":
            for key, thing in self.found.theirs.blocks[change.key[1]].items():
                self._add(key, thing)
        else:
            self._add(change.key, change.theirs_thing)

    def relate(self) -> None:
        """What was added may speak of what was added after it."""
        for row, thing in self.added:
            for field in references(type(row)):
                wanted = thing.values.get(field.name)
                if isinstance(wanted, tuple) and getattr(row, field.attname) is None and wanted in self.rows:
                    setattr(row, field.name, self.rows[wanted])
                    row.save()

    def _write(self, change: Change, way: Way) -> None:
        row = self.rows[change.key]
        value = _combined(change) if way is Way.BOTH else change.theirs
        if not isinstance(value, tuple):
            setattr(row, row._meta.get_field(change.field).attname, value)
        elif value in self.rows:
            setattr(row, change.field, self.rows[value])
        row.version += 1
        row.save()

    def _overwrite(self, row: Any, thing: Thing) -> None:
        """All of it but its place; what it refers to may be added only later."""
        for field in row._meta.concrete_fields:
            value = thing.values.get(field.name, row)
            if value is row or field.name == PLACE:
                continue
            setattr(row, field.attname, value) if not isinstance(value, tuple) else setattr(
                row, field.name, self.rows.get(value)
            )
        row.version += 1
        row.save()
        self.added.append((row, thing))

    def _add(self, key: Key, thing: Thing) -> None:
        """Not where what it has to stand under was left out here."""
        row = type(thing.row)()
        for field in row._meta.concrete_fields:
            if not field.primary_key:
                setattr(row, field.attname, getattr(thing.row, field.attname))
        for field in references(type(row)):
            wanted = thing.values.get(field.name, DRAFT if field.related_model is Draft else None)
            if not isinstance(wanted, tuple):
                continue
            if wanted not in self.rows and not field.null:
                return
            setattr(row, field.name, self.rows.get(wanted))
        row.save()
        self.rows[key] = row
        self.added.append((row, thing))


def _combined(change: Change) -> str:
    texts = (change.before or "", change.theirs, change.mine)
    if isinstance(change.row._meta.get_field(change.field), RichTextField):
        return str(from_source(combined(*map(to_source, texts))))
    return combined(*texts)
