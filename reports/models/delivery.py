"""Files of the police open data: who brought one in, how far it has been read, and what it held."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.codes import Intake
from reports.imports.tables import TABLES
from reports.querysets import DeliveryQuerySet
from workplan_portal.documents.models import StoredFile
from workplan_portal.organisation.models import Area

PERSON = settings.AUTH_USER_MODEL


class Delivery(models.Model):
    """A file that is read in the background, looked at, and then taken over into the figures, or not."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    table = models.CharField(_("table"), max_length=8, choices=[(name, name) for name in TABLES])
    name = models.CharField(_("file"), max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True)  # null: being fetched
    from_year = models.PositiveSmallIntegerField(_("from year"))
    provisional = models.BooleanField(_("provisional"), default=True)
    status = models.CharField(_("status"), max_length=10, choices=Intake.choices, default=Intake.READING)
    brought_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    told_at = models.DateTimeField()  # when whoever reads it was last heard of
    rows = models.PositiveIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    found = models.JSONField(default=dict)  # what was kept of it; or why it was refused, and where

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at"]
        verbose_name = _("file of open data")
        verbose_name_plural = _("files of open data")
        constraints = [
            models.CheckConstraint(name="delivery_table_known", condition=Q(table__in=list(TABLES))),
            models.CheckConstraint(name="delivery_status_known", condition=Q(status__in=Intake.values)),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.name}"

    @property
    def subject(self) -> str:
        return f"delivery:{self.uuid}"


class Territory(models.Model):
    """A district or neighbourhood of Statistics Netherlands (WK…, BU…) that an area of ours is made of."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="territories", verbose_name=_("area"))
    code = models.CharField(_("code of the neighbourhood"), max_length=10)

    class Meta:
        ordering = ["code"]
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")
        constraints = [models.UniqueConstraint(name="territory_once", fields=["area", "code"])]

    def __str__(self) -> str:
        return self.code
