"""A plan that can be submitted, and a browser for whoever needs one."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import fresh
from tests.plans import factories
from tests.plans.factories import Scene
from workplan_portal.people.models import Person


@pytest.fixture
def scene(db: None) -> Scene:
    return factories.written()


@pytest.fixture
def browser_of() -> Callable[[Person], Client]:
    def browser(person: Person) -> Client:
        client = Client()
        client.force_login(fresh(person))
        return client

    return browser
