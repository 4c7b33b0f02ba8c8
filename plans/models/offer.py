"""What the authors decide about the plan of the year before."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.codes import Outcome

from .draft import Block, Draft
from .plan import PERSON


class Offer(models.Model):
    """Something of the earlier plan about which the authors decide, or have decided, whether it returns.

    What came along by itself has none until somebody changes it or takes it out. Whether a thing is in the plan is
    told by its row; this tells who made it so, when and why.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="offers")
    origin = models.UUIDField()  # what it was in the earlier plan: a priority, contribution, target or fact
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome.choices, default=Outcome.OPEN)
    under = models.ForeignKey(Block, models.SET_NULL, null=True, blank=True, related_name="taken_over")
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)  # as it was then
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(name="offer_once", fields=["draft", "origin"]),
            models.CheckConstraint(name="offer_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="offer_decided_by_somebody",
                condition=Q(outcome=Outcome.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome=Outcome.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.outcome}"
