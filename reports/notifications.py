"""Mails about what goes out, after the act is safely in the database. Each links to the one page that matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse

from plans.notifications import authors, holding, members_of
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.people.mail import send_after_commit, tell_after_commit
from workplan_portal.people.models import Appointment, Person

from .models import Letter, Publication, Release, Report, ReportRemark, TriangleRemark, WithdrawnRelease

NEWS = ("released", "remarked")
"""Mails that ask nothing: they may wait for that of a day or a week."""


def offered(report: Report, *, by: Person) -> None:
    _send("offered", report, holding(report.plan, Role.CHIEF) - {by})


def returned(report: Report, remark: ReportRemark) -> None:
    """Who fills it in: the planners, and whoever started it."""
    writers = holding(report.plan, Role.PLANNER) | {report.started_by}
    _send("returned", report, writers - {remark.made_by}, remark=remark)


def released(release: Release) -> None:
    """Who wrote it, who decided about the plan, and who can publish it now."""
    plan = release.report.plan
    everybody = authors(plan) | members_of(plan) | holding(plan, Role.SECRETARY)
    _send("released", release.report, everybody - {release.released_by}, release=release)


def remarked(made: TriangleRemark) -> None:
    """Who fills it in and who released it, and the rest of the triangle."""
    report = made.release.report
    everybody = holding(report.plan, Role.PLANNER, Role.SECRETARY) | members_of(report.plan) | {report.started_by}
    _send("remarked", report, everybody - {made.made_by}, made=made)


def reopened(made: WithdrawnRelease, publications: Sequence[str]) -> None:
    """Everybody who was told of the release, and who fills it in again."""
    plan = made.release.report.plan
    everybody = authors(plan) | members_of(plan) | holding(plan, Role.SECRETARY)
    _send("reopened", made.release.report, everybody - {made.withdrawn_by}, made=made, publications=publications)


def published(made: Sequence[Publication], *, by: Person) -> None:
    """Who made it and who decided about it learn where everybody else reads it. One mail, however many went out."""
    rows = [
        {"title": p.title, "address": settings.PUBLIC_URL + reverse("reports:document", args=[p.uuid])} for p in made
    ]
    first = made[0]
    embargo = first.visible_from if first.visible_from > first.published_at else None
    tell_after_commit(
        "reports/mail/published.txt", _concerned(first, by), rows=rows, audience=first.audience, embargo=embargo, by=by
    )


def publication_withdrawn(publication: Publication, *, by: Person) -> None:
    address = settings.PUBLIC_URL + reverse("plans:plan", args=[publication.plan.uuid])
    tell_after_commit(
        "reports/mail/publication_withdrawn.txt",
        _concerned(publication, by),
        publication=publication,
        address=address,
        by=by,
    )


def _concerned(publication: Publication, by: Person) -> set[Person]:
    plan = publication.plan
    return (authors(plan) | members_of(plan)) - {by}


def letter_sent(letter: Letter) -> None:
    """Colleagues only: the council gets the letter itself."""
    address = settings.PUBLIC_URL + reverse("reports:letter", args=[letter.uuid])
    officers = Appointment.objects.on(today()).filter(area=letter.municipality_id, role=Role.SAFETY_OFFICER)
    colleagues = {a.person for a in officers.filter(person__is_active=True).select_related("person")}
    people = (colleagues | holding(letter.plan, Role.SECRETARY)) - {letter.sent_by}
    tell_after_commit("reports/mail/letter_sent.txt", people, letter=letter, address=address)


def _send(name: str, report: Report, people: Iterable[Person], **context: object) -> None:
    address = settings.PUBLIC_URL + reverse("reports:report", args=[report.uuid])
    send = tell_after_commit if name in NEWS else send_after_commit
    send(f"reports/mail/{name}.txt", people, report=report, address=address, **context)
