"""Who joins the triangle without deciding, and what they advise (Politiewet 2012, art. 14: the Royal Marechaussee)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.querysets import AdviserQuerySet

from .plan import PERSON, Plan
from .revision import Revision


class Adviser(models.Model):
    """A named person who reads this plan from its submission on, for a body that has no seat. Ended, never deleted.

    Whoever advises the consultation, not about one plan, is named with one and reads every plan of its team.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="advisers")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    body = models.CharField(_("on behalf of"), max_length=100)
    for_team = models.BooleanField(_("for every plan of the base team"), default=False)
    named_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AdviserQuerySet.as_manager()

    class Meta:
        ordering = ["body", "pk"]
        verbose_name = _("adviser")
        verbose_name_plural = _("advisers")
        constraints = [
            models.UniqueConstraint(name="adviser_once", fields=["plan", "person"], condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(
                name="adviser_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.body}"


class Advice(models.Model):
    """What an adviser says about a version. It counts for no consent, and is never changed or erased."""

    adviser = models.ForeignKey(Adviser, models.PROTECT, related_name="given")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="advice")
    text = models.TextField(_("advice"))
    name = models.CharField(max_length=120)  # as it was then
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "pk"]
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        constraints = [models.CheckConstraint(name="advice_has_words", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.adviser}: {self.text[:60]}"
