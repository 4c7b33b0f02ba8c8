"""What was adopted before a field was there keeps its digest: the field is left out where it says nothing."""

from __future__ import annotations

from typing import Any


def leave_out_what_came_later(data: dict[str, Any]) -> None:
    """Amendments, terms of a glossary, capacity, lists that contributions point to, how the expectation is found."""
    for name in ("amendment", "formation_fte"):
        if data[name] is None:
            del data[name]
    for term in data["terms"]:
        if not term["found_in"]:
            del term["found_in"]
    for chapter in data["chapters"]:
        for block in chapter["blocks"]:
            for target in block["targets"]:
                leave_out_of_indicator(target["indicator"])
            for contribution in block["contributions"]:
                if not contribution["listed"]:
                    del contribution["listed"]


def leave_out_of_indicator(data: dict[str, Any]) -> None:
    if not data["expected_by"]:
        del data["expected_by"]
