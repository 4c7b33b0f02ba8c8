"""Whom was told what: by the portal itself, which is no act of anybody and stands beside the trail, or by a person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import Plan


class Reminder(models.Model):
    """That somebody was told how something that waits for them stands. The same is never told twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=200)  # the address of what waits
    due_on = models.DateField()
    stage = models.SmallIntegerField()  # days after it was due: see STAGES
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(name="reminder_once", fields=["person", "page", "due_on", "stage"])]

    def __str__(self) -> str:
        return f"{self.page} {self.stage:+d}"


class Nudge(models.Model):
    """That a unit's planner reminded a team of a plan, an amendment or a report, so that nobody is chased every day."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    amendment = models.PositiveSmallIntegerField(default=0)  # its number; 0 for the plan itself
    period = models.PositiveSmallIntegerField()  # of the report; 0 for the plan
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nudge")
        verbose_name_plural = _("nudges")
        indexes = [models.Index(name="nudge_of_item", fields=["plan", "period", "-sent_at"])]

    def __str__(self) -> str:
        return f"{self.plan} {self.period}"
