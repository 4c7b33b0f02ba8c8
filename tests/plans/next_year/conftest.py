"""A plan of 2022 that was started from the adopted one of 2021."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.plans.next_year.world import Autumn, autumn, begun
from workplan_portal.people.models import Person


@pytest.fixture
def before(db: None) -> Autumn:
    """The plan of 2021 has been adopted; nothing of 2022 is there yet."""
    return autumn()


@pytest.fixture
def started(db: None) -> Autumn:
    return begun()


@pytest.fixture
def browser_of() -> Callable[[Person], Client]:
    def browser(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return browser
