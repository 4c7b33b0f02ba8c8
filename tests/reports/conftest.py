"""What the tests about reports share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from workplan_portal.people.models import Person


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A browser of this person's own: `client_of(scene.mayor).get(...)`."""

    def signed_in(person: Person) -> Client:
        browser = Client()
        browser.force_login(Person.objects.get(pk=person.pk))
        return browser

    return signed_in
