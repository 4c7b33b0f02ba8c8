"""A world is built once by the real actions of its people; later tests get the same rows laid in the database again.

Walking a plan to its adoption takes half a second, laying down what that walk left takes a few milliseconds. Nothing is
made up: the rows are those the walk wrote, in this same process, before its own test was rolled back.

    @remembered
    def adopted() -> Scene: …

A world in another language or on another day is another one. It is walked anew where laying down would not be the same:
in a database that already holds something, with arguments of the test's own world, and outside a test's transaction.
"""
# ruff: noqa: S608 — the only names in these statements are those of our own tables and columns

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from workplan_portal.audit.trail import now

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class World:
    """What a walk gave to its test, and what it left in each table."""

    given: bytes
    tables: dict[str, Any]


def remembered(build: Callable[P, T]) -> Callable[P, T]:
    worlds: dict[str, World] = {}

    @wraps(build)
    def recall(*args: P.args, **kwargs: P.kwargs) -> T:
        key = repr((args, sorted(kwargs.items()), get_language(), _another_day()))
        if not _is_plain(args, kwargs) or not connection.in_atomic_block or _holds_anything():
            return build(*args, **kwargs)
        if key not in worlds:
            given = build(*args, **kwargs)
            worlds[key] = World(pickle.dumps(given), {table: _read(table) for table in _filled()})
            return given
        _lay_all(worlds[key].tables)
        given_again: T = pickle.loads(worlds[key].given)  # noqa: S301 — pickled above, in this process
        return given_again

    return recall


def _another_day() -> datetime | None:
    moment = now()
    return moment if abs(timezone.now() - moment) > timedelta(minutes=1) else None


def _is_plain(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    return all(isinstance(value, str | int | bool | None) for value in (*args, *kwargs.values()))


# --- tables -----------------------------------------------------------------------------------------------------------


@cache
def _tables() -> list[str]:
    """Those of the portal; what Django itself fills when the database is made stays out."""
    made_with_the_database = {"django_content_type", "django_migrations", "auth_permission"}
    return sorted(set(connection.introspection.django_table_names(include_views=False)) - made_with_the_database)


@cache
def _standing_alone() -> list[str]:
    """Those whose rows need no row of another table: as long as they are empty, all are."""
    needing = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.db_constraint and not field.null and field.related_model is not model
    }
    return [table for table in _tables() if table not in needing]


def _filled(among: list[str] | None = None) -> list[str]:
    tables = _tables() if among is None else among
    asked = " UNION ALL ".join(f"SELECT {n} WHERE EXISTS (SELECT 1 FROM {_name(t)})" for n, t in enumerate(tables))
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [tables[number] for (number,) in cursor.fetchall()]


def _holds_anything() -> bool:
    return bool(_filled(_standing_alone()))


def _name(table: str) -> str:
    return connection.ops.quote_name(table)


# --- rows, exactly as the database has them -------------------------------------------------------------------------


def _read(table: str) -> Any:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            out = io.StringIO()
            cursor.copy_expert(f"COPY {_name(table)} TO STDOUT", out)
            return out.getvalue()
        cursor.execute(f"SELECT * FROM {_name(table)} LIMIT 0")
        columns = [name for name, *_ in cursor.description]
        # With a plus the value comes as it is stored: a bare column is turned into a date or a decimal.
        cursor.execute(f"SELECT {', '.join('+' + _name(column) for column in columns)} FROM {_name(table)}")
        return cursor.fetchall()


def _lay_all(tables: dict[str, Any]) -> None:
    for table, rows in tables.items():
        _lay(table, rows)
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.db_table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):  # what comes next gets a new number
            cursor.execute(statement)


def _lay(table: str, rows: Any) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.copy_expert(f"COPY {_name(table)} FROM STDIN", io.StringIO(rows))
        else:
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {_name(table)} VALUES ({marks})", rows)
