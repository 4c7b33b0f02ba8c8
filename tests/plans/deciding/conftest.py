"""What the tests about deciding share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from workplan_portal.people.models import Person


@pytest.fixture
def as_(client: Client) -> Callable[[Person], Client]:
    """The browser of this person: `as_(scene.mayor).get(...)`."""

    def signed_in(person: Person) -> Client:
        client.force_login(Person.objects.get(pk=person.pk))
        return client

    return signed_in
