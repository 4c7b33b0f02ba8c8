"""The short lists of a base team: partners, consultations, hotspots and allies that contributions point to."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.codes import ListKind
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import BaseTeam, Municipality

from .draft import Contribution

if TYPE_CHECKING:
    from workplan_portal.people.models import Person


class ListedQuerySet(models.QuerySet["Listed"]):
    def visible_to(self, person: Person) -> ListedQuerySet:
        """Whoever may see what is being written in the plans of a team sees its lists."""
        return self.filter(team__in=teams_with_lists_for(person))


class Listed(models.Model):
    """An organisation or a place, never a person. Kept once for the team; nothing is deleted, only taken out of use."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(BaseTeam, models.PROTECT, related_name="lists", verbose_name=_("base team"))
    kind = models.CharField(_("kind"), max_length=12, choices=ListKind.choices)
    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("about"), max_length=300, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    retired = models.BooleanField(_("out of use"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ListedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("name in a list")
        verbose_name_plural = _("names in lists")
        constraints = [
            models.UniqueConstraint(name="listed_once", fields=["team", "kind", "name"]),
            models.CheckConstraint(name="listed_kind_known", condition=Q(kind__in=ListKind.values)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return self.team.subject


class Pointer(models.Model):
    """A contribution points to what stands in a list."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="pointers")
    listed = models.ForeignKey(Listed, models.PROTECT, related_name="pointers")

    class Meta:
        ordering = ["contribution", "listed__name"]
        constraints = [models.UniqueConstraint(name="pointer_once", fields=["contribution", "listed"])]

    def __str__(self) -> str:
        return f"{self.contribution} → {self.listed}"


def teams_with_lists_for(person: Person) -> models.QuerySet[Any]:
    """The base teams whose lists this person sees."""
    if person.holds_nationally(Role.AUDITOR):
        return BaseTeam.objects.all()
    side = (Role.PLANNER, Role.CHIEF, Role.SECRETARY, Role.UNIT_PLANNER, Role.PROSECUTION_STAFF, Role.AUDITOR)
    officers = Q(municipalities__in=person.areas(Role.SAFETY_OFFICER))
    return BaseTeam.objects.filter(Q(pk__in=person.areas(*side)) | officers).distinct()
