"""A report judges by the target that was in force on the last day of its period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Revision
from reports.actions import releasing, reporting
from reports.policies.reporting import is_outdated, may_follow_plan
from tests.factories import fresh
from tests.plans.amending import world
from tests.plans.factories import Scene, adopted
from tests.reports import factories
from tests.reports.factories import Told

pytestmark = pytest.mark.django_db


def goal(told: Told) -> tuple[Decimal | None, str]:
    """What the burglaries are held against, and how that is judged."""
    (measured,) = [m for p in told.document.priorities for m in p.measurements]
    return measured.target.goal, measured.judgement.outcome


def amended(scene: Scene, day: date) -> Revision:
    draft = world.begun(scene, effective_on=day)
    world.raise_goal(scene, draft, 70)
    return world.adopted(scene, draft)


def test_each_report_judges_by_the_target_in_force_at_its_date():
    scene = adopted()
    first = scene.revision
    before = factories.begun(period=4, scene=scene)
    second = amended(scene, date(2021, 6, 1))
    assert not is_outdated(before.report), "what came into force after its period is not its affair"
    after = factories.begun(period=8, scene=scene)
    assert (before.report.revision, after.report.revision) == (first, second)
    with factories.after(8):
        factories.count(before, 45, period=4)
        factories.count(after, 45, period=8)
    assert goal(before)[0] == 40
    assert goal(after)[0] == 70
    assert goal(before)[1] != goal(after)[1], "45 is too many of 40, and not of 70"


def test_a_report_that_was_begun_before_follows_what_came_into_force_within_its_period():
    scene = adopted()
    told = factories.begun(period=8, scene=scene)
    second = amended(scene, date(2021, 8, 31))
    assert is_outdated(told.report)
    assert may_follow_plan(scene.planner, told.report)
    other = factories.begun(period=4, scene=scene)
    assert not is_outdated(other.report)
    assert told.report.revision != second == Revision.objects.latest("number")


def test_an_amendment_from_the_next_day_on_is_for_the_next_report():
    scene = adopted()
    told = factories.begun(period=8, scene=scene)
    amended(scene, date(2021, 9, 1))
    assert not is_outdated(told.report)
    assert not may_follow_plan(scene.planner, told.report)
    assert factories.begun(period=12, scene=scene).report.revision.amendment == 1


def test_a_correction_keeps_the_plan_of_the_report_unless_somebody_chooses_otherwise():
    scene = adopted()
    first = scene.revision
    told = factories.released(period=8, scene=scene)
    draft = world.begun(scene, effective_on=date(2021, 6, 1))
    world.raise_goal(scene, draft, 70)
    world.decided(scene, draft)
    with world.on(9, 25):  # the minutes of May were late
        world.record_adoption(scene, draft)
        releasing.correct(report=told.report, reason="Een telfout.", by=scene.planner)
        assert (goal(told)[0], is_outdated(told.report)) == (40, False), "nothing has to be taken over"
        browser = Client()
        browser.force_login(fresh(scene.planner))
        assert (
            "pas na de vrijgave bijgesteld" in browser.get(reverse("reports:fill", args=[told.uuid])).content.decode()
        )

        reporting.follow_plan(report=told.report, by=scene.planner)
        assert (goal(told)[0], told.report.revision.amendment) == (70, 1)
        releasing.discard(report=told.report, by=scene.planner)
        assert told.report.revision == first, "what was given up had its plan with it"
