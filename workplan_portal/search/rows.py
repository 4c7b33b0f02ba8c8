"""Rows of several tables that hold what is asked, in one question to the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from .finders import MOST
from .question import PLAIN, RICH, Question, condition, readable, texts


@dataclass(frozen=True)
class Row:
    """`source` is the key of what it belongs to, `key` its own, `page` that of the page it stands on."""

    what: str
    source: int
    key: str
    page: str
    heading: str
    words: str


@dataclass(frozen=True)
class Branch:
    """Of one table the rows with their texts, and which texts they have."""

    rows: QuerySet[Any]
    there: tuple[str, ...]


def branch(
    rows: QuerySet[Any],
    what: str,
    *,
    rich: tuple[Any, ...] = (),
    plain: tuple[Any, ...] = (),
    source: str = "",
    key: str = "",
    page: Any = "",
    heading: Any = "",
) -> Branch:
    """One table: the names of its fields or expressions, and the texts that are looked in."""
    found = rows.order_by().annotate(
        what=Value(what, CharField()),
        of=F(source) if source else Value(0, BigIntegerField()),
        own=_word(key),
        stands_on=_word(page),
        under=_word(heading),
        **texts(rich, plain),
    )
    return Branch(found, tuple(name for name, parts in ((RICH, rich), (PLAIN, plain)) if parts))


def fields_with(question: Question, rows: QuerySet[Any], names: Sequence[str]) -> list[Row]:
    """Of these rows the texts in markup, each found by itself, that hold all that is asked: `what` is their name."""
    found = rows.filter(reduce(or_, (condition(question, (name,), markup=True) for name in names)))
    texts = [(pk, *text) for pk, *own in found.values_list("pk", *names) for text in zip(names, own, strict=True)]
    told = [Row(name, pk, "", "", "", readable(text, "")) for pk, name, text in texts if text]
    return [row for row in told if question.fits(row.words)]


def rows_with(question: Question, branches: Sequence[Branch]) -> tuple[list[Row], bool]:
    """Those that hold all that is asked, and whether there are more than were read."""
    columns = ("what", "of", "own", "stands_on", "under", RICH, PLAIN)
    asked = [each.rows.filter(condition(question, each.there)).values_list(*columns) for each in branches]
    if not asked:
        return [], False
    first, *others = asked
    found = list(first.union(*others, all=True)[: MOST + 1] if others else first[: MOST + 1])
    rows = [_row(question, *each) for each in found[:MOST]]
    return [row for row in rows if row], len(found) > MOST


def _row(
    question: Question, what: str, of: int, own: str, page: str | None, under: str | None, rich: str, plain: str
) -> Row | None:
    words = readable(rich, plain)
    return Row(what, of, _key(own), _key(page), under or "", words) if question.fits(words) else None


def _word(part: Any) -> Any:
    """Of a field by its name, or of an expression."""
    if part == "":
        return Value("", CharField())
    return Cast(F(part) if isinstance(part, str) else part, CharField())


def _key(word: str | None) -> str:
    """A uuid as it stands in an address, however the database writes it."""
    try:
        return str(UUID(word or ""))
    except ValueError:
        return word or ""
