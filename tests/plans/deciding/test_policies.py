"""Who may do what in which status: the grid role × status, and the sentence that whoever may not is given."""

from __future__ import annotations

import pytest

from plans.policies import may_adopt, may_consent, may_return, may_submit, may_withdraw
from plans.policies_of_adoptions import may_withdraw_adoption
from plans.seats import seats_of
from tests import factories as people
from tests.plans import factories
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Verdict, refuse
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

STATUSES = ("draft", "submitted", "approved", "agreed", "adopted")
WALKS = dict(
    zip(
        STATUSES,
        (factories.written, factories.submitted, factories.approved, factories.agreed, factories.adopted),
        strict=True,
    )
)

# S submit, W take back, A agree, B agree with a reservation, R return, V record the adoption (vaststellen), T take that
# back; "-" none of these.
GRID = """
                       draft   submitted   approved   agreed   adopted
officer              | S     | W         | W        | -      | -
planner              | S     | W         | W        | -      | -
chief                | S     | W A B R   | W B R    | B R    | -
mayor                | -     | -         | A B R    | B R    | T
prosecutor           | -     | -         | A B R    | B R    | T
secretary            | -     | -         | -        | V      | -
coevorden_officer    | -     | -         | -        | -      | -
coevorden_mayor      | -     | -         | -        | -      | -
prosecution_staff    | -     | -         | -        | -      | -
unit_planner         | -     | -         | -        | -      | -
auditor              | -     | -         | -        | -      | -
administrator        | -     | -         | -        | -      | -
stranger             | -     | -         | -        | -      | -
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in GRID.strip().splitlines()[1:]]
EXPECTED = {(row[0], status): row[index + 1] for row in ROWS for index, status in enumerate(STATUSES)}


def verdicts(scene: factories.Scene, person: Person) -> dict[str, Verdict]:
    person = people.fresh(person)
    draft = scene.draft
    found = {"S": may_submit(person, draft), "W": may_withdraw(person, draft)}
    if (revision := draft.revision) is None:
        nothing = refuse("Nothing has been submitted.")
        return found | {"A": nothing, "B": nothing, "R": nothing, "V": nothing, "T": nothing}
    own = seats_of(person, draft.plan) or list(scene.seats.values())
    for letter, words in (("A", ""), ("B", "Mits.")):
        every = [may_consent(person, draft, revision, seat, words) for seat in own]
        found[letter] = next(filter(None, every), every[0])
    every = [may_return(person, draft, revision, seat) for seat in own]
    found["R"] = next(filter(None, every), every[0])
    found["V"], found["T"] = may_adopt(person, draft, revision), may_withdraw_adoption(person, draft)
    return found


@pytest.mark.parametrize("status", STATUSES)
def test_the_grid(status):
    scene = WALKS[status]()
    found = {name: verdicts(scene, person) for name, person in scene.everyone.items()}
    allowed = {
        (name, status): " ".join(letter for letter, verdict in answers.items() if verdict) or "-"
        for name, answers in found.items()
    }
    assert allowed == {key: value for key, value in EXPECTED.items() if key[1] == status}
    refused = [v for answers in found.values() for v in answers.values() if not v]
    assert all(v.reason.endswith(".") for v in refused), "every refusal is a whole sentence"


def test_the_grid_has_everybody_on_stage():
    assert {name for name, _status in EXPECTED} == factories.stage().everyone.keys()


def test_a_mayor_waits_for_the_team_chief():
    scene = factories.submitted()
    verdict = may_consent(scene.mayor, scene.draft, scene.revision, scene.seats[Role.MAYOR])
    assert "chief" in verdict.reason or "teamchef" in verdict.reason


def test_nobody_decides_for_another_seat():
    scene = factories.approved()
    verdict = may_consent(scene.mayor, scene.draft, scene.revision, scene.seats[Role.PROSECUTOR])
    assert not verdict


def test_the_prosecutor_of_a_district_decides_for_its_teams_and_not_elsewhere():
    scene = factories.approved()
    elsewhere = people.person(Role.PROSECUTOR, people.other_team(scene.region))
    seat = scene.seats[Role.PROSECUTOR]
    assert may_consent(scene.prosecutor, scene.draft, scene.revision, seat)
    assert not may_consent(elsewhere, scene.draft, scene.revision, seat)


def test_a_deputy_under_mandate_decides_like_the_mayor():
    scene = factories.approved()
    deputy = people.person(Role.MAYOR, scene.region.emmen, mandate="Mandaatbesluit 2020-7")
    assert may_consent(deputy, scene.draft, scene.revision, scene.seats[Role.MAYOR])


def test_after_agreeing_one_may_not_agree_again_in_the_same_words_but_may_still_return():
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    seat = scene.seats[Role.MAYOR]
    assert not may_consent(scene.mayor, scene.draft, scene.revision, seat, "")
    assert may_consent(scene.mayor, scene.draft, scene.revision, seat, "Mits de raad instemt.")
    assert may_return(scene.mayor, scene.draft, scene.revision, seat)
