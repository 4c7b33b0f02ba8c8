"""What the planner of a unit waits for: sixteen teams with sixty targets each, after each of three periods."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

from django.db import transaction
from django.urls import reverse

from plans.document import Document, load
from plans.models import Plan
from priorities.codes import PERIODS, Level, Scope, Unit
from priorities.models import Figure, Indicator
from reports.policies.reporting import reported_text
from tests.bench.measuring import AS_BROWSERS_DO, WARM_UPS
from tests.bench.pages import Page, client_of, queries, session_of
from tests.bench.server import Browser
from tests.bench.writing import Measured
from tests.bench.year import ADOPTED
from tests.reports.neighbours import neighbour
from workplan_portal.example.cast import UNIT_PLANNER
from workplan_portal.organisation.models import BaseTeam

TEAMS, MOST = 16, 200
"""How many, and milliseconds at the server."""


def build() -> str:
    """The code of their unit."""
    plan = Plan.objects.with_names().filter(year=ADOPTED).first()
    assert plan
    like = reported_text(plan, 12)
    assert like
    with transaction.atomic():
        teams = [
            neighbour(f"METING{number}", f"Basisteam {number}", like, shape=_all_of_the_team)
            for number in range(1, TEAMS)
            if not BaseTeam.objects.filter(code=f"METING{number}").exists()
        ]
        codes = {target.indicator.code for target in load(like.text).targets}
        counted = Indicator.objects.filter(code__in=codes).exclude(unit__in=(Unit.WORDS, Unit.PERCENT))
        Figure.objects.bulk_create(
            Figure(indicator=indicator, area=team, year=year, period=period, value=Decimal(period), source="meting")
            for indicator, team, year, period in product(counted, teams, (ADOPTED - 1, ADOPTED), PERIODS)
        )
    return str(plan.team.district.unit.code)


def _all_of_the_team(text: Document) -> Document:
    """Every target asked of the team itself, under the prosecution: the most that such a page can hold."""
    chapters = []
    for chapter in text.chapters:
        blocks = (
            replace(b, targets=tuple(replace(t, scope=Scope.TEAM.value, parent=None, restates=None) for t in b.targets))
            for b in chapter.blocks
        )
        chapters.append(replace(chapter, level=Level.OM.value, municipality=None, blocks=tuple(blocks)))
    return replace(text, chapters=tuple(chapters))


def measure_across(browser: Browser, rounds: int) -> list[Measured]:
    unit, client = build(), client_of(UNIT_PLANNER)
    session = session_of(client)
    found = []
    for period in PERIODS:
        path = f"{reverse('reports:across', args=[unit])}?jaar={ADOPTED}&periode={period}"
        name = f"{TEAMS} teams after {period} months"
        measured = Measured(name, MOST, queries(Page(name, path, UNIT_PLANNER), client))
        for number in range(WARM_UPS + rounds):
            answer = browser.get(path, session, Accept_Encoding=AS_BROWSERS_DO)
            if number >= WARM_UPS:
                measured.waited.append(answer.milliseconds)
                measured.worked.append(answer.processor)
        found.append(measured)
    return found
