"""Who wrote in a block of a report or a letter; see `plans.models.spell`."""

from __future__ import annotations

from django.db import models

from plans.models import SpellOfWriting

from .letter import Letter
from .report import Report


class SpellInReport(SpellOfWriting):
    report = models.ForeignKey(Report, models.CASCADE, related_name="spells")

    class Meta:
        constraints = [models.UniqueConstraint(name="spell_in_report_once", fields=["report", "place", "by"])]


class SpellInLetter(SpellOfWriting):
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="spells")

    class Meta:
        constraints = [models.UniqueConstraint(name="spell_in_letter_once", fields=["letter", "place", "by"])]
