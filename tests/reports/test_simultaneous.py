"""Two people at the same moment with one report: what the rules allow happens once, and the other hears why not."""

from __future__ import annotations

import pytest

from reports.actions import releasing, reporting
from reports.models import Release, Report
from reports.workflow import Status
from tests import factories as people
from tests.plans import factories as plans
from tests.plans.deciding.test_simultaneous import at_once, one_done
from tests.reports import factories
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_chiefs_who_release_at_once_one_does() -> None:
    told = factories.offered()
    report, chiefs = told.report, (told.scene.chief, people.person(Role.CHIEF, told.scene.region.team))
    results = at_once(*(lambda by=by: releasing.release(report=report, by=by) for by in chiefs))
    assert one_done(results)
    assert (told.report.status, Release.objects.count()) == (Status.RELEASED, 1)
    numbers = list(Entry.objects.filter(subject=report.subject).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_releasing_while_the_planner_takes_it_back_ends_in_one_of_the_two() -> None:
    told = factories.offered()
    report, scene = told.report, told.scene
    released, taken = at_once(
        lambda: releasing.release(report=report, by=scene.chief),
        lambda: releasing.take_back(report=report, by=scene.planner),
    )
    assert released == "", "a chief may release it from either status"
    assert (told.report.status, Release.objects.count()) == (Status.RELEASED, 1)
    assert taken == "" or "vrijgegeven" in taken


def test_one_report_is_started_by_two_people_at_once() -> None:
    scene = plans.adopted()
    assert scene.plan is not None
    plan = scene.plan
    results = at_once(
        *(lambda by=by: reporting.start(plan=plan, period=4, by=by) for by in (scene.planner, scene.officer))
    )
    assert one_done(results)
    assert Report.objects.count() == 1
