"""A team sets its deadlines: who may, what it leaves behind, and where the days show."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Plan
from plans.presenters.status import progress
from reports.deadline import due_on
from tests.factories import fresh
from tests.plans import factories
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.verdict import Refused
from workplan_portal.deadlines.actions import set_deadlines
from workplan_portal.deadlines.models import Deadlines, deadlines_of
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

WEEKS = {"draft_weeks": 13, "triangle_weeks": 8, "adopted_weeks": 4, "report_weeks": 4}


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(fresh(person))
    return browser


def test_a_team_counts_back_from_its_council(django_assert_num_queries: object) -> None:
    scene = factories.drafted()
    page = reverse("deadlines:set", args=[scene.region.team.uuid])
    autumn = datetime(2020, 9, 1, 9, tzinfo=UTC)
    with dated(autumn):
        planner = browser_of(scene.planner)
        assert "30 oktober 2020" in unescape(planner.get(page).content.decode())  # 1 November is a Sunday
        filled = {**WEEKS, "report_weeks": 6, "council_on": "17-12-2020", "version": 0}
        assert planner.post(page, {**filled, "triangle_weeks": 3}).status_code == 200
        assert planner.post(page, {**filled, "draft_weeks": 99}).status_code == 200
        assert not Deadlines.objects.exists()
        assert planner.post(page, filled).status_code == 302
        assert planner.post(page, {**filled, "report_weeks": 2}).status_code == 409, "of an earlier version"
        shown = unescape(planner.get(reverse("deadlines:list")).content.decode())
        assert "19 november 2020" in shown
        assert "17 december 2020" in shown
        assert "6 weken na de periode" in shown

    plan = Plan.objects.with_names().get()
    assert deadlines_of(plan.team).version == 1
    (told,) = progress([plan])
    assert (told.due_on, told.triangle_due, told.deadline) == (
        date(2020, 9, 17),
        date(2020, 10, 22),
        date(2020, 11, 19),
    )
    assert due_on(plan, 4) == date(2021, 6, 11)
    plan.year = 2022  # that council spoke of another plan
    assert told.deadline == date(2022, 1, 31)
    entries = Entry.objects.about(scene.region.team.subject).filter(action="set_deadlines")
    done, refused = entries
    assert done.details["changed"]["report_weeks"] == {"before": 4, "after": 6}
    assert refused.result == "refused"
    with django_assert_num_queries(1):  # type: ignore[operator]
        deadlines_of(Plan.objects.with_names().prefetch_related(None).get().team)


def test_only_its_secretary_and_planner_set_them_and_only_who_works_there_sees_them() -> None:
    scene = factories.drafted()
    page, listed = reverse("deadlines:set", args=[scene.region.team.uuid]), reverse("deadlines:list")
    name = scene.region.team.name
    for person in (scene.chief, scene.mayor, scene.officer, scene.prosecutor):
        assert name in browser_of(person).get(listed).content.decode()
        assert browser_of(person).get(page).status_code == 403
        assert browser_of(person).post(page, {**WEEKS, "version": 0}).status_code == 403
        with pytest.raises(Refused):
            set_deadlines(team=scene.region.team, version=0, by=fresh(person), report_weeks=8)
    stranger = browser_of(scene.stranger)
    assert name not in stranger.get(listed).content.decode()
    assert stranger.get(page).status_code == 404
    assert not Deadlines.objects.exists()
    set_deadlines(team=scene.region.team, version=0, by=fresh(scene.secretary), report_weeks=4)
    assert not Deadlines.objects.exists(), "nothing was changed"
