"""What stands under a priority in figures: targets and context facts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from priorities.codes import Comparator, Level, Scope, Unit
from priorities.models import YEAR, Indicator
from workplan_portal.documents.fields import RichTextField
from workplan_portal.documents.richtext import plain_text

from .draft import Block, Carried, Contribution


class Target(Carried):
    """What should be reached, measured by an indicator, for one area."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="targets", verbose_name=_("contribution")
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator"))
    scope = models.CharField(_("counts for"), max_length=12, choices=Scope.choices)
    comparator = models.CharField(_("comparison"), max_length=12, choices=Comparator.choices)
    norm = models.DecimalField(_("norm"), max_digits=16, decimal_places=2, null=True, blank=True)
    norm_origin = models.CharField(_("who set the norm"), max_length=10, choices=Level.choices, blank=True)
    norm_year = models.PositiveSmallIntegerField(_("year of the norm"), null=True, blank=True, validators=YEAR)
    provisional_norm = models.BooleanField(_("the norm is provisional"), default=False)
    baseline_year = models.PositiveSmallIntegerField(
        _("compare with year"), null=True, blank=True, validators=YEAR, help_text=_("Empty: last year.")
    )
    own_goal = models.DecimalField(_("another goal"), max_digits=16, decimal_places=2, null=True, blank=True)
    own_goal_reason = models.TextField(_("reason for another goal"), blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="shares", verbose_name=_("is part of")
    )
    restates = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="restatements", verbose_name=_("repeats")
    )
    mandatory = models.BooleanField(_("must be in every report"), default=False)
    explanation = RichTextField(_("explanation"), blank=True)

    class Meta:
        ordering = ["block", "position", "pk"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(name="target_once", fields=["block", "uuid"]),
            models.CheckConstraint(name="target_comparator_known", condition=Q(comparator__in=Comparator.values)),
            models.CheckConstraint(name="target_scope_known", condition=Q(scope__in=Scope.values)),
            models.CheckConstraint(
                name="target_own_goal_has_reason", condition=Q(own_goal__isnull=True) | ~Q(own_goal_reason="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.indicator)


class ContextFact(Carried):
    """A figure that puts a priority in context and is no target."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="facts")
    position = models.PositiveSmallIntegerField()
    text = RichTextField(_("fact"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["block", "position", "pk"]
        verbose_name = _("context fact")
        verbose_name_plural = _("context facts")

    def __str__(self) -> str:
        return plain_text(self.text)[:60]
