"""Norms that were provisional when a plan was adopted, and what they became."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .plan import PERSON, Plan


class FinalNorm(models.Model):
    """Stands beside the adopted text, never in it. A later one counts; the earlier ones stay."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="final_norms")
    target = models.UUIDField()
    value = models.DecimalField(_("final norm"), max_digits=16, decimal_places=2)
    source = models.CharField(_("source"), max_length=200)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("final norm")
        verbose_name_plural = _("final norms")

    def __str__(self) -> str:
        return f"{self.target} {self.value}"
