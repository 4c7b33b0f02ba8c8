"""The course of a council letter, as a table. Imports nothing of ours.

A letter is written and then sent. What was sent stays as it is: a correction is a new letter that replaces it. A letter
that turns out not to be needed is laid aside, and can be taken up again.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    DRAFT = "draft", _("being written")
    ASIDE = "aside", _("laid aside")
    SENT = "sent", _("sent")


class Act(TextChoices):
    SEND = "send", _("send")
    LAY_ASIDE = "lay_aside", _("lay aside")
    TAKE_UP = "take_up", _("take up again")


TRANSITIONS: dict[tuple[Status, Act], Status] = {
    (Status.DRAFT, Act.SEND): Status.SENT,
    (Status.DRAFT, Act.LAY_ASIDE): Status.ASIDE,
    (Status.ASIDE, Act.TAKE_UP): Status.DRAFT,
}
"""From which status an act may be done, and where it leads. What is not here cannot happen."""

OWNERS: dict[Status, tuple[str, ...]] = {
    Status.DRAFT: ("safety_officer",),
    Status.ASIDE: ("safety_officer",),
    Status.SENT: (),
}
"""Whose turn it is: codes of roles."""


def allows(status: str, act: Act) -> bool:
    return (Status(status), act) in TRANSITIONS
