"""Who may do what: a grid of people and questions."""

from datetime import date

import pytest
from django.utils import translation

from priorities.actions.frames import add_frame, renew_frame
from priorities.codes import Level
from priorities.models import PolicyFrame
from priorities.policies import (
    keepings,
    may_activate_indicator,
    may_add_any_frame,
    may_add_frame,
    may_adopt_frame,
    may_correct_figure,
    may_discard_frame,
    may_edit_frame,
    may_enter_any_figure,
    may_enter_figure,
    may_keep_indicators,
    may_redefine_indicator,
    may_remove_figure,
    may_renew_frame,
    may_retire_indicator,
)
from workplan_portal.authorization.roles import Role

from .world import World

PEOPLE = [
    "safety_officer",
    "planner",
    "unit_planner",
    "prosecution_staff",
    "administrator",
    "auditor",
    "mayor",
]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def who(world: World, question) -> set[str]:
    """Those of all people for whom the answer is yes; a refusal always has a sentence."""
    allowed = set()
    for name in PEOPLE:
        verdict = question(getattr(world, name))
        assert verdict or verdict.reason.endswith("."), f"{name} is refused without a sentence"
        if verdict:
            allowed.add(name)
    return allowed


@pytest.mark.parametrize(
    ("level", "owner", "keepers"),
    [
        (Level.LOCAL, "emmen", {"safety_officer"}),
        (Level.LOCAL, "coevorden", set()),
        (Level.OM, "unit", {"prosecution_staff"}),
        (Level.OM, "other_unit", set()),
        (Level.REGIONAL, "unit", {"unit_planner"}),
        (Level.REGIONAL, "other_unit", set()),
        (Level.NATIONAL, "nation", {"administrator"}),
        # a level belongs to one kind of organisation
        (Level.LOCAL, "unit", set()),
        (Level.OM, "emmen", set()),
        (Level.REGIONAL, "team", set()),
        (Level.NATIONAL, "unit", set()),
    ],
)
def test_who_adds_frames_of_a_level(world, level, owner, keepers):
    assert who(world, lambda person: may_add_frame(person, level, getattr(world, owner))) == keepers


def test_a_prosecutor_of_the_unit_keeps_the_frames_of_the_prosecution(world):
    prosecutor = world.person(Role.PROSECUTOR, world.unit)
    assert may_add_frame(prosecutor, Level.OM, world.unit)
    assert not may_add_frame(prosecutor, Level.REGIONAL, world.unit)
    assert not may_add_frame(world.person(Role.PROSECUTOR, world.team), Level.OM, world.unit)


def test_everybody_who_keeps_something_may_start_and_sees_for_whom(world):
    assert who(world, may_add_any_frame) == {"safety_officer", "unit_planner", "prosecution_staff", "administrator"}
    for person, kept in [
        (world.safety_officer, [(Level.LOCAL, "Emmen")]),
        (world.administrator, [(Level.NATIONAL, "Nederland")]),
        (world.prosecution_staff, [(Level.OM, "Noord-Nederland")]),
        (world.planner, []),
    ]:
        assert [(level, owner.name) for level, owner in keepings(person)] == kept


FRAME_QUESTIONS = {
    "edit": may_edit_frame,
    "adopt": may_adopt_frame,
    "renew": may_renew_frame,
    "discard": may_discard_frame,
}


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("draft", {"edit", "adopt", "discard"}), ("adopted", {"renew"}), ("replaced", set())],
)
def test_what_the_keeper_of_a_frame_may_do(world, state, allowed):
    frame = world.frame() if state == "draft" else world.adopted_frame()
    if state == "replaced":
        renew_frame(frame=frame, by=world.safety_officer)
    found = {name for name, may in FRAME_QUESTIONS.items() if may(world.safety_officer, frame)}
    assert found == allowed
    for may in FRAME_QUESTIONS.values():
        assert who(world, lambda person, may=may: may(person, frame)) <= {"safety_officer"}


def test_somebody_whose_appointment_ended_keeps_nothing(world):
    former = world.person(Role.SAFETY_OFFICER, world.emmen)
    former.appointments.update(ends_on=date(2020, 12, 31))
    assert not may_edit_frame(former, world.frame())
    assert not may_add_any_frame(former)


@pytest.mark.parametrize("state", ["draft", "adopted"])
def test_who_sees_a_frame(world, state):
    frame = world.frame() if state == "draft" else world.adopted_frame()
    visible = {n for n in PEOPLE if PolicyFrame.objects.visible_to(getattr(world, n)).filter(pk=frame.pk).exists()}
    assert visible == ({"safety_officer", "auditor"} if state == "draft" else set(PEOPLE))


def test_a_draft_of_the_neighbours_is_not_seen(world):
    add_frame(
        level=Level.LOCAL,
        owner=world.coevorden,
        title="Van de buren",
        valid_from=2021,
        valid_until=2021,
        by=world.person(Role.SAFETY_OFFICER, world.coevorden),
    )
    assert not PolicyFrame.objects.visible_to(world.safety_officer).exists()


def test_the_administrator_keeps_the_indicators(world):
    indicator = world.indicator()
    assert who(world, may_keep_indicators) == {"administrator"}
    assert who(world, lambda p: may_redefine_indicator(p, indicator)) == {"administrator"}
    assert who(world, lambda p: may_retire_indicator(p, indicator)) == {"administrator"}
    assert who(world, lambda p: may_activate_indicator(p, indicator)) == set()


@pytest.mark.parametrize(
    ("area", "enter"),
    [
        ("emmen", {"planner", "unit_planner"}),
        ("team", {"planner", "unit_planner"}),
        ("westerveld", {"unit_planner"}),
        ("other_team", {"unit_planner"}),
        ("district", {"unit_planner"}),
        ("unit", {"unit_planner"}),
        ("other_unit", set()),
        ("nation", {"administrator"}),
        ("cluster", {"planner", "unit_planner"}),
    ],
)
def test_who_enters_figures_for_an_area(world, area, enter):
    assert who(world, lambda person: may_enter_figure(person, getattr(world, area))) == enter


def test_whoever_enters_a_figure_may_correct_and_remove_it(world):
    figure = world.figure(210)
    assert who(world, lambda p: may_correct_figure(p, figure)) == {"planner", "unit_planner"}
    assert who(world, lambda p: may_remove_figure(p, figure)) == {"planner", "unit_planner"}
    assert who(world, may_enter_any_figure) == {"planner", "unit_planner", "administrator"}
