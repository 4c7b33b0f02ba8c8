"""A meeting of the triangle of a base team, and its agenda."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from plans.models import Draft, Plan, Revision
from reports.models import Release, Report
from workplan_portal.organisation.models import BaseTeam, Municipality

from .querysets import MeetingQuerySet
from .workflow import Status

PERSON = settings.AUTH_USER_MODEL


class Meeting(models.Model):
    """Mayors, prosecutor and team chief, on a day, with an agenda. Days and times are those of the country."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(BaseTeam, models.PROTECT, related_name="meetings", verbose_name=_("base team"))
    municipalities = models.ManyToManyField(Municipality, related_name="+", verbose_name=_("municipalities"))
    day = models.DateField(_("day"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    place = models.CharField(_("place"), max_length=200)
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.PLANNED)
    version = models.PositiveIntegerField(default=1)  # of day, times and place; tells a stale form
    reference = models.CharField(_("reference of the minutes"), max_length=100, blank=True)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True)
    planned_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-begins", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(name="meeting_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="meeting_ends_after_begin", condition=Q(ends__gt=F("begins"))),
            models.CheckConstraint(
                name="meeting_held_has_reference",
                condition=~Q(status__in=[Status.HELD, Status.FIXED]) | ~Q(reference=""),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_has_reason", condition=~Q(status=Status.CANCELLED) | ~Q(cancel_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """Its chain in the trail."""
        return f"meeting:{self.uuid}"

    @property
    def name(self) -> str:
        """In Dutch: it stands in records and documents."""
        return f"Driehoeksoverleg {self.team.name}"

    @property
    def title(self) -> str:
        with override(settings.LANGUAGE_CODE):
            return f"{self.name}, {date_format(self.day, 'j F Y')}"

    @property
    def begins_at(self) -> datetime:
        return self._moment(self.begins)

    @property
    def ends_at(self) -> datetime:
        return self._moment(self.ends)

    def _moment(self, at: time) -> datetime:
        return datetime.combine(self.day, at, ZoneInfo(settings.TIME_ZONE))


class AgendaItem(models.Model):
    """A plan or an amendment of one, a report, or something else to talk about; with what was said about it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    amendment = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="+")  # of that plan
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="+")
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")  # lay before them
    notes = models.TextField(_("meeting notes"), blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.UniqueConstraint(
                name="agenda_plan_once", fields=["meeting", "plan"], condition=Q(amendment__isnull=True)
            ),
            models.UniqueConstraint(name="agenda_amendment_once", fields=["meeting", "amendment"]),
            models.UniqueConstraint(name="agenda_report_once", fields=["meeting", "report"]),
            models.CheckConstraint(
                name="agenda_about_one_thing",
                condition=Q(plan__isnull=False, report__isnull=True, topic="")
                | Q(plan__isnull=True, report__isnull=False, topic="")
                | (Q(plan__isnull=True, report__isnull=True) & ~Q(topic="")),
            ),
            models.CheckConstraint(
                name="agenda_amendment_of_plan", condition=Q(amendment__isnull=True) | Q(plan__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        about = self.amendment or self.plan or self.report
        return about.title if about else self.topic

    @property
    def draft(self) -> Draft | None:
        """Whose versions the meeting decides about: the amendment's, or those of the plan as it was first written."""
        if self.amendment or self.plan is None:
            return self.amendment
        own: Draft = self.plan.drafts.get(number=0)
        return own


class Outcome(models.TextChoices):
    """What the triangle made of a report. It is the team chief who released it, so no seat has to agree."""

    NOTED = "noted", _("discussed, without remarks")
    REMARKED = "remarked", _("discussed, with remarks")
    CORRECT = "correct", _("discussed; something has to be added or corrected")


class Conclusion(models.Model):
    """What was minuted about a report. Never changed or erased: the last one counts, the earlier ones stay."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="conclusions")
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")  # lay before them; None: a draft
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    remarks = models.TextField(_("remarks"), blank=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # as it was then
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("outcome about a report")
        verbose_name_plural = _("outcomes about reports")
        constraints = [
            models.CheckConstraint(name="conclusion_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="conclusion_says_what", condition=Q(outcome=Outcome.NOTED.value) | ~Q(remarks="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.outcome}"
