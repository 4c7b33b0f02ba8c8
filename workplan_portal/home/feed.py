"""The calendar of one person: meetings, and the days by which something has to be ready. Titles and days only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from plans.models import Draft, Plan
from plans.presenters.reading import draft_page
from plans.presenters.status import progress
from plans.workflow import Status
from priorities.codes import PERIODS
from reports.deadline import due_on, expected_years
from reports.models import Release, Report
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import AUTHORS, SEATS, Role
from workplan_portal.deadlines.counting import Step
from workplan_portal.deadlines.models import deadlines_of
from workplan_portal.documents.calendar import Event, calendar_file
from workplan_portal.meetings.exports.calendar import event_of
from workplan_portal.meetings.models import Meeting
from workplan_portal.people.models import Person

LOOKING_BACK = timedelta(days=92)

WHOSE: dict[Step, tuple[Role, ...]] = {
    Step.DRAFT: AUTHORS,
    Step.TRIANGLE: (*SEATS, Role.SECRETARY),
    Step.ADOPTED: (*SEATS, Role.SECRETARY),
}
OF_A_REPORT = (Role.PLANNER, Role.CHIEF)

TITLES = {
    Step.DRAFT: gettext_lazy("Draft ready: %(plan)s"),
    Step.TRIANGLE: gettext_lazy("Triangle has agreed: %(plan)s"),
    Step.ADOPTED: gettext_lazy("Plan adopted: %(plan)s"),
}

STILL_TO_DO: dict[Status, tuple[Step, ...]] = {
    Status.DRAFT: (Step.TRIANGLE, Step.ADOPTED),
    Status.SUBMITTED: (Step.TRIANGLE, Step.ADOPTED),
    Status.APPROVED: (Step.TRIANGLE, Step.ADOPTED),
    Status.AGREED: (Step.ADOPTED,),
    Status.ADOPTED: (),
}
"""Beside the draft itself, until it was submitted once."""


def feed_of(person: Person) -> bytes:
    """In Dutch: a calendar has no session that tells another language. A fixed number of queries."""
    with override(settings.LANGUAGE_CODE):
        days = [*_plan_days(person), *_amendment_days(person), *_report_days(person)]
        return calendar_file([*_meetings(person), *days], name="Veiligheidsplannen")


def _meetings(person: Person) -> Iterator[Event]:
    """Cancelled ones too: a calendar that has them strikes them."""
    found = Meeting.objects.concerning(person).filter(day__gte=today() - LOOKING_BACK)
    for meeting in found.select_related("team"):
        yield event_of(meeting)


def _plan_days(person: Person) -> Iterator[Event]:
    plans = Plan.objects.visible_to(person).filter(year__gte=min(expected_years(today())))
    for shown in progress(plans.exclude(revisions__adoption__isnull=False).with_names()):
        steps = STILL_TO_DO[Status(shown.draft.status)]
        page = reverse("plans:plan", args=[shown.plan.uuid])
        for step in steps if shown.draft.revision else (Step.DRAFT, *steps):
            if _concerns(person, shown.plan, WHOSE[step]):
                title = TITLES[step] % {"plan": shown.plan.title}
                yield _whole_day(
                    shown.plan, step, title, deadlines_of(shown.plan.team).due(step, shown.plan.year), page
                )


def _amendment_days(person: Person) -> Iterator[Event]:
    """The day from which an amendment should be in force, until it is adopted, for who writes it and who decides."""
    known = Draft.objects.amendments_visible_to(person).open().filter(amendment__dropped_at=None)
    drafts = list(known.select_related("amendment").defer(*Draft.TEXTS).distinct())
    plans = Plan.objects.with_names().in_bulk({draft.plan_id for draft in drafts}) if drafts else {}
    for draft in drafts:
        draft.plan = plans[draft.plan_id]
        if _concerns(person, draft.plan, (*AUTHORS, *WHOSE[Step.ADOPTED])):
            title, page = _("Amendment adopted: %(plan)s") % {"plan": draft.title}, draft_page(draft)
            yield _whole_day(draft.plan, f"amendment-{draft.number}", title, draft.amendment.effective_on, page)


def _report_days(person: Person) -> Iterator[Event]:
    years = expected_years(today())
    plans = Plan.objects.visible_to(person).filter(year__in=years, revisions__adoption__isnull=False).distinct()
    known = [plan for plan in plans.with_names() if _concerns(person, plan, OF_A_REPORT)]
    released = Release.objects.standing().filter(report__plan__in=known)
    done = set(released.values_list("report__plan", "report__period"))
    for plan in known:
        for period in PERIODS:
            if (plan.pk, period) not in done:
                title = _("Released: %(report)s") % {"report": Report(plan=plan, period=period).title}
                page = f"{reverse('reports:reports')}#plan-{plan.uuid}"
                yield _whole_day(plan, str(period), title, due_on(plan, period), page)


def _concerns(person: Person, plan: Plan, roles: tuple[Role, ...]) -> bool:
    places = {plan.team_id, *(municipality.pk for municipality in plan.municipalities)}
    return bool(places & person.areas(*roles))


def _whole_day(plan: Plan, what: str, title: str, day: date, page: str) -> Event:
    return Event(
        key=f"{plan.uuid}-{what}",
        changed_at=plan.started_at,
        sequence=deadlines_of(plan.team).version,
        title=title,
        begins=day,
        page=f"{settings.PUBLIC_URL}{page}",
    )
