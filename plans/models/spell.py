"""Who wrote in a block of a text, since when and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from .draft import Draft
from .plan import PERSON

PAUSE = timedelta(minutes=15)
"""Whoever saves later than this after the time before has begun anew."""

LONGEST = timedelta(hours=1)


class SpellOfWriting(models.Model):
    """One person's saves in one block, close upon each other and nobody else's in between: one entry in the trail.

    What the block belongs to (a draft, a report, a letter) has them as its `spells`.
    """

    place = models.CharField(max_length=80)  # the row and the part of it that is saved together
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()  # of the row, as this person last saved it
    tab = models.CharField(max_length=16, blank=True)  # the window it was last saved from
    told = models.JSONField(default=list)  # the fields that were changed in it
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.place} {self.by}"

    def is_recent(self, at: datetime) -> bool:
        """Can what this person saves at this moment belong to it?"""
        return at - self.saved_at <= PAUSE and at - self.began_at <= LONGEST


class Spell(SpellOfWriting):
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="spells")

    class Meta:
        constraints = [models.UniqueConstraint(name="spell_once", fields=["draft", "place", "by"])]
