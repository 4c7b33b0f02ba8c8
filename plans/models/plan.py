"""The plan itself: a base team, a year, its municipalities."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.querysets import PlanQuerySet
from priorities.models import YEAR
from workplan_portal.organisation.models import BaseTeam, Municipality

PERSON = settings.AUTH_USER_MODEL


class Plan(models.Model):
    """The annual work plan of a base team for one or more of its municipalities (2017: three; 2021: one each)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(BaseTeam, models.PROTECT, related_name="plans", verbose_name=_("base team"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR)
    example = models.BooleanField(default=False, help_text=_("Says on screen and paper that this is an example."))
    started_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    started_from = models.ForeignKey("Revision", models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "team__name", "pk"]
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """Its chain in the trail."""
        return f"plan:{self.uuid}"

    @property
    def municipalities(self) -> list[Municipality]:
        return [link.municipality for link in self.municipality_links.all()]

    @property
    def editions(self) -> list[Municipality]:
        """The municipalities that have an edition of their own: those of a joint plan."""
        return self.municipalities if len(self.municipalities) > 1 else []

    @property
    def title(self) -> str:
        names = [m.name for m in self.municipalities]
        return self._titled(" en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])))

    @property
    def short_title(self) -> str:
        """Without for whom it is, where that is known already."""
        return f"Jaarwerkplan {self.year} {self.team.name}"

    def title_of_edition(self, municipality: Municipality) -> str:
        return self._titled(f"editie {municipality.name}")

    def _titled(self, whom: str) -> str:
        return f"{self.short_title}, {whom}"


class PlanMunicipality(models.Model):
    """A municipality in a plan. The year stands here too, so that the database refuses a second plan for it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="municipality_links")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="plan_links")
    team = models.ForeignKey(BaseTeam, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["municipality__name"]
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [
            models.UniqueConstraint(name="plan_once_a_year", fields=["team", "municipality", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.year}"
