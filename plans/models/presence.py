"""Who has a plan on screen to write in it, at this moment."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from workplan_portal.audit.trail import now

from .draft import Draft
from .plan import PERSON

LIFE = timedelta(seconds=60)
"""Whoever has not been heard of for so long has gone. The script of the pages beats three times in it."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    def alive(self) -> PresenceQuerySet:
        return self.filter(seen_at__gt=now() - LIFE)


class Presence(models.Model):
    """A person on a page of a draft; `block` is the part whose form is open there, by its place in the page."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="presences")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    page = models.CharField(max_length=40)
    block = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "page"]
        constraints = [models.UniqueConstraint(name="presence_once_a_page", fields=["draft", "person", "page"])]

    def __str__(self) -> str:
        return f"{self.person} {self.page}"
