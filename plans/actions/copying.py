"""The rows of a draft once more, in another draft of the same plan, each under its own uuid."""

from __future__ import annotations

from typing import Any

from django.db import models

from plans.models import Draft
from plans.rows import OWN, references, rows_of

Copies = dict[tuple[type[models.Model], Any], models.Model]
"""Each copy by the model and key of what it is a copy of."""


def copy_rows(source: Draft, into: Draft) -> None:
    """Everything that makes the text. `into` is new and has nothing yet."""
    for field in Draft._meta.concrete_fields:
        if field.name not in OWN:
            setattr(into, field.name, getattr(source, field.name))
    into.save()
    into.frames.set(source.frames.all())
    copies: Copies = {(Draft, source.pk): into}
    for model, rows in rows_of(source):
        _copy(model, rows, copies)


def _copy(model: type[Any], rows: list[Any], copies: Copies) -> None:
    """Rows that refer to their own kind are tied once all of them are there: one may be older than what it names."""
    made = model._default_manager.bulk_create(_copied(row, copies) for row in rows)
    copies |= {(model, row.pk): copy for row, copy in zip(rows, made, strict=True)}
    if own := [field for field in references(model) if field.related_model is model]:
        for row, copy in zip(rows, made, strict=True):
            for field in own:
                setattr(copy, field.name, copies.get((model, getattr(row, field.attname))))
        model._default_manager.bulk_update(made, [field.name for field in own])


def _copied(row: Any, copies: Copies) -> Any:
    copy = type(row)()
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            setattr(copy, field.attname, getattr(row, field.attname))
    for field in references(type(row)):
        key = (field.related_model, getattr(row, field.attname))
        if key in copies:
            setattr(copy, field.name, copies[key])
        elif field.related_model is type(row):
            setattr(copy, field.name, None)
    return copy
