"""The words stored and exported for what a report tells."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """How far the police are with a contribution."""

    DONE = "done", _("done")
    RUNNING = "running", _("running")
    NOT_STARTED = "not_started", _("not started")
    BLOCKED = "blocked", _("held up")
    DROPPED = "dropped", _("dropped")


EXPLAINED = frozenset({State.NOT_STARTED, State.BLOCKED, State.DROPPED})
"""States that ask for a line: the reader wants to know why."""


class Changed(TextChoices):
    """What a correction changed beside figures."""

    SUMMARY = "summary", _("summary")
    INTERPRETATION = "interpretation", _("interpretation")
    ACCOUNT = "account", _("account")
    CONTRIBUTION = "contribution", _("state of a contribution")


class Intake(TextChoices):
    """How far a file of open data is."""

    READING = "reading", _("being read")
    READ = "read", _("read")
    REFUSED = "refused", _("refused")
    TAKEN_OVER = "taken_over", _("taken over")
