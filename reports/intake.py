"""Reads files of open data in the background: a thread waits for a reader, a process of its own with limits.

As with PDFs, a file that is too big stops that process, never the portal.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict

from django.conf import settings
from django.db import close_old_connections

from workplan_portal.audit.trail import today
from workplan_portal.documents.models import StoredFile
from workplan_portal.documents.store import path
from workplan_portal.documents.workers import PASSED_ON

from .actions.deliveries import finish, receive, tell_progress
from .deliveries import places_of
from .imports.fetching import Unreachable, fetch, questions
from .imports.tables import TABLES
from .models import Delivery

LONGEST = 300
"""Seconds; a hundred thousand rows take two."""


class Wanted(TypedDict):
    """What is kept of a file."""

    areas: list[str]
    years: list[int]


logger = logging.getLogger(__name__)


def read_in_background(delivery: Delivery) -> None:
    """Returns at once. Whoever looks at the delivery sees how far it is."""
    threading.Thread(target=_read_and_close, args=(delivery,), daemon=True).start()


def read_now(delivery: Delivery) -> Delivery:
    """Until the file has been fetched, where it has to be, and read, or refused."""
    wanted = _wanted(delivery)
    if delivery.file is None:
        try:
            delivery = receive(delivery=delivery, content=_fetched(delivery, wanted))
        except Unreachable as unreachable:
            return finish(delivery=delivery, found={"broken": "unreachable", "row": 0, "detail": str(unreachable)})
    file: StoredFile = delivery.file  # type: ignore[assignment]  # it has just been received
    size = max(1, file.size)
    for told in _told_by_reader(path(file), delivery.table, wanted):
        if "read" in told:
            percent = min(99, 100 * told["read"] // size)
            tell_progress(delivery=delivery, rows=told["rows"], percent=percent)
        else:
            return finish(delivery=delivery, found=told)
    return finish(delivery=delivery, found={"broken": "stopped", "row": 0})


def _read_and_close(delivery: Delivery) -> None:
    try:
        read_now(delivery)
    except Exception:
        logger.exception("The file %s could not be read.", delivery)
    finally:
        close_old_connections()


def _wanted(delivery: Delivery) -> Wanted:
    codes = sorted({code for place in places_of(delivery.brought_by) for code in place.codes})
    return {"areas": codes, "years": list(range(delivery.from_year, today().year + 1))}


def _fetched(delivery: Delivery, wanted: Wanted) -> bytes:
    asked = questions(settings.OPEN_DATA_URL, TABLES[delivery.table], wanted["areas"], wanted["years"])

    def progress(rows: int, answered: int) -> None:
        tell_progress(delivery=delivery, rows=rows, percent=min(99, 100 * answered // len(asked)))

    return fetch(asked, progress=progress)


def _told_by_reader(file: Path, table: str, wanted: Wanted) -> Iterator[dict[str, Any]]:
    reader = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "reports.imports.reader", str(file), table],
        cwd=settings.BASE_DIR,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    patience = threading.Timer(LONGEST, reader.kill)
    patience.start()
    try:
        with reader:
            reader.stdin.write(json.dumps(wanted))  # type: ignore[union-attr]  # both are pipes
            reader.stdin.close()  # type: ignore[union-attr]
            for line in reader.stdout:  # type: ignore[union-attr]
                yield json.loads(line)
    finally:
        patience.cancel()
        reader.kill()
