"""`manage.py send_reminders`: who is told of what, when, how often; and that nothing is told twice or lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import fresh
from tests.plans import factories
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.verdict import Refused
from workplan_portal.home.models import Reminder
from workplan_portal.home.reminders import STAGES
from workplan_portal.people.actions import choose_reminders
from workplan_portal.people.models import Person, Reminders

pytestmark = pytest.mark.django_db

DUE = date(2020, 12, 31)


def run(day: date) -> list[mail.EmailMessage]:
    """What goes out when the command runs on this day, at breakfast."""
    mail.outbox.clear()
    with dated(datetime(day.year, day.month, day.day, 7, tzinfo=UTC)):
        call_command("send_reminders", stdout=StringIO())
    return list(mail.outbox)


def told(day: date) -> set[str]:
    return {address for message in run(day) for address in message.to}


@pytest.fixture
def scene() -> factories.Scene:
    """A plan that lies with the team chief: the triangle should have agreed on the last of December."""
    return factories.submitted()


def test_whoever_has_the_next_move_is_told_at_each_stage_once(scene: factories.Scene) -> None:
    days = sorted({-10, 59, *(stage + near for stage in STAGES for near in (-1, 0, 1))})
    on = [day for day in days if told(DUE + timedelta(days=day)) == {scene.chief.email}]
    assert on == list(STAGES)
    assert Reminder.objects.count() == len(STAGES)


def test_running_twice_or_late_tells_the_last_stage_once(scene: factories.Scene) -> None:
    assert told(DUE + timedelta(days=3)) == {scene.chief.email}
    assert told(DUE + timedelta(days=3)) == set()
    assert list(Reminder.objects.values_list("stage", flat=True)) == [0]


def test_the_mail_says_what_is_asked_by_when_and_where(scene: factories.Scene, settings: object) -> None:
    (early,) = run(DUE - timedelta(days=7))
    assert scene.draft.plan.title in early.subject
    assert "31 december 2020" in early.body
    assert reverse("plans:decide", args=[scene.draft.plan.uuid]) in early.body
    assert reverse("account") in early.body
    (late,) = run(DUE + timedelta(days=7))
    assert "7 dagen geleden" in late.body


def test_everybody_chooses_how_often(scene: factories.Scene) -> None:
    chief = Client()
    chief.force_login(fresh(scene.chief))
    assert "Herinneringen per mail" in chief.get("/account/").content.decode()
    answer = chief.post(reverse("account_reminders"), {"reminders": "never"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    assert fresh(scene.chief).reminders == Reminders.NEVER
    assert Entry.objects.about(fresh(scene.chief).subject).last().action == "choose_reminders"
    assert told(DUE) == set()

    chief.post(reverse("account_reminders"), {"reminders": "weekly"})
    assert told(DUE) == set()  # a Thursday
    assert told(DUE + timedelta(days=4)) == {scene.chief.email}

    assert chief.post(reverse("account_reminders"), {"reminders": "often"}).status_code == 200
    with pytest.raises(Refused):
        choose_reminders(account=fresh(scene.chief), how_often=Reminders.NEVER, by=fresh(scene.mayor))
    assert fresh(scene.chief).reminders == Reminders.WEEKLY


def test_whose_account_is_closed_is_left_alone(scene: factories.Scene) -> None:
    Person.objects.filter(pk=scene.chief.pk).update(is_active=False)
    assert told(DUE) == set()


def test_a_mail_that_can_not_be_handed_over_is_tried_again(
    scene: factories.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as outage:
        outage.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(CommandError, match="1 could not"):
            run(DUE)
    assert not Reminder.objects.exists()
    assert told(DUE) == {scene.chief.email}


def refuse(*_args: object) -> int:
    raise ConnectionRefusedError("The mail server is away.")
