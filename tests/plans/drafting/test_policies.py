"""Who may start and write what. Each row is a person, each column a question; everybody not named may not."""

from datetime import date

import pytest

from plans.policies import may_bring_in, may_leave_out, may_start, may_start_any, may_write, may_write_chapter
from priorities.codes import Level
from tests import factories as base
from tests.plans import factories
from tests.remembered import remembered
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db

AUTHORS = {"officer", "coevorden_officer", "planner", "chief"}
POLICE = {"planner", "chief"}


@pytest.fixture
@remembered
def scene():
    """One plan for Emmen and Coevorden together."""
    stage = factories.stage()
    return factories.drafted(scene=stage, municipalities=[stage.region.emmen, stage.region.coevorden])


def allowed(scene, question) -> set[str]:
    return {name for name, person in scene.everyone.items() if question(base.fresh(person))}


def chapter(scene, level, municipality=None):
    row = scene.draft.chapters.get(level=level, municipality=municipality)
    row.draft = scene.draft
    return row


def test_who_may_write_the_shared_texts(scene):
    assert allowed(scene, lambda person: may_write(person, scene.draft)) == AUTHORS


def test_who_may_write_which_chapter(scene):
    emmen = chapter(scene, Level.LOCAL, scene.region.emmen)
    coevorden = chapter(scene, Level.LOCAL, scene.region.coevorden)
    om, regional = chapter(scene, Level.OM), chapter(scene, Level.REGIONAL)

    assert allowed(scene, lambda p: may_write_chapter(p, emmen)) == POLICE | {"officer"}
    assert allowed(scene, lambda p: may_write_chapter(p, coevorden)) == POLICE | {"coevorden_officer"}
    assert allowed(scene, lambda p: may_write_chapter(p, om)) == AUTHORS | {"prosecution_staff"}
    assert allowed(scene, lambda p: may_write_chapter(p, regional)) == AUTHORS


def test_who_may_take_frames_in_and_out(scene):
    """A frame brings a chapter: the officer of one municipality does not decide about another's."""
    assert allowed(scene, lambda p: may_leave_out(p, scene.draft, scene.local)) == POLICE | {"officer"}
    assert allowed(scene, lambda p: may_leave_out(p, scene.draft, scene.om)) == AUTHORS
    assert allowed(scene, lambda p: may_bring_in(p, scene.draft, scene.local)) == POLICE | {"officer"}


def test_a_frame_that_does_not_apply_cannot_come_in(scene):
    elsewhere = base.frame(Level.LOCAL, scene.region.borger, "Water")
    verdict = may_bring_in(scene.planner, scene.draft, elsewhere)
    assert not verdict
    assert verdict.reason


def test_who_may_start_a_plan(scene):
    team, emmen = scene.region.team, scene.region.emmen
    assert allowed(scene, lambda p: may_start(p, team, 2022, [emmen])) == {"officer", "planner"}
    assert allowed(scene, may_start_any) == {"officer", "coevorden_officer", "planner"}


def test_a_plan_is_started_once_for_municipalities_of_the_team(scene):
    here = scene.region
    stranger = base.other_team(here).municipalities.get()

    assert not may_start(scene.planner, here.team, 2022, [])
    assert not may_start(scene.planner, here.team, 2022, [stranger])
    assert not may_start(scene.planner, here.team, 2021, [here.emmen])
    assert not may_start(scene.planner, here.team, 2021, [here.borger, here.emmen])
    assert may_start(scene.planner, here.team, 2021, [here.borger])


@pytest.mark.parametrize("walk", [factories.submitted, factories.approved, factories.agreed, factories.adopted])
def test_nobody_writes_in_a_plan_that_others_decide_about(walk):
    scene = walk()
    for row in scene.chapters:
        row.draft = scene.draft
        assert allowed(scene, lambda person, row=row: may_write_chapter(person, row)) == set()
    assert allowed(scene, lambda person: may_write(person, scene.draft)) == set()
    assert may_write(scene.planner, scene.draft).reason


def test_an_appointment_that_ended_gives_nothing(scene):
    former = base.person()
    base.appoint(former, Role.PLANNER, scene.region.team, ends_on=date(2020, 12, 31))
    assert not may_write(base.fresh(former), scene.draft)
