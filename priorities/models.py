"""Frames, their priorities, the indicator library, and the figures of earlier years."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from workplan_portal.documents.fields import RichTextField
from workplan_portal.organisation.models import Area

from .codes import PERIODS, Authority, Direction, ExpectedBy, Level, Lifecycle, Unit
from .measurement import Reading, percentage, single
from .querysets import FigureQuerySet, FrameQuerySet, GlossaryQuerySet, IndicatorQuerySet

YEAR = (MinValueValidator(2000), MaxValueValidator(2100))


class FrameStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")


class SafetyField(models.TextChoices):
    """The five fields of the VNG's Kernbeleid Veiligheid."""

    LIVING = "living", _("safe living environment")
    BUSINESS = "business", _("business and safety")
    YOUTH = "youth", _("youth and safety")
    PHYSICAL = "physical", _("physical safety")
    INTEGRITY = "integrity", _("integrity and safety")


class PolicyFrame(models.Model):
    """Where priorities come from. An adopted frame never changes: a new edition does."""

    lineage = models.UUIDField(default=uuid.uuid4, editable=False)  # shared by all its editions
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    owner = models.ForeignKey(Area, models.PROTECT, related_name="frames", verbose_name=_("owner"))
    valid_from = models.PositiveSmallIntegerField(_("valid from year"), validators=YEAR)
    valid_until = models.PositiveSmallIntegerField(_("valid up to and including year"), validators=YEAR)
    status = models.CharField(_("status"), max_length=8, choices=FrameStatus.choices, default=FrameStatus.DRAFT)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=200, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="editions")
    reference = models.CharField(_("where it can be found"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FrameQuerySet.as_manager()

    class Meta:
        ordering = ["level", "title", "-edition"]
        verbose_name = _("policy frame")
        verbose_name_plural = _("policy frames")
        constraints = [
            models.CheckConstraint(name="frame_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="frame_years_in_order", condition=Q(valid_until__gte=F("valid_from"))),
            models.UniqueConstraint(name="frame_one_next_edition", fields=["replaces"]),
            models.UniqueConstraint(name="frame_edition_once", fields=["lineage", "edition"]),
            models.CheckConstraint(
                name="frame_adopted_has_date",
                condition=Q(status=FrameStatus.DRAFT, adopted_on__isnull=True)
                | Q(status=FrameStatus.ADOPTED, adopted_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"frame:{self.uuid}"

    @property
    def is_adopted(self) -> bool:
        return self.status == FrameStatus.ADOPTED


class Priority(models.Model):
    """What a frame's owner wants attention for. Rich texts are the restricted HTML of `documents.richtext`."""

    lineage = models.UUIDField(default=uuid.uuid4, editable=False)  # the same in every edition it stands in
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    frame = models.ForeignKey(PolicyFrame, models.CASCADE, related_name="priorities", verbose_name=_("frame"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    heading = models.CharField(_("heading it stands under"), max_length=200)
    safety_field = models.CharField(_("safety field"), max_length=10, choices=SafetyField.choices, blank=True)
    title = models.CharField(_("title"), max_length=200)
    other_titles = models.TextField(_("other names"), blank=True, help_text=_("One per line."))
    narrative = RichTextField(_("narrative"), blank=True)
    ambition = RichTextField(_("ambition"), blank=True)
    objective = RichTextField(_("objective"), blank=True)
    residents_input = RichTextField(_("residents' input"), blank=True)
    authority = models.CharField(_("authority"), max_length=12, choices=Authority.choices, default=Authority.BOTH)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["frame", "position", "pk"]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints = [
            models.CheckConstraint(name="priority_authority_known", condition=Q(authority__in=Authority.values)),
            models.UniqueConstraint(name="priority_once_an_edition", fields=["frame", "lineage"]),
        ]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """What is counted, and how to read it."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices)
    cumulative = models.BooleanField(
        _("adds up through the year"),
        default=True,
        help_text=_("Yes for what happens (reports, checks); no for a state (vacancies, open files)."),
    )
    expected_by = models.CharField(
        _("what is expected under way"),
        max_length=6,
        choices=ExpectedBy.choices,
        default=ExpectedBy.COURSE,
        help_text=_(
            "Of figures that add up. Choose twelfths where last year's course says nothing, for example because it was "
            "one large case. It holds for plans that are submitted from now on."
        ),
    )
    numerator_label = models.CharField(_("numerator"), max_length=200, blank=True)
    denominator_label = models.CharField(_("denominator"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    open_data_code = models.CharField(_("code in the police open data"), max_length=40, blank=True)
    lifecycle = models.CharField(_("lifecycle"), max_length=16, choices=Lifecycle.choices, default=Lifecycle.ACTIVE)
    version = models.PositiveIntegerField(default=1)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(name="indicator_unit_known", condition=Q(unit__in=Unit.values)),
            models.CheckConstraint(name="indicator_direction_known", condition=Q(direction__in=Direction.values)),
            models.CheckConstraint(name="indicator_expected_by_known", condition=Q(expected_by__in=ExpectedBy.values)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"indicator:{self.code}"


class Figure(models.Model):
    """A cumulative value, or a numerator and denominator, after 4, 8 or 12 months. Entered once per area.

    Only aggregates. Missing is no row, never zero.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures", verbose_name=_("indicator"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="figures", verbose_name=_("area"))
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR)
    period = models.PositiveSmallIntegerField(_("months"), choices=[(p, str(p)) for p in PERIODS], default=12)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=16, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=16, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    reference_date = models.DateField(_("reference date"), null=True, blank=True)
    provisional = models.BooleanField(_("provisional"), default=False)
    note = models.TextField(_("explanation"), blank=True)  # given when it was entered, or last corrected
    example = models.BooleanField(_("example data"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["indicator__name", "-year", "period"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(name="figure_once", fields=["indicator", "area", "year", "period"]),
            models.CheckConstraint(name="figure_period_known", condition=Q(period__in=PERIODS)),
            models.CheckConstraint(
                name="figure_value_or_parts",
                condition=Q(value__isnull=False, numerator__isnull=True, denominator__isnull=True)
                | Q(value__isnull=True, numerator__isnull=False, denominator__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.year}/{self.period}"

    @property
    def subject(self) -> str:
        return f"figure:{self.indicator.code}:{self.area.code}"

    @property
    def reading(self) -> Reading:
        """What it says: the value, or the exact percentage of its two parts; not applicable without a denominator."""
        if self.value is not None:
            return single(self.value)
        return percentage(self.numerator, self.denominator)

    @property
    def amount(self) -> Decimal | None:
        """The number to compute with; none where the percentage is not applicable."""
        return self.reading.value


class GlossaryTerm(models.Model):
    """A word that is explained once, for all plans of a unit or of the nation. Plain text throughout."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Area, models.PROTECT, related_name="glossary", verbose_name=_("kept for"))
    forms = models.TextField(_("term"), help_text=_("As it stands in the text; other spellings on the next lines."))
    full_form = models.CharField(
        _("full form"), max_length=200, blank=True, help_text=_("Of an abbreviation: what it stands for.")
    )
    explanation = models.TextField(_("explanation"), blank=True)
    elsewhere = models.BooleanField(_("explained from elsewhere"), default=False)
    lifecycle = models.CharField(_("lifecycle"), max_length=16, choices=Lifecycle.choices, default=Lifecycle.ACTIVE)
    version = models.PositiveIntegerField(default=1)

    objects = GlossaryQuerySet.as_manager()

    class Meta:
        ordering = [Lower("forms"), "pk"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.CheckConstraint(
                name="glossary_term_in_use_or_not", condition=Q(lifecycle__in=[Lifecycle.ACTIVE, Lifecycle.RETIRED])
            ),
            models.CheckConstraint(name="glossary_term_explained", condition=~Q(full_form="", explanation="")),
        ]

    def __str__(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def subject(self) -> str:
        return f"term:{self.uuid}"

    @property
    def words(self) -> tuple[str, ...]:
        """The ways it is written."""
        return lines(self.forms)

    @property
    def note(self) -> str:
        """What the footnote says."""
        if not (self.full_form and self.explanation):
            return self.explanation or f"{self.full_form}."
        sign = ":" if self.explanation[0].islower() else "."
        return f"{self.full_form}{sign} {self.explanation}"


def lines(text: str) -> tuple[str, ...]:
    """What stands on each line, empty ones left out."""
    return tuple(filter(None, map(str.strip, text.splitlines())))
