"""Rows of several tables that hold what is asked, in one question to the database.

Who asks and for which words changes which rows are looked in and for what, and nothing else: so Django writes the
question about a table once, and what changes is put around it. Twenty tables written anew took longer than to look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from workplan_portal.documents.richtext import plain_text

from .finders import MOST
from .folding import pattern
from .question import Question

RICH, PLAIN = "rich_words", "plain_words"
COLUMNS = ("what", "of", "own", "stands_on", "under", RICH, PLAIN)

Keys = Collection[int] | QuerySet[Any]
Sql = tuple[str, list[Any]]
"""With its parameters."""


@dataclass(frozen=True)
class Row:
    """`source` is the key of what it belongs to, `key` its own, `page` that of the page it stands on."""

    what: str
    source: int
    key: str
    page: str
    heading: str
    words: str


class Table:
    """Of one kind of rows the texts that are looked in and what is told of them: names of fields, or expressions.

    By `source` is told in which of the rows somebody may look.
    """

    def __init__(
        self,
        what: str,
        rows: QuerySet[Any],
        *,
        source: str = "pk",
        rich: tuple[Any, ...] = (),
        plain: tuple[Any, ...] = (),
        key: Any = "",
        page: Any = "",
        heading: Any = "",
    ) -> None:
        self._there = [name for name, parts in ((RICH, rich), (PLAIN, plain)) if parts]
        self._rows = rows.order_by().annotate(
            what=Value(what, CharField()),
            of=F(source),
            own=_word(key),
            stands_on=_word(page),
            under=_word(heading),
            rich_words=_joined(rich),
            plain_words=_joined(plain),
        )

    @cached_property
    def _written(self) -> Sql:
        sql, params = self._rows.values_list(*COLUMNS).query.sql_with_params()
        return sql, list(params)

    def with_all(self, question: Question, keys: Keys) -> Sql:
        """The rows of these sources in which each term stands, in one text or another."""
        (sql, params), (keys_sql, wanted) = self._written, _among(keys)
        regex = connection.operators["regex"]  # type: ignore[attr-defined]  # every database has its own
        stands = " OR ".join(f'"{name}" {regex}' for name in self._there)
        patterns = [pattern(term, markup=name == RICH) for term in question.terms for name in self._there]
        holds = f" AND ({stands})" * len(question.terms)
        # nothing that anybody typed stands in the question itself
        return f'SELECT * FROM ({sql}) AS "rows" WHERE "of" IN ({keys_sql}){holds}', params + wanted + patterns  # noqa: S608


def rows_with(question: Question, asked: Mapping[Table, Keys]) -> tuple[list[Row], bool]:
    """Those that hold all that is asked, table by table, and whether there are more than were read."""
    parts = list(_parts(question, asked))
    if not parts:
        return [], False
    sql = " UNION ALL ".join(sql for sql, _params in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {MOST + 1}", [param for _sql, params in parts for param in params])
        found = cursor.fetchall()
    rows = [_row(question, *each) for each in found[:MOST]]
    return [row for row in rows if row], len(found) > MOST


def _parts(question: Question, asked: Mapping[Table, Keys]) -> Iterator[Sql]:
    for table, keys in asked.items():
        try:
            yield table.with_all(question, keys)
        except EmptyResultSet:
            continue


def _among(keys: Keys) -> Sql:
    if isinstance(keys, QuerySet):
        sql, params = keys.order_by().values("pk").query.sql_with_params()
        return sql, list(params)
    if not keys:
        raise EmptyResultSet
    return ", ".join(["%s"] * len(keys)), list(keys)


def _row(
    question: Question, what: str, of: int, own: str, page: str | None, under: str | None, rich: str, plain: str
) -> Row | None:
    words = "\n".join(filter(None, (plain_text(rich), plain.strip())))
    return Row(what, of, _key(own), _key(page), under or "", words) if question.fits(words) else None


def _word(part: Any) -> Any:
    """Of a field by its name, or of an expression."""
    if part == "":
        return Value("", CharField())
    return Cast(F(part) if isinstance(part, str) else part, CharField())


def _joined(parts: tuple[Any, ...]) -> Any:
    """None of the parts is ever NULL. (`Concat` would build a tree of pairs.)"""
    lines = [piece for part in parts for piece in (Value("\n"), F(part) if isinstance(part, str) else part)]
    if not lines:
        return Value("", TextField())
    return Func(*lines[1:], template="(%(expressions)s)", arg_joiner=" || ", output_field=TextField())


def _key(word: str | None) -> str:
    """A uuid as it stands in an address, however the database writes it."""
    try:
        return str(UUID(word or ""))
    except ValueError:
        return word or ""
