"""The database goes away and comes back: a clear page, nothing half done, and no restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import factories
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)

UNIT = {"code": "NW", "name": "Noordwest"}


@contextmanager
def database_away() -> Iterator[None]:
    """SQLite: its file is somewhere else. PostgreSQL: every connection is ended and no new one let in."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        connection.close()
        file, elsewhere = Path(name), Path(f"{name}.elsewhere")
        file.rename(elsewhere)
        file.mkdir()
        try:
            yield
        finally:
            connection.close()
            file.rmdir()
            elsewhere.rename(file)
    else:
        with keeper() as keep:
            keep.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            end_connections(keep, name)
            try:
                yield
            finally:
                keep.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
                connection.close()


@contextmanager
def keeper() -> Iterator[Any]:
    """A cursor on a connection of its own to the server."""
    settings = connection.get_connection_params() | {"dbname": "postgres"}
    wanted = {key: settings[key] for key in ("host", "port", "user", "password", "dbname") if settings.get(key)}
    own = psycopg2.connect(**wanted)
    own.autocommit = True
    try:
        yield own.cursor()
    finally:
        own.close()


def end_connections(keep: Any, name: str) -> None:
    keep.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def break_off() -> None:
    """PostgreSQL ends the connection; SQLite, which has none, stops at the next step of whatever it is asked."""
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(lambda: 1, 1)
    else:
        with keeper() as keep:
            end_connections(keep, str(connection.settings_dict["NAME"]))


@pytest.fixture
def desk() -> Client:
    client = Client(raise_request_exception=False, headers={"Accept-Language": "nl"})
    client.force_login(factories.person(Role.ADMINISTRATOR, factories.region().nation))
    return client


def add_a_unit(desk: Client) -> Any:
    return desk.post(reverse("organisation:add_organisation", args=["eenheid"]), UNIT)


@pytest.mark.parametrize("page", ["/", "/documenten/"])
def test_a_reader_is_told_and_reads_on_when_it_is_back(desk: Client, page: str) -> None:
    with database_away():
        answer = desk.get(page)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "Het portaal is even buiten werking" in answer.content.decode()
    assert desk.get(page).status_code == 200


def test_an_act_is_not_done_and_can_be_done_when_it_is_back(desk: Client) -> None:
    with database_away():
        assert add_a_unit(desk).status_code == 503

    assert not Unit.objects.filter(code="NW").exists()
    assert not Entry.objects.filter(action="add_organisation").exists()
    assert add_a_unit(desk).status_code == 302
    assert Unit.objects.filter(code="NW").exists()


def test_a_connection_that_breaks_half_way_leaves_nothing_behind(desk: Client) -> None:
    """The organisation is written, its entry in the trail is not: neither may be there afterwards."""

    def cut(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith('INSERT INTO "audit_entry"'):
            break_off()
        return execute(sql, *rest)

    with connection.execute_wrapper(cut):
        answer = add_a_unit(desk)
    connection.close()

    assert answer.status_code == 503
    assert "niets half gedaan" in answer.content.decode()
    assert not Unit.objects.filter(code="NW").exists()
    assert add_a_unit(desk).status_code == 302
