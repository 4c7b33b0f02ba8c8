"""The public shelf /documenten/: what a council member finds without an account."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from plans.codes import Audience
from reports.actions.publishing import publish, withdraw
from reports.models import Publication
from reports.sources import PlanSource
from tests.documents.shapes import of_word
from tests.plans import factories
from tests.plans.factories import Scene
from tests.remembered import remembered
from workplan_portal.documents.store import path, read

pytestmark = pytest.mark.django_db


@remembered
def adopted() -> Scene:
    """A plan with one contribution that is not for the council."""
    scene = factories.written()
    factories.contribution(scene, scene.blocks[0], "<p>Tactische inzet op zaterdag.</p>", internal=True)
    factories.submit(scene)
    for role, by in zip(scene.seats, (scene.chief, scene.mayor, scene.prosecutor), strict=True):
        factories.agree(scene, role, by)
    factories.deciding.adopt(
        draft=scene.draft,
        revision=scene.revision,
        adopted_on=factories.date(2021, 1, 18),
        body="Bestuurlijk Overleg",
        members=["Ellen Bos, burgemeester"],
        by=scene.secretary,
    )
    return scene


@remembered
def published() -> tuple[Scene, Publication]:
    """That plan, with what went out."""
    scene = adopted()
    return scene, publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)


@pytest.fixture
def scene() -> Scene:
    return adopted()


@pytest.fixture
def publication() -> Publication:
    return published()[1]


def pdf_address(publication: Publication) -> str:
    return reverse("reports:document_pdf", args=[publication.uuid, "jaarwerkplan"])


def word_address(publication: Publication) -> str:
    return reverse("reports:document_word", args=[publication.uuid, "jaarwerkplan"])


def test_a_visitor_finds_the_plan_by_year_with_a_link_to_the_file(client: Client, publication: Publication) -> None:
    page = client.get("/documenten/").content.decode()

    assert "2021" in page
    assert publication.title in page
    assert f"/documenten/{publication.uuid}/jaarwerkplan-2021-basisteam-zuidoost-drenthe-emmen.pdf" in page


def test_the_front_door_shows_a_visitor_what_came_last(client: Client, publication: Publication) -> None:
    page = client.get("/").content.decode()
    assert reverse("reports:document", args=[publication.uuid]) in page
    withdraw(publication=publication, reason="Verkeerde versie.", by=publication.published_by)
    assert publication.title not in client.get("/").content.decode()


def test_an_empty_shelf_says_so(client: Client) -> None:
    assert "Er zijn nog geen documenten" in client.get("/documenten/").content.decode()


QUESTIONS = {
    "q=toezicht": True,
    "q=TOEZICHT houden": True,
    "q=bestaat-niet": False,
    "jaar=2021": True,
    "jaar=2020": False,
    "jaar=onzin": True,
    "gemeente=GM0114": True,
    "gemeente=GM0109": False,
    "q=Tactische": False,
}
"""Is the plan found? In one test, since making its file takes seconds."""


def test_search(client: Client, publication: Publication) -> None:
    def finds(question: str) -> bool:
        return (
            f"/documenten/{publication.uuid}/" in client.get(f"/documenten/?{question}", follow=True).content.decode()
        )

    assert {question: finds(question) for question in QUESTIONS} == QUESTIONS


def test_the_page_the_file_and_the_data_leave_out_what_is_not_for_the_council(
    client: Client, publication: Publication
) -> None:
    page = client.get(f"/documenten/{publication.uuid}/").content.decode()
    data = json.loads(b"".join(client.get(f"/documenten/{publication.uuid}/document.json")))  # type: ignore[arg-type]

    word = client.get(word_address(publication))
    copy = of_word(b"".join(word), "Colofon").text  # type: ignore[arg-type]

    assert f'href="/documenten/{publication.uuid}/jaarwerkplan-2021-basisteam-zuidoost-drenthe-emmen.docx"' in page
    assert word.headers["Cache-Control"] == "private, no-cache"
    for shown in (page, copy):
        assert "toezicht" in shown
        assert "Tactische" not in shown
    assert "Tactische" not in json.dumps(data)


def test_the_file_is_served_with_its_digest_and_in_ranges(
    client: Client, publication: Publication, tmp_path: Path
) -> None:
    whole = client.get(pdf_address(publication))
    content = b"".join(whole)  # type: ignore[arg-type]
    assert content == read(publication.file)
    assert publication.file.sha256 in whole["ETag"]

    assert client.get(pdf_address(publication), headers={"if-none-match": whole["ETag"]}).status_code == 304
    part = client.get(pdf_address(publication), headers={"range": "bytes=0-4"})
    assert (part.status_code, b"".join(part)) == (206, b"%PDF-")  # type: ignore[arg-type]

    kept = path(publication.file).rename(tmp_path / "kept")
    lost = client.get(pdf_address(publication))
    kept.rename(path(publication.file))  # the next test starts from the same world
    assert lost.status_code == 500
    assert "De pdf is er niet" in (told := lost.content.decode())
    assert f'href="/documenten/{publication.uuid}/"' in told, "the same text can be read as a page"


def test_what_is_withdrawn_or_only_for_the_council_does_not_exist_for_a_visitor(client: Client, scene: Scene) -> None:
    council = publish(source=PlanSource(scene.revision), audience=Audience.COUNCIL, by=scene.officer)
    public = publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    withdraw(publication=public, reason="Fout.", by=scene.officer)

    for address in (f"/documenten/{council.uuid}/", pdf_address(council), word_address(council)):
        assert client.get(address).status_code == 404
    for address in (f"/documenten/{public.uuid}/", pdf_address(public), word_address(public)):
        notice = client.get(address)
        assert notice.status_code == 410
        assert "Dit document is ingetrokken" in notice.content.decode()
        assert "Fout." not in notice.content.decode()
    again = publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    assert f"/documenten/{again.uuid}/" in client.get(f"/documenten/{public.uuid}/").content.decode()
    client.force_login(scene.stranger)
    for address in (f"/documenten/{council.uuid}/", "/documenten/"):
        assert "Voor iedereen met een account in dit portaal" in client.get(address).content.decode()


def test_an_adopted_text_stays_as_it_was_published(client: Client) -> None:
    scene, publication = published()

    def text() -> str:
        """The page from its heading on: before that stands a token that differs each time."""
        return client.get(f"/documenten/{publication.uuid}/").content.decode().partition("<h1")[2]

    before = text()
    scene.burglaries.name = "Heel anders"
    scene.burglaries.save()
    scene.local.priorities.update(title="Iets anders", narrative="<p>Anders.</p>")

    assert "toezicht" in before
    assert text() == before


def test_number_of_queries_does_not_grow_with_the_shelf(
    client: Client, publication: Publication, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get("/documenten/")
    for number in range(5):
        publication.pk = None
        publication.uuid = f"5f0c8a52-31a4-4c1f-9f3e-2c8a60a4d8b{number}"
        publication.withdrawn_at = None
        publication.revision = next_of(publication.revision)
        publication.decided_on = factories.date(2021, 3, (7, 21, 14, 28, 1)[number])
        publication.save(force_insert=True)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        shelf = client.get("/documenten/").context["years"]
    of_each = [[listed.publication.decided_on for listed in year.publications] for year in shelf]
    assert [f"{day:%d-%m}" for day in of_each[0]] == ["28-03", "21-03", "14-03", "07-03", "01-03", "18-01"]


def next_of(revision: object) -> object:
    """The same text as a revision one higher."""
    revision.pk = None  # type: ignore[attr-defined]
    revision.number += 1  # type: ignore[attr-defined]
    revision.save(force_insert=True)  # type: ignore[attr-defined]
    return revision


def test_the_publish_page_publishes(client: Client, scene: Scene) -> None:
    client.force_login(scene.officer)
    address = f"/plannen/{scene.plan.uuid}/publiceren/"
    assert client.get(address).status_code == 200

    answer = client.post(address, {"audience": "public", "from_day": ""})

    made = Publication.objects.get()
    assert answer.headers["Location"] == f"/documenten/{made.uuid}/"


def test_the_publish_page_keeps_what_was_typed_and_says_what_is_wrong(client: Client, scene: Scene) -> None:
    client.force_login(scene.officer)
    page = client.post(
        f"/plannen/{scene.plan.uuid}/publiceren/", {"audience": "public", "from_day": "01-01-2020"}
    ).content.decode()

    assert 'value="01-01-2020"' in page
    assert "in het verleden" in page
    assert not Publication.objects.exists()


def test_somebody_who_may_not_know_the_plan_gets_404(client: Client, scene: Scene) -> None:
    client.force_login(scene.stranger)
    assert client.post(f"/plannen/{scene.plan.uuid}/publiceren/", {"audience": "public"}).status_code == 404


def test_a_reader_who_may_not_publish_is_told_why(client: Client, scene: Scene) -> None:
    client.force_login(scene.auditor)
    answer = client.post(f"/plannen/{scene.plan.uuid}/publiceren/", {"audience": "public"})
    assert answer.status_code == 403
    assert "veiligheidsadviseur" in answer.content.decode()


def test_the_withdraw_page_withdraws(client: Client) -> None:
    scene, publication = published()
    client.force_login(scene.officer)
    client.post(f"/documenten/{publication.uuid}/intrekken/", {"reason": "Verkeerde versie."})

    publication.refresh_from_db()
    assert publication.withdrawn_reason == "Verkeerde versie."
    assert client.get(f"/documenten/{publication.uuid}/").status_code == 410
