"""The trail as a file of comma-separated values, for whoever checks it with other means."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from workplan_portal.audit.models import Entry
from workplan_portal.audit.verbs import label_of

COLUMNS = (
    "at", "subject", "number", "action", "action_in_words", "object", "result", "origin", "actor", "details",
    "previous_hash", "hash",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins with one of these: such a cell gets an apostrophe in front."""


class _Line:
    """What a csv writer needs of a file: it gives every line straight back."""

    def write(self, line: str) -> str:
        return line


def trail_as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """Line by line, so that a long trail needs no memory."""
    writer = csv.writer(_Line())
    yield "\N{BYTE ORDER MARK}" + writer.writerow(COLUMNS)
    for entry in entries:
        yield writer.writerow([_harmless(cell) for cell in _cells(entry)])


def _cells(entry: Entry) -> tuple[Any, ...]:
    details = json.dumps(entry.details, ensure_ascii=False, sort_keys=True)
    return (
        entry.at.isoformat(), entry.subject, entry.number, entry.action, label_of(entry.action), entry.object,
        entry.result, entry.origin, entry.actor, details, entry.previous_hash, entry.hash,
    )  # fmt: skip


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
