"""The whole matrix status × act, against a table written out by hand; and the pure rule of which consents hold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.consenting import changed_parts, holds
from plans.management.commands.draw_workflow import Command
from plans.workflow import OWNERS, TRANSITIONS, Act, Status, allows, standing
from workplan_portal.authorization.roles import Role

#              submit                      withdraw  consent           return  adopt     object
BY_HAND = """
draft      |   submitted approved agreed | -       | -               | -     | -       | -                         | -
submitted  |   -                         | draft   | approved agreed | draft | -       | submitted approved agreed | -
approved   |   -                         | draft   | approved agreed | draft | -       | submitted approved agreed | -
agreed     |   -                         | -       | agreed          | draft | adopted | submitted approved agreed | -
adopted    |   -                         | -       | -               | -     | -       | - | submitted approved agreed
"""
ACTS = ("submit", "withdraw", "consent", "return", "adopt", "object", "withdraw_adoption")

MATRIX = {
    (cells[0], act): set(cell.split()) - {"-"}
    for cells in ([cell.strip() for cell in line.split("|")] for line in BY_HAND.strip().splitlines())
    for act, cell in zip(ACTS, cells[1:], strict=True)
}


@pytest.mark.parametrize(("status", "act"), list(itertools.product(Status.values, Act.values)))
def test_an_act_leads_where_the_table_by_hand_says(status, act):
    assert {s.value for s in TRANSITIONS.get((Status(status), Act(act)), ())} == MATRIX[status, act]
    assert allows(status, Act(act)) is bool(MATRIX[status, act])


def test_the_table_by_hand_is_complete():
    assert MATRIX.keys() == set(itertools.product(Status.values, Act.values))


def test_every_status_has_an_owner_and_only_the_adopted_plan_has_none():
    assert OWNERS.keys() == set(Status)
    assert [status for status, roles in OWNERS.items() if not roles] == [Status.ADOPTED]
    assert {role for roles in OWNERS.values() for role in roles} <= set(Role.values)


def test_every_status_can_be_reached_and_none_is_without_a_way_back():
    reached = {target for targets in TRANSITIONS.values() for target in targets}
    assert reached == set(Status)
    assert {status for status, _act in TRANSITIONS} == set(Status)


@pytest.mark.parametrize(
    ("chief", "everybody", "status"),
    [
        (False, False, Status.SUBMITTED),
        (True, False, Status.APPROVED),
        (True, True, Status.AGREED),
        (False, True, Status.SUBMITTED),  # cannot be, and still never counts as agreed
    ],
)
def test_where_a_submitted_plan_stands(chief, everybody, status):
    assert standing(chief_agrees=chief, everybody_agrees=everybody) is status


# --- a consent holds for the text it was given for, and no longer -----------------------------------------------------

DIGESTS = st.sampled_from(["one", "two"])
TEXTS = st.fixed_dictionaries({"shared": DIGESTS, "GM0114": DIGESTS, "GM0109": DIGESTS})


@given(TEXTS, TEXTS)
def test_a_mayors_consent_holds_exactly_when_the_shared_and_the_own_part_are_the_same(before, now):
    same = before["shared"] == now["shared"] and before["GM0114"] == now["GM0114"]
    assert holds(Role.MAYOR, "GM0114", given_for=before, now=now) is same


@given(TEXTS, TEXTS, st.sampled_from([Role.CHIEF, Role.PROSECUTOR]))
def test_chief_and_prosecutor_answer_for_every_part(before, now, role):
    assert holds(role, "ZOD", given_for=before, now=now) is (before == now)


@given(TEXTS, TEXTS, st.sampled_from([Role.CHIEF, Role.MAYOR, Role.PROSECUTOR]))
def test_what_changed_is_named_exactly_when_the_consent_no_longer_holds(before, now, role):
    code = "GM0114" if role == Role.MAYOR else "ZOD"
    changed = changed_parts(role, code, before=before, now=now)
    assert bool(changed) is not holds(role, code, given_for=before, now=now)
    assert all(before[part] != now[part] for part in changed)


@pytest.mark.parametrize(
    ("role", "code", "before", "now"),
    [
        (Role.MAYOR, "GM0999", {"shared": "one"}, {"shared": "one"}),  # the text has no part for this municipality
        (Role.CHIEF, "ZOD", {}, {}),  # no text at all
        (Role.CHIEF, "ZOD", {"shared": "one", "GM0114": "one"}, {"shared": "one"}),  # a part was taken out
        (Role.CHIEF, "ZOD", {"shared": "one"}, {"shared": "one", "GM0114": "one"}),  # a part came in
        (Role.MAYOR, "GM0114", {"shared": "one"}, {"shared": "one", "GM0114": "one"}),
    ],
)
def test_nothing_is_agreed_by_being_absent(role, code, before, now):
    assert not holds(role, code, given_for=before, now=now)


# --- the drawing ------------------------------------------------------------------------------------------------------


def test_the_drawing_in_the_readme_is_the_table():
    text = Command.readme.read_text()
    assert "stateDiagram-v2" in text
    assert Command().redrawn() == text, "run: manage.py draw_workflow --write"


def test_the_drawing_has_an_arrow_for_every_way_an_act_can_lead():
    arrows = {line.strip() for line in Command.course.drawing().splitlines() if "-->" in line}
    assert arrows == {"[*] --> draft"} | {
        f"{status} --> {target} : {act}" for (status, act), targets in MATRIX.items() for target in targets
    }
