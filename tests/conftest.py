"""What holds for every test: nothing leaves this machine, nothing is written into the portal's own data."""

import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from tests import database

# Programs outside Python that some tests need: the command to look for, and Debian's packages that bring it.
TOOLS = {
    "chromium": ("chromium-headless-shell", "chromium-headless-shell libatomic1"),
    "gettext": ("msgfmt", "gettext"),
    "java": ("javac", "default-jdk-headless libjaxb-java"),
    "poppler": ("pdftotext", "poppler-utils"),
}
MISSING = {tool: packages for tool, (command, packages) in TOOLS.items() if shutil.which(command) is None}

# No deadline: how long an example takes on a busy machine says nothing about the code.
hypothesis.settings.register_profile("default", deadline=None, max_examples=50)
hypothesis.settings.register_profile("long", deadline=None, max_examples=20_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Seventy times Python's own number: what a page leaves behind is little beside the memory a browser or a PDF takes."""


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until everything is imported: nothing of that goes away again
    place = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))
    settings.EXAMPLE = False
    settings.DATA_DIR = place
    settings.FILES_DIR = place / "files"
    # Each worker its own: else a test that clears the cache takes away what another one is counting.
    settings.CACHES["default"]["LOCATION"] = place / "cache"
    settings.CACHES["documents"]["LOCATION"] = place / "documents"
    settings.STATIC_ROOT = place / "static"
    settings.STATIC_ROOT.mkdir()  # whitenoise warns when it is not there
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and guards nothing here
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file: in memory all threads of the live server would share one connection and so one transaction.
        database.setdefault("TEST", {})["NAME"] = str(place / "test.sqlite3")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a missing program makes impossible: the summary says so, and in CI the run fails."""
    _leave_out(config, items, lambda item: any(MISSING.keys() & mark.args for mark in item.iter_markers("requires")))
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        _leave_out(config, items, lambda item: not _uses_the_database(item) or _is_about_pages(item))


def _leave_out(config: pytest.Config, items: list[pytest.Item], unwanted: Callable[[pytest.Item], bool]) -> None:
    left_out = {item: None for item in items if unwanted(item)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _uses_the_database(item: pytest.Item) -> bool:
    """A test that never asks the database says the same on every one: the run on SQLite is enough."""
    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _is_about_pages(item: pytest.Item) -> bool:
    """How pages look and sound is the same whatever database they were read from: others test that they are read.

    So is whether a file is archivable and accessible, which veraPDF judges. Where a whole module is about pages, those
    of its tests that say who sees what, or open all its pages, are marked to run on every database nevertheless.
    """
    judged = any("java" in mark.args for mark in item.iter_markers("requires"))
    about_pages = item.get_closest_marker("appearance") is not None and item.get_closest_marker("everywhere") is None
    return judged or about_pages


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for tool, packages in MISSING.items():
        terminalreporter.write_line(
            f"NOT RUN: the tests that require {tool}, which is not on this machine: sudo apt-get install {packages}",
            red=True,
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    if MISSING and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_finish(session: pytest.Session) -> None:
    """Looking again and again through code and tests for something to throw away cost a thirtieth of the suite."""
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """While the processes that run the tests read them, the one that gives them out migrates their database."""
    if session.config.pluginmanager.has_plugin("dsession"):
        gc.enable()  # it reads no tests, and migrating leaves much behind
        with session.config.stash[blocking_manager_key].unblock():
            database.make_migrated(session.config)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> None:
    """pytest-django asks for this before it makes the database: then it finds one."""
    with django_db_blocker.unblock():
        database.copy_for_this_process(pytestconfig)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database is there already, and goes with the folder or the server that holds it."""
    return True


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise ConnectionRefusedError(f"A test tried to reach {address[0]}: the suite runs without a network.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield
