"""The rows that are edited: a draft, its chapters, priorities, contributions and footnotes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.codes import Agreement, Kind
from plans.querysets import DraftQuerySet
from plans.workflow import Status
from priorities.codes import Level, NormRule
from priorities.models import GlossaryTerm, PolicyFrame, Priority
from workplan_portal.authorization.roles import SEATS
from workplan_portal.documents.fields import RichTextField
from workplan_portal.documents.richtext import plain_text
from workplan_portal.organisation.models import Area, Municipality

from .plan import Plan
from .revision import Consent, Revision

if TYPE_CHECKING:
    from .measured import ContextFact, Target


class Row(models.Model):
    """Something one edits. Its uuid lives through revisions; its version tells a stale form."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Carried(Row):
    """A row that may have come from the plan it was started from: `origin` is what it was there."""

    origin = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Draft(models.Model):
    """The rows of a plan, or of one of its amendments, being written, and how far it has come."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField(_("amendment"), default=0)  # 0: the plan itself
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")  # last submitted
    version = models.PositiveIntegerField(default=1)
    frames = models.ManyToManyField(PolicyFrame, related_name="+", verbose_name=_("frames it corresponds to"))
    norm_rule = models.CharField(_("norm rule"), max_length=5, choices=NormRule.choices, default=NormRule.LOWER)
    foreword = RichTextField(_("foreword"), blank=True)
    foreword_on = models.DateField(_("date of the foreword"), null=True, blank=True)
    introduction = RichTextField(_("introduction"), blank=True)
    going_concern = RichTextField(_("going concern"), blank=True)
    formation = RichTextField(_("available formation"), blank=True)
    formation_fte = models.DecimalField(_("fte available"), max_digits=6, decimal_places=2, null=True, blank=True)
    upscaling = RichTextField(_("upscaling"), blank=True)
    themes_note = models.CharField(_("note of agreed themes"), max_length=300, blank=True)

    objects = DraftQuerySet.as_manager()

    TEXTS: ClassVar[tuple[str, ...]] = ("foreword", "introduction", "going_concern", "formation", "upscaling")

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.CheckConstraint(name="draft_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="draft_formation_positive", condition=Q(formation_fte__isnull=True) | Q(formation_fte__gt=0)
            ),
            models.UniqueConstraint(name="draft_once", fields=["plan", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.status})"

    @property
    def subject(self) -> str:
        """The chain in the trail that is told of it: its plan's."""
        return self.plan.subject

    @property
    def title(self) -> str:
        return f"Bijstelling {self.number} van {self.plan.title}" if self.number else self.plan.title


class ConsentRequest(models.Model):
    """A seat whose consent a submitted draft needs, and the consent that holds for it now, if any."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="requests")
    role = models.CharField(max_length=20, choices=[(r.value, r.label) for r in SEATS])
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(name="consent_request_once", fields=["draft", "role", "area"])]

    def __str__(self) -> str:
        return f"{self.role} {self.area}"


class Chapter(Row):
    """The priorities of one level; local priorities have a chapter per municipality."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="chapters")
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    introduction = RichTextField(_("introduction"), blank=True)

    blocks_read: list[Block]  # those under it, of a chapter that `DraftReader` read

    class Meta:
        ordering = ["draft", "position"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [
            models.UniqueConstraint(
                name="chapter_once_a_municipality",
                fields=["draft", "municipality"],
                condition=Q(municipality__isnull=False),
            ),
            models.UniqueConstraint(
                name="chapter_once_a_level", fields=["draft", "level"], condition=Q(municipality__isnull=True)
            ),
            models.CheckConstraint(
                name="chapter_local_has_municipality",
                condition=Q(level=Level.LOCAL, municipality__isnull=False)
                | (~Q(level=Level.LOCAL) & Q(municipality__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.municipality or ''}".strip()


class Block(Carried):
    """A priority as this plan treats it. An empty text means: as the frame says."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="blocks")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="blocks", verbose_name=_("priority"))
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(_("heading it stands under"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    box_title = models.CharField(_("title above the contributions"), max_length=200, blank=True)
    narrative = RichTextField(_("narrative"), blank=True)
    ambition = RichTextField(_("ambition"), blank=True)
    objective = RichTextField(_("objective"), blank=True)
    residents_input = RichTextField(_("residents' input"), blank=True)
    agreement = models.CharField(
        _("agreements with the police"), max_length=8, choices=Agreement.choices, default=Agreement.STATED
    )
    agreement_reference = models.CharField(_("where the agreements can be found"), max_length=300, blank=True)

    contributions_read: list[Contribution]  # what stands under it, of a block that `DraftReader` read
    targets_read: list[Target]
    facts_read: list[ContextFact]

    class Meta:
        ordering = ["chapter", "position", "pk"]
        verbose_name = _("priority in the plan")
        verbose_name_plural = _("priorities in the plan")
        constraints = [models.UniqueConstraint(name="block_once", fields=["chapter", "uuid"])]

    def __str__(self) -> str:
        return self.title or self.priority.title


class Contribution(Carried):
    """What the police do. Entered once, however many priorities it stands under."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="contributions")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.STANDING)
    text = RichTextField(_("contribution"))
    responsible = models.CharField(_("responsible role"), max_length=200, blank=True)
    partners = models.CharField(_("partners"), max_length=300, blank=True)
    consultation = models.CharField(_("consultation"), max_length=200, blank=True)
    fte = models.DecimalField(_("capacity in fte"), max_digits=6, decimal_places=2, null=True, blank=True)
    dependency = models.CharField(_("depends on"), max_length=200, blank=True)
    internal = models.BooleanField(_("not for the council"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(name="contribution_once", fields=["draft", "uuid"]),
            models.UniqueConstraint(name="contribution_carried_once", fields=["draft", "origin"]),
            models.CheckConstraint(name="contribution_fte_positive", condition=Q(fte__isnull=True) | Q(fte__gt=0)),
        ]

    def __str__(self) -> str:
        return plain_text(self.text)[:60]


class Placement(models.Model):
    """A contribution under a priority."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="placements")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="placements")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["block", "position", "pk"]
        constraints = [models.UniqueConstraint(name="placement_once", fields=["block", "contribution"])]

    def __str__(self) -> str:
        return f"{self.block} {self.position}"


class Term(Carried):
    """A word that gets a footnote where it first occurs."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="terms")
    forms = models.TextField(_("term"), help_text=_("As it stands in the text; other spellings on the next lines."))
    explanation = models.TextField(_("explanation"))
    elsewhere = models.BooleanField(_("explained from elsewhere"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return self.forms.partition("\n")[0]


class LeftOutTerm(models.Model):
    """A term of the glossary that gets no footnote in this draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="left_out_terms")
    term = models.ForeignKey(GlossaryTerm, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="term_left_out_once", fields=["draft", "term"])]

    def __str__(self) -> str:
        return str(self.term)
