"""What the portal said by itself: no act of anybody, so it stands beside the trail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


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
