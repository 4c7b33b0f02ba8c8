"""Where people work and figures are counted: nation › unit › district › base team › municipality › cluster.

Source: Politiewet 2012 art. 25 and 37 (units, districts, base teams); a cluster is a base team's own division.
"""

from __future__ import annotations

import re
import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext_lazy as _

from workplan_portal.authorization.roles import AreaKind

hex_colour = RegexValidator(re.compile(r"^#[0-9a-f]{6}\Z"), _("Give the colour as # and six digits, like #00567d."))
sha256 = RegexValidator(re.compile(r"^[0-9a-f]{64}\Z"))


def _refers_here(relation: ForeignObjectRel) -> bool:
    """Is this somebody else's reference to an area, and not its own parent row or a row between two areas?"""
    model = relation.related_model
    return not (model._meta.auto_created or (issubclass(model, Area) and relation.field.primary_key))


class Area(models.Model):
    """What figures, frames and appointments hang on, whatever kind of organisation it is."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=AreaKind.choices, editable=False)
    code = models.CharField(_("code"), max_length=16, unique=True)
    name = models.CharField(_("name"), max_length=120)

    KIND: AreaKind

    class Meta:
        ordering = ["name"]
        verbose_name = _("area")
        constraints = [
            models.CheckConstraint(name="area_kind_known", condition=models.Q(kind__in=AreaKind.values)),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        if type(self) is not Area:
            self.kind = self.KIND
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def subject(self) -> str:
        """The chain of the trail that this organisation's changes belong to."""
        return f"organisation:{self.uuid}"

    def used_by(self) -> list[str]:
        """What refers to this organisation, in words (plural). Asks the object of its own kind, not a bare Area."""
        using = set()
        for relation in self._meta.get_fields(include_hidden=True):
            if isinstance(relation, ForeignObjectRel) and _refers_here(relation):
                model = relation.related_model
                if model._base_manager.filter(**{relation.field.name: self.pk}).exists():
                    using.add(model._meta.verbose_name_plural)
        return sorted(map(str, using))


class Nation(Area):
    KIND = AreaKind.NATIONAL
    area = models.OneToOneField(Area, models.CASCADE, parent_link=True, primary_key=True, related_name="+")

    class Meta:
        verbose_name = _("nation")


class Unit(Area):
    """A regional police unit (regionale eenheid)."""

    KIND = AreaKind.UNIT
    area = models.OneToOneField(Area, models.CASCADE, parent_link=True, primary_key=True, related_name="+")

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")


class District(Area):
    KIND = AreaKind.DISTRICT
    area = models.OneToOneField(Area, models.CASCADE, parent_link=True, primary_key=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="districts", verbose_name=_("unit"))

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")


class Municipality(Area):
    """`code` is the CBS code with its letters: GM0114. `logo` is the digest of a stored picture and no reference to
    its row: files stand a floor above organisations. The bytes of one that was replaced stay."""

    KIND = AreaKind.MUNICIPALITY
    area = models.OneToOneField(Area, models.CASCADE, parent_link=True, primary_key=True, related_name="+")
    brand_colour = models.CharField(_("brand colour"), max_length=7, default="#00567d", validators=[hex_colour])
    second_colour = models.CharField(_("second colour"), max_length=7, blank=True, validators=[hex_colour])
    logo = models.CharField(_("logo"), max_length=64, blank=True, validators=[sha256])

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")


class BaseTeam(Area):
    """A base team (basisteam); most serve several municipalities, a large city has several teams."""

    KIND = AreaKind.TEAM
    area = models.OneToOneField(Area, models.CASCADE, parent_link=True, primary_key=True, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="teams", verbose_name=_("district"))
    municipalities = models.ManyToManyField(Municipality, related_name="teams", verbose_name=_("municipalities"))

    class Meta:
        verbose_name = _("base team")
        verbose_name_plural = _("base teams")


class Cluster(Area):
    """A part of a base team's territory, inside one municipality."""

    KIND = AreaKind.CLUSTER
    area = models.OneToOneField(Area, models.CASCADE, parent_link=True, primary_key=True, related_name="+")
    team = models.ForeignKey(BaseTeam, models.PROTECT, related_name="clusters", verbose_name=_("base team"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="clusters", verbose_name=_("municipality")
    )

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
