"""What became of a proposal to adjust the plan that a report made."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import Amendment

from .report import Report


class ProposedAmendment(models.Model):
    """The amendment that was begun from what a report proposed about a priority, known by its uuid."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="proposed_amendments")
    about = models.UUIDField()
    amendment = models.OneToOneField(Amendment, models.PROTECT, related_name="proposed_in")

    class Meta:
        verbose_name = _("amendment from a report")
        verbose_name_plural = _("amendments from reports")
        constraints = [models.UniqueConstraint(name="proposed_amendment_once", fields=["report", "about"])]

    def __str__(self) -> str:
        return f"{self.report}: {self.about}"
