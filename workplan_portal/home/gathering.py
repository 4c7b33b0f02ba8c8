"""The plans and reports that wait for somebody, with those of the front page: each is fetched once, for both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from plans.models import Comment, Draft, Plan
from plans.presenters.status import Progress, progress
from plans.querysets import within
from plans.record import of_plan
from plans.workflow import Status as PlanStatus
from reports.deadline import expected_years
from reports.models import Report
from reports.presenters.status import Line, lines
from reports.presenters.year import PlanYear, years
from reports.workflow import OWNERS, Status
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person


@dataclass(frozen=True)
class Gathered:
    person: Person
    plans: list[Progress]  # that wait for this person, and the amendments that do
    reports: list[Line]  # that wait for this person
    asked: list[tuple[Draft, list[datetime]]]  # about which drafts colleagues asked this person something, and when
    to_advise: list[tuple[Draft, datetime]]  # that lie with the triangle without this person's advice, since when
    adopted: list[Plan]  # of which this person writes reports or letters, and not of years long past
    years: list[PlanYear]  # of the plans that were asked for


def gather(person: Person, newest: Collection[int] = ()) -> Gathered:
    """With the year of these plans, which this person sees. A fixed number of queries, however much there is."""
    turns = list(Draft.objects.awaiting(person).values_list("pk", "plan", "number"))
    recent, to_publish = _adopted(person)
    mine = {plan for _pk, plan, number in turns if not number} | to_publish
    reports = {report.pk: report for report in Report.objects.awaiting(person).prefetch_related("remarks")}
    waiting = set(reports)
    for report in Report.objects.visible_to(person).filter(plan__in=newest).order_by() if newest else ():
        reports.setdefault(report.pk, report)
    asked = _asked(person)
    advice = list(Draft.objects.awaiting_advice(person).values_list("plan", "number", "revision__submitted_at"))
    amended = {plan for _pk, plan, number in turns if number}
    others = {*amended, *(plan for plan, *_ in [*asked, *advice]), *(report.plan_id for report in reports.values())}
    plans = _plans({*mine, *newest, *recent, *others})
    for report in reports.values():
        report.plan = plans[report.plan_id]
    amendments = _amendments([pk for pk, _plan, number in turns if number], plans)
    shown = progress([plan for plan in plans.values() if plan.pk in mine or plan.pk in newest], amendments)
    known = lines(reports.values())
    return Gathered(
        person,
        plans=[each for each in shown if each.is_amendment or each.plan.pk in mine],
        reports=[line for line in known if line.report and line.report.pk in waiting],
        asked=[(Draft(plan=plans[plan], number=number), moments) for (plan, number), moments in asked.items()],
        to_advise=[(Draft(plan=plans[plan], number=number), moment) for plan, number, moment in advice],
        adopted=[plan for plan in plans.values() if plan.pk in recent],
        years=years([each for each in shown if each.plan.pk in newest and not each.is_amendment], known, person),
    )


def _adopted(person: Person) -> tuple[set[int], set[int]]:
    """Of the adopted plans for which this person writes reports or letters the recent ones, and those to publish."""
    own, teams = person.areas(Role.SAFETY_OFFICER), person.areas(*map(Role, OWNERS[Status.OPEN]))
    if not own | teams:
        return set(), set()
    here = Plan.objects.filter(within(municipality_links__municipality=own, team=teams))
    rows = list(here.adopted().by_place().order_by().values_list("pk", "year", "place", "out"))
    first = min(expected_years(today()))
    return {pk for pk, year, *_ in rows if year >= first}, {pk for pk, _y, at, out in rows if at in own and not out}


def _asked(person: Person) -> dict[tuple[int, int], list[datetime]]:
    """By plan and number, of the drafts that this person may read."""
    waiting = Comment.objects.waiting_for(person).exclude(draft__status=PlanStatus.ADOPTED)
    rows = list(waiting.order_by().values_list("draft__plan", "draft__number", "at"))
    if not rows:
        return {}
    told = Plan.objects.text_visible_to(person).filter(pk__in={plan for plan, _number, _at in rows}).order_by()
    readable = set(told.values_list("pk", flat=True))
    found: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for plan, number, at in rows:
        if plan in readable:
            found[plan, number].append(at)
    return found


def _plans(keys: Iterable[int]) -> dict[int, Plan]:
    """The newest first."""
    return {plan.pk: plan for plan in Plan.objects.filter(pk__in=keys).with_titles()}


def _amendments(keys: list[int], plans: dict[int, Plan]) -> list[Draft]:
    found = Draft.objects.filter(pk__in=keys).select_related("revision", "amendment")
    return [of_plan(d, plans[d.plan_id]) for d in found.defer("revision__text", *Draft.TEXTS)] if keys else []
