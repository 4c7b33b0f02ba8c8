"""No page asks the database more than thirty questions, nor more of them when there is more to show.

The pages in which a plan is written and the shelf of publications have this test among their own.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import starting
from plans.models import Plan
from priorities.actions.glossary import explain_term
from priorities.codes import Level
from priorities.models import GlossaryTerm
from tests import factories
from tests.meetings.world import held, planned
from tests.plans.factories import Scene, approved
from workplan_portal.authorization.roles import Role
from workplan_portal.meetings.models import AgendaItem, Meeting
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

MOST = 30


def pages(scene: Scene) -> list[tuple[str, str, list[object]]]:
    """The name of each address, who opens it, and what stands in it."""
    plan, figure, term = scene.plan.uuid, scene.burglaries.figures.first(), GlossaryTerm.objects.get(forms="toezicht")
    return [
        ("home", "officer", []),
        ("home", "mayor", []),
        ("plans:list", "officer", []),
        ("plans:plan", "officer", [plan]),
        ("plans:preview", "officer", [plan]),
        ("plans:revision", "auditor", [plan, 1]),
        ("plans:decision_sheet", "auditor", [plan]),
        ("plans:compare", "mayor", [plan]),
        ("plans:decide", "mayor", [plan]),
        ("plans:decide", "prosecutor", [plan]),
        ("plans:json", "mayor", [plan]),
        ("plans:start", "officer", []),
        ("priorities:frames", "officer", []),
        ("priorities:frame", "officer", [scene.local.uuid]),
        ("priorities:indicators", "officer", []),
        ("priorities:indicator", "officer", [scene.burglaries.code]),
        ("priorities:glossary", "officer", []),
        ("priorities:term", "officer", [term.uuid]),
        ("plans:uses_of_term", "officer", [term.uuid]),
        ("priorities:figures", "officer", []),
        ("priorities:figure", "officer", [figure.pk]),
        ("priorities:figure_enter", "planner", []),
        ("reports:documents", "officer", []),
        ("people:administration", "administrator", []),
        ("people:people", "administrator", []),
        ("people:person", "administrator", [scene.officer.uuid]),
        ("people:access", "administrator", []),
        ("organisation:organisations", "administrator", []),
        ("organisation:organisation", "administrator", [scene.region.team.uuid]),
        ("audit:trail", "auditor", []),
        ("account", "officer", []),
        ("deadlines:list", "planner", []),
        ("deadlines:list", "auditor", []),
        ("districts", "unit_planner", []),
        ("districts", "auditor", []),
        ("meetings:list", "secretary", []),
        ("meetings:meeting", "secretary", [meeting := Meeting.objects.latest("planned_at").uuid]),
        ("meetings:meeting", "mayor", [meeting]),
        ("meetings:item", "secretary", [meeting, AgendaItem.objects.get(meeting__uuid=meeting, plan=scene.plan).uuid]),
    ]


def asked(scene: Scene) -> dict[tuple[str, str], int]:
    """How often each page asks the database, the second time it is opened."""
    counts = {}
    for name, who, arguments in pages(scene):
        browser = Client()
        browser.force_login(Person.objects.get(pk=getattr(scene, who).pk))
        address = reverse(name, args=arguments)
        assert browser.get(address).status_code == 200, (name, who)
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        counts[name, who] = len(captured)
    return counts


def more_of_everything(scene: Scene) -> None:
    """Twice and more of what the pages list: plans, people, areas, frames, indicators, figures, the trail."""
    here = scene.region
    for year in (2022, 2023, 2024):
        starting.start(team=here.team, year=year, municipalities=[here.emmen], by=scene.planner)
    meeting = Meeting.objects.get()
    for number in range(4):
        AgendaItem.objects.create(meeting=meeting, position=10 + number, topic=f"Onderwerp {number}")
        planned(scene, day=date(2021, 2, 1 + number))
    for plan in Plan.objects.exclude(pk=scene.plan.pk):
        AgendaItem.objects.create(meeting=meeting, position=20, plan=plan)
    Meeting.objects.exclude(pk=meeting.pk).update(planned_at=meeting.planned_at - timedelta(days=1))
    for number in range(4):
        team = factories.other_team(here, name=f"Basisteam {number}")
        for role, area in ((Role.CHIEF, team), (Role.SAFETY_OFFICER, here.emmen), (Role.PLANNER, here.team)):
            factories.person(role, area)
        factories.appoint(scene.officer, Role.SAFETY_OFFICER, team.municipalities.get())
        factories.frame(Level.LOCAL, here.emmen, "Wonen", "Verkeer", "Jeugd", title=f"Kader van Emmen {number}")
        factories.priority(scene.local, f"Nog een {number}")
        indicator = factories.indicator()
        for year in (2018, 2019, 2020):
            factories.figure(indicator, here.emmen, 10, year=year)
        factories.figure(scene.burglaries, here.coevorden, 10, year=2015 + number)
        explain(scene, f"begrip {number}")


def explain(scene: Scene, forms: str) -> None:
    explain_term(owner=scene.region.unit, forms=forms, explanation="Kijken.", by=scene.unit_planner)


@pytest.fixture
def scene() -> Scene:
    found = approved()
    explain(found, "toezicht")
    held(found)
    return found


def test_no_page_asks_more_than_thirty_questions_nor_more_when_there_is_more_to_show(scene: Scene):
    few = asked(scene)
    assert {page: count for page, count in few.items() if count > MOST} == {}
    more_of_everything(scene)
    assert {page: (few[page], count) for page, count in asked(scene).items() if count > few[page]} == {}
