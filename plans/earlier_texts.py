"""What was adopted before a field was there keeps its digest: the field is left out where it says nothing."""

from __future__ import annotations

from typing import Any


def leave_out_what_came_later(data: dict[str, Any]) -> None:
    """Amendments, terms of a glossary, capacity, lists that contributions point to, how the expectation is found."""
    for name in ("amendment", "formation_fte"):
        if data[name] is None:
            del data[name]
    for term in data["terms"]:
        leave_out_empty(term, "found_in")
    for chapter in data["chapters"]:
        for block in chapter["blocks"]:
            for target in block["targets"]:
                leave_out_of_indicator(target["indicator"])
            for contribution in block["contributions"]:
                leave_out_empty(contribution, "listed")


def leave_out_of_indicator(data: dict[str, Any]) -> None:
    leave_out_empty(data, "expected_by")


def leave_out_empty(data: dict[str, Any], name: str) -> None:
    if not data[name]:
        del data[name]
