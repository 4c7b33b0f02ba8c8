"""What follows from appointments."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import HELD_AT, AreaKind, Role
from workplan_portal.people.models import Appointment, Person, Seat

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "withdrawn", "holds"),
    [
        (-1, None, None, True),
        (0, 0, None, True),
        (1, None, None, False),
        (-5, -1, None, False),
        (-5, 5, 0, False),
        (-5, 5, 1, True),
    ],
)
def test_an_appointment_holds_from_its_first_up_to_and_including_its_last_day(mayor, starts, ends, withdrawn, holds):
    mayor.appointments.update(
        starts_on=today() + starts * DAY,
        ends_on=None if ends is None else today() + ends * DAY,
        withdrawn_on=None if withdrawn is None else today() + withdrawn * DAY,
    )
    assert factories.fresh(mayor).holds(Role.MAYOR) is holds


def test_a_role_at_a_wider_area_covers_what_lies_inside(here):
    elsewhere = factories.other_team(here)
    prosecutor = factories.person(Role.PROSECUTOR, here.unit)
    chief = factories.person(Role.CHIEF, here.team)
    assert prosecutor.covers(here.team.pk, Role.PROSECUTOR)
    assert prosecutor.covers(elsewhere.pk, Role.PROSECUTOR)
    assert chief.covers(here.team.pk, Role.CHIEF)
    assert not chief.covers(elsewhere.pk, Role.CHIEF)
    assert not chief.covers(here.district.pk, Role.CHIEF)
    seat = Seat(Role.PROSECUTOR, here.team.pk, here.team.name)
    assert [a.person for a in Appointment.objects.of_seat(seat, today())] == [prosecutor]


def test_a_closed_account_holds_nothing_and_no_seat(mayor, here):
    Person.objects.filter(pk=mayor.pk).update(is_active=False)
    assert factories.fresh(mayor).current == []
    assert not Appointment.objects.of_seat(Seat(Role.MAYOR, here.emmen.pk, "Emmen"), today()).exists()


def test_what_a_person_holds_is_asked_anew_by_every_request(client, mayor, django_assert_num_queries):
    same = factories.fresh(mayor)
    assert same.holds(Role.MAYOR)
    mayor.appointments.update(ends_on=today() - DAY)
    assert same.holds(Role.MAYOR)  # one request sees one state
    assert not factories.fresh(mayor).holds(Role.MAYOR)
    with django_assert_num_queries(0):
        assert same.holds(Role.MAYOR)


def test_every_role_can_be_held_somewhere_and_every_place_is_a_kind_of_area():
    assert HELD_AT.keys() == set(Role)
    assert all(kinds and set(kinds) <= set(AreaKind) for kinds in HELD_AT.values())
