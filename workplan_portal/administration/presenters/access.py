"""The yearly review of access (BIO2 5.18.02): who holds what since when, by organisation, and what deserves a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import AreaKind
from workplan_portal.organisation.models import Area
from workplan_portal.people.actions import ACCESS
from workplan_portal.people.models import Appointment, Person

A_YEAR = timedelta(days=365)

FROM_WIDE_TO_NARROW = list(AreaKind)


@dataclass(frozen=True)
class Place:
    area: Area
    appointments: list[Appointment]


@dataclass(frozen=True)
class Review:
    places: list[Place]
    without_appointment: list[Person]
    reviewed_at: datetime | None
    reviewed_by: str

    @property
    def due_on(self) -> date | None:
        return (self.reviewed_at + A_YEAR).date() if self.reviewed_at else None

    @property
    def overdue(self) -> bool:
        return self.due_on is None or self.due_on < today()


def review() -> Review:
    held = Appointment.objects.not_over_on(today()).filter(person__is_active=True).select_related("person", "area")
    rows = sorted(held, key=_place_first)
    return Review(
        places=[Place(area, list(there)) for area, there in groupby(rows, key=lambda a: a.area)],
        without_appointment=list(
            Person.objects.filter(is_active=True).exclude(pk__in=[a.person_id for a in rows]).order_by("name")
        ),
        **last_review(),  # type: ignore[arg-type]
    )


def last_review() -> dict[str, object]:
    entry = Entry.objects.about(ACCESS).last()
    return {"reviewed_at": entry.at if entry else None, "reviewed_by": entry.actor if entry else ""}


def _place_first(appointment: Appointment) -> tuple[int, str, int, str, str]:
    area = appointment.area
    kind = FROM_WIDE_TO_NARROW.index(AreaKind(area.kind))
    return kind, area.name, area.pk, appointment.role, appointment.person.name
