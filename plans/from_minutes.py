"""Of a decision that nobody clicked: where it stands. Plain data, for pages and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FromMinutes:
    """Where a decision stands that was taken in a meeting. The remark of an objection is not told here."""

    meeting: str
    held_on: date
    reference: str
    recorded_by: str
    answer: str = ""  # "confirm" or "object"; empty: the seat has said nothing about it
    answered_by: str = ""
    answered_on: date | None = None
    at_adoption: bool = False  # told as it stood when the plan was adopted
