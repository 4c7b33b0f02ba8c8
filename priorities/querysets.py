"""Who sees which frames and figures. What is not visible does not exist (404)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from workplan_portal.authorization.roles import AreaKind, Role
from workplan_portal.words import asked_for

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from workplan_portal.people.models import Person

KEEPERS: dict[str, tuple[Role, ...]] = {
    "local": (Role.SAFETY_OFFICER,),
    "om": (Role.PROSECUTION_STAFF, Role.PROSECUTOR),
    "regional": (Role.UNIT_PLANNER,),
    "national": (Role.ADMINISTRATOR,),
}
"""Which roles keep the frames of a level, each at the frame's owner."""


class FrameQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> FrameQuerySet:
        """Adopted frames: everybody who is signed in. Drafts: their keepers and auditors."""
        if not person.is_authenticated:
            return self.none()
        if person.holds_nationally(Role.AUDITOR):
            return self
        own = Q(status="adopted")
        for level, roles in KEEPERS.items():
            if person.holds_nationally(*roles):
                own |= Q(level=level)
            elif areas := person.areas(*roles):
                own |= Q(level=level, owner__in=areas)
        return self.filter(own)

    def adopted(self) -> FrameQuerySet:
        return self.filter(status="adopted")

    def valid_in(self, year: int) -> FrameQuerySet:
        return self.filter(valid_from__lte=year, valid_until__gte=year)

    def renewed_in(self, year: int) -> Exists:
        """Is there a newer adopted edition that holds in this year? One for later years replaces nothing yet."""
        later = self.model._default_manager.adopted().valid_in(year)
        return Exists(later.filter(lineage=OuterRef("lineage"), edition__gt=OuterRef("edition")))

    def with_renewals(self, year: int) -> FrameQuerySet:
        """Each tells whether it was `renewed`."""
        return self.annotate(renewed=self.renewed_in(year))

    def with_newer(self) -> FrameQuerySet:
        """Each tells whether a newer edition of it has been adopted: is it `outdated`?"""
        later = self.model._default_manager.adopted().filter(lineage=OuterRef("lineage"))
        return self.annotate(outdated=Exists(later.filter(edition__gt=OuterRef("edition"))))

    def applicable_to(self, team: Any, municipalities: Any, year: int) -> FrameQuerySet:
        """Adopted frames that a plan of this team, for these municipalities, in this year falls under."""
        owners = Q(owner__in=[m.pk for m in municipalities]) | Q(owner__in=[team.district.unit_id])
        return (
            self.adopted()
            .valid_in(year)
            .exclude(self.renewed_in(year))
            .filter(owners | Q(owner__kind=AreaKind.NATIONAL))
            .distinct()
        )


class IndicatorQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> IndicatorQuerySet:
        """The library is there for everybody who is signed in."""
        return self if person.is_authenticated else self.none()

    def matching(self, words: str) -> IndicatorQuerySet:
        """Those with each of these words in name, definition, code or source."""
        found = self
        for word in asked_for(words):
            found = found.filter(
                Q(name__icontains=word)
                | Q(definition__icontains=word)
                | Q(code__icontains=word)
                | Q(source__icontains=word)
            )
        return found


class FigureQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> FigureQuerySet:
        """Figures are aggregates: everybody who is signed in may read them."""
        return self if person.is_authenticated else self.none()

    def of_year(self, year: int, period: int = 12) -> FigureQuerySet:
        return self.filter(year=year, period=period)


class GlossaryQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> GlossaryQuerySet:
        """The glossary is there for everybody who is signed in."""
        return self if person.is_authenticated else self.none()

    def active(self) -> GlossaryQuerySet:
        return self.filter(lifecycle="active")

    def for_unit(self, unit: int) -> GlossaryQuerySet:
        """What explains words in the plans of this unit: its own terms and those of the nation."""
        return self.filter(Q(owner=unit) | Q(owner__kind=AreaKind.NATIONAL)).select_related("owner")

    def matching(self, words: str) -> GlossaryQuerySet:
        """Those with each of these words in the term, its full form or its explanation."""
        found = self
        for word in asked_for(words):
            found = found.filter(
                Q(forms__icontains=word) | Q(full_form__icontains=word) | Q(explanation__icontains=word)
            )
        return found
