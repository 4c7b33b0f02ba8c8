"""The seats whose consent a plan needs, and how each of them stands towards the revision that was submitted."""

from __future__ import annotations

from dataclasses import dataclass

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Appointment, Person, Seat

from .codes import Decision
from .consenting import holds
from .models import Consent, ConsentRequest, Draft, Plan, Revision


def required_seats(plan: Plan) -> list[Seat]:
    """Chief, the mayor of each municipality, prosecutor. Never empty, whoever is or is not appointed."""
    team = plan.team
    mayors = [Seat(Role.MAYOR, m.pk, m.name) for m in plan.municipalities]
    return [Seat(Role.CHIEF, team.pk, team.name), *mayors, Seat(Role.PROSECUTOR, team.pk, team.name)]


def latest_decision(plan: Plan, seat: Seat) -> Consent | None:
    """What this seat decided last, about whichever revision. Two chiefs share a seat: the latest of both counts."""
    decisions = Consent.objects.filter(revision__plan=plan, role=seat.role, area=seat.area_id)
    return decisions.select_related("revision").order_by("decided_at", "pk").last()


def consent_that_holds(revision: Revision, seat: Seat) -> Consent | None:
    """The seat's latest decision, if it is to agree and covers every part of this text that the seat answers for."""
    latest = latest_decision(revision.plan, seat)
    if latest is None or latest.decision != Decision.AGREE:
        return None
    code = Area.objects.values_list("code", flat=True).get(pk=seat.area_id)
    covered = holds(seat.role, code, given_for=latest.revision.parts, now=revision.parts)
    return latest if covered else None


def ask_all(draft: Draft, revision: Revision) -> None:
    """Ask every required seat for its consent to this revision; consents that still hold count at once."""
    draft.requests.all().delete()
    ConsentRequest.objects.bulk_create(
        ConsentRequest(draft=draft, role=seat.role, area_id=seat.area_id, consent=consent_that_holds(revision, seat))
        for seat in required_seats(draft.plan)
    )


@dataclass(frozen=True)
class Agreement:
    """Whether the chief, and whether everybody who must, agrees with the text as it is."""

    chief: bool
    everybody: bool


def agreement(draft: Draft, revision: Revision) -> Agreement:
    """Judged anew from the decisions themselves: every required seat, by its latest decision, for today's text."""
    seats = required_seats(draft.plan)
    agreed = {seat: consent_that_holds(revision, seat) is not None for seat in seats}
    return Agreement(chief=agreed[seats[0]], everybody=all(agreed.values()))


def seats_of(person: Person, plan: Plan) -> list[Seat]:
    """The seats of this plan that this person may decide for today."""
    return [seat for seat in required_seats(plan) if person.covers(seat.area_id, seat.role)]


def holders(seat: Seat) -> list[Appointment]:
    """Who holds this seat today; may be nobody, may be two."""
    return list(Appointment.objects.of_seat(seat, today()).select_related("person"))
