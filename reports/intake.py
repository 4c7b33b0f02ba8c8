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
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from workplan_portal.audit.trail import today
from workplan_portal.documents.store import path
from workplan_portal.documents.workers import PASSED_ON

from .actions.deliveries import finish, tell_progress
from .deliveries import places_of
from .models import Delivery

LONGEST = 300
"""Seconds; a hundred thousand rows take two."""

logger = logging.getLogger(__name__)


def read_in_background(delivery: Delivery) -> None:
    """Returns at once. Whoever looks at the delivery sees how far it is."""
    threading.Thread(target=_read_and_close, args=(delivery,), daemon=True).start()


def read_now(delivery: Delivery) -> Delivery:
    """Until the file has been read, or refused."""
    for told in _told_by_reader(delivery):
        if "read" in told:
            tell_progress(delivery=delivery, rows=told["rows"], read=told["read"])
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


def _told_by_reader(delivery: Delivery) -> Iterator[dict[str, Any]]:
    codes = sorted({code for place in places_of(delivery.brought_by) for code in place.codes})
    wanted = {"areas": codes, "years": list(range(delivery.from_year, today().year + 1))}
    reader = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "reports.imports.reader", str(path(delivery.file)), delivery.table],
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
