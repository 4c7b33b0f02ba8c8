"""What the tests about deciding share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from workplan_portal.people.models import Person


@pytest.fixture
def as_(client: Client) -> Callable[[Person], Client]:
    """The browser of this person: `as_(scene.mayor).get(...)`."""

    def signed_in(person: Person) -> Client:
        client.force_login(Person.objects.get(pk=person.pk))
        return client

    return signed_in


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Sentences as they stand in the code; mails are in Dutch whatever the language is."""
    with translation.override("en"):
        yield
