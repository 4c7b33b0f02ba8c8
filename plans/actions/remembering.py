"""Remembering what was taken out of a draft, or to another place in it, for whoever wants it back within the hour."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core import serializers
from django.db import models

from plans.models import (
    Block,
    Chapter,
    ContextFact,
    Contribution,
    Draft,
    Offer,
    Placement,
    Pointer,
    Removal,
    Target,
    Term,
)
from plans.models.removal import LONGEST_WHAT
from priorities.models import PolicyFrame
from workplan_portal.audit.trail import now
from workplan_portal.documents.richtext import beginning, plain_text
from workplan_portal.people.models import Person

KEPT = timedelta(days=1)
"""Longer than it can be put back: whoever comes too late is told so."""

Rows = dict[tuple[str, int], dict[str, Any]]
"""Every row of a draft by its table and key, in an order in which it can be put back."""


@contextmanager
def undoable(
    action: str,
    draft: Draft,
    row: Block | Contribution | Target | ContextFact | Term | PolicyFrame,
    by: Person,
    *,
    chapter: Chapter | None = None,
    under: Block | None = None,
) -> Iterator[None]:
    """Whatever goes, moves or changes inside is what putting `row` back will make good."""
    what, before = in_words(row), _rows(draft)
    yield
    after = _rows(draft)
    Removal.objects.filter(draft=draft, at__lt=now() - KEPT).delete()
    gone = [kept for key, kept in before.items() if key not in after]
    touched = [{"was": before.get(key), "after": kept} for key, kept in after.items() if before.get(key) != kept]
    if gone or any(has_moved(before.get(key), kept) for key, kept in after.items()):
        Removal.objects.create(
            draft=draft,
            chapter=chapter,
            action=action,
            what=what,
            row=row.uuid,
            under=under.uuid if under else None,
            gone=gone,
            touched=touched,
            by=by,
            at=now(),
        )


def has_moved(was: dict[str, Any] | None, after: dict[str, Any]) -> bool:
    """To another priority; of a priority: within its chapter."""
    if was is None:
        return False
    names = ("position", "heading") if after["model"] == Block._meta.label_lower else ("block",)
    return any(was["fields"].get(name) != after["fields"].get(name) for name in names)


def in_words(row: models.Model) -> str:
    words = plain_text(row.text) if isinstance(row, Contribution | ContextFact) else str(row)
    return beginning(words, LONGEST_WHAT)


def as_kept(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = json.loads(serializers.serialize("json", rows))
    return kept


def _rows(draft: Draft) -> Rows:
    under = {"block__chapter__draft": draft}
    tables: list[models.QuerySet[Any]] = [
        Block.objects.filter(chapter__draft=draft),
        Contribution.objects.filter(draft=draft),
        Placement.objects.filter(**under),
        Pointer.objects.filter(contribution__draft=draft),
        Target.objects.filter(**under),
        ContextFact.objects.filter(**under),
        Term.objects.filter(draft=draft),
        Offer.objects.filter(draft=draft),
    ]
    return {(kept["model"], kept["pk"]): kept for table in tables for kept in as_kept(table.order_by("pk"))}
