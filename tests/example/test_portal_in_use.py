"""The example never mixes with the work of real people."""

import pytest
from django.core.management import CommandError, call_command

from plans.models import Plan
from workplan_portal.people.models import Person


@pytest.mark.django_db
def test_a_portal_with_other_people_is_left_alone():
    Person.objects.create(email="iemand@gemeente.example", name="Iemand Anders")

    with pytest.raises(CommandError, match="empty portal"):
        call_command("example")

    assert Plan.objects.count() == 0
    assert Person.objects.count() == 1
