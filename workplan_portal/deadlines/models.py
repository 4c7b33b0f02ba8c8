"""What a base team agreed on about its deadlines. A team that set nothing has the usual ones."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workplan_portal.organisation.models import BaseTeam

from .counting import Step, plan_year, report_due, step_due

MOST_WEEKS = 26


class Deadlines(models.Model):
    """Weeks before the council that plan and papers are ready, and weeks after a period that its report is."""

    team = models.OneToOneField(BaseTeam, models.PROTECT, related_name="deadlines", verbose_name=_("base team"))
    council_on = models.DateField(_("council meeting about the plan"), null=True, blank=True)
    draft_weeks = models.PositiveSmallIntegerField(_("weeks before it: draft"), default=13)
    triangle_weeks = models.PositiveSmallIntegerField(_("weeks before it: triangle"), default=8)
    adopted_weeks = models.PositiveSmallIntegerField(_("weeks before it: adopted"), default=4)
    report_weeks = models.PositiveSmallIntegerField(_("weeks after a period: report"), default=4)
    version = models.PositiveIntegerField(default=0)  # how often they were set; tells a stale form

    class Meta:
        verbose_name = _("deadlines")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.CheckConstraint(
                name="deadlines_in_order",
                condition=Q(draft_weeks__gte=F("triangle_weeks"), triangle_weeks__gte=F("adopted_weeks")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.team)

    def due(self, step: Step, year: int) -> date:
        """For the plan of this year. A council meeting counts for the plan that it talks about, and no other."""
        own = self.council_on if self.council_on and plan_year(self.council_on) == year else None
        return step_due(step, year, own, getattr(self, f"{step}_weeks"))

    def report_due(self, ends_on: date) -> date:
        return report_due(ends_on, self.report_weeks)


def deadlines_of(team: BaseTeam) -> Deadlines:
    """Asks the database nothing for a team that was fetched with its `deadlines`."""
    try:
        return team.deadlines
    except Deadlines.DoesNotExist:
        return Deadlines(team=team)
