"""A four-monthly report: what is being written of it, and what was released."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.codes import Audience
from plans.models import Plan, Revision
from priorities.codes import PERIODS
from reports.codes import State
from reports.deadline import ends_on
from reports.querysets import ReleaseQuerySet, ReportQuerySet
from reports.workflow import Status
from workplan_portal.documents.fields import RichTextField
from workplan_portal.documents.models import StoredFile
from workplan_portal.organisation.models import Municipality

PERSON = settings.AUTH_USER_MODEL


class Report(models.Model):
    """The report of a plan over 4, 8 or 12 months: the text that is being written, or is the released one again.

    Figures are not kept here: they are entered once, in `priorities`, for every plan and report they concern.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reports", verbose_name=_("work plan"))
    period = models.PositiveSmallIntegerField(_("months"), choices=[(p, str(p)) for p in PERIODS])
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="reports")  # the plan it gives account of
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.OPEN)
    summary = RichTextField(_("summary"), blank=True)
    correction = models.TextField(_("what is corrected and why"), blank=True)
    version = models.PositiveIntegerField(default=1)  # of `summary`; tells a stale form
    started_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-plan__year", "plan", "-period"]
        verbose_name = _("four-monthly report")
        verbose_name_plural = _("four-monthly reports")
        constraints = [
            models.UniqueConstraint(name="report_once", fields=["plan", "period"]),
            models.CheckConstraint(name="report_period_known", condition=Q(period__in=PERIODS)),
            models.CheckConstraint(name="report_status_known", condition=Q(status__in=Status.values)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """Its chain in the trail."""
        return f"report:{self.uuid}"

    @property
    def editions(self) -> list[Municipality]:
        """As of its plan: the municipalities that read a report of their own when it is about a joint plan."""
        return self.plan.editions

    @property
    def title(self) -> str:
        """In Dutch, as the plan's: it is the name of a document."""
        return self._titled(self.plan.title)

    @property
    def short_title(self) -> str:
        return self._titled(self.plan.short_title)

    def title_of_edition(self, municipality: Municipality) -> str:
        return self._titled(self.plan.title_of_edition(municipality))

    def _titled(self, plan: str) -> str:
        return f"Viermaandsrapportage {plan.removeprefix('Jaarwerkplan ')} over {self.period} maanden"

    @property
    def ends_on(self) -> date:
        """The last day it tells about."""
        return ends_on(self.plan.year, self.period)


class Release(models.Model):
    """A report as the team chief released it: complete, numbered, fingerprinted, never changed."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField(_("version"))
    schema = models.PositiveSmallIntegerField()
    text = models.TextField()  # the canonical JSON of the document
    digest = models.CharField(max_length=64)  # SHA-256 of `text`
    released_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # as it was then
    capacity = models.CharField(max_length=200)  # "teamchef Basisteam Zuidoost-Drenthe", as it was then
    released_at = models.DateTimeField()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        verbose_name = _("released report")
        verbose_name_plural = _("released reports")
        constraints = [models.UniqueConstraint(name="release_once", fields=["report", "number"])]

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"


class WithdrawnRelease(models.Model):
    """The act of the authority that reopens a report released by mistake. The released version stays as it was."""

    release = models.OneToOneField(Release, models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("reason"))
    withdrawn_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # as it was then
    capacity = models.CharField(max_length=200)  # "burgemeester van Emmen", as it was then
    withdrawn_at = models.DateTimeField()

    class Meta:
        ordering = ["withdrawn_at", "pk"]
        verbose_name = _("withdrawn release")
        verbose_name_plural = _("withdrawn releases")
        constraints = [models.CheckConstraint(name="release_withdrawn_for_a_reason", condition=~models.Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.release} {self.withdrawn_at:%Y-%m-%d}"


class ReleaseRendition(models.Model):
    """A file made once from a released report, for one audience and edition."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="renditions")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    edition = models.CharField(max_length=16, blank=True)  # code of a municipality; empty: the whole report
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(_("pages"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="release_rendition_once", fields=["release", "audience", "edition"])
        ]

    def __str__(self) -> str:
        return f"{self.release} {self.audience} {self.edition}".strip()


class ReportRemark(models.Model):
    """Why the team chief gave a report back. Never changed or erased."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="remarks")
    remark = models.TextField(_("remark"))
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("remark on a report")
        verbose_name_plural = _("remarks on reports")
        constraints = [models.CheckConstraint(name="report_remark_not_empty", condition=~Q(remark=""))]

    def __str__(self) -> str:
        return f"{self.report}: {self.remark[:60]}"


class TriangleRemark(models.Model):
    """What a member of the triangle says about a released report. Never changed or erased; in no document."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="triangle_remarks")
    remark = models.TextField(_("remark"))
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # as it was then
    capacity = models.CharField(max_length=200)  # "burgemeester van Emmen", as it was then
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("remark of the triangle")
        verbose_name_plural = _("remarks of the triangle")
        constraints = [models.CheckConstraint(name="triangle_remark_not_empty", condition=~Q(remark=""))]

    def __str__(self) -> str:
        return f"{self.release}: {self.remark[:60]}"


# --- what is written about the parts of the plan ----------------------------------------------------------------------


class Entry(models.Model):
    """What a report says about one thing of the plan, known by the uuid it keeps through revisions."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="%(class)ss")
    about = models.UUIDField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.report}: {self.about}"


class Interpretation(Entry):
    """What the figure of a target means (duiding). For a result in words, the result itself."""

    text = RichTextField(_("interpretation"), blank=True)

    class Meta:
        verbose_name = _("interpretation")
        verbose_name_plural = _("interpretations")
        constraints = [models.UniqueConstraint(name="interpretation_once", fields=["report", "about"])]


class Account(Entry):
    """The account of a priority (verantwoording): how it goes, and whether it still matters as much."""

    progress = RichTextField(_("progress"), blank=True)
    topicality = RichTextField(_("topicality"), blank=True)
    proposal = RichTextField(_("proposal to adjust the plan"), blank=True)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(name="account_once", fields=["report", "about"])]


class ContributionState(Entry):
    """How far a contribution is, with a line about it. Written once, under however many priorities it stands."""

    state = models.CharField(_("state"), max_length=12, choices=State.choices, blank=True)
    line = models.CharField(_("in one line"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("state of a contribution")
        verbose_name_plural = _("states of contributions")
        constraints = [
            models.UniqueConstraint(name="contribution_state_once", fields=["report", "about"]),
            models.CheckConstraint(name="contribution_state_known", condition=Q(state__in=State.values) | Q(state="")),
        ]
