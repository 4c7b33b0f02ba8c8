"""The letter with which a municipality sends a plan or a report to its council: rows, until it is sent and fixed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Plan, Revision
from reports.letters.workflow import Status
from reports.querysets import LetterQuerySet
from workplan_portal.documents.fields import RichTextField
from workplan_portal.documents.models import StoredFile
from workplan_portal.organisation.models import Municipality

from .report import Release


class TextKind(models.TextChoices):
    """What a block of text tells. All but the last write themselves from the data."""

    REPLACEMENT = "replacement", _("replaces an earlier letter")
    INFORMATION = "information", _("for information")
    CAUSE = "cause", _("why the plan is amended")
    CHANGES = "changes", _("what the amendment changes")
    FRAMEWORK = "framework", _("framework")
    PRIORITIES = "priorities", _("local priorities")
    RESULTS = "results", _("how the targets stand")
    CORRECTION = "correction", _("what was corrected")
    CONTRIBUTION = "contribution", _("what the police contribute")
    PARTNERS = "partners", _("partners")
    ADOPTION = "adoption", _("adoption")
    LATENESS = "lateness", _("why it is late")
    NORMS = "norms", _("what the norms mean")
    NORM_RULE = "norm_rule", _("norm rule")
    PLACE = "place", _("where to find it")
    CLOSING = "closing", _("closing")
    OWN = "own", _("own text")


class Letter(models.Model):
    """The fields are those of the letters that municipalities send. No field for a BSN: its cell is always empty."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="letters", verbose_name=_("work plan"))
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="letters")
    amendment = models.PositiveSmallIntegerField(_("amendment"), default=0)  # that it tells of; 0: of the plan itself
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="letters")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="letters", verbose_name=_("municipality")
    )
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replacement")
    replaces_because = models.TextField(_("what this letter corrects, and why"), blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    addressee = models.CharField(_("addressed to"), max_length=200, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    team = models.CharField(_("team"), max_length=80, blank=True)
    reference = models.CharField(_("our reference"), max_length=60, blank=True)
    your_reference = models.CharField(_("your reference"), max_length=60, blank=True)
    handled_by = models.CharField(_("handled by"), max_length=120, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), max_length=120, blank=True)
    more_enclosures = models.TextField(_("other enclosures"), blank=True)  # one per line
    subject_line = models.CharField(_("subject"), max_length=200, blank=True)
    salutation = models.CharField(_("salutation"), max_length=120, blank=True)
    valediction = models.CharField(_("closing formula"), max_length=120, blank=True)
    signing_body = models.CharField(_("signed on behalf of"), max_length=200, blank=True)
    first_function = models.CharField(_("position of the first signatory"), max_length=120, blank=True)
    first_name = models.CharField(_("name of the first signatory"), max_length=120, blank=True)
    second_function = models.CharField(_("position of the second signatory"), max_length=120, blank=True)
    second_name = models.CharField(_("name of the second signatory"), max_length=120, blank=True)

    text = models.TextField(blank=True, editable=False)  # the canonical JSON of what was sent
    schema = models.PositiveSmallIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)  # SHA-256 of `text`
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["municipality__name", "-plan__year", "-pk"]
        verbose_name = _("council letter")
        verbose_name_plural = _("council letters")
        constraints = [
            models.CheckConstraint(name="letter_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="letter_sent_is_fixed",
                condition=~Q(status=Status.SENT)
                | (~Q(text="") & ~Q(digest="") & Q(sent_by__isnull=False, sent_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="letter_is_about_one_thing",
                condition=Q(revision__isnull=False, release__isnull=True)
                | Q(revision__isnull=True, release__isnull=False),
            ),
            models.UniqueConstraint(
                name="letter_one_draft_of_plan",
                fields=["plan", "municipality", "amendment"],
                condition=Q(status=Status.DRAFT, release__isnull=True),
            ),
            models.CheckConstraint(
                name="letter_about_amendment_of_plan", condition=Q(amendment=0) | Q(release__isnull=True)
            ),
            models.UniqueConstraint(
                name="letter_one_draft_of_release",
                fields=["release", "municipality"],
                condition=Q(status=Status.DRAFT, release__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_replaces_with_reason", condition=Q(replaces__isnull=True) | ~Q(replaces_because="")
            ),
        ]

    def __str__(self) -> str:
        """In Dutch, as the plan's title: it is the name of a document."""
        about = self.about_title
        return f"Raadsbrief {self.municipality.name}: {about[:1].lower()}{about[1:]}"

    @property
    def about_title(self) -> str:
        """Without the municipalities of the plan: a letter is one municipality's."""
        if self.release:
            return self.release.report.short_title
        whole = self.plan.short_title
        return f"Bijstelling {self.amendment} van {whole}" if self.amendment else whole

    @property
    def subject(self) -> str:
        """It belongs to the chain of its plan or report in the trail."""
        return self.release.report.subject if self.release else self.plan.subject


class LetterText(models.Model):
    """A block of text in a letter. As generated it follows the data; edited it is what somebody wrote.

    A text that was written by hand is kept when the generated one is taken again, and a block that is left out is kept
    too: both can come back.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=12, choices=TextKind.choices)
    position = models.PositiveSmallIntegerField()
    edited = models.BooleanField(default=False)
    left_out = models.BooleanField(default=False)
    own_text = RichTextField(_("text"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["letter", "position", "pk"]
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of a letter")
        constraints = [
            models.UniqueConstraint(
                name="letter_text_once", fields=["letter", "kind"], condition=~Q(kind=TextKind.OWN)
            ),
            models.CheckConstraint(name="letter_text_edited_has_text", condition=Q(edited=False) | ~Q(own_text="")),
            models.CheckConstraint(name="letter_text_own_is_edited", condition=~Q(kind=TextKind.OWN) | Q(edited=True)),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
