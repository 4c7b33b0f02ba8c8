"""Who gets which mail about a report, and that nobody gets one about the own act."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from reports.actions import releasing
from reports.models import Report
from tests import factories as people
from tests.reports import factories
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db


def mailed(subject: str) -> set[str]:
    return {address for message in mail.outbox if message.subject.startswith(subject) for address in message.to}


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Mails leave when the act is in the database."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_who_gets_a_mail_about_what(after_commit: Any) -> None:
    told = factories.filled()
    scene = told.scene
    second = people.person(Role.CHIEF, scene.region.team)
    mail.outbox.clear()
    with factories.after(4):
        with after_commit():
            releasing.offer(report=told.report, by=scene.planner)
        assert mailed("Rapportage om vrij te geven") == {scene.chief.email, second.email}
        with after_commit():
            releasing.return_to_planner(report=told.report, remark="Noem de bron.", by=scene.chief)
        assert mailed("Teruggegeven") == {scene.planner.email}
        assert "Noem de bron." in mail.outbox[-1].body
        with after_commit():
            releasing.release(report=told.report, by=scene.chief)
    everybody = {scene.officer, scene.planner, second, scene.mayor, scene.prosecutor, scene.secretary}
    assert mailed("Vrijgegeven") == {person.email for person in everybody}
    assert all(f"/rapportages/{told.uuid}/" in message.body for message in mail.outbox)


def test_nobody_gets_a_mail_about_their_own_act(after_commit: Any) -> None:
    told = factories.filled()
    mail.outbox.clear()
    with factories.after(4), after_commit():
        releasing.offer(report=told.report, by=told.scene.chief)
    assert mail.outbox == []


def test_who_started_the_report_hears_that_it_came_back(after_commit: Any) -> None:
    told = factories.offered()
    Report.objects.update(started_by=told.scene.officer)
    with factories.after(4), after_commit():
        releasing.return_to_planner(report=told.report, remark="Noem de bron.", by=told.scene.chief)
    assert mailed("Teruggegeven") == {told.scene.planner.email, told.scene.officer.email}
