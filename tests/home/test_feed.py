"""The calendar of one person: who may read it, whom what stands in it for, and what it never says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import fresh
from tests.meetings.world import planned
from tests.plans import factories
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.verdict import Refused
from workplan_portal.deadlines.actions import set_deadlines
from workplan_portal.meetings import actions as meetings
from workplan_portal.people.actions import close_account, make_calendar, stop_calendar
from workplan_portal.people.links import calendar_address
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

WINTER = datetime(2021, 1, 5, 9, tzinfo=UTC)


def read(person: Person) -> str:
    """What a calendar gets that nobody signed in to."""
    answer = Client().get(calendar_address(fresh(person)))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert "private" in answer["Cache-Control"]
    return b"".join(answer.streaming_content).decode().replace("\r\n ", "")  # type: ignore[attr-defined]


def days(content: str) -> dict[str, str]:
    """Title → day, of what has to be ready."""
    found = {}
    for event in content.split("BEGIN:VEVENT")[1:]:
        lines = dict(line.split(":", 1) for line in event.strip().split("\r\n"))
        if "DTSTART;VALUE=DATE" in lines:
            found[lines["SUMMARY"].split(":")[0]] = lines["DTSTART;VALUE=DATE"]
    return found


def test_an_address_is_made_renewed_and_stopped_by_its_owner(settings: object) -> None:
    settings.PUBLIC_URL = ""  # type: ignore[attr-defined]
    scene = factories.drafted()
    browser = Client()
    browser.force_login(fresh(scene.chief))
    page = reverse("account")
    assert calendar_address(fresh(scene.chief)) == ""
    browser.get(page)
    assert browser.post(reverse("account_calendar")).headers["Location"] == f"{page}#agenda"
    first = calendar_address(fresh(scene.chief))
    assert first in browser.get(page).content.decode()
    assert Client().get(first).status_code == 200
    assert Client().post(first).status_code == 405

    browser.post(reverse("account_calendar"))
    second = calendar_address(fresh(scene.chief))
    stolen = fresh(scene.chief).calendar_key.hex
    for void in (first, f"/agenda/{stolen}.ics", f"/agenda/{stolen}.x.ics", second.replace(stolen, "0" * 32)):
        assert Client().get(void).status_code == 404, void
    assert Client().get(second).status_code == 200
    browser.post(reverse("account_no_calendar"))
    assert Client().get(second).status_code == 404

    for act in (make_calendar, stop_calendar):
        with pytest.raises(Refused):
            act(account=fresh(scene.chief), by=fresh(scene.administrator))
    make_calendar(account=fresh(scene.chief), by=fresh(scene.chief))
    third = calendar_address(fresh(scene.chief))
    entries = list(Entry.objects.about(fresh(scene.chief).subject))
    assert [e.action for e in entries] == ["make_calendar"] * 2 + ["stop_calendar", "make_calendar"]
    assert stolen not in str([e.details for e in entries])
    close_account(account=fresh(scene.chief), by=fresh(scene.administrator))
    assert Client().get(third).status_code == 404
    assert fresh(scene.chief).calendar_key is None


def test_everybody_has_the_own_days_and_meetings(settings: object) -> None:
    settings.PUBLIC_URL = ""  # type: ignore[attr-defined]
    scene = factories.written()
    people = [scene.planner, scene.mayor, scene.coevorden_mayor, scene.secretary, scene.unit_planner, scene.stranger]
    for person in people:
        make_calendar(account=fresh(person), by=fresh(person))
    meeting = planned(scene)
    with dated(WINTER):
        assert days(read(scene.planner)) == {"Concept gereed": "20201030"}
        assert days(read(scene.mayor)) == {}, "not submitted yet: to a mayor this plan does not exist"
        factories.submit(scene)
        assert days(read(scene.mayor)) == {"Driehoek akkoord": "20201231", "Plan vastgesteld": "20210129"}
        council = {"council_on": date(2020, 12, 17), "version": 0}
        set_deadlines(team=scene.region.team, by=fresh(scene.planner), **council)
        assert days(read(scene.secretary)) == {"Driehoek akkoord": "20201022", "Plan vastgesteld": "20201119"}
        assert "SEQUENCE:1" in read(scene.secretary)
        for person in people:
            concerned = person in (scene.planner, scene.mayor, scene.secretary)
            assert (f"UID:{meeting.uuid}@" in read(person)) == concerned, person.name
            assert "Doelstelling" not in read(person)
        assert days(read(scene.unit_planner)) == days(read(scene.stranger)) == {}
        meetings.cancel(meeting=meeting, reason="Ziek.", by=scene.secretary)
        assert "STATUS:CANCELLED" in read(scene.mayor)
    with dated(WINTER + timedelta(days=200)):
        assert str(meeting.uuid) not in read(scene.mayor)


def test_after_the_adoption_the_reports_stand_there(settings: object) -> None:
    settings.PUBLIC_URL = ""  # type: ignore[attr-defined]
    scene = factories.adopted()
    for person in (scene.planner, scene.mayor):
        make_calendar(account=fresh(person), by=fresh(person))
    with dated(WINTER + timedelta(days=90)):
        content = read(scene.planner)
        assert [line[-8:] for line in content.split("\r\n") if line.startswith("DTSTART")] == [
            "20210528",
            "20210928",
            "20220128",
        ]
        assert days(read(scene.mayor)) == {}
