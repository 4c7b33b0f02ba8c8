"""A plan, the rows it is drafted in, and the records of what was decided about it.

Three layers that never mix: *rows* (Draft and what hangs on it) are edited; a *Revision* is the whole text as it was
submitted and never changes; *Consent* and *Adoption* are decisions about a revision, beside its text and never in it.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from priorities.codes import Comparator, Level, NormRule, Scope, Unit
from priorities.models import YEAR, Indicator, PolicyFrame, Priority
from workplan_portal.authorization.roles import SEATS
from workplan_portal.documents.fields import RichTextField
from workplan_portal.documents.models import StoredFile
from workplan_portal.documents.richtext import plain_text
from workplan_portal.organisation.models import Area, BaseTeam, Municipality

from .codes import Agreement, Audience, Decision, Kind
from .querysets import PlanQuerySet
from .workflow import Status

PERSON = settings.AUTH_USER_MODEL


class Plan(models.Model):
    """The annual work plan of a base team for one or more of its municipalities (2017: three; 2021: one each)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(BaseTeam, models.PROTECT, related_name="plans", verbose_name=_("base team"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR)
    example = models.BooleanField(default=False, help_text=_("Says on screen and paper that this is an example."))
    started_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "team__name", "pk"]
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """Its chain in the trail."""
        return f"plan:{self.uuid}"

    @property
    def municipalities(self) -> list[Municipality]:
        return [link.municipality for link in self.municipality_links.all()]

    @property
    def title(self) -> str:
        names = [m.name for m in self.municipalities]
        whom = " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
        return f"Jaarwerkplan {self.year} {self.team.name}, {whom}"


class PlanMunicipality(models.Model):
    """A municipality in a plan. The year stands here too, so that the database refuses a second plan for it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="municipality_links")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="plan_links")
    team = models.ForeignKey(BaseTeam, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["municipality__name"]
        constraints = [
            models.UniqueConstraint(name="plan_once_a_year", fields=["team", "municipality", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.year}"


# --- what was submitted and decided -----------------------------------------------------------------------------------


class Revision(models.Model):
    """A plan as it was submitted: complete, numbered, fingerprinted, never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("version"))
    schema = models.PositiveSmallIntegerField()
    text = models.TextField()  # the canonical JSON of the document
    digest = models.CharField(max_length=64)  # SHA-256 of `text`
    parts = models.JSONField()  # {"shared": digest, "GM0114": digest}
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(name="revision_once", fields=["plan", "number"])]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"


class Consent(models.Model):
    """A seat's decision about a revision. Decisions and remarks are never changed or erased."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="consents")
    role = models.CharField(max_length=20, choices=[(r.value, r.label) for r in SEATS])
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # the seat's place: municipality or base team
    decision = models.CharField(max_length=8, choices=Decision.choices)
    remark = models.TextField(blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, related_name="consents")
    name = models.CharField(max_length=120)  # as it was then
    capacity = models.CharField(max_length=200)  # "burgemeester Emmen", as it was then
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.CheckConstraint(
                name="consent_return_has_remark", condition=Q(decision=Decision.AGREE) | ~Q(remark="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity}: {self.decision}"


class Adoption(models.Model):
    """The act of the secretary that makes a revision the plan in force. Stands beside the text, not in it."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="adoption")
    adopted_on = models.DateField(_("adopted on"))
    body = models.CharField(_("body"), max_length=200)
    members = models.TextField(_("members"))  # one per line: name, function
    late_reason = models.TextField(_("reason for adopting after January"), blank=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")

    def __str__(self) -> str:
        return f"{self.revision} {self.adopted_on}"


class Rendition(models.Model):
    """A file made once from an adopted revision, for one audience; later requests get the same bytes."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="renditions")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(_("pages"))

    class Meta:
        constraints = [models.UniqueConstraint(name="rendition_once", fields=["revision", "audience"])]

    def __str__(self) -> str:
        return f"{self.revision} {self.audience}"


# --- the rows that are edited -----------------------------------------------------------------------------------------


class Row(models.Model):
    """Something one edits. Its uuid lives through revisions; its version tells a stale form."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Draft(models.Model):
    """The rows of a plan being written, and how far it has come. An amendment will be a second draft."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="drafts")
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
    upscaling = RichTextField(_("upscaling"), blank=True)
    themes_note = models.CharField(_("note of agreed themes"), max_length=300, blank=True)

    TEXTS: ClassVar[tuple[str, ...]] = ("foreword", "introduction", "going_concern", "formation", "upscaling")

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.CheckConstraint(name="draft_status_known", condition=Q(status__in=Status.values)),
            models.UniqueConstraint(name="draft_one_open", fields=["plan"], condition=~Q(status=Status.ADOPTED)),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.status})"


class ConsentRequest(models.Model):
    """A seat whose consent a submitted draft needs, and the consent that holds for it now, if any."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="requests")
    role = models.CharField(max_length=20, choices=[(r.value, r.label) for r in SEATS])
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
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


class Block(Row):
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

    class Meta:
        ordering = ["chapter", "position", "pk"]
        verbose_name = _("priority in the plan")
        verbose_name_plural = _("priorities in the plan")
        constraints = [models.UniqueConstraint(name="block_once", fields=["chapter", "uuid"])]

    def __str__(self) -> str:
        return self.title or self.priority.title


class Contribution(Row):
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


class Target(Row):
    """What should be reached, measured by an indicator, for one area."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="targets", verbose_name=_("contribution")
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator"))
    scope = models.CharField(_("counts for"), max_length=12, choices=Scope.choices)
    comparator = models.CharField(_("comparison"), max_length=12, choices=Comparator.choices)
    norm = models.DecimalField(_("norm"), max_digits=16, decimal_places=2, null=True, blank=True)
    norm_origin = models.CharField(_("who set the norm"), max_length=10, choices=Level.choices, blank=True)
    norm_year = models.PositiveSmallIntegerField(_("year of the norm"), null=True, blank=True, validators=YEAR)
    provisional_norm = models.BooleanField(_("the norm is provisional"), default=False)
    baseline_year = models.PositiveSmallIntegerField(
        _("compare with year"), null=True, blank=True, validators=YEAR, help_text=_("Empty: last year.")
    )
    own_goal = models.DecimalField(_("another goal"), max_digits=16, decimal_places=2, null=True, blank=True)
    own_goal_reason = models.TextField(_("reason for another goal"), blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="shares", verbose_name=_("is part of")
    )
    restates = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="restatements", verbose_name=_("repeats")
    )
    mandatory = models.BooleanField(_("must be in every report"), default=False)
    explanation = RichTextField(_("explanation"), blank=True)

    class Meta:
        ordering = ["block", "position", "pk"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(name="target_once", fields=["block", "uuid"]),
            models.CheckConstraint(name="target_comparator_known", condition=Q(comparator__in=Comparator.values)),
            models.CheckConstraint(name="target_scope_known", condition=Q(scope__in=Scope.values)),
            models.CheckConstraint(
                name="target_own_goal_has_reason", condition=Q(own_goal__isnull=True) | ~Q(own_goal_reason="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.indicator)


class ContextFact(Row):
    """A figure that puts a priority in context and is no target."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="facts")
    position = models.PositiveSmallIntegerField()
    text = RichTextField(_("fact"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["block", "position", "pk"]
        verbose_name = _("context fact")
        verbose_name_plural = _("context facts")

    def __str__(self) -> str:
        return plain_text(self.text)[:60]


class Term(Row):
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
