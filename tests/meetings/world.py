"""Meetings that have come as far as a test needs, by the real actions of the secretary."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from tests.plans.factories import Scene
from workplan_portal.audit.trail import dated, today
from workplan_portal.meetings import actions
from workplan_portal.meetings.models import Meeting

DAY = date(2021, 1, 12)
NEW_YEAR = datetime(2021, 1, 4, 9, tzinfo=UTC)


def planned(scene: Scene, **values: Any) -> Meeting:
    """On 12 January 2021, planned a week before, for Emmen."""
    chosen = {
        "team": scene.region.team,
        "municipalities": [scene.region.emmen],
        "day": DAY,
        "begins": time(9, 30),
        "ends": time(11),
        "place": "Gemeentehuis Emmen, kamer 2; begane grond",
        "by": scene.secretary,
        **values,
    }
    with dated(NEW_YEAR):
        return actions.plan_meeting(**chosen)


def planned_now(scene: Scene, *, place: str = "Zaal 1") -> Meeting:
    """By today's date, whatever that is in the test."""
    return actions.plan_meeting(
        team=scene.region.team,
        municipalities=[scene.region.emmen],
        day=today(),
        begins=time(9),
        ends=time(10),
        place=place,
        by=scene.secretary,
    )


def held(scene: Scene, **values: Any) -> Meeting:
    meeting = planned(scene, **values)
    actions.hold(meeting=meeting, reference="DH-2021-01", by=scene.secretary)
    return Meeting.objects.get(pk=meeting.pk)
