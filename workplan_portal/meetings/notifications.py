"""Mails about a meeting, to the seats that take part and its secretary."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from plans.models import Adviser
from plans.notifications import holding
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import SEATS, Role
from workplan_portal.people.mail import send_after_commit
from workplan_portal.people.models import Appointment, Person

from .models import Conclusion, Meeting, Outcome


def planned(meeting: Meeting, *, by: Person) -> None:
    _send("planned", meeting, by)


def changed(meeting: Meeting, *, by: Person) -> None:
    _send("changed", meeting, by)


def cancelled(meeting: Meeting, *, by: Person) -> None:
    _send("cancelled", meeting, by)


def concluded(meeting: Meeting, made: Conclusion) -> None:
    """Who wrote and released the report hear what was remarked about it."""
    report = made.item.report
    if report is None or made.outcome == Outcome.NOTED:
        return
    people = holding(report.plan, Role.CHIEF, Role.PLANNER) - {made.recorded_by}
    page = settings.PUBLIC_URL + reverse("reports:report", args=[report.uuid])
    told = {"meeting": meeting, "made": made, "report": report, "asks": made.outcome == Outcome.CORRECT}
    send_after_commit("meetings/mail/concluded.txt", people, address=page, **told)


def invited(meeting: Meeting) -> set[Person]:
    """Whoever sits there today, the secretary, and who advises the consultation."""
    team = meeting.team
    places = {team.pk, team.district_id, team.district.unit_id, *(m.pk for m in meeting.municipalities.all())}
    found = Appointment.objects.on(today()).filter(area__in=places, person__is_active=True)
    sitting = {a.person for a in found.filter(role__in=(*SEATS, Role.SECRETARY)).select_related("person")}
    advising = Adviser.objects.standing().filter(for_team=True, plan__team=team, person__is_active=True)
    return sitting | {adviser.person for adviser in advising.select_related("person")}


def _send(name: str, meeting: Meeting, by: Person) -> None:
    page = settings.PUBLIC_URL + reverse("meetings:meeting", args=[meeting.uuid])
    calendar = settings.PUBLIC_URL + reverse("meetings:calendar", args=[meeting.uuid])
    people = invited(meeting) - {by}
    send_after_commit(f"meetings/mail/{name}.txt", people, meeting=meeting, address=page, calendar=calendar)
