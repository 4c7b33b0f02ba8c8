"""A change of an adopted plan that the authority decides about while the adopted text stays in force."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .draft import Draft
from .plan import PERSON
from .revision import Revision


class Amendment(models.Model):
    """Why a plan is amended and from when; what it changes are the rows of its draft, which also has its number.

    Whoever proposes it is a body or a function, never a person.
    """

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="amendment")
    base = models.ForeignKey(Revision, models.PROTECT, related_name="+")  # the adopted text that it changes
    cause = models.TextField(_("cause"))
    proposer = models.CharField(_("proposed by"), max_length=200)
    effective_on = models.DateField(_("in force from"))
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    capacity = models.TextField(_("effect on capacity"), blank=True)
    version = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    dropped_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)  # it is not gone on with; it can be taken up again
    dropped_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [
            models.CheckConstraint(
                name="amendment_dropped_by_somebody_for_a_reason",
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True, dropped_reason="")
                | (Q(dropped_at__isnull=False, dropped_by__isnull=False) & ~Q(dropped_reason="")),
            )
        ]

    def __str__(self) -> str:
        return self.draft.title
