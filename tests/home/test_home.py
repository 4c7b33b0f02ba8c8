"""The front door: a visitor reads what this is, whoever is signed in what waits."""

from __future__ import annotations

import html

import pytest
from django.urls import reverse

from plans.actions import deciding
from tests import factories as people
from tests.plans import factories
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db

HOME = "/"


def home_of(client, person):
    client.force_login(people.fresh(person))
    response = client.get(HOME)
    assert response.status_code == 200
    return response


def waiting(client, person) -> list[str]:
    """The addresses of the pages that wait for this person."""
    return [button.url for _plan, button in home_of(client, person).context["tasks"]]


def test_a_visitor_finds_the_documents_and_the_way_in(client):
    response = client.get(HOME)
    assert response.status_code == 200
    assert 'href="/documenten/"' in response.content.decode()
    assert reverse("account_login") in response.content.decode()


def test_home_is_for_looking(client):
    assert client.post(HOME).status_code == 405


@pytest.mark.parametrize(
    ("walk", "page", "whose"),
    [
        (factories.written, "write", {"officer", "planner"}),
        (factories.submitted, "decide", {"chief"}),
        (factories.approved, "decide", {"mayor", "prosecutor"}),
        (factories.agreed, "adopt", {"secretary"}),
        (factories.adopted, "plan", set()),
        (factories.returned, "write", {"officer", "planner"}),
    ],
)
def test_a_plan_waits_for_whoever_has_the_next_move_and_nobody_else(client, walk, page, whose):
    scene = walk()
    address = reverse(f"plans:{page}", args=[scene.plan.uuid])
    assert {name for name, person in scene.everyone.items() if waiting(client, person) == [address]} == whose
    assert {name for name, person in scene.everyone.items() if waiting(client, person)} == whose


def test_whoever_agreed_is_not_asked_again_while_the_text_stays_the_same(client):
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    assert waiting(client, scene.mayor) == []
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.PROSECUTOR]}
    deciding.return_to_author(**about, by=scene.prosecutor, remark="Nee.")
    deciding.submit(draft=scene.draft, by=scene.planner)
    assert waiting(client, scene.mayor) == []
    assert len(waiting(client, scene.prosecutor)) == 1


def test_authors_read_on_the_front_page_why_a_plan_came_back(client):
    scene = factories.returned()
    assert "Maak de bijdragen concreter." in html.unescape(home_of(client, scene.planner).content.decode())


def test_only_plans_one_may_see_stand_there(client):
    scene = factories.submitted()
    assert len(home_of(client, scene.planner).context["plans"]) == 1
    assert home_of(client, scene.coevorden_officer).context["plans"] == []
    assert home_of(client, scene.stranger).context["plans"] == []


def test_only_who_may_start_a_plan_is_offered_it(client):
    scene = factories.stage()
    offered = {name for name, person in scene.everyone.items() if home_of(client, person).context["may_start"]}
    assert offered == {"officer", "coevorden_officer", "planner"}
