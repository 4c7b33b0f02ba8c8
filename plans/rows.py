"""Which rows make the text of a draft, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from .models import (
    Block,
    Chapter,
    ContextFact,
    Contribution,
    Draft,
    LeftOutTerm,
    Placement,
    Pointer,
    Target,
    Term,
)

OWN = frozenset({"id", "plan", "number", "status", "revision", "version"})
"""Of a draft: what is its own and no text."""

COPIED: tuple[type[models.Model], ...] = (
    *(Term, LeftOutTerm, Chapter),
    *(Contribution, Pointer, Block),
    *(Placement, Target, ContextFact),
)
"""In an order in which what a row hangs on comes before it."""


def rows_of(draft: Draft) -> Iterator[tuple[type[models.Model], list[Any]]]:
    """Of each model, in that order, everything that stands in the draft."""
    keys: dict[type[models.Model], list[Any]] = {Draft: [draft.pk]}
    for model in COPIED:
        around = belongs_to(model)
        rows = list(model._default_manager.filter(**{f"{around.name}__in": keys[around.related_model]}).order_by("pk"))
        keys[model] = [row.pk for row in rows]
        yield model, rows


def belongs_to(model: type[models.Model]) -> Any:
    """The reference through which a row is part of a draft."""
    return next(field for field in references(model) if field.related_model in (Draft, *COPIED) and not field.null)


def references(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation]
