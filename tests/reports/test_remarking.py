"""What mayors, prosecutor and team chief say about a released report, beside it and never in it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from reports.actions.remarking import remark_on
from reports.models import TriangleRemark
from tests.factories import fresh
from tests.reports import factories
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db

SAID = "Wat betekent dit voor de jaarwisseling?"


def test_the_triangle_remarks_on_what_was_released_and_everybody_concerned_reads_it(
    client_of: Any, django_capture_on_commit_callbacks: Any
) -> None:
    told = factories.released()
    scene, text = told.scene, told.release.text
    page, form = (reverse(f"reports:{name}", args=[told.uuid]) for name in ("report", "remark"))
    mayor = client_of(scene.mayor)
    assert form in mayor.get(page).content.decode()
    mail.outbox.clear()
    with factories.after(4):
        assert mayor.post(form, {"remark": "  "}).status_code == 200
        with django_capture_on_commit_callbacks(execute=True):
            assert mayor.post(form, {"remark": SAID}).url == page

    (made,) = TriangleRemark.objects.all()
    assert (made.capacity, made.release.number) == ("burgemeester van Emmen", 1)
    assert Entry.objects.filter(action="remark_on_report", subject=told.report.subject).count() == 1
    to = {address for message in mail.outbox for address in message.to}
    assert to == {p.email for p in (scene.planner, scene.secretary, scene.chief, scene.prosecutor)}
    assert all(SAID in message.body and f"{page}#driehoek" in message.body for message in mail.outbox)
    for person in (scene.planner, scene.officer, scene.prosecutor, scene.auditor):
        shown = client_of(person).get(page).content.decode()
        assert SAID in shown, person.name
        assert "burgemeester van Emmen" in shown
    assert told.release.text == text, "a remark changes nothing in the report"
    data = client_of(scene.planner).get(reverse("reports:json", args=[told.uuid]))
    assert SAID not in b"".join(data.streaming_content).decode()


def test_nobody_else_remarks_and_nothing_before_the_release(client_of: Any) -> None:
    told = factories.released()
    scene, seats = told.scene, {"mayor", "chief", "prosecutor"}
    for name, person in scene.everyone.items():
        if name not in seats:
            with pytest.raises(Refused):
                remark_on(report=told.report, remark=SAID, by=fresh(person))
            assert client_of(person).post(
                reverse("reports:remark", args=[told.uuid]), {"remark": SAID}
            ).status_code in {
                403,
                404,
                409,
            }
    early = factories.offered(period=8, scene=scene)
    with pytest.raises(Refused, match="nog niet vrijgegeven"):
        remark_on(report=early.report, remark=SAID, by=fresh(scene.chief))
    assert not TriangleRemark.objects.exists()
