"""A tree of frozen dataclasses as plain data, and back: what a document is stored as and read from."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Tree = TypeVar("Tree")


def plain(value: Any) -> Any:
    """Dataclasses as dicts, all the way down; everything else as it is."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    names = _names(value.__class__)
    return value if names is None else {name: plain(getattr(value, name)) for name in names}


@cache
def _names(kind: type[Any]) -> tuple[str, ...] | None:
    """Of the fields of a dataclass."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def loaded(kind: type[Tree], text: str, known: int) -> Tree:
    """The document that a stored text holds. Raises ValueError for a schema that is newer than the one `known`."""
    data = json.loads(text)
    schema = data.pop("schema")
    if schema > known:
        raise ValueError(f"The text has schema {schema}; this portal knows up to {known}.")
    document: Tree = _build(kind, data)
    return document


def built(kind: type[Tree], data: dict[str, Any]) -> Tree:
    """A part of a stored text on its own."""
    part: Tree = _build(kind, data)
    return part


def _build(kind: Any, value: Any) -> Any:
    """The value that JSON data stands for, by the type it must have."""
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], item) for item in value)
    if get_origin(kind) in (Union, UnionType):
        return None if value is None else _build(next(a for a in get_args(kind) if a is not type(None)), value)
    if kind is Decimal:
        return Decimal(value)
    if kind is date:
        return date.fromisoformat(value)
    return value


_known_hints: dict[Any, dict[str, Any]] = {}


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _known_hints:
        _known_hints[kind] = get_type_hints(kind)
    return _known_hints[kind]
