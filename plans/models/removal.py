"""What was taken out of a draft, or to another place in it, a short while ago: kept so that it can be put back."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from workplan_portal.audit.trail import now

from .draft import Chapter, Draft
from .plan import PERSON

LONGEST_WHAT = 300

LIFE = timedelta(hours=1)
"""So long it is offered to whoever took it out, and can be put back."""


class RemovalQuerySet(models.QuerySet["Removal"]):
    def open_to(self, person: models.Model) -> RemovalQuerySet:
        """What this person can still put back, newest first."""
        return self.filter(by=person, at__gt=now() - LIFE, undone_at=None).order_by("-pk")


class Removal(models.Model):
    """One removal or move: the rows that went, and how those that stayed or moved looked before and after.

    Rows are kept as Django's serializers write them, with their keys: a key is never given out twice.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="removals")
    chapter = models.ForeignKey(Chapter, models.CASCADE, null=True, related_name="+")  # none: of the whole plan
    action = models.CharField(max_length=40)  # as the trail calls it
    what = models.CharField(max_length=LONGEST_WHAT)  # in words
    row = models.UUIDField()  # what was taken out or moved
    under = models.UUIDField(null=True)  # the priority it stood under
    gone = models.JSONField(encoder=DjangoJSONEncoder)
    touched = models.JSONField(encoder=DjangoJSONEncoder)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = RemovalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.action} {self.what}"
