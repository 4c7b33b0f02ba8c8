"""What is published: a file of a plan, from a moment on, until it is withdrawn."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plans.codes import Audience
from plans.models import Plan, Revision
from reports.querysets import PublicationQuerySet
from workplan_portal.documents.models import StoredFile
from workplan_portal.organisation.models import Municipality

from .letter import Letter
from .report import Release


class Kind(models.TextChoices):
    PLAN = "plan", _("work plan")
    REPORT = "report", _("four-monthly report")
    LETTER = "letter", _("council letter")


class Publication(models.Model):
    """A file, made available to its audience from a moment on, until it is withdrawn.

    It keeps the facts a reader finds it by, as they were when it was published, and what it was made from: a revision
    of a plan, or a released report, or a letter that was sent.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="publications")
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="publications")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="publications")
    audience = models.CharField(_("for whom"), max_length=8, choices=Audience.choices)
    edition = models.CharField(max_length=16, blank=True)  # code of a municipality; empty: the whole document
    title = models.CharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"))
    municipalities = models.ManyToManyField(Municipality, related_name="publications")
    decided_on = models.DateField(_("adopted, released or sent on"))
    example = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(_("pages"))
    visible_from = models.DateTimeField(_("to be seen from"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(_("reason for withdrawing"), blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "title", "-decided_on"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                name="publication_once",
                fields=["revision", "audience", "edition"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="publication_of_release_once",
                fields=["release", "audience", "edition"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="publication_of_letter_once",
                fields=["letter", "audience"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="publication_has_its_source",
                condition=Q(kind=Kind.PLAN, revision__isnull=False, release__isnull=True, letter__isnull=True)
                | Q(kind=Kind.REPORT, revision__isnull=True, release__isnull=False, letter__isnull=True)
                | Q(kind=Kind.LETTER, revision__isnull=True, release__isnull=True, letter__isnull=False),
            ),
            models.CheckConstraint(
                name="publication_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | (Q(withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def decided_in_words(self) -> str:
        """What happened on `decided_on`."""
        words = {
            Kind.PLAN: _("Adopted on %(day)s"),
            Kind.REPORT: _("Released on %(day)s"),
            Kind.LETTER: _("Dated %(day)s"),
        }
        return words[Kind(self.kind)] % {"day": date_format(self.decided_on, "j F Y")}

    @property
    def plan(self) -> Plan:
        """The plan that it is, or is about."""
        match self.kind:
            case Kind.PLAN if self.revision:
                return self.revision.plan
            case Kind.REPORT if self.release:
                return self.release.report.plan
            case Kind.LETTER if self.letter:
                return self.letter.plan
        raise ValueError(f"{self.kind} has no source")
