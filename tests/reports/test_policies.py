"""Who may do what with a report in which status: the grid role × status, and who sees it at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils.timezone import make_aware

from plans.models import Plan
from reports.actions import releasing
from reports.models import Report
from reports.policies.publishing import may_publish
from reports.policies.reporting import (
    may_correct,
    may_discard,
    may_follow_plan,
    may_offer,
    may_release,
    may_return,
    may_start,
    may_take_back,
    may_write,
)
from reports.reading import writes
from reports.sources import ReportSource
from tests import factories as people
from tests.plans import factories as plans
from tests.remembered import remembered
from tests.reports import factories
from tests.reports.factories import Told
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db


@remembered
def correcting() -> Told:
    """A released report that is open again."""
    told = factories.released()
    with factories.after(4):
        releasing.correct(report=told.report, reason="Dubbel geteld.", by=told.scene.planner)
    return told


STATUSES = ("open", "offered", "released", "correcting")
WALKS: dict[str, Callable[[], Told]] = dict(
    zip(STATUSES, (factories.filled, factories.offered, factories.released, correcting), strict=True)
)

# W fill in, O offer, B take back, G give back, R release, C correct, D discard the correction, P publish; "-" none.
GRID = """
                       open     offered   released   correcting
officer              | W O    | B       | C P      | W O D P
planner              | W O    | B       | C        | W O D
chief                | W O R  | B G R   | C        | W O R D
secretary            | -      | -       | P        | P
mayor                | -      | -       | -        | -
prosecutor           | -      | -       | -        | -
coevorden_officer    | -      | -       | -        | -
coevorden_mayor      | -      | -       | -        | -
prosecution_staff    | -      | -       | -        | -
unit_planner         | -      | -       | -        | -
auditor              | -      | -       | -        | -
administrator        | -      | -       | -        | -
stranger             | -      | -       | -        | -
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in GRID.strip().splitlines()[1:]]
EXPECTED = {(row[0], status): row[index + 1] for row in ROWS for index, status in enumerate(STATUSES)}


def verdicts(told: Told, person: Person) -> dict[str, Verdict]:
    person, report, document = people.fresh(person), told.report, told.document
    found = {
        "W": may_write(person, report),
        "O": may_offer(person, report, document),
        "B": may_take_back(person, report),
        "G": may_return(person, report),
        "R": may_release(person, report, document),
        "C": may_correct(person, report),
        "D": may_discard(person, report),
    }
    if latest := report.releases.last():
        found["P"] = may_publish(person, ReportSource(latest))
    return found


@pytest.mark.parametrize("status", STATUSES)
def test_the_grid(status: str) -> None:
    told = WALKS[status]()
    with factories.after(4):
        found = {name: verdicts(told, person) for name, person in told.scene.everyone.items()}
    allowed = {
        (name, status): " ".join(letter for letter, verdict in answers.items() if verdict) or "-"
        for name, answers in found.items()
    }
    assert allowed == {key: value for key, value in EXPECTED.items() if key[1] == status}
    refused = [v for answers in found.values() for v in answers.values() if not v]
    assert all(v.reason.endswith(".") for v in refused), "every refusal is a whole sentence"


def test_the_grid_has_everybody_on_stage() -> None:
    assert {name for name, _status in EXPECTED} == plans.stage().everyone.keys()


def test_people_of_another_team_may_nothing() -> None:
    told = factories.offered()
    elsewhere = people.other_team(told.scene.region)
    with factories.after(4):
        for role in (Role.PLANNER, Role.CHIEF, Role.SECRETARY):
            person = people.person(role, elsewhere)
            assert not any(verdicts(told, person).values()), role
            assert not Report.objects.visible_to(person).exists(), role


# --- starting ---------------------------------------------------------------------------------------------------------

STARTERS = {"officer", "planner", "chief"}


def test_only_the_authors_start_a_report() -> None:
    scene = plans.adopted()
    with factories.after(4):
        may = {name for name, who in scene.everyone.items() if may_start(people.fresh(who), scene.plan, 4)}
    assert may == STARTERS


@pytest.mark.parametrize(
    ("walk", "period", "day", "word"),
    [
        (plans.agreed, 4, "2021-05-20", "vastgesteld"),
        (plans.adopted, 6, "2021-05-20", "4, 8 of 12"),
        (plans.adopted, 4, "2020-12-31", "beginnen"),
        (plans.adopted, 12, "2021-01-01", ""),
        (lambda: factories.begun().scene, 4, "2021-05-20", "al"),
        (lambda: factories.begun().scene, 8, "2021-05-20", ""),
    ],
)
def test_when_a_report_can_be_started(walk: Callable[[], plans.Scene], period: int, day: str, word: str) -> None:
    scene = walk()
    with dated(make_aware(datetime.fromisoformat(f"{day}T12:00"))):
        verdict = may_start(scene.planner, scene.plan, period)
    assert bool(verdict) is (word == "")
    assert word in verdict.reason


def test_before_the_period_is_over_it_is_neither_offered_nor_released() -> None:
    told = factories.filled()
    for day, over in (("2021-04-30T23:59", False), ("2021-05-01T00:01", True)):
        with dated(make_aware(datetime.fromisoformat(day))):
            assert bool(may_offer(told.scene.planner, told.report)) is over
            assert bool(may_release(told.scene.chief, told.report)) is over


def test_a_report_about_the_plan_in_force_has_nothing_to_take_over() -> None:
    told = factories.begun()
    verdict = may_follow_plan(told.scene.planner, told.report)
    assert not verdict
    assert "geldende" in verdict.reason or "geldt" in verdict.reason


# --- who sees it ------------------------------------------------------------------------------------------------------

# D what is being written, R only what has been released, - nothing at all.
SEEN = """
                       open   offered   released   correcting
officer              | D    | D       | R        | D
planner              | D    | D       | R        | D
chief                | D    | D       | R        | D
secretary            | D    | D       | R        | D
prosecution_staff    | D    | D       | R        | D
unit_planner         | D    | D       | R        | D
auditor              | D    | D       | R        | D
mayor                | -    | -       | R        | R
prosecutor           | -    | -       | R        | R
coevorden_officer    | -    | -       | -        | -
coevorden_mayor      | -    | -       | -        | -
administrator        | -    | -       | -        | -
stranger             | -    | -       | -        | -
"""
SEEN_ROWS = [[cell.strip() for cell in line.split("|")] for line in SEEN.strip().splitlines()[1:]]
LETTERS = {(row[0], status): row[index + 1].strip() for row in SEEN_ROWS for index, status in enumerate(STATUSES)}


@pytest.mark.parametrize("status", STATUSES)
def test_who_sees_what(status: str, client_of: Callable[[Person], object]) -> None:
    """In the list, on its page, as text, PDF and data, and each of its versions: the same answer everywhere."""
    told = WALKS[status]()
    found = {(name, status): seen(told, status, client_of(person)) for name, person in told.scene.everyone.items()}
    assert found == {key: value for key, value in LETTERS.items() if key[1] == status}


def test_the_grid_of_seeing_has_everybody_on_stage() -> None:
    assert {name for name, _status in LETTERS} == plans.stage().everyone.keys()


def seen(told: Told, status: str, browser: object) -> str:
    """What every address of a report tells this visitor; fails when they do not agree."""
    page = f"/rapportages/{told.uuid}/"
    addresses = (page, f"{page}lezen/", f"{page}document.json")
    *pages, data = (browser.get(address) for address in addresses)  # type: ignore[attr-defined]
    answers = {answer.status_code for answer in (*pages, data)}
    version = browser.get(f"{page}versies/1/").status_code  # type: ignore[attr-defined]
    listed = page in browser.get("/rapportages/").content.decode()  # type: ignore[attr-defined]
    if answers == {404}:
        assert (version, listed) == (404, False)
        assert browser.get(f"{page}pdf/").status_code == 404  # type: ignore[attr-defined]
        return "-"
    assert answers == {200}
    assert listed
    assert version == (200 if status in ("released", "correcting") else 404)
    text = data.content if hasattr(data, "content") else b"".join(data)
    return "R" if b'"status":"released"' in text else "D"


def test_whoever_writes_is_whoever_sees_an_unfinished_plan() -> None:
    told = factories.begun()
    for person in told.scene.everyone.values():
        someone = people.fresh(person)
        sees = Plan.objects.unfinished_visible_to(someone).exists()
        assert writes(someone, told.report) is sees is Report.objects.visible_to(someone).exists()
