"""A report that proposes to adjust the plan, and the amendment that comes of it with one click."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from plans.models import Amendment
from reports.actions import releasing, reporting
from reports.actions.proposing import amend_as_proposed
from reports.document import load
from reports.models import ProposedAmendment
from tests.factories import fresh
from tests.remembered import remembered
from tests.reports import factories
from tests.reports.factories import Told
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db

WORDS = "Verlaag het doel voor woninginbraken naar 15."


@remembered
def released() -> Told:
    told = factories.filled(period=4)
    priority = first(told)
    with factories.after(4):
        reporting.give_account(
            report=told.report,
            priority=priority,
            version=told.report.accounts.get(about=priority).version,
            progress="<p>Het werk loopt.</p>",
            topicality="<p>Nog even belangrijk.</p>",
            proposal=f"<p>{WORDS}</p>",
            by=told.scene.planner,
        )
        releasing.offer(report=told.report, by=told.scene.planner)
        releasing.release(report=told.report, by=told.scene.chief)
    return told


def first(told: Told) -> UUID:
    return UUID(next(told.document.priorities).id)


def test_one_click_makes_an_amendment_of_it_and_a_second_one_leads_there(client_of: Any) -> None:
    told = released()
    address = reverse("reports:amend_as_proposed", args=[told.uuid, first(told)])
    page = reverse("reports:report", args=[told.uuid])
    author = client_of(told.scene.planner)

    with factories.after(4):
        assert WORDS in author.get(reverse("reports:read", args=[told.uuid])).content.decode()
        assert address in author.get(page).content.decode()
        assert author.get(address).status_code == 405
        answer = author.post(address)
    amendment = Amendment.objects.select_related("draft").get()
    assert answer.url == reverse("plans:explain_amendment", args=[amendment.draft])
    assert amendment.cause.endswith(WORDS)
    assert "over 4 maanden" in amendment.cause
    assert amendment.proposer == told.release.capacity
    assert amendment.effective_on == date(2021, 5, 21)
    assert ProposedAmendment.objects.get().about == first(told)
    assert Entry.objects.filter(action="amend_as_proposed", subject=told.report.subject).count() == 1
    with factories.after(4):
        shown = author.get(page).content.decode()
    assert address not in shown
    assert reverse("plans:amendment", args=[amendment.draft]) in shown


def test_nobody_else_can_nor_without_a_proposal_nor_after_the_year() -> None:
    told = released()
    other = UUID(list(told.document.priorities)[1].id)
    late = datetime(2022, 1, 20, 12, tzinfo=UTC)

    for person, priority, moment in (
        (told.scene.mayor, first(told), None),
        (told.scene.unit_planner, first(told), None),
        (told.scene.planner, other, None),
        (told.scene.planner, first(told), late),
    ):
        with dated(moment) if moment else factories.after(4), pytest.raises(Refused):
            amend_as_proposed(report=told.report, priority=priority, by=fresh(person))
    assert not Amendment.objects.exists()
    assert not ProposedAmendment.objects.exists()


def test_what_was_released_before_there_were_proposals_keeps_its_text() -> None:
    told = factories.released()
    text = told.release.text

    assert load(text).text() == text
    assert not any(f'"{name}"' in text for name in ("proposal", "earlier", "revised", "expected_by"))
    assert load(text) == load(load(text).text())
