"""The whole matrix status × act of a report, against a table written out by hand; whose turn it is, and the drawing."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest
from django.utils.translation import override

from reports.management.commands.draw_report_workflow import Command
from reports.presenters.status import BADGES
from reports.workflow import OWNERS, TRANSITIONS, Act, Status, allows
from workplan_portal.authorization.roles import Role

#             offer      take_back   return   release    correct   discard    reopen
BY_HAND = """
open       |  offered  | -         | -      | released | -       | released | -
offered    |  -        | open      | open   | released | -       | -        | -
released   |  -        | -         | -      | -        | open    | -        | open
"""
ACTS = ("offer", "take_back", "return", "release", "correct", "discard", "reopen")

MATRIX = {
    (cells[0], act): cell
    for cells in ([cell.strip() for cell in line.split("|")] for line in BY_HAND.strip().splitlines())
    for act, cell in zip(ACTS, cells[1:], strict=True)
}

IN_DUTCH = {Status.OPEN: "in bewerking", Status.OFFERED: "bij de teamchef", Status.RELEASED: "vrijgegeven"}


@pytest.mark.parametrize(("status", "act"), list(itertools.product(Status.values, Act.values)))
def test_an_act_leads_where_the_table_by_hand_says(status: str, act: str) -> None:
    assert TRANSITIONS.get((Status(status), Act(act)), "-") == MATRIX[status, act]
    assert allows(status, Act(act)) is (MATRIX[status, act] != "-")


def test_the_table_by_hand_is_complete() -> None:
    assert MATRIX.keys() == set(itertools.product(Status.values, Act.values))


def test_every_status_has_an_owner_and_only_the_released_report_has_none() -> None:
    assert OWNERS.keys() == set(Status)
    assert [status for status, roles in OWNERS.items() if not roles] == [Status.RELEASED]
    assert {role for roles in OWNERS.values() for role in roles} <= set(Role.values)


def test_every_status_can_be_reached_and_none_is_a_dead_end() -> None:
    assert set(TRANSITIONS.values()) == set(Status)
    assert {status for status, _act in TRANSITIONS} == set(Status)


def test_every_status_has_a_badge_and_a_dutch_word() -> None:
    assert BADGES.keys() == set(Status)
    with override("nl"):
        assert {status: str(status.label) for status in Status} == IN_DUTCH
        assert {status: str(badge.label) for status, badge in BADGES.items()} == IN_DUTCH


def test_a_status_is_assigned_in_one_place() -> None:
    """Of a report, a letter, a delivery of open data, each in its own; a query that updates rows is another way."""
    places = [
        (path.name, function.name)
        for path in Path("reports").rglob("*.py")
        if "migrations" not in path.parts
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef) and any(map(_assigns_a_status, ast.walk(function)))
    ]
    assert sorted(places) == [(f"{of}.py", "_become") for of in ("deliveries", "letters", "releasing")]


def _assigns_a_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) and target.attr == "status" for target in node.targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("update", "create"):
        of_a_report = "Report.objects" in ast.unparse(node.func) or "report" in ast.unparse(node.func).split(".")
        return of_a_report and any(keyword.arg == "status" for keyword in node.keywords)
    return False


# --- the drawing ------------------------------------------------------------------------------------------------------


def test_the_drawing_in_the_readme_is_the_table() -> None:
    text = Command.readme.read_text()
    assert "stateDiagram-v2" in text
    assert Command().redrawn() == text, "run: manage.py draw_report_workflow --write"


def test_the_drawing_has_an_arrow_for_every_way_an_act_can_lead() -> None:
    arrows = {line.strip() for line in Command.course.drawing().splitlines() if "-->" in line}
    assert arrows == {"[*] --> open"} | {
        f"{status} --> {target} : {act}" for (status, act), target in MATRIX.items() if target != "-"
    }
