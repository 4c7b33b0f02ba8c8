"""A minuted round, page by page: planned, held, recorded, confirmed by one seat and objected to by another."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from plans.models import Consent
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from workplan_portal.authorization.roles import Role
from workplan_portal.home.gathering import gather
from workplan_portal.home.presenters import tasks_of
from workplan_portal.meetings.models import Meeting
from workplan_portal.people.actions import withdraw_appointment
from workplan_portal.people.links import personal_link
from workplan_portal.people.models import Appointment, Person

from .world import held, planned

pytestmark = pytest.mark.django_db


def browser(person: Person) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.cookies["django_language"] = "en"
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return re.sub(r"\s+", " ", answer.content.decode())


def link_to(person: Person) -> str:
    """The one link of the last mail to this person in which something is asked."""
    body = next(m.body for m in reversed(mail.outbox) if m.to == [person.email] and "/link/" in m.body)
    (address,) = re.findall(r"https?://[^/\s]+(/link/\S+)", body)
    return address


def test_a_minuted_round(django_capture_on_commit_callbacks):
    scene = factories.submitted()
    secretary, mayor, chief = browser(scene.secretary), browser(scene.mayor), browser(scene.chief)

    with django_capture_on_commit_callbacks(execute=True):
        answer = secretary.post(
            reverse("meetings:plan"),
            {
                "team": scene.region.team.pk,
                "municipalities": [scene.region.emmen.pk],
                "day": "12-01-2021",
                "begins": "9.30",
                "ends": "11:00",
                "place": "Gemeentehuis",
            },
        )
    meeting = Meeting.objects.get()
    page = reverse("meetings:meeting", args=[meeting.uuid])
    held_page = reverse("meetings:hold", args=[meeting.uuid])
    assert held_page in read(secretary, reverse("home")), "its day has come"
    assert held_page not in read(mayor, reverse("home"))
    assert answer["Location"] == page
    assert scene.plan.title in read(secretary, page)
    assert meeting.title in read(mayor, reverse("meetings:list"))

    secretary.post(reverse("meetings:hold", args=[meeting.uuid]), {"reference": "DH-2021-01"})
    item = reverse("meetings:item", args=[meeting.uuid, meeting.items.get().uuid])
    assert "Mayor of Emmen: Ellen Bos" in read(secretary, item)
    everybody = [
        f"{seat.key}:{person.pk}"
        for seat, person in (
            (scene.seats[Role.MAYOR], scene.mayor),
            (scene.seats[Role.PROSECUTOR], scene.prosecutor),
            (scene.seats[Role.CHIEF], scene.chief),
        )
    ]
    with django_capture_on_commit_callbacks(execute=True):
        answer = secretary.post(item, {"said_by": everybody, "decision": "agree"})
    assert answer.status_code == 302
    assert scene.draft.status == Status.AGREED
    stands = "ecorded in the minutes of 12 January 2021 (DH-2021-01), not confirmed yet"
    places = [
        page,
        item,
        reverse("plans:plan", args=[scene.plan.uuid]),
        reverse("plans:decision_sheet", args=[scene.plan.uuid]),
        reverse("plans:adopt", args=[scene.plan.uuid]),
        reverse("plans:revision", args=[scene.plan.uuid, 1]),
    ]
    for address in places:
        assert stands in read(secretary, address), address
    asked = read(mayor, reverse("plans:decide", args=[scene.plan.uuid]))
    assert stands in asked
    assert "Your consent has been recorded from minutes." in asked
    assert "You agreed with this text on" not in asked, "it is not told as what the mayor did"

    # the chief confirms by the link in the mail; the mayor objects
    assert "12 January 2021" in read(chief, link_to(scene.chief))
    minuted = {c.role: c.minuted for c in Consent.objects.select_related("minuted")}
    answer_at = {role: reverse("plans:minutes", args=[scene.plan.uuid, m.pk]) for role, m in minuted.items()}
    chief.post(answer_at[Role.CHIEF], {"answer": "confirm"})
    assert "confirmed by Joost Veldman" in read(chief, link_to(scene.chief)), "the link now shows what was answered"
    again = chief.post(answer_at[Role.CHIEF], {"answer": "object", "remark": "Toch niet."})
    assert again.status_code == 409
    empty = mayor.post(answer_at[Role.MAYOR], {"answer": "object"})
    assert "Say what is not right" in empty.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        mayor.post(answer_at[Role.MAYOR], {"answer": "object", "remark": "Ik heb dit niet gezegd."})
    assert scene.draft.status == Status.APPROVED
    now = f'href="{reverse("plans:decide", args=[scene.plan.uuid])}"'
    assert now in read(mayor, answer_at[Role.MAYOR]), "the seat is asked itself now"
    assert now not in read(chief, answer_at[Role.CHIEF])
    history = read(secretary, reverse("plans:plan", args=[scene.plan.uuid]))
    assert "objection by Ellen Bos" in history
    assert "1 of 2 agreed, 1 by minutes (not confirmed)" in history
    assert ", by minutes (confirmed)" in history, "of the chief"
    assert "Ik heb dit niet gezegd." in history
    sheet = read(secretary, reverse("plans:decision_sheet", args=[scene.plan.uuid]))
    assert "objection by Ellen Bos" in sheet
    assert "Ik heb dit niet gezegd." not in sheet, "a decision sheet goes from hand to hand, without remarks"
    (task,) = [t for t in tasks_of(gather(people.fresh(scene.secretary))) if t.title == meeting.title]
    assert task.button.url == page, "the minutes have yet to be fixed"
    told = read(secretary, item)
    assert "Still to decide by itself: Mayor of Emmen." in told
    assert "Every seat has decided" not in told
    late = secretary.post(item, {"said_by": everybody[:1], "decision": "agree"})
    assert late.status_code == 409
    assert "objected" in late.content.decode()


def test_a_link_is_for_one_person_and_expires(settings, django_capture_on_commit_callbacks):
    scene = factories.written()
    with django_capture_on_commit_callbacks(execute=True):
        factories.submit(scene)
    address = link_to(scene.chief)
    stranger = read(browser(scene.mayor), address, status=403)
    assert "somebody else" in stranger
    assert scene.plan.title not in stranger
    assert str(scene.plan.uuid) not in stranger
    assert Client().get(address)["Location"].startswith("/account/login/?next=/link/"), "one signs in first"
    assert scene.plan.title in read(browser(scene.chief), address)
    read(browser(scene.chief), address[:-3] + "xx/", status=404)
    settings.MAIL_LINK_DAYS = -1
    expired = read(browser(scene.chief), address, status=410)
    assert reverse("plans:decide", args=[scene.plan.uuid]) in expired
    withdraw_appointment(appointment=Appointment.objects.get(person=scene.chief), by=scene.administrator)
    gone = read(browser(scene.chief), address, status=410)
    assert "your position or your mandate has ended" in gone
    assert str(scene.plan.uuid) not in gone
    assert scene.plan.title not in gone
    settings.MAIL_LINK_DAYS = 14
    page = reverse("meetings:meeting", args=[planned(scene).uuid])
    left = browser(scene.chief)
    assert "your mandate has ended" in read(
        left, personal_link(scene.chief, page).removeprefix(settings.PUBLIC_URL), status=410
    )
    assert "your mandate may have ended" in read(left, page, status=404)


def test_what_one_may_not_see_is_not_on_the_agenda_either():
    scene = factories.submitted()
    meeting = held(scene, municipalities=[scene.region.emmen, scene.region.coevorden])
    item = meeting.items.get()
    for who, status in ((scene.coevorden_mayor, 200), (scene.stranger, 404), (scene.administrator, 404)):
        answer = browser(who).get(reverse("meetings:meeting", args=[meeting.uuid]))
        assert answer.status_code == status
        assert scene.plan.title not in answer.content.decode()
        assert browser(who).get(reverse("meetings:item", args=[meeting.uuid, item.uuid])).status_code == 404
    page = reverse("meetings:item", args=[meeting.uuid, item.uuid])
    seat = scene.seats[Role.CHIEF]
    told = {"said_by": [f"{seat.key}:{scene.chief.pk}"], "decision": "agree"}
    assert browser(scene.chief).post(page, told).status_code == 403
    assert browser(scene.chief).get(page).status_code == 200
    assert not Consent.objects.exists()


def test_forms_refuse_what_cannot_be_and_keep_what_was_typed():
    scene = factories.submitted()
    secretary = browser(scene.secretary)
    elsewhere = people.other_team(scene.region).municipalities.get()
    typed = {"team": scene.region.team.pk, "municipalities": [elsewhere.pk], "day": "31-02-2021", "place": "Zaal 3"}
    answer = secretary.post(reverse("meetings:plan"), typed | {"begins": "11:00", "ends": "9:30"}).content.decode()
    assert "must end after it begins" in answer
    assert "Zaal 3" in answer
    assert not Meeting.objects.exists()
    assert browser(scene.mayor).get(reverse("meetings:plan")).status_code == 403
    meeting = planned(scene)
    address = reverse("meetings:change", args=[meeting.uuid])
    kept = {"day": "12-01-2021", "begins": "9:30", "ends": "11:00"}
    assert secretary.post(address, kept | {"place": "Zaal 1", "version": 1}).status_code == 302
    stale = secretary.post(address, kept | {"place": "Zaal 2", "version": 1})
    assert stale.status_code == 409
    assert "Zaal 2" in stale.content.decode()
    assert secretary.post(reverse("meetings:cancel", args=[meeting.uuid]), {"reason": "Ziek."}).status_code == 302
    assert "Ziek." in read(secretary, reverse("meetings:meeting", args=[meeting.uuid]))
