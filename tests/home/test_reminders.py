"""`manage.py send_reminders`: who is told of what, when, how often; and that nothing is told twice or lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from plans.actions import deciding
from plans.workflow import Status
from tests.factories import fresh
from tests.plans import factories
from tests.plans.deciding.test_mails import sent as sent
from tests.plans.minuting import world as minutes
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.home.models import Reminder
from workplan_portal.home.reminders import STAGES
from workplan_portal.people.actions import choose_mails
from workplan_portal.people.models import Mails, Outgoing, Person

pytestmark = pytest.mark.django_db

Sent = Callable[[Callable[[], object]], dict[str, mail.EmailMessage]]

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
    walked = factories.submitted()
    Outgoing.objects.all().delete()  # what was mailed on the way has arrived
    return walked


def test_whoever_has_the_next_move_is_told_at_each_stage_once(scene: factories.Scene) -> None:
    days = sorted({-10, 59, *(stage + near for stage in STAGES for near in (-1, 0, 1))})
    on = [day for day in days if told(DUE + timedelta(days=day)) == {scene.chief.email}]
    assert on == list(STAGES)
    assert Reminder.objects.count() == len(STAGES)


def test_a_seat_that_says_nothing_of_its_minutes_is_reminded_until_it_does(scene: factories.Scene) -> None:
    with dated(datetime(2021, 1, 13, 9, tzinfo=UTC)):
        _chief, minuted, _prosecutor = minutes.record(scene, Role.CHIEF, Role.MAYOR, Role.PROSECUTOR)
    Outgoing.objects.all().delete()
    due = date(2021, 1, 27)
    (asked,) = [message for message in run(due - timedelta(days=7)) if message.to == [scene.mayor.email]]
    assert "27 januari 2021" in asked.body
    assert reverse("plans:minutes", args=[scene.plan.uuid, minuted.minuted.pk]) in asked.body
    assert told(due - timedelta(days=7)) == set()
    mayor = Client()
    mayor.force_login(fresh(scene.mayor))
    with dated(datetime(2021, 1, 27, 9, tzinfo=UTC)):
        assert "Klaar uiterlijk 27 januari 2021" in " ".join(mayor.get(reverse("home")).content.decode().split())
        minutes.confirm(scene, minuted, scene.mayor)
    assert told(due) & {scene.chief.email, scene.mayor.email, scene.prosecutor.email} == {
        scene.chief.email,
        scene.prosecutor.email,
    }


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


def choose(scene: factories.Scene, how_often: Mails, *, reminders: bool = True, on: date = DUE) -> None:
    with dated(datetime(on.year, on.month, on.day, 6, tzinfo=UTC)):
        choose_mails(account=fresh(scene.chief), how_often=how_often, reminders=reminders, by=fresh(scene.chief))


def test_everybody_chooses_how_often(scene: factories.Scene) -> None:
    chief = Client()
    chief.force_login(fresh(scene.chief))
    assert "Mails en herinneringen" in chief.get("/account/").content.decode()
    answer = chief.post(reverse("account_mails"), {"mails": "weekly"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    chosen = fresh(scene.chief)
    assert (chosen.mails, chosen.wants_reminders) == (Mails.WEEKLY, False)
    entry = Entry.objects.about(chosen.subject).last()
    assert (entry.action, entry.details) == ("choose_mails", {"how_often": "weekly", "reminders": False})
    assert chief.post(reverse("account_mails"), {"mails": "often"}).status_code == 200
    with pytest.raises(Refused):
        choose_mails(account=chosen, how_often=Mails.DAILY, reminders=True, by=fresh(scene.mayor))
    assert fresh(scene.chief).mails == Mails.WEEKLY


def test_no_reminders_is_no_reminders_and_still_a_request_to_decide(scene: factories.Scene, sent: Sent) -> None:
    choose(scene, Mails.WEEKLY, reminders=False)
    assert told(DUE) == set()
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    factories.contribution(scene, scene.blocks[0])
    assert scene.chief.email in sent(lambda: factories.submit(scene))


def test_once_a_week_is_on_monday_or_the_first_run_after_it(scene: factories.Scene) -> None:
    choose(scene, Mails.WEEKLY)
    assert told(DUE) == set()  # a Thursday
    assert told(DUE + timedelta(days=3)) == set()
    assert told(DUE + timedelta(days=5)) == {scene.chief.email}  # a Tuesday: Monday was forgotten
    assert told(DUE + timedelta(days=8)) == set()
    assert told(DUE + timedelta(days=11)) == {scene.chief.email}  # the next stage, a week after it was due


def test_news_is_gathered_for_who_wants_one_mail_a_day(scene: factories.Scene, sent: Sent) -> None:
    choose(scene, Mails.DAILY, on=DUE - timedelta(days=30))
    day = DUE - timedelta(days=20)
    assert scene.chief.email not in sent(lambda: deciding.withdraw(draft=scene.draft, by=scene.planner))
    assert scene.chief.email in sent(lambda: factories.submit(scene))  # asked: at once
    assert scene.chief.email not in sent(lambda: deciding.withdraw(draft=scene.draft, by=scene.planner))
    (gathered,) = run(day)
    assert gathered.to == [scene.chief.email]
    assert gathered.subject == "2 berichten van Veiligheidsplannen"
    assert gathered.body.count("teruggenomen om het plan aan te passen") == 2
    assert gathered.body.count("Beste ") == gathered.body.count("Met vriendelijke groet") == 1
    assert run(day) == []
    assert run(day + timedelta(days=1)) == []
    assert not Outgoing.objects.exists()


def test_a_reminder_and_news_come_in_one_mail(scene: factories.Scene, sent: Sent) -> None:
    choose(scene, Mails.DAILY, on=DUE - timedelta(days=30))
    sent(lambda: deciding.withdraw(draft=scene.draft, by=scene.planner))
    sent(lambda: factories.submit(scene))
    (both,) = run(DUE)
    assert both.subject == "Uw overzicht: 1 taak en 1 bericht"
    assert "Dit moet vandaag klaar zijn." in both.body
    assert "teruggenomen" in both.body


def test_every_mail_can_stand_in_a_gathered_one() -> None:
    """Each begins with whom it greets and ends with who signs: that is what is left out there."""
    for path in Path(settings.BASE_DIR, "templates").glob("*/mail/**/*.txt"):
        if path.parent.parent.name != "people":
            text = path.read_text()
            assert "\nBeste {{ person.name }},\n\n" in text.replace(",\n{%", ",\n\n{%"), path
            assert "\n\nMet vriendelijke groet,\nVeiligheidsplannen\n" in text.replace("%}\nMet", "%}\n\nMet"), path


def test_whose_account_is_closed_is_left_alone(scene: factories.Scene, sent: Sent) -> None:
    choose(scene, Mails.DAILY)
    sent(lambda: deciding.withdraw(draft=scene.draft, by=scene.planner))
    Person.objects.filter(pk=scene.chief.pk).update(is_active=False)
    assert scene.chief.email not in told(DUE + timedelta(days=1))


def test_a_mail_that_can_not_be_handed_over_is_tried_again(
    scene: factories.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as outage:
        outage.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(CommandError, match="1 could not"):
            run(DUE)
    assert not Reminder.objects.exists()
    assert told(DUE) == {scene.chief.email}


def test_an_act_succeeds_without_a_mail_server_and_its_mails_follow(
    scene: factories.Scene, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = DUE - timedelta(days=30)
    with monkeypatch.context() as outage:
        outage.setattr(EmailBackend, "send_messages", refuse)
        assert sent(lambda: factories.agree(scene, Role.CHIEF, scene.chief)) == {}
        with pytest.raises(CommandError):
            run(before)
    assert scene.draft.status == Status.APPROVED
    mails = {message.to[0]: message for message in run(before)}
    assert set(mails) == {scene.mayor.email, scene.prosecutor.email}
    assert "/link/" in mails[scene.mayor.email].body or "akkoord" in mails[scene.mayor.email].body
    assert run(before) == []
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize(
    "refusal",
    [
        SMTPRecipientsRefused({"x": (550, b"unknown")}),
        SMTPDataError(554, b"looks like spam"),
        SMTPNotSupportedError("no signs but ASCII in an address"),
        ValueError("no address at all"),
    ],
)
def test_a_mail_that_is_refused_holds_up_no_other(
    scene: factories.Scene, sent: Sent, monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    hand_over = EmailBackend.send_messages

    def but_one(backend: EmailBackend, messages: list[mail.EmailMessage]) -> int:
        if messages[0].to == [scene.mayor.email]:
            raise refusal
        return hand_over(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", but_one)
    others = sent(lambda: factories.agree(scene, Role.CHIEF, scene.chief))
    assert set(others) == {scene.prosecutor.email}
    assert [kept.person for kept in Outgoing.objects.all()] == [scene.mayor]


def refuse(*_args: object) -> int:
    raise ConnectionRefusedError("The mail server is away.")
