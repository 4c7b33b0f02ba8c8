from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person


@pytest.fixture
def here(db) -> factories.Region:
    return factories.region()


@pytest.fixture
def administrator(here) -> Person:
    return factories.person(Role.ADMINISTRATOR, here.nation, name="Sanne Beheer")


@pytest.fixture
def auditor(here) -> Person:
    return factories.person(Role.AUDITOR, here.nation, name="Paula Auditor")


@pytest.fixture
def mayor(here) -> Person:
    return factories.person(Role.MAYOR, here.emmen, name="Hilde Burgemeester")


@pytest.fixture
def desk(client: Client, administrator: Person) -> Client:
    """The administrator's browser."""
    client.force_login(administrator)
    return client
