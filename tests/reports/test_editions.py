"""Publishing a joint plan: whole and by edition, each found by whom it is for."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from plans.codes import Audience
from reports.actions.publishing import publish, publish_together
from reports.models import Publication
from reports.sources import PlanSource
from tests.plans import factories
from tests.plans.factories import Scene
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused
from workplan_portal.search.models import FixedText, Passage

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return factories.joint_adopted()


def address(scene: Scene) -> str:
    return f"/plannen/{scene.plan.uuid}/publiceren/"


def test_whole_and_editions_are_proposed_and_each_goes_out_by_itself(client: Client, scene: Scene) -> None:
    client.force_login(scene.coevorden_officer)
    form = client.get(address(scene)).context["form"]
    assert form["sources"].value() == ["0", "1", "2", "3"]

    answer = client.post(address(scene), {"sources": ["0", "2"], "audience": "public", "from_day": ""})

    assert answer.headers["Location"] == f"/plannen/{scene.plan.uuid}/"
    assert sorted(Publication.objects.values_list("edition", flat=True)) == ["", "GM0109"]
    whole, edition = Publication.objects.order_by("edition")
    assert edition.title == "Jaarwerkplan 2017 Basisteam Zuidoost-Drenthe, editie Coevorden"
    found = Passage.objects.of({FixedText.PUBLICATION: [edition.pk]}).values_list("words", flat=True)
    assert any("Wij helpen Coevorden." in words for words in found)
    assert not any("Wij helpen Emmen." in words for words in found)
    assert edition.file != whole.file

    client.logout()
    for code, titles in (("GM0109", {whole.title, edition.title}), ("GM0114", {whole.title})):
        page = client.get("/documenten/", {"gemeente": code})
        assert {row.title for year in page.context["years"] for row in year.publications} == titles
    shown = client.get(f"/documenten/{edition.uuid}/").content.decode()
    assert 'data-gemeente="gm0109"' in shown
    assert "Editie gemeente Coevorden" in shown
    assert "Wij helpen Emmen." not in shown
    data = json.loads(b"".join(client.get(f"/documenten/{edition.uuid}/document.json")))  # type: ignore[arg-type]
    assert (data["edition"]["code"], data["digest"]) == ("GM0109", scene.revision.digest)


def test_nothing_goes_out_when_one_of_them_went_out_before(client: Client, scene: Scene) -> None:
    publish(source=PlanSource(scene.revision, scene.region.emmen), audience=Audience.PUBLIC, by=scene.officer)
    entries = Entry.objects.filter(action="publish").count()
    client.force_login(scene.officer)

    answer = client.post(address(scene), {"sources": ["2", "3"], "audience": "public", "from_day": ""})

    assert answer.status_code == 409
    assert "editie Emmen’ is al gepubliceerd" in answer.content.decode()
    assert Publication.objects.count() == 1
    assert Entry.objects.filter(action="publish", result="done").count() == entries


def test_whole_and_editions_do_not_replace_each_other(scene: Scene) -> None:
    emmen, coevorden = (PlanSource(scene.revision, place) for place in (scene.region.emmen, scene.region.coevorden))
    publish_together(sources=[PlanSource(scene.revision), emmen, coevorden], audience=Audience.PUBLIC, by=scene.officer)

    assert Publication.objects.in_force().count() == 3


def test_one_chooses_at_least_one(client: Client, scene: Scene) -> None:
    client.force_login(scene.officer)
    answer = client.post(address(scene), {"audience": "public", "from_day": ""})

    assert answer.context["form"].errors.keys() == {"sources"}
    assert not Publication.objects.exists()


def test_who_may_not_publish_publishes_no_edition_either(client: Client, scene: Scene) -> None:
    with pytest.raises(Refused):
        publish_together(sources=PlanSource(scene.revision).editions, audience=Audience.PUBLIC, by=scene.mayor)
    client.force_login(scene.auditor)
    answer = client.post(address(scene), {"sources": ["0"], "audience": "public"})

    assert answer.status_code == 403
    assert not Publication.objects.exists()
