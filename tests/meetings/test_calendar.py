"""The calendar file: what RFC 5545 asks of times, texts and lines, in winter and in summer."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from tests.plans import factories
from workplan_portal.meetings import actions
from workplan_portal.meetings.exports.calendar import calendar_of
from workplan_portal.meetings.models import Meeting

from .world import planned

pytestmark = pytest.mark.django_db


def unfolded(content: bytes) -> dict[str, str]:
    """Name → value, as a calendar reads it."""
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.decode().replace("\r\n ", "").strip().split("\r\n")
    return dict(line.split(":", 1) for line in lines)


def test_a_meeting_as_a_calendar_reads_it(settings):
    settings.PUBLIC_URL = "https://portaal.example"
    scene = factories.drafted()
    winter = planned(scene)
    event = unfolded(calendar_of(winter))
    assert (event["DTSTART"], event["DTEND"]) == ("20210112T083000Z", "20210112T100000Z")
    assert (event["DTSTAMP"], event["SEQUENCE"]) == ("20210104T090000Z", "0")
    assert event["UID"] == f"{winter.uuid}@portaal.example"
    assert event["LOCATION"] == "Gemeentehuis Emmen\\, kamer 2\\; begane grond"
    assert event["URL"] == f"https://portaal.example/overleg/{winter.uuid}/"
    assert event["STATUS"] == "CONFIRMED"
    summer = planned(scene, day=date(2021, 7, 6), place="é" * 80 + "\\")
    event = unfolded(calendar_of(summer))
    assert event["DTSTART"] == "20210706T073000Z"
    assert event["LOCATION"] == "é" * 80 + "\\\\"
    # the day on which the clock goes forward
    clock = planned(scene, day=date(2021, 3, 28), begins=time(1, 30), ends=time(3, 30))
    event = unfolded(calendar_of(clock))
    assert (event["DTSTART"], event["DTEND"]) == ("20210328T003000Z", "20210328T013000Z")
    actions.cancel(meeting=summer, reason="Vakantie.", by=scene.secretary)
    event = unfolded(calendar_of(Meeting.objects.get(pk=summer.pk)))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", "1")

    browser = Client()
    browser.force_login(scene.secretary)
    answer = browser.get(reverse("meetings:calendar", args=[winter.uuid]))
    assert answer["Content-Type"].startswith("text/calendar")
    assert "driehoeksoverleg-2021-01-12.ics" in answer["Content-Disposition"]
