"""Who may do what to a letter in which status: the grid role × status; and who sees which letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plans.codes import Audience
from reports.actions import letters as course
from reports.actions.publishing import publish
from reports.models import Letter
from reports.policies.letters import (
    may_edit_letter,
    may_lay_aside,
    may_make_letter,
    may_replace,
    may_send,
    may_take_up,
)
from reports.policies.publishing import may_publish, may_withdraw
from reports.sources import LetterSource, PlanSource
from tests import factories as people
from tests.plans import factories
from tests.plans.factories import Scene
from tests.reports import letters
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db


def aside(scene: Scene) -> Letter:
    letter = letters.complete(scene)
    course.lay_aside(letter=letter, by=scene.officer)
    return letters.fresh(letter)


WALKS: dict[str, Callable[[Scene], Letter | None]] = {
    "none": lambda _scene: None,
    "draft": letters.complete,
    "aside": aside,
    "sent": letters.sent,
}

# M make, E edit, S send, L lay aside, T take up, R replace, P publish; a + says that the letter is seen. "-": nothing.
GRID = """
                       none   draft     aside   sent
officer              | M    | + E S L | + M T | + R P
planner              | -    | +       | +     | +
chief                | -    | +       | +     | +
mayor                | -    | -       | -     | +
prosecutor           | -    | -       | -     | +
secretary            | -    | +       | +     | + P
coevorden_officer    | -    | -       | -     | -
coevorden_mayor      | -    | -       | -     | -
prosecution_staff    | -    | +       | +     | +
unit_planner         | -    | +       | +     | +
auditor              | -    | +       | +     | +
administrator        | -    | -       | -     | -
stranger             | -    | -       | -     | -
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in GRID.strip().splitlines()[1:]]
EXPECTED = {(row[0], status): row[index + 1] for row in ROWS for index, status in enumerate(WALKS)}


def verdicts(scene: Scene, letter: Letter | None, person: Person) -> dict[str, Verdict]:
    person = people.fresh(person)
    found = {"M": may_make_letter(person, letters.about(scene))}
    if letter is None:
        return found
    return {
        **found,
        "E": may_edit_letter(person, letter),
        "S": may_send(person, letter),
        "L": may_lay_aside(person, letter),
        "T": may_take_up(person, letter),
        "R": may_replace(person, letter),
        "P": may_publish(person, LetterSource(letter)),
    }


def test_the_grid() -> None:
    scene = factories.adopted()
    found: dict[tuple[str, str], str] = {}
    for status, walk in WALKS.items():
        letter = walk(scene)
        for name, person in scene.everyone.items():
            answers = verdicts(scene, letter, person)
            assert all(v.reason.endswith(".") for v in answers.values() if not v), "every refusal is a whole sentence"
            may = [key for key, verdict in answers.items() if verdict]
            seen = letter and Letter.objects.visible_to(people.fresh(person)).filter(pk=letter.pk).exists()
            found[name, status] = " ".join((["+"] if seen else []) + may) or "-"
        Letter.objects.all().delete()
    assert found == EXPECTED


def test_the_grid_has_everybody_on_stage() -> None:
    assert {name for name, _status in EXPECTED} == factories.stage().everyone.keys()


def test_in_a_joint_plan_each_municipality_writes_its_own_letter_and_its_mayors_read_what_was_sent() -> None:
    scene = letters.adopted_2017()
    letter = letters.complete(scene)

    assert not may_edit_letter(scene.coevorden_officer, letter)
    assert may_make_letter(scene.coevorden_officer, letters.about(scene, scene.region.coevorden))
    assert not may_make_letter(scene.officer, letters.about(scene, scene.region.coevorden))
    assert not Letter.objects.visible_to(scene.coevorden_officer).exists()
    assert list(Letter.objects.visible_to(scene.officer)) == [letter]
    assert not Letter.objects.visible_to(scene.coevorden_mayor).exists()
    letter = letters.sent(scene, letter)
    for neighbour in (scene.coevorden_officer, scene.coevorden_mayor):
        assert list(Letter.objects.visible_to(neighbour)) == [letter]

    refusal = may_publish(scene.coevorden_officer, LetterSource(letter))
    assert refusal.reason == "Alleen een veiligheidsadviseur van Emmen of de secretaris publiceert dit."
    publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    made = publish(source=LetterSource(letter), audience=Audience.PUBLIC, by=scene.officer)
    assert may_withdraw(scene.officer, made)
    assert not may_withdraw(scene.coevorden_officer, made)
