"""Mails about reports and letters, after the act is safely in the database. Each links to the one page that matters."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from plans.notifications import authors, holding, members_of
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.people.mail import send_after_commit
from workplan_portal.people.models import Appointment, Person

from .models import Letter, Release, Report, ReportRemark


def offered(report: Report) -> None:
    _send("offered", report, holding(report.plan, Role.CHIEF))


def returned(report: Report, remark: ReportRemark) -> None:
    _send("returned", report, holding(report.plan, Role.PLANNER), remark=remark)


def released(release: Release) -> None:
    """Who wrote it, who decided about the plan, and who can publish it now."""
    plan = release.report.plan
    everybody = authors(plan) | members_of(plan) | holding(plan, Role.SECRETARY)
    _send("released", release.report, everybody - {release.released_by}, release=release)


def letter_sent(letter: Letter) -> None:
    """Colleagues only: the council gets the letter itself."""
    address = settings.PUBLIC_URL + reverse("reports:letter", args=[letter.uuid])
    officers = Appointment.objects.on(today()).filter(area=letter.municipality_id, role=Role.SAFETY_OFFICER)
    colleagues = {a.person for a in officers.filter(person__is_active=True).select_related("person")}
    people = (colleagues | holding(letter.plan, Role.SECRETARY)) - {letter.sent_by}
    send_after_commit("reports/mail/letter_sent.txt", people, letter=letter, address=address)


def _send(name: str, report: Report, people: Iterable[Person], **context: object) -> None:
    address = settings.PUBLIC_URL + reverse("reports:report", args=[report.uuid])
    send_after_commit(f"reports/mail/{name}.txt", people, report=report, address=address, **context)
