"""The course of a plan, as a table. Imports nothing of ours.

A draft is written; the team chief approves it; mayors and prosecutor agree; the secretary records the adoption.
Until then everybody whose consent is asked may return it, and the authors may take it back.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("with the team chief")
    APPROVED = "approved", _("with the triangle")
    AGREED = "agreed", _("everybody agrees")
    ADOPTED = "adopted", _("adopted")


class Act(TextChoices):
    SUBMIT = "submit", _("submit")
    WITHDRAW = "withdraw", _("take back")
    CONSENT = "consent", _("agree")
    RETURN = "return", _("return")
    ADOPT = "adopt", _("adopt")
    OBJECT = "object", _("object to the minutes")
    WITHDRAW_ADOPTION = "withdraw_adoption", _("withdraw the adoption")


TRANSITIONS: dict[tuple[Status, Act], frozenset[Status]] = {
    # Consents to parts that did not change still hold, so a new revision may go straight on.
    (Status.DRAFT, Act.SUBMIT): frozenset({Status.SUBMITTED, Status.APPROVED, Status.AGREED}),
    (Status.SUBMITTED, Act.WITHDRAW): frozenset({Status.DRAFT}),
    (Status.SUBMITTED, Act.CONSENT): frozenset({Status.APPROVED, Status.AGREED}),
    (Status.SUBMITTED, Act.RETURN): frozenset({Status.DRAFT}),
    (Status.APPROVED, Act.WITHDRAW): frozenset({Status.DRAFT}),
    (Status.APPROVED, Act.CONSENT): frozenset({Status.APPROVED, Status.AGREED}),
    (Status.APPROVED, Act.RETURN): frozenset({Status.DRAFT}),
    # Whoever shares a seat may still agree beside the other: two chiefs both sign the foreword.
    (Status.AGREED, Act.CONSENT): frozenset({Status.AGREED}),
    (Status.AGREED, Act.RETURN): frozenset({Status.DRAFT}),
    (Status.AGREED, Act.ADOPT): frozenset({Status.ADOPTED}),
    # A minuted decision that its seat objects to no longer counts; what that seat decided before it counts again.
    (Status.SUBMITTED, Act.OBJECT): frozenset({Status.SUBMITTED, Status.APPROVED, Status.AGREED}),
    (Status.APPROVED, Act.OBJECT): frozenset({Status.SUBMITTED, Status.APPROVED, Status.AGREED}),
    (Status.AGREED, Act.OBJECT): frozenset({Status.SUBMITTED, Status.APPROVED, Status.AGREED}),
    # The decisions are what they were. What a seat objected to after the adoption counts no longer from now on.
    (Status.ADOPTED, Act.WITHDRAW_ADOPTION): frozenset({Status.SUBMITTED, Status.APPROVED, Status.AGREED}),
}
"""From which status an act may be done, and where it can lead. What is not here cannot happen."""

WITH_OTHERS = frozenset({Status.SUBMITTED, Status.APPROVED, Status.AGREED})
"""While a text is on the table."""

OWNERS: dict[Status, tuple[str, ...]] = {
    Status.DRAFT: ("safety_officer", "planner"),
    Status.SUBMITTED: ("chief",),
    Status.APPROVED: ("mayor", "prosecutor"),
    Status.AGREED: ("secretary",),
    Status.ADOPTED: (),
}
"""Whose turn it is: codes of roles."""


def allows(status: str, act: Act) -> bool:
    return (Status(status), act) in TRANSITIONS


def standing(*, chief_agrees: bool, everybody_agrees: bool) -> Status:
    """Where a submitted plan stands, given the consents that hold for its text."""
    if not chief_agrees:
        return Status.SUBMITTED
    return Status.AGREED if everybody_agrees else Status.APPROVED
