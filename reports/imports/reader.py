"""Reads a file of open data: `python -m reports.imports.reader FILE TABLE`, with what to keep on the standard input.

As the worker that makes PDFs it has limits of its own, no settings, no database and no secrets. It writes a line of
JSON for every so many rows, and a last one with what it kept or why it stopped.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import monotonic

from reports.imports.opendata import Broken, collect
from reports.imports.tables import TABLES

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space; it uses a tenth of that."""
NOW_AND_THEN = 0.3  # seconds between two lines


def main(path: str, table: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    wanted = json.load(sys.stdin)
    said_at = 0.0

    def progress(rows: int, read: int) -> None:
        nonlocal said_at
        if monotonic() - said_at > NOW_AND_THEN:
            said_at = monotonic()
            _say(rows=rows, read=read)

    try:
        with Path(path).open("rb") as file:
            counts = collect(
                file, TABLES[table], areas=set(wanted["areas"]), years=set(wanted["years"]), progress=progress
            )
    except Broken as broken:
        _say(broken=broken.why, row=broken.row, detail=broken.detail)
        return
    except MemoryError:
        _say(broken="memory", row=0, detail="")
        return
    _say(
        kept=[[*key, value] for key, value in counts.kept.items()],
        rows=counts.rows,
        nowhere=counts.nowhere,
        kinds=sorted(counts.kinds),
        incomplete=counts.incomplete,
    )


def _say(**told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
