"""The empty database that tests start from: migrated once, then copied for every process.

Walking all migrations takes as long as two hundred tests. The outcome is kept under a digest of the migrations, so
another migration makes another one: on SQLite as a file in `.pytest_cache/migrated`, which may be thrown away, on
PostgreSQL as a database of the same server. Django still asks the copy whether a migration is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection


def copy_for_this_process(config: pytest.Config) -> None:
    """Lay a migrated database where Django is going to look for the one of the tests."""
    migrated = make_migrated(config)
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        shutil.copyfile(migrated, name)
    else:
        with _one_at_a_time(config), connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')


def make_migrated(config: pytest.Config) -> str:
    """Where it is. Whoever comes first makes it, the others wait."""
    with _one_at_a_time(config):
        if connection.vendor == "sqlite":
            return _file(_kept(config))
        return _database()


def _file(folder: Path) -> str:
    made, unfinished = folder / f"{_digest()}.sqlite3", folder / "unfinished.sqlite3"
    if not made.exists():
        for old in folder.glob("*.sqlite3*"):
            old.unlink()
        _migrate(str(unfinished))
        unfinished.rename(made)
    return str(made)


def _database() -> str:
    made, unfinished = f"migrated_{_digest()}", "migrated_unfinished"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [made])
        if cursor.fetchone() is None:
            cursor.execute(f"DROP DATABASE IF EXISTS {unfinished}")
            cursor.execute(f"CREATE DATABASE {unfinished}")
            _migrate(unfinished)
            cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {made}")
    return made


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _digest() -> str:
    """Of all migrations, those of other packages by their versions."""
    known = hashlib.sha256(f"{version('Django')} {version('django-allauth')}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        for migration in sorted(Path(app.path).glob("migrations/*.py")):
            known.update(migration.name.encode() + migration.read_bytes())
    return known.hexdigest()[:16]


def _kept(config: pytest.Config) -> Path:
    folder = config.rootpath / ".pytest_cache" / "migrated"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _one_at_a_time(config: pytest.Config) -> Iterator[None]:
    with (_kept(config) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
