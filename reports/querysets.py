"""Which publications somebody may find. What is not visible does not exist (404)."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from plans.codes import Audience
from workplan_portal.authorization.roles import Role

from .letters.workflow import Status as LetterStatus
from .workflow import OWNERS, Status

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from workplan_portal.people.models import Person


class PublicationQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> PublicationQuerySet:
        """Everybody: what is public, in force and past its embargo. For the council only: whoever is signed in."""
        out = self.filter(withdrawn_at__isnull=True, visible_from__lte=timezone.now())
        return out if person.is_authenticated else out.filter(audience=Audience.PUBLIC)

    def once_visible_to(self, person: Person | AnonymousUser) -> PublicationQuerySet:
        """What they could read at its address until it was withdrawn."""
        out = self.filter(withdrawn_at__isnull=False, visible_from__lte=models.F("withdrawn_at"))
        return out if person.is_authenticated else out.filter(audience=Audience.PUBLIC)

    def in_force(self) -> PublicationQuerySet:
        """Not withdrawn; may still be under embargo."""
        return self.filter(withdrawn_at__isnull=True)

    def of_kind(self, kind: str) -> PublicationQuerySet:
        return self.filter(kind=kind) if kind else self

    def of_year(self, year: int | None) -> PublicationQuerySet:
        return self.filter(year=year) if year else self

    def of_municipality(self, code: str) -> PublicationQuerySet:
        return self.filter(municipalities__code=code) if code else self

    def in_shelf_order(self) -> PublicationQuerySet:
        """Of the newest year first: its plans, its reports, its letters, of each kind what is newest first."""
        kinds = [models.When(kind=kind, then=place) for place, kind in enumerate(("plan", "report", "letter"))]
        return self.order_by("-year", models.Case(*kinds), "-decided_on", "title", "pk")

    def for_listing(self) -> PublicationQuerySet:
        return self.select_related("file").prefetch_related("municipalities")

    def for_reading(self) -> PublicationQuerySet:
        """With what it was made from."""
        return (
            self.for_listing()
            .select_related("revision__plan__team__district__unit", "release__report__plan__team__district__unit")
            .prefetch_related(
                "revision__plan__municipality_links__municipality",
                "release__report__plan__municipality_links__municipality",
                "letter__plan__municipality_links__municipality",
            )
            .select_related("letter__plan__team__district__unit", "letter__municipality", "letter__file")
            .select_related("letter__revision", "letter__release__report", "letter__replaces")
            .defer("letter__revision__text", "letter__release__text")
        )


class ReleaseQuerySet(models.QuerySet[Any]):
    def standing(self) -> ReleaseQuerySet:
        """Without those that were withdrawn when their report was reopened; the last of these is what readers have."""
        return self.filter(withdrawal__isnull=True)


class ReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> ReportQuerySet:
        """Whoever writes, releases or checks: from the first day. Those who decide about the plan: once released."""
        if not person.is_authenticated:
            return self.none()
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.seen_with(plans.visible_to(person), plans.unfinished_visible_to(person))

    def unfinished_visible_to(self, person: Person | AnonymousUser) -> ReportQuerySet:
        """Those that this person sees, whatever has been released of them."""
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.filter(plan__in=plans.unfinished_visible_to(person))

    def unfinished(self) -> ReportQuerySet:
        """Started, or opened again, and not released since."""
        return self.exclude(status=Status.RELEASED)

    def seen_with(self, plans: Any, unfinished: Any) -> ReportQuerySet:
        """For whoever sees these plans, and those while they are being written: each a question, or keys."""
        released = models.Q(plan__in=plans, releases__isnull=False)
        return self.filter(models.Q(plan__in=unfinished) | released).distinct()

    def awaiting(self, person: Person) -> ReportQuerySet:
        """Reports where the next move is this person's, who therefore sees them: to fill in, release or publish."""
        turns = [
            models.Q(status=status, plan__team__in=areas)
            for status, roles in OWNERS.items()
            if (areas := person.areas(*map(Role, roles)))
        ]
        if own := person.areas(Role.SAFETY_OFFICER):
            turns.append(models.Q(status=Status.RELEASED, pk__in=self._not_out_in(own)))
        return self.filter(reduce(or_, turns)) if turns else self.none()

    def _not_out_in(self, municipalities: set[int]) -> Any:
        """Keys of those whose version released last is published for none of the readers of one of these."""
        releases = self.model.releases.rel.related_model.objects.standing()
        later = releases.filter(report=models.OuterRef("report"), number__gt=models.OuterRef("number"))
        publications = releases.model.publications.rel.related_model.objects.in_force()
        out = publications.filter(release=models.OuterRef("pk"), municipalities=models.OuterRef("place"))
        of_each = releases.annotate(place=models.F("report__plan__municipality_links__municipality"))
        return of_each.filter(~models.Exists(later), ~models.Exists(out), place__in=municipalities).values("report")

    def with_titles(self) -> ReportQuerySet:
        """With what its title and its deadline are made of."""
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.select_related("plan__team__deadlines").prefetch_related(plans.municipalities("plan__"))

    def with_names(self) -> ReportQuerySet:
        return self.with_titles().select_related("plan__team__district__unit", "revision")


class LetterQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> LetterQuerySet:
        """Its municipality and whoever writes or checks for the whole team: from the first day.

        Neighbours in a joint plan, and those who decide about the plan: once the letter is sent.
        """
        if not person.is_authenticated:
            return self.none()
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.seen_with(person, plans.visible_to(person))

    def seen_with(self, person: Person, plans: Any) -> LetterQuerySet:
        """For this person, who sees these plans: a question, or keys."""
        of_team = self.model._meta.get_field("plan").related_model.objects.seen_from_the_team_by(person)
        return self.filter(
            models.Q(municipality__in=person.areas(Role.SAFETY_OFFICER))
            | models.Q(plan__in=of_team)
            | models.Q(plan__in=plans, sent_at__isnull=False)
        )

    def awaiting(self, person: Person) -> LetterQuerySet:
        """Letters where the next move is this person's: to write and send, or to publish.

        Not one that is being replaced: what its council should read is the new one.
        """
        own = person.areas(Role.SAFETY_OFFICER)
        if not own:
            return self.none()
        replaced = self.model.objects.filter(replaces=models.OuterRef("pk")).exclude(status=LetterStatus.ASIDE)
        out = self.model.publications.rel.related_model.objects.in_force().filter(letter=models.OuterRef("pk"))
        mine = models.Q(status=LetterStatus.DRAFT) | models.Q(
            ~models.Exists(out), ~models.Exists(replaced), status=LetterStatus.SENT
        )
        return self.filter(mine, municipality__in=own)

    def with_titles(self) -> LetterQuerySet:
        """With what its title is made of; a report is about the plan of its letter."""
        return self.select_related("municipality", "plan__team", "release__report").defer("text", "release__text")

    def with_names(self) -> LetterQuerySet:
        """With what every page says of a letter; the text of the plan it is about is large and left for later."""
        return (
            self.select_related("municipality", "plan__team__district__unit", "revision", "release__report", "replaces")
            .select_related("replacement")
            .defer("revision__text", "release__text")
            .prefetch_related("plan__municipality_links__municipality")
        )


class DeliveryQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> DeliveryQuerySet:
        """Whoever brought it in, and who checks."""
        if person.holds_nationally(Role.AUDITOR):
            return self
        return self.filter(brought_by=person)
