"""Fifty threads at one plan, each with its own connection: exactly one outcome, and everybody else hears why not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plans.actions import deciding
from plans.models import Consent, ConsentRequest, Revision
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from workplan_portal.audit.verification import verify
from workplan_portal.authorization.roles import Role

from .test_simultaneous import at_once, numbers_of_the_trail, one_done

pytestmark = pytest.mark.django_db(transaction=True)

FIFTY = 50


def whole(scene: factories.Scene) -> bool:
    numbers = numbers_of_the_trail(scene)
    return numbers == list(range(1, len(numbers) + 1)) and not list(verify())


def test_of_fifty_submissions_one_makes_a_version() -> None:
    scene = factories.written()
    draft, writers = scene.draft, (scene.officer, scene.planner)
    results = at_once(*(_submits(draft, writers[n % 2]) for n in range(FIFTY)))
    assert one_done(results)
    assert (Revision.objects.count(), scene.draft.status) == (1, Status.SUBMITTED)
    assert whole(scene)


def test_of_fifty_consents_and_returns_the_record_fits_the_outcome() -> None:
    """The mayor clicks on and on, and so does the prosecutor; two return it. After a return nobody can agree."""
    scene = factories.approved()
    deputy = people.person(Role.MAYOR, scene.region.emmen, mandate="Mandaatbesluit 2020-7")
    about = {"draft": scene.draft, "revision": scene.revision}
    seats = scene.seats
    acts: list[Callable[[], object]] = []
    for number in range(FIFTY - 2):
        role, by = ((Role.MAYOR, scene.mayor), (Role.PROSECUTOR, scene.prosecutor))[number % 2]
        acts.append(lambda role=role, by=by: deciding.consent(**about, seat=seats[role], by=by))
    for by in (scene.mayor, deputy):
        acts.insert(
            len(acts) // 2,
            lambda by=by: deciding.return_to_author(**about, seat=seats[Role.MAYOR], by=by, remark="Nog niet."),
        )
    results = at_once(*acts)

    kept = list(Consent.objects.exclude(role=Role.CHIEF).order_by("pk").values_list("role", "decision", "decided_by"))
    assert results.count("") == len(kept) == len(set(kept)), "each did what is kept of it, and nobody twice"
    assert [decision for _role, decision, _by in kept].count("return") == 1
    assert kept[-1][1] == "return", "nothing is decided after a return"
    assert (scene.draft.status, ConsentRequest.objects.count()) == (Status.DRAFT, 0)
    assert whole(scene)


def _submits(draft: object, by: object) -> Callable[[], object]:
    return lambda: deciding.submit(draft=draft, by=by)  # type: ignore[arg-type]
