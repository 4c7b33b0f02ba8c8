from collections.abc import Callable

import pytest
from django.test import Client

from tests.plans.editions.world import Renewed, renewed
from workplan_portal.people.models import Person


@pytest.fixture
def world(db: None) -> Renewed:
    return renewed()


@pytest.fixture
def browser_of() -> Callable[[Person], Client]:
    def browser(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return browser
