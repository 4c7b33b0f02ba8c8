"""What goes out: publications. Publishing is an act of its own, after adoption."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Rendition

from .querysets import PublicationQuerySet


class Publication(models.Model):
    """A file of an adopted plan, made available to its audience from a moment on, until it is withdrawn."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rendition = models.ForeignKey(Rendition, models.PROTECT, related_name="publications")
    title = models.CharField(_("title"), max_length=300)
    words = models.TextField(editable=False)  # the readable text, for searching
    visible_from = models.DateTimeField(_("to be seen from"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(_("reason for withdrawing"), blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-rendition__revision__plan__year", "title"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                name="publication_once", fields=["rendition"], condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="publication_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | (Q(withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
