"""The portal as in production, one browser for all journeys, and the visitors who use it.

The browser belongs to this folder, not to the whole session: while Playwright is at work an event loop runs in this
thread, and the tests of other folders should find it without.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.trade import Post
from tests.journeys.visitor import Door
from tests.plans import factories
from tests.plans.factories import Scene

PATIENCE = 60_000
"""Milliseconds: a busy machine is slow, which says nothing about the portal."""

CHROMIUM = "/usr/bin/chromium-headless-shell"
QUIETLY = [
    "--no-sandbox",  # root may not use it
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


ON_BOTH = {"test_first_plan.py", "test_when_things_go_wrong.py", "test_writing_together.py"}
"""In which several people meet at the database. What the other journeys ask of it, tests without a browser ask too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey is walked in Chromium, through a server that has its own connection to the database."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.requires("chromium"))
            item.add_marker(pytest.mark.django_db(transaction=True))
            if item.path.name not in ON_BOTH:
                item.add_marker(pytest.mark.appearance)


@pytest.fixture(scope="package")
def portal(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the portal, served with its static files collected, hashed and bundled as in production."""
    static = tmp_path_factory.mktemp("static")
    production = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "workplan_portal.interface.staticfiles.BundledStaticFilesStorage"},
    }
    uncompressed = (
        "css",
        "js",
        "svg",
        "woff2",
        "json",
        "txt",
        "md",
        "ttf",
        *settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS,
    )
    with override_settings(
        STATIC_ROOT=static,
        STORAGES=production,
        WHITENOISE_SKIP_COMPRESS_EXTENSIONS=uncompressed,  # compressing takes longer than a journey
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        server = LiveServerThread("127.0.0.1", lambda _media_files: WSGIHandler(), connections_override={})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        address = f"http://127.0.0.1:{server.port}"
        with override_settings(PUBLIC_URL=address):
            yield address
        server.terminate()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's event loop runs in this thread, but between its steps only: the tests may use the database.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            expect.set_options(timeout=PATIENCE)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY, timeout=PATIENCE)
            yield browser
            browser.close()


@pytest.fixture
def door(portal: str, chromium: Browser, db: None) -> Iterator[Door]:
    """Where visitors come in; when they have left, no page may have had anything to complain about."""
    cache.clear()  # otherwise a test would be refused because those before it signed in so often
    entrance = Door(portal, chromium, PATIENCE)
    yield entrance
    complaints = entrance.close()
    assert complaints == []


@pytest.fixture
def stage(door: Door) -> Scene:
    """A region, its people, and frames with priorities; no plan yet."""
    return factories.stage()


@pytest.fixture
def written(door: Door) -> Scene:
    """A plan that could be submitted."""
    return factories.written()


@pytest.fixture
def submitted(door: Door) -> Scene:
    """A plan that lies with the team chief."""
    return factories.submitted()


@pytest.fixture
def post(mailoutbox: list[Any]) -> Post:
    return Post(mailoutbox)
