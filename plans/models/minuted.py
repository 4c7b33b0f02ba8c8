"""Decisions that were taken in a meeting and recorded from its minutes, and what the seat itself said of that."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from plans.codes import Answer
from plans.querysets import MinutedQuerySet

from .plan import PERSON
from .revision import Consent

ANSWER_WITHIN = timedelta(days=14)
"""So long a seat is given to say whether the minutes are right. Nothing waits for it: it is reminded, no more."""


class Minuted(models.Model):
    """That this decision stands in minutes and was recorded by the secretary: nobody clicked it. Never changed."""

    consent = models.OneToOneField(Consent, models.PROTECT, related_name="minuted")
    meeting = models.UUIDField()  # of the floor above, which keeps the agenda
    title = models.CharField(max_length=200)  # of the meeting, as it was then
    held_on = models.DateField()
    reference = models.CharField(max_length=100)  # of the minutes
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # of whoever recorded it, as it was then
    recorded_at = models.DateTimeField()

    objects = MinutedQuerySet.as_manager()

    class Meta:
        verbose_name = _("minuted decision")
        verbose_name_plural = _("minuted decisions")
        constraints = [models.CheckConstraint(name="minuted_has_reference", condition=~Q(reference=""))]

    def __str__(self) -> str:
        return f"{self.consent} ({self.reference})"

    @property
    def answer_due_on(self) -> date:
        return localdate(self.recorded_at) + ANSWER_WITHIN

    @property
    def answered(self) -> MinutedAnswer | None:
        return getattr(self, "answer", None)


class MinutedAnswer(models.Model):
    """The seat confirms what was minuted, or objects to it. Given once and never changed."""

    minuted = models.OneToOneField(Minuted, models.PROTECT, related_name="answer")
    answer = models.CharField(max_length=7, choices=Answer.choices)
    remark = models.TextField(blank=True)  # why it objects
    # While an adoption stands on it an objection takes nothing away, and the authority decides what follows.
    # When that adoption is withdrawn it counts after all.
    after_adoption = models.BooleanField(default=False)
    given_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    capacity = models.CharField(max_length=200)
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer to minutes")
        verbose_name_plural = _("answers to minutes")
        constraints = [
            models.CheckConstraint(
                name="minuted_objection_has_remark", condition=Q(answer=Answer.CONFIRM) | ~Q(remark="")
            ),
            models.CheckConstraint(name="minuted_answer_known", condition=Q(answer__in=Answer.values)),
        ]

    def __str__(self) -> str:
        return f"{self.minuted}: {self.answer}"
