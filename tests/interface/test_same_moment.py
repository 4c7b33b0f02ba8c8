"""Two administrators add the same at the same moment: one succeeds, the other is told why not, in the form."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from priorities.models import Indicator
from tests import factories
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 1  # second; SQLite lets the second writer in only after the first, and then they never meet
INDICATOR = {
    "code": "fietsen", "name": "Fietsdiefstallen", "definition": "Aangiften.", "unit": "count", "direction": "lower",
    "expected_by": "course",
    "source": "Politie",
}  # fmt: skip


class BothAtOnce:
    """Holds whoever is about to write until the other is too."""

    def __init__(self) -> None:
        self.meeting = Barrier(2)

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT"):
            with suppress(BrokenBarrierError):
                self.meeting.wait(PATIENCE)
        return execute(sql, *rest)


@pytest.mark.parametrize(
    ("address", "typed", "made", "told"),
    [
        (
            ("organisation:add_organisation", "eenheid"),
            {"code": "NW", "name": "Noordwest"},
            lambda: Area.objects.filter(code="NW"),
            "Er is al een organisatie met de code NW.",
        ),
        (
            ("people:open_account",),
            {"name": "Els Nieuw", "email": "els@emmen.example"},
            lambda: Person.objects.filter(email="els@emmen.example"),
            "els@emmen.example",
        ),
        (
            ("priorities:indicator_add",),
            INDICATOR,
            lambda: Indicator.objects.filter(code="fietsen"),
            "fietsen",
        ),
    ],
    ids=["organisation", "account", "indicator"],
)
def test_one_is_first_and_the_other_reads_why_it_did_not_go_through(address, typed, made, told) -> None:
    here = factories.region()
    desks = []
    for _number in range(2):
        desks.append(Client())
        desks[-1].force_login(factories.person(Role.ADMINISTRATOR, here.nation))
    at_once = BothAtOnce()

    def add(desk: Client) -> tuple[int, str]:
        try:
            with connection.execute_wrapper(at_once):
                answer = desk.post(reverse(address[0], args=address[1:]), typed, headers={"Accept-Language": "nl"})
            return answer.status_code, answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        (refused, page), (added, _nothing) = sorted(both.map(add, desks))

    assert (refused, added) == (200, 302)
    assert "Nog niet opgeslagen" in page or "form-field--invalid" in page
    assert told in page
    assert made().count() == 1
