"""What was released before a field was there keeps its digest: the field is left out where it says nothing."""

from __future__ import annotations

from typing import Any

from plans.earlier_texts import leave_out_empty, leave_out_of_indicator


def leave_out_what_came_later(data: dict[str, Any]) -> None:
    """Figures that were revised, whole years before the last, proposals to adjust the plan, and what indicators got."""
    for changes in filter(None, (data["revised"], data["correction"])):
        for change in changes["figures"]:
            leave_out_empty(change, "told")
    if data["revised"] is None:
        del data["revised"]
    for chapter in data["chapters"]:
        for priority in chapter["priorities"]:
            leave_out_empty(priority, "proposal")
            for measured in priority["measurements"]:
                leave_out_of_indicator(measured["target"]["indicator"])
                leave_out_empty(measured, "earlier")
