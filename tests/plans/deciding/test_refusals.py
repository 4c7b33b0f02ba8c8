"""What was refused is in the trail too, with the reason the person was given."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import reverse

from plans.workflow import Status
from tests.plans import factories
from workplan_portal.audit.models import Entry, Result
from workplan_portal.audit.refusals import RecordRefusals, concerns
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


def refused() -> list[Entry]:
    return list(Entry.objects.filter(result=Result.REFUSED))


def test_a_refused_act_is_in_the_chain_of_the_plan_and_changed_nothing(as_):
    scene = factories.submitted()
    response = as_(scene.prosecutor).post(reverse("plans:withdraw", args=[scene.plan.uuid]))
    (entry,) = refused()
    assert response.status_code == 403
    assert (entry.subject, entry.action, entry.object) == (scene.plan.subject, "withdraw", scene.plan.title)
    assert entry.actor.startswith("Femke Aalders")
    assert entry.origin == "127.0.0.1"
    assert entry.details["reason"]
    assert scene.draft.status == Status.SUBMITTED


def test_looking_at_a_page_one_may_not_use_is_no_act(as_):
    scene = factories.approved()
    assert as_(scene.officer).get(reverse("plans:decide", args=[scene.plan.uuid])).status_code == 403
    assert refused() == []


def test_a_plan_one_may_not_see_leaves_no_entry_in_its_chain(as_):
    scene = factories.submitted()
    as_(scene.stranger).post(reverse("plans:withdraw", args=[scene.plan.uuid]))
    assert refused() == []


@pytest.mark.parametrize("about_the_plan", [True, False])
def test_a_request_about_nothing_in_particular_stands_in_the_visitors_own_chain(about_the_plan):
    scene = factories.drafted()
    request = RequestFactory().post("/ergens/")
    request.user = scene.stranger
    if about_the_plan:
        concerns(request, scene.plan)
    RecordRefusals(lambda _request: None).process_exception(request, Refused("Dat mag niet."))
    (entry,) = refused()
    assert entry.subject == (scene.plan.subject if about_the_plan else scene.stranger.subject)
    assert entry.details == {"reason": "Dat mag niet.", "address": "/ergens/"}


def test_a_fault_of_ours_is_not_called_a_refusal():
    scene = factories.drafted()
    request = RequestFactory().post("/ergens/")
    request.user = scene.stranger
    RecordRefusals(lambda _request: None).process_exception(request, ValueError("stuk"))
    assert refused() == []
