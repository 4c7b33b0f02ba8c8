"""The organisations as a tree, and one of them with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import AreaKind
from workplan_portal.organisation.actions import KINDS
from workplan_portal.organisation.models import Area, BaseTeam, Cluster, District, Municipality, Unit
from workplan_portal.people.models import Appointment


def units() -> Iterable[Unit]:
    """Every unit with its districts, teams, municipalities and clusters, in five queries however many there are."""
    teams = BaseTeam.objects.prefetch_related(
        Prefetch("municipalities", Municipality.objects.order_by("name")),
        Prefetch("clusters", Cluster.objects.order_by("name")),
    )
    districts = District.objects.order_by("name").prefetch_related(Prefetch("teams", teams.order_by("name")))
    return Unit.objects.order_by("name").prefetch_related(Prefetch("districts", districts))


def municipalities_without_team() -> Iterable[Municipality]:
    return Municipality.objects.filter(teams__isnull=True).order_by("name")


def whole(area: Area) -> Area:
    """The same organisation as an object of its own kind."""
    return KINDS[AreaKind(area.kind)].objects.get(pk=area.pk)


def parents(area: Area) -> list[Area]:
    """What this organisation lies in, widest first."""
    match area:
        case District():
            return [area.unit]
        case BaseTeam():
            return [area.district.unit, area.district]
        case Cluster():
            return [area.team, area.municipality]
        case Municipality():
            return list(area.teams.order_by("name"))
    return []


def parts(area: Area) -> list[Area]:
    """What lies in this organisation, one step down."""
    match area:
        case Unit():
            return list(area.districts.order_by("name"))
        case District():
            return list(area.teams.order_by("name"))
        case BaseTeam():
            return [*area.municipalities.order_by("name"), *area.clusters.order_by("name")]
        case Municipality():
            return list(area.clusters.order_by("name"))
    return []


def appointments_at(area: Area) -> list[Appointment]:
    held = Appointment.objects.not_over_on(today()).filter(area=area.pk, person__is_active=True)
    return list(held.select_related("person").order_by("role", "person__name"))
