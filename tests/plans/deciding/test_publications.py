"""What the page of a plan tells about its publications, and what can be done about them there."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.codes import Audience
from reports.actions.publishing import publish, withdraw
from reports.models import Publication
from reports.sources import PlanSource
from tests.plans import factories
from tests.plans.factories import Scene
from workplan_portal.audit.models import Entry, Result

pytestmark = pytest.mark.django_db

LATER = "01-01-2090"


@pytest.fixture
def scene() -> Scene:
    return factories.adopted()


def page(scene: Scene, name: str = "plans:plan") -> str:
    return reverse(name, args=[scene.plan.uuid])


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_what_is_under_an_embargo_can_be_seen_and_withdrawn_from_the_plan(as_, scene):
    browser = as_(scene.officer)
    answer = browser.post(page(scene, "reports:publish"), {"audience": "public", "from_day": LATER}, follow=True)
    assert answer.redirect_chain[-1][0] == page(scene)
    shown = text(answer)
    assert f"Wordt op 1 januari 2090 gepubliceerd: {scene.plan.title}." in shown
    assert "De publicatie volgt op 1 januari 2090." in shown
    assert "De veiligheidsadviseur publiceert het plan." not in shown
    made = Publication.objects.get()
    assert f'href="{reverse("reports:document", args=[made.uuid])}"' not in shown, (
        "there is nothing to be read there yet"
    )
    leave = reverse("reports:withdraw", args=[made.uuid])
    assert leave in shown
    assert page(scene) in text(browser.get(leave)), "and the way back leads to the plan"
    browser.post(leave, {"reason": "Te vroeg."})
    shown = text(browser.get(page(scene)))
    assert "door Sanne de Wit: Te vroeg." in shown
    assert "De veiligheidsadviseur publiceert het plan." in shown


def test_everybody_who_sees_the_plan_sees_what_went_out_and_only_publishers_withdraw_it(as_, scene):
    made = publish(source=PlanSource(scene.revision), audience=Audience.COUNCIL, by=scene.officer)
    shown = text(as_(scene.mayor).get(page(scene)))
    assert "Voor iedereen met een account in dit portaal" in shown
    assert "gepubliceerd door Sanne de Wit" in shown
    assert reverse("reports:document", args=[made.uuid]) in shown
    assert reverse("reports:withdraw", args=[made.uuid]) not in shown
    assert reverse("reports:withdraw", args=[made.uuid]) in text(as_(scene.secretary).get(page(scene)))


def test_a_second_publication_for_one_audience_is_refused_in_the_form(as_, scene):
    publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    answer = as_(scene.officer).post(page(scene, "reports:publish"), {"audience": "public", "from_day": LATER})
    assert answer.status_code == 409
    assert "al gepubliceerd" in str(answer.context["form"].errors["audience"])
    assert answer.context["form"]["from_day"].value() == LATER, "what was typed is still there"
    assert Publication.objects.count() == 1
    assert Entry.objects.filter(subject=scene.plan.subject, result=Result.REFUSED).count() == 1


def test_whoever_may_not_publish_is_refused_outright(as_, scene):
    assert as_(scene.planner).post(page(scene, "reports:publish"), {"audience": "public"}).status_code == 403


def test_the_button_says_why_when_there_is_nobody_left_to_publish_for(as_, scene):
    reason = "Deze versie is al gepubliceerd, voor iedereen en voor de raad."
    public = publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    assert reason not in text(as_(scene.officer).get(page(scene)))
    later = timezone.now() + timedelta(days=9)
    publish(source=PlanSource(scene.revision), audience=Audience.COUNCIL, by=scene.officer, visible_from=later)
    assert reason in text(as_(scene.officer).get(page(scene)))
    withdraw(publication=public, reason="Fout.", by=scene.officer)
    assert reason not in text(as_(scene.officer).get(page(scene)))
