"""The course of a four-monthly report, as a table. Imports nothing of ours.

The police planner fills it, the team chief releases it. What was released is fixed: a correction opens the report again
and becomes a new version, and until then the released one stays what readers see. Reopening takes it back from them.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    OPEN = "open", _("being filled in")
    OFFERED = "offered", _("with the team chief")
    RELEASED = "released", _("released")


class Act(TextChoices):
    OFFER = "offer", _("offer to the team chief")
    TAKE_BACK = "take_back", _("take back")
    RETURN = "return", _("return")
    RELEASE = "release", _("release")
    CORRECT = "correct", _("correct")
    DISCARD = "discard", _("discard the correction")
    REOPEN = "reopen", _("reopen")


TRANSITIONS: dict[tuple[Status, Act], Status] = {
    (Status.OPEN, Act.OFFER): Status.OFFERED,
    (Status.OPEN, Act.RELEASE): Status.RELEASED,  # a chief who finds it complete need not wait to be asked
    (Status.OPEN, Act.DISCARD): Status.RELEASED,  # only of a correction: the released version still stands
    (Status.OFFERED, Act.TAKE_BACK): Status.OPEN,
    (Status.OFFERED, Act.RETURN): Status.OPEN,
    (Status.OFFERED, Act.RELEASE): Status.RELEASED,
    (Status.RELEASED, Act.CORRECT): Status.OPEN,
    (Status.RELEASED, Act.REOPEN): Status.OPEN,  # released by mistake: that version stands no longer
}
"""Where an act leads. What is not here cannot happen."""

OWNERS: dict[Status, tuple[str, ...]] = {
    Status.OPEN: ("planner",),
    Status.OFFERED: ("chief",),
    Status.RELEASED: (),
}
"""Whose turn it is: codes of roles."""


def allows(status: str, act: Act) -> bool:
    return (Status(status), act) in TRANSITIONS
