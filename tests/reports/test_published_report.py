"""A released report on the public shelf: found by its kind, without secrets, replaced when it was corrected."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client

from plans.codes import Audience
from reports.actions.publishing import publish
from reports.models import Publication, ReleaseRendition
from reports.sources import PlanSource, ReportSource
from tests import factories as people
from tests.reports import factories, joint
from tests.reports.factories import Told
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.store import read
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


def publish_report(told: Told, audience: Audience = Audience.PUBLIC) -> Publication:
    return publish(source=ReportSource(told.release), audience=audience, by=told.scene.officer)


def test_the_page_of_a_report_tells_what_went_out_and_only_publishers_withdraw_it(client_of: ClientOf) -> None:
    told = factories.released()
    home = f"/rapportages/{told.uuid}/"
    assert "Publicaties" not in client_of(told.scene.planner).get(home).content.decode()
    leave = f"/documenten/{publish_report(told, Audience.COUNCIL).uuid}/intrekken/"
    pages = {
        name: client_of(getattr(told.scene, name)).get(home).content.decode()
        for name in ("officer", "secretary", "planner", "mayor")
    }
    assert all("Versie 1, gepubliceerd door Sanne de Wit" in page for page in pages.values())
    assert {name for name, page in pages.items() if leave in page} == {"officer", "secretary"}
    answer = client_of(told.scene.officer).post(leave, {"reason": "Te vroeg."}, follow=True)
    assert answer.redirect_chain[-1][0] == home, "and the way back leads to the report"
    assert "door Sanne de Wit: Te vroeg." in answer.content.decode()


def test_a_published_report_is_found_by_its_kind_and_holds_no_secret(client: Client) -> None:
    """In one test, since making the files takes seconds."""
    told = joint.corrected()
    report = publish_report(told)
    plan = publish(source=PlanSource(told.scene.revision), audience=Audience.PUBLIC, by=told.scene.officer)

    def found(question: str) -> set[str]:
        page = client.get(f"/documenten/?{question}", follow=True).content.decode()
        return {name for name, made in (("plan", plan), ("report", report)) if f"/documenten/{made.uuid}/" in page}

    questions = {
        "": {"plan", "report"},
        "soort=plan": {"plan"},
        "soort=report": {"report"},
        "soort=onzin": {"plan", "report"},
        "soort=report&jaar=2020": set(),
        "soort=report&gemeente=GM0109&q=rustige periode": {"report"},
        "q=coevorden telde dubbel": {"report"},
        **{f"q={secret}": set() for secret in joint.HIDDEN},
    }
    assert {question: found(question) for question in questions} == questions

    shelf = client.get("/documenten/?soort=report").content.decode()
    assert "Vrijgegeven op 21 september 2021" in shelf
    assert "Vastgesteld op" not in shelf
    assert "Vastgesteld op 18 januari 2021" in client.get("/documenten/?soort=plan").content.decode()

    page = client.get(f"/documenten/{report.uuid}/").content.decode()
    data = b"".join(client.get(f"/documenten/{report.uuid}/document.json")).decode()  # type: ignore[arg-type]
    assert "Vrijgegeven op 21 september 2021" in page
    assert json.loads(data)["audience"] == "public"
    for content in (page, data, *_inside(read(report.file))):
        assert "Woninginbraken" in content
        assert "geheim" not in content.lower()


def _inside(pdf: bytes) -> list[str]:
    """What is embedded in a file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [file.get_file().read_bytes().decode() for file in opened.attachments.values()]


@pytest.mark.requires("poppler")
def test_the_corrected_report_takes_the_place_of_the_one_that_was_published(client: Client) -> None:
    told = factories.released()
    first = publish_report(told)
    with pytest.raises(Refused):
        publish_report(told)
    with factories.after(4):
        factories.releasing.correct(report=told.report, reason="Een woord vergeten.", by=told.scene.planner)
        still = client.get(f"/documenten/{first.uuid}/")
        assert still.status_code == 200, "until the correction is released, what was published stands"
        assert "Een woord vergeten." not in still.content.decode()
        factories.reword(told, "<p>Een heel rustige periode.</p>")
        factories.releasing.release(report=told.report, by=told.scene.chief)
    earlier = ReportSource(told.report.releases.get(number=1))
    with pytest.raises(Refused, match="nieuwere versie"):
        publish(source=earlier, audience=Audience.COUNCIL, by=told.scene.officer)

    second = publish_report(told)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert client.get(f"/documenten/{first.uuid}/").status_code == 410
    assert read(first.file) != read(second.file)
    text = subprocess.run(["pdftotext", "-", "-"], input=read(second.file), capture_output=True, check=True)
    assert "Een woord vergeten." in text.stdout.decode()
    assert ReleaseRendition.objects.count() == 2


def test_only_publishers_publish_a_report_and_only_a_released_one(client_of: Callable[[Person], Client]) -> None:
    told = factories.released()
    entries = Entry.objects.count()
    for name, person in told.scene.everyone.items():
        if name not in ("officer", "secretary"):
            with pytest.raises(Refused):
                publish(source=ReportSource(told.release), audience=Audience.PUBLIC, by=people.fresh(person))
    assert (Publication.objects.count(), ReleaseRendition.objects.count(), Entry.objects.count()) == (0, 0, entries)

    unfinished = factories.begun(period=8, scene=told.scene)
    address = f"/rapportages/{unfinished.uuid}/publiceren/"
    answer = client_of(told.scene.officer).post(address, {"audience": "public", "from_day": ""})
    assert answer.status_code == 403
    assert "vrijgegeven" in answer.content.decode()
