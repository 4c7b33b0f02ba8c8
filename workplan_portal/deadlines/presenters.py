"""The deadlines of a team for the plan that is being made, as days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workplan_portal.audit.trail import today
from workplan_portal.organisation.models import BaseTeam
from workplan_portal.people.models import Person

from .counting import Step, plan_year
from .models import deadlines_of
from .policies import may_set_deadlines


@dataclass(frozen=True)
class TeamDays:
    team: BaseTeam
    year: int
    draft: date
    triangle: date
    adopted: date
    council: date | None  # that these are counted back from
    report_weeks: int
    may_set: bool


def team_days(teams: Iterable[BaseTeam], person: Person) -> list[TeamDays]:
    year = plan_year(today())
    return [_days(team, year, person) for team in teams]


def _days(team: BaseTeam, year: int, person: Person) -> TeamDays:
    set_by_team = deadlines_of(team)
    council = set_by_team.council_on
    return TeamDays(
        team=team,
        year=year,
        draft=set_by_team.due(Step.DRAFT, year),
        triangle=set_by_team.due(Step.TRIANGLE, year),
        adopted=set_by_team.due(Step.ADOPTED, year),
        council=council if council and plan_year(council) == year else None,
        report_weeks=set_by_team.report_weeks,
        may_set=bool(may_set_deadlines(person, team)),
    )
