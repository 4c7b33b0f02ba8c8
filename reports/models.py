"""What goes out: publications. Publishing is an act of its own, after adoption."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.codes import Audience
from plans.models import Revision
from workplan_portal.documents.models import StoredFile

from .querysets import PublicationQuerySet


class Publication(models.Model):
    """An adopted plan made available to an audience from a moment on, until it is withdrawn."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="publications")
    audience = models.CharField(
        _("audience"),
        max_length=8,
        choices=[(a.value, a.label) for a in (Audience.COUNCIL, Audience.PUBLIC)],
        default=Audience.PUBLIC,
    )
    visible_from = models.DateTimeField(_("to be seen from"))
    title = models.CharField(_("title"), max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(_("pages"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(_("reason for withdrawing"), blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-visible_from", "title"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                name="publication_once", fields=["revision", "audience"], condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="publication_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | (Q(withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
