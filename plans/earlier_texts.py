"""What was adopted before a field was there keeps its digest: the field is left out where it says nothing."""

from __future__ import annotations

from typing import Any


def leave_out_what_came_later(data: dict[str, Any]) -> None:
    """Amendments, terms of a glossary, capacity of the team, and the lists that contributions point to."""
    for name in ("amendment", "formation_fte"):
        if data[name] is None:
            del data[name]
    for term in data["terms"]:
        if not term["found_in"]:
            del term["found_in"]
    for chapter in data["chapters"]:
        for block in chapter["blocks"]:
            for contribution in block["contributions"]:
                if not contribution["listed"]:
                    del contribution["listed"]
