"""A plan that nobody has started: what a team owes before there is anything to show of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from plans.models import Plan
from workplan_portal.audit.models import Entry, Result
from workplan_portal.audit.trail import today
from workplan_portal.deadlines.counting import Step, plan_year
from workplan_portal.deadlines.models import deadlines_of
from workplan_portal.organisation.models import BaseTeam, Municipality

from .items import SOON

NUDGE_TO_START = "nudge_to_start"
"""What the trail of a team calls it that it was reminded to start a plan."""


@dataclass(frozen=True)
class Unstarted:
    team: BaseTeam
    year: int
    due_on: date  # that its draft should be ready

    @property
    def key(self) -> tuple[str, int, int]:
        return "unstarted", self.team.pk, self.year

    @property
    def title(self) -> str:
        return Plan(team=self.team, year=self.year).short_title

    @property
    def municipalities(self) -> list[Municipality]:
        return list(self.team.municipalities.all())

    @property
    def late(self) -> bool:
        return self.due_on < today()


def unstarted(teams: Sequence[BaseTeam], planned: Collection[int]) -> list[Unstarted]:
    """Of the year that is talked about now, when its draft is late or due soon. `planned` have a plan for it."""
    year = plan_year(today())
    found = [
        Unstarted(team, year, deadlines_of(team).due(Step.DRAFT, year)) for team in teams if team.pk not in planned
    ]
    return [each for each in found if each.due_on <= today() + SOON]


def unstarted_of(team: BaseTeam) -> Unstarted | None:
    planned = Plan.objects.filter(team=team, year=plan_year(today())).exists()
    return next(iter(unstarted([team], {team.pk} if planned else set())), None)


def nudged_to_start(teams: Sequence[BaseTeam], year: int) -> dict[str, datetime]:
    """When each of them was last reminded of the plan of this year, by its chain in the trail.

    There is no plan yet that it could be kept with, and of no other act is asked when it was done last.
    """
    chains = [team.subject for team in teams]
    told = Entry.objects.filter(action=NUDGE_TO_START, result=Result.DONE, subject__in=chains, details__year=year)
    return dict(told.order_by().values_list("subject").annotate(Max("at")))
