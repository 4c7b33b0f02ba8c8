"""Which plans somebody may know of. What is not visible does not exist (404)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
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


ASKING = (Status.SUBMITTED, Status.APPROVED)
"""While seats are asked, each by a row of its own; it is the turn of those whose consent is still to come."""

NOWHERE = Q(pk__in=())


def within(**areas: set[int]) -> Q:
    """In one of these areas, by what leads to them. Where somebody holds nothing the database is not asked about it."""
    held = [(f"{path}__in", keys) for path, keys in areas.items() if keys]
    return Q(*held, _connector=Q.OR) if held else NOWHERE


def _writing_side(person: Person) -> Q:
    return within(team=_team_side(person), municipality_links__municipality=person.areas(Role.SAFETY_OFFICER))


def _team_side(person: Person) -> set[int]:
    """The teams for all of whose municipalities this person writes or checks."""
    unit = (Role.UNIT_PLANNER, Role.PROSECUTION_STAFF, Role.AUDITOR)
    return person.areas(Role.PLANNER, Role.CHIEF, Role.SECRETARY, *unit)


class PlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> PlanQuerySet:
        """Its writers, secretary and unit from the first day; who decide or advise from its first submission."""
        if not person.is_authenticated:
            return self.none()
        if person.holds_nationally(Role.AUDITOR):
            return self
        deciders = within(team=person.areas(Role.PROSECUTOR), municipality_links__municipality=person.areas(Role.MAYOR))
        advising = self.model.advisers.rel.related_model.objects.standing()
        advisers = Q(pk__in=advising.filter(person=person).values("plan")) | Q(team__in=advising.teams_of(person))
        submitted_to_them = (deciders | advisers) & Q(revisions__isnull=False)
        return self.filter(_writing_side(person) | submitted_to_them).distinct()

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
        return self if person.holds_nationally(Role.AUDITOR) else self.filter(team__in=_team_side(person))

    def adopted(self) -> PlanQuerySet:
        return self.filter(revisions__adoption__isnull=False)

    def by_place(self) -> PlanQuerySet:
        """A row for each municipality, its `place`; `out`: is a text published under it? The floor above tells so."""
        revisions = self.model.revisions.rel.related_model.objects
        out = revisions.filter(
            plan=OuterRef("pk"), publications__municipalities=OuterRef("place"), publications__withdrawn_at__isnull=True
        )
        return self.annotate(place=F("municipality_links__municipality")).annotate(out=Exists(out))

    def with_titles(self) -> PlanQuerySet:
        """With what its title and its deadlines are made of."""
        return self.select_related("team__deadlines").prefetch_related(self.municipalities())

    def municipalities(self, plan: str = "") -> Prefetch[Any]:
        """Of a plan, or of what leads to one by `plan`, the links with their municipalities: in one query."""
        links = self.model.municipality_links.rel.related_model.objects.select_related("municipality")
        return Prefetch(f"{plan}municipality_links", links)

    def with_names(self) -> PlanQuerySet:
        return self.with_titles().select_related("team__district__unit")


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
        mine = [Q(consent__role=role, consent__area__in=areas) for role in SEATS if (areas := person.areas(role))]
        if not mine:
            return self.none()
        consents = self.model._meta.get_field("consent").related_model.objects
        later = consents.filter(
            Q(decided_by=OuterRef("consent__decided_by")) | Q(decision="return"),
            revision__plan=OuterRef("consent__revision__plan"),
            revision__amendment=OuterRef("consent__revision__amendment"),
            role=OuterRef("consent__role"),
            area=OuterRef("consent__area"),
            pk__gt=OuterRef("consent"),
        )
        return self.filter(~Exists(later), reduce(or_, mine), answer__isnull=True)

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
        plans = self.model.plan.field.related_model.objects
        return self.amendments_seen_with(plans.visible_to(person), plans.unfinished_visible_to(person))

    def amendments_seen_with(self, plans: Any, unfinished: Any) -> DraftQuerySet:
        """For whoever sees these plans, and those while they are being written: each a question, or keys.

        While nobody has submitted it, an amendment is for those who write.
        """
        submitted = Q(revision__isnull=False, plan__in=plans)
        return self.filter(Q(plan__in=unfinished) | submitted, number__gt=0)

    def awaiting(self, person: Person) -> DraftQuerySet:
        """Where the next move is this person's, who therefore sees it: to write, approve, agree or adopt."""
        turns = {status: self._turn(person, status, tuple(map(Role, roles))) for status, roles in OWNERS.items()}
        overtaken = self._overtaken()
        if adopting := turns[Status.AGREED]:
            turns[Status.AGREED] = adopting & ~overtaken
        seats = self._requests(person, SEATS)
        mine = [*filter(None, turns.values()), *([Q(overtaken, seats, status=Status.AGREED)] if seats else [])]
        if not mine:
            return self.none()
        return self.filter(reduce(or_, mine), amendment__dropped_at=None).distinct()

    def awaiting_advice(self, person: Person) -> DraftQuerySet:
        """With the triangle, while this person advises about it and has said nothing about this version yet."""
        advising = self.model.plan.field.related_model.advisers.rel.related_model.objects.standing()
        plans = Q(plan__in=advising.filter(person=person).values("plan"))
        teams = Q(plan__team__in=advising.teams_of(person))
        said = self.model.revision.field.related_model.objects.filter(advice__adviser__person=person)
        return self.filter(plans | teams, status=Status.APPROVED).exclude(revision__in=said.values("pk"))

    def _turn(self, person: Person, status: Status, roles: Sequence[Role]) -> Q | None:
        """Is it in this status the turn of one of these roles where this person holds it? None: held nowhere."""
        if status in ASKING:
            requests = self._requests(person, roles, consent__isnull=True)
            return Q(requests, status=status) if requests else None
        here = person.areas(*roles)
        return Q(within(plan__team=here, plan__municipality_links__municipality=here), status=status) if here else None

    def _requests(self, person: Person, roles: Sequence[Role], **about: Any) -> Q | None:
        """Is a seat that this person holds asked for its consent? None: held nowhere."""
        held = {role: areas for role in roles if (areas := person.areas(role))}
        if not held:
            return None
        mine = reduce(or_, (Q(role=role, area__in=areas) for role, areas in held.items()))
        return Q(Exists(self.model.requests.rel.related_model.objects.filter(mine, draft=OuterRef("pk"), **about)))

    def _overtaken(self) -> Q:
        """Was another amendment adopted since this one was begun? Once agreed, only who agreed can return it."""
        revisions = self.model.revision.field.related_model.objects
        since = {"plan": OuterRef("plan"), "number__gt": OuterRef("amendment__base__number")}
        return Q(Exists(revisions.filter(**since, adoption__isnull=False)))
