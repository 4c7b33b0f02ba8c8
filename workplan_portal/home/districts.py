"""How the teams of each district are doing: what is late or almost due, and whether somebody was reminded of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Max, Q

from plans.models import Draft, Plan
from reports.models import Report
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.deadlines.counting import Step, plan_year
from workplan_portal.deadlines.models import deadlines_of
from workplan_portal.organisation.models import BaseTeam, District
from workplan_portal.people.models import Person

from .items import SOON, Item, items_of
from .models import Nudge
from .policies import OVERSEERS, may_nudge


@dataclass(frozen=True)
class Owed:
    """Something a team owes, as whoever oversees it sees it."""

    item: Item
    nudged_at: datetime | None
    may_nudge: Verdict


@dataclass(frozen=True)
class TeamLine:
    team: BaseTeam
    owed: list[Owed]
    no_plan_for: int | None  # the year for which nobody has started a plan, when that is late or almost due
    no_plan_due: date | None

    @property
    def no_plan_late(self) -> bool:
        return self.no_plan_due is not None and self.no_plan_due < today()

    @property
    def late(self) -> int:
        """How many things are late."""
        return sum(each.item.late for each in self.owed) + self.no_plan_late

    @property
    def quiet(self) -> bool:
        return not self.owed and self.no_plan_for is None


@dataclass(frozen=True)
class DistrictLine:
    district: District
    teams: list[TeamLine]

    @property
    def late(self) -> int:
        return sum(team.late for team in self.teams)


def districts(person: Person) -> list[DistrictLine]:
    """A fixed number of queries, however many districts, teams and plans there are."""
    teams = list(_teams(person))
    year = plan_year(today())
    plans = list(Plan.objects.filter(_may_owe(year), team__in=teams).with_names())
    owed = _owed(plans, person)
    planned = {plan.team_id for plan in plans if plan.year == year}
    lines = [_line(team, owed, None if team.pk in planned else year) for team in teams]
    return [
        DistrictLine(district, list(found)) for district, found in groupby(lines, key=lambda line: line.team.district)
    ]


def _may_owe(year: int) -> Q:
    """Plans of the last years, and of whatever year where something that was begun has not been finished."""
    drafts, reports = Draft.objects.open().values("plan"), Report.objects.unfinished().values("plan")
    return Q(year__gte=year - 2) | Q(pk__in=drafts) | Q(pk__in=reports)


def _teams(person: Person) -> Iterable[BaseTeam]:
    teams = BaseTeam.objects.select_related("district", "deadlines").order_by("district__name", "district", "name")
    return teams if person.holds_nationally(Role.AUDITOR) else teams.filter(pk__in=person.areas(*OVERSEERS))


def _owed(plans: list[Plan], person: Person) -> list[Owed]:
    rows = Nudge.objects.filter(plan__in=plans).values_list("plan", "amendment", "period").annotate(Max("sent_at"))
    last = {tuple(key): moment for *key, moment in rows}
    return [Owed(item, last.get(item.key), may_nudge(person, item, last.get(item.key))) for item in items_of(plans)]


def _line(team: BaseTeam, owed: list[Owed], missing: int | None) -> TeamLine:
    due = deadlines_of(team).due(Step.DRAFT, missing) if missing else None
    own = [each for each in owed if each.item.plan.team_id == team.pk]
    return TeamLine(team, own, missing, due) if due and due <= today() + SOON else TeamLine(team, own, None, None)
