"""The course of a meeting, as a table. Imports nothing of ours.

The secretary plans it and keeps its agenda; once it has been held its decisions are recorded, until the minutes are
fixed. A meeting that will not be held is cancelled, with the reason.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    FIXED = "fixed", _("minutes fixed")
    CANCELLED = "cancelled", _("cancelled")


class Act(TextChoices):
    HOLD = "hold", _("record that it was held")
    FIX = "fix", _("fix the minutes")
    CANCEL = "cancel", _("cancel")


TRANSITIONS: dict[tuple[Status, Act], Status] = {
    (Status.PLANNED, Act.HOLD): Status.HELD,
    (Status.PLANNED, Act.CANCEL): Status.CANCELLED,
    (Status.HELD, Act.FIX): Status.FIXED,
}
"""Where an act leads. What is not here cannot happen."""

OWNERS: dict[Status, tuple[str, ...]] = {
    Status.PLANNED: ("secretary",),
    Status.HELD: ("secretary",),
    Status.FIXED: (),
    Status.CANCELLED: (),
}
"""Whose turn it is: codes of roles."""


def allows(status: str, act: Act) -> bool:
    return (Status(status), act) in TRANSITIONS
