"""Which plans somebody may know of. What is not visible does not exist (404)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from workplan_portal.authorization.roles import SEATS, Role

from .workflow import OWNERS, Status

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from workplan_portal.people.models import Person


def out_now(publications: str) -> Q:
    """Is there a publication that whoever is signed in can read? `publications` leads to them from what is asked."""
    return Q(
        **{f"{publications}__withdrawn_at__isnull": True, f"{publications}__visible_from__lte": timezone.now()},
    )


def _writing_side(person: Person) -> Q:
    officers = person.areas(Role.SAFETY_OFFICER)
    return _team_side(person) | Q(municipality_links__municipality__in=officers)


def _team_side(person: Person) -> Q:
    """Who write or check for all municipalities of a team."""
    team = person.areas(Role.PLANNER, Role.CHIEF, Role.SECRETARY)
    unit = person.areas(Role.UNIT_PLANNER, Role.PROSECUTION_STAFF, Role.AUDITOR)
    return Q(team__in=team | unit)


class PlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> PlanQuerySet:
        """Its writers, secretary and unit from the first day; who decide or advise from its first submission."""
        if not person.is_authenticated:
            return self.none()
        if person.holds_nationally(Role.AUDITOR):
            return self
        writers = _writing_side(person)
        deciders = Q(team__in=person.areas(Role.PROSECUTOR)) | Q(
            municipality_links__municipality__in=person.areas(Role.MAYOR)
        )
        advising = self.model.advisers.rel.related_model.objects.standing()
        advisers = Q(pk__in=advising.filter(person=person).values("plan")) | Q(team__in=advising.teams_of(person))
        return self.filter(writers | ((deciders | advisers) & Q(revisions__isnull=False))).distinct()

    def published(self) -> PlanQuerySet:
        """Plans of which a text can be read by whoever is signed in: the floor above puts it there."""
        return self.filter(out_now("revisions__publications")).distinct()

    def unfinished_visible_to(self, person: Person | AnonymousUser) -> PlanQuerySet:
        """Plans whose rows this person may see while they are being written: not those who only decide."""
        if not person.is_authenticated:
            return self.none()
        if person.holds_nationally(Role.AUDITOR):
            return self
        return self.filter(_writing_side(person)).distinct()

    def text_visible_to(self, person: Person | AnonymousUser) -> PlanQuerySet:
        """Plans whose text as it stands now this person may read: while it is being written, who write or check."""
        drafts = self.model.drafts.rel.related_model.objects
        being_written = drafts.filter(plan=OuterRef("pk"), number=0, status=Status.DRAFT)
        open_to_them = self.model.objects.unfinished_visible_to(person).values("pk")
        return self.visible_to(person).filter(Q(pk__in=open_to_them) | ~Exists(being_written))

    def seen_from_the_team_by(self, person: Person) -> PlanQuerySet:
        """Plans of which this person may see what each of the municipalities is writing."""
        return self if person.holds_nationally(Role.AUDITOR) else self.filter(_team_side(person))

    def awaiting(self, person: Person) -> PlanQuerySet:
        """Plans where the next move is this person's: to write, approve, agree, adopt or publish.

        Amendments wait by themselves, not their plans.
        """
        drafts = self.model.drafts.rel.related_model.objects.awaiting(person)
        turn_is_mine = Exists(drafts.filter(number=0, plan=OuterRef("pk")))
        return self.filter(turn_is_mine | self._not_out_in(person.areas(Role.SAFETY_OFFICER)))

    def _not_out_in(self, municipalities: set[int]) -> Exists:
        """Adopted plans of which nothing is published under one of these municipalities: the floor above tells so."""
        revisions = self.model.revisions.rel.related_model.objects.filter(plan=OuterRef("plan"))
        out = revisions.filter(
            publications__municipalities=OuterRef("municipality"), publications__withdrawn_at__isnull=True
        )
        links = self.model.municipality_links.rel.related_model.objects.filter(plan=OuterRef("pk"))
        return Exists(
            links.filter(
                Exists(revisions.filter(adoption__isnull=False)), ~Exists(out), municipality__in=municipalities
            )
        )

    def with_titles(self) -> PlanQuerySet:
        """With what its title is made of."""
        links = self.model.municipality_links.rel.related_model.objects.select_related("municipality")
        return self.select_related("team").prefetch_related(Prefetch("municipality_links", links))

    def with_names(self) -> PlanQuerySet:
        return self.with_titles().select_related("team__district__unit", "team__deadlines")


class AdviserQuerySet(models.QuerySet[Any]):
    def of(self, plan: Any) -> AdviserQuerySet:
        """Named with this plan, or for every plan of its team."""
        return self.filter(Q(plan=plan) | Q(for_team=True, plan__team=plan.team_id))

    def standing(self) -> AdviserQuerySet:
        return self.filter(ended_at__isnull=True)

    def teams_of(self, person: Person) -> models.QuerySet[Any, Any]:
        """Of which this person advises the consultation, and not just about one plan."""
        return self.filter(person=person, for_team=True).values("plan__team")


class MinutedQuerySet(models.QuerySet[Any]):
    def awaiting(self, person: Person) -> MinutedQuerySet:
        """Decisions that were minuted for a seat of this person, and that the seat has said nothing about since."""
        mine = Q(pk__in=[])
        for role in SEATS:
            if areas := person.areas(role):
                mine |= Q(consent__role=role, consent__area__in=areas)
        consents = self.model._meta.get_field("consent").related_model.objects
        later = consents.filter(
            Q(decided_by=OuterRef("consent__decided_by")) | Q(decision="return"),
            revision__plan=OuterRef("consent__revision__plan"),
            revision__amendment=OuterRef("consent__revision__amendment"),
            role=OuterRef("consent__role"),
            area=OuterRef("consent__area"),
            pk__gt=OuterRef("consent"),
        )
        return self.filter(~Exists(later), mine, answer__isnull=True)

    def with_plan(self) -> MinutedQuerySet:
        links = "consent__revision__plan__municipality_links__municipality"
        found = self.select_related("consent__revision__plan__team").prefetch_related(links)
        return found.defer("consent__revision__text")


class DraftQuerySet(models.QuerySet[Any]):
    def open(self) -> DraftQuerySet:
        return self.exclude(status=Status.ADOPTED)

    def behind(self, edition: Any) -> DraftQuerySet:
        """Open drafts that rest on an earlier edition of this frame, of a year in which the new one holds."""
        earlier = {"frames__lineage": edition.lineage, "frames__edition__lt": edition.edition}
        years = {"plan__year__gte": edition.valid_from, "plan__year__lte": edition.valid_until}
        return self.open().filter(**earlier, **years).distinct()

    def standing(self, day: date) -> DraftQuerySet:
        """What was first written of each plan, and the amendments in force on this day; the last one counts."""
        in_force = Q(status=Status.ADOPTED, revision__adoption__in_force_from__lte=day)
        return self.filter(Q(number=0) | in_force).order_by("revision__number")

    def amendments_visible_to(self, person: Person) -> DraftQuerySet:
        """Of plans that this person may see: while nobody has submitted it, an amendment is for those who write."""
        plans = self.model.plan.field.related_model.objects
        written = Q(plan__in=plans.unfinished_visible_to(person))
        submitted = Q(revision__isnull=False, plan__in=plans.visible_to(person))
        return self.filter(written | submitted, number__gt=0)

    def awaiting(self, person: Person) -> DraftQuerySet:
        """Where the next move is this person's: to write, approve, agree or adopt."""
        mine = Q(pk__in=[])
        for status, roles in OWNERS.items():
            for role in map(Role, roles):
                areas = person.areas(role)
                if not areas:
                    continue
                here = Q(plan__team__in=areas) | Q(plan__municipality_links__municipality__in=areas)
                turn = Q(status=status) & here
                if status in (Status.SUBMITTED, Status.APPROVED):
                    open_requests = self.model.requests.rel.related_model.objects.filter(
                        draft=OuterRef("pk"), role=role, consent__isnull=True
                    )
                    turn &= Q(Exists(open_requests.filter(area__in=areas)))
                mine |= turn
        return self.filter(mine, amendment__dropped_at=None).distinct()
