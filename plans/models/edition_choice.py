"""What the authors of a plan decided about a new edition of a frame that it rests on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.codes import Taking
from priorities.models import PolicyFrame

from .draft import Draft
from .plan import PERSON


class EditionChoice(models.Model):
    """About one priority of it. Which words the plan has is told by its row; this tells who chose so, and when."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="edition_choices")
    edition = models.ForeignKey(PolicyFrame, models.PROTECT, related_name="+")
    lineage = models.UUIDField()  # of the priority
    outcome = models.CharField(_("outcome"), max_length=5, choices=Taking.choices)
    earlier = models.ForeignKey(PolicyFrame, models.PROTECT, related_name="+")  # the edition whose words it had
    decided_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # as it was then
    decided_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("choice about a new edition")
        verbose_name_plural = _("choices about new editions")
        constraints = [
            models.UniqueConstraint(name="edition_choice_once", fields=["draft", "edition", "lineage"]),
            models.CheckConstraint(name="edition_choice_known", condition=Q(outcome__in=Taking.values)),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.lineage} {self.outcome}"
