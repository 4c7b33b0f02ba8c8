"""How the teams of each district are doing: what is late or almost due, and whether somebody was reminded of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Max, Q

from plans.models import Draft, Plan
from reports.models import Report
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.deadlines.counting import plan_year
from workplan_portal.organisation.models import BaseTeam, District
from workplan_portal.people.models import Person

from .items import Item, items_of
from .models import Nudge
from .policies import OVERSEERS, may_nudge, may_nudge_to_start
from .turns import Movers, turns
from .unstarted import Unstarted, nudged_to_start, unstarted


@dataclass(frozen=True)
class Owed:
    """Something a team owes, as whoever oversees it sees it."""

    item: Item
    nudged_at: datetime | None
    may_nudge: Verdict
    vacant: tuple[str, ...]  # of what is asked, for which nobody has been appointed


@dataclass(frozen=True)
class NotStarted:
    """A plan that nobody has started, seen likewise."""

    due: Unstarted
    nudged_at: datetime | None
    may_nudge: Verdict
    vacant: tuple[str, ...]


@dataclass(frozen=True)
class TeamLine:
    team: BaseTeam
    owed: list[Owed]
    no_plan: NotStarted | None

    @property
    def late(self) -> int:
        """How many things are late."""
        return sum(each.item.late for each in self.owed) + (self.no_plan is not None and self.no_plan.due.late)

    @property
    def quiet(self) -> bool:
        return not self.owed and self.no_plan is None


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
    items = items_of(plans)
    missing = unstarted(teams, {plan.team_id for plan in plans if plan.year == year})
    found = turns([*items, *missing])
    owed = _owed(items, found, person)
    not_started = _not_started(missing, found, year, person)
    lines = [
        TeamLine(team, [each for each in owed if each.item.plan.team_id == team.pk], not_started.get(team.pk))
        for team in teams
    ]
    return [
        DistrictLine(district, list(here)) for district, here in groupby(lines, key=lambda line: line.team.district)
    ]


def _may_owe(year: int) -> Q:
    """Plans of the last years, and of whatever year where something that was begun has not been finished."""
    drafts, reports = Draft.objects.open().values("plan"), Report.objects.unfinished().values("plan")
    return Q(year__gte=year - 2) | Q(pk__in=drafts) | Q(pk__in=reports)


def _teams(person: Person) -> Iterable[BaseTeam]:
    teams = BaseTeam.objects.select_related("district", "deadlines").prefetch_related("municipalities")
    teams = teams.order_by("district__name", "district", "name")
    return teams if person.holds_nationally(Role.AUDITOR) else teams.filter(pk__in=person.areas(*OVERSEERS))


def _owed(items: list[Item], found: Mapping[Hashable, Movers], person: Person) -> list[Owed]:
    rows = Nudge.objects.filter(plan__in={item.plan.pk for item in items}).order_by()
    told = rows.values_list("plan", "amendment", "period").annotate(Max("sent_at"))
    last = {tuple(key): moment for *key, moment in told}
    return [
        Owed(item, last.get(item.key), may_nudge(person, item, last.get(item.key), turn), turn.vacant)
        for item, turn in ((item, found[item.key]) for item in items)
    ]


def _not_started(
    missing: list[Unstarted], found: Mapping[Hashable, Movers], year: int, person: Person
) -> dict[int, NotStarted]:
    """By the key of the team."""
    told = nudged_to_start([due.team for due in missing], year)
    lines = {}
    for due in missing:
        last, turn = told.get(due.team.subject), found[due.key]
        lines[due.team.pk] = NotStarted(due, last, may_nudge_to_start(person, due, last, turn), turn.vacant)
    return lines
