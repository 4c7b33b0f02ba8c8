"""/controle/: whoever has a file hears whether it is exactly a document of this portal, as far as they may know."""

from __future__ import annotations

from html import escape, unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.actions import deciding, drafting
from plans.actions.withdrawing import withdraw_adoption
from plans.codes import Audience
from plans.renditions import rendition
from reports.actions.publishing import publish, withdraw
from reports.renditions import rendition as release_rendition
from reports.sources import PlanSource
from tests.plans import factories as plans
from tests.reports import factories
from workplan_portal.authorization.roles import Role
from workplan_portal.documents.store import read
from workplan_portal.interface.uploads import MOST_SENT
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

EXACTLY = "Dit is precies het document van dit portaal"
NOW = "Dit is precies de tekst zoals die nu in dit portaal staat"
UNKNOWN = "Wij kennen dit bestand niet"


def told(content: bytes, person: Person | None = None, name: str = "plan.pdf") -> str:
    return unescape(shown(content, person, name))


def shown(content: bytes, person: Person | None = None, name: str = "plan.pdf") -> str:
    """What the page says about these bytes, to a stranger or to somebody who is signed in."""
    browser = Client()
    if person:
        browser.force_login(Person.objects.get(pk=person.pk))
    answer = browser.post("/controle/", {"file": SimpleUploadedFile(name, content, "application/pdf")})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_published_file_is_recognised_and_a_changed_one_is_not() -> None:
    scene = plans.adopted()
    publication = publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    file = read(publication.file)

    page = told(file)
    assert EXACTLY in page
    assert publication.title in page
    assert reverse("reports:document", args=[publication.uuid]) in page
    assert UNKNOWN in told(file + b"\n")
    assert UNKNOWN in told(file.replace(b"/1/public/", b"/2/public/"))

    withdraw(publication=publication, reason="Er stond een fout in.", by=scene.officer)
    page = told(file)
    assert "Dit document is hier gepubliceerd en geldt niet meer" in page
    assert "Er stond een fout in" not in page
    assert EXACTLY not in page


def test_what_is_for_the_council_is_unknown_to_a_stranger() -> None:
    scene = plans.adopted()
    publication = publish(source=PlanSource(scene.revision), audience=Audience.COUNCIL, by=scene.officer)
    assert UNKNOWN in told(read(publication.file))
    assert EXACTLY in told(read(publication.file), scene.stranger)


def test_an_adopted_plan_is_known_to_those_who_may_read_it() -> None:
    scene = plans.adopted()
    file = read(rendition(scene.revision, Audience.INTERNAL).file)
    assert EXACTLY in told(file, scene.mayor)
    assert UNKNOWN in told(file, scene.coevorden_mayor)
    assert UNKNOWN in told(file)


def test_a_released_report_is_known_to_those_who_may_read_it() -> None:
    year = factories.released()
    file = read(release_rendition(year.release, Audience.INTERNAL).file)
    page = told(file, year.scene.mayor)
    assert EXACTLY in page
    assert reverse("reports:report", args=[year.uuid]) in page
    assert UNKNOWN in told(file, year.scene.coevorden_mayor)


def test_a_draft_is_compared_with_the_text_as_it_is_now_and_with_what_was_submitted_before() -> None:
    scene = plans.written()
    browser = Client()
    browser.force_login(scene.officer)
    file = browser.get(reverse("plans:pdf", args=[scene.draft.plan.uuid])).getvalue()

    assert NOW in told(file, scene.planner)
    assert UNKNOWN in told(file + b" ", scene.planner)  # claims the same text
    assert UNKNOWN in told(file, scene.mayor)  # who does not see it before it is submitted
    assert "Als u een account hebt" in told(file)
    added = plans.contribution(scene, scene.blocks[0])
    assert UNKNOWN in told(file, scene.planner)
    assert "Als u een account hebt" not in told(file, scene.planner)

    drafting.remove_contribution(placement=added.placements.get(), by=scene.planner)
    plans.decide(scene)
    assert NOW not in told(file, scene.mayor), "it may not change any more"
    assert "Dit is precies de tekst die is vastgesteld" in told(file, scene.mayor)
    withdraw_adoption(draft=scene.draft, reason="Vergissing.", by=scene.mayor)
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR]}
    deciding.return_to_author(**about, by=scene.mayor, remark="Toch niet.")
    assert NOW in told(file, scene.planner), "returned, and nobody has changed it yet"
    plans.contribution(scene, scene.blocks[0])
    plans.submit(scene)
    page = told(file, scene.mayor)
    assert "Dit is precies een eerdere versie van een tekst in dit portaal" in page
    assert "versie 1, ingediend op 11 december 2020" in page
    assert reverse("plans:revision", args=[scene.plan.uuid, 1]) in page
    assert UNKNOWN in told(file, scene.coevorden_mayor)


def test_what_can_not_be_checked_is_said_at_the_field() -> None:
    assert "Kies eerst een pdf" in unescape(Client().post("/controle/").content.decode())
    assert "Dit bestand is leeg" in told(b"")
    assert "Dit is geen pdf" in told(b"PK\x03\x04 een document van Word", name="plan.docx")
    assert "te groot" in told(b"%PDF-1.7" + b"0" * (25 * 1024 * 1024))
    assert UNKNOWN in told(b"%PDF-1.7 /ID [(" + b"f" * 36 + b"/1/public/0123456789abcdef)", plans.stage().officer)
    assert escape("<script>.pdf") in shown(b"%PDF-1.7", name="<script>.pdf")


def test_the_public_list_leads_to_it() -> None:
    assert 'href="/controle/"' in Client().get("/documenten/").content.decode()
    assert Client().get("/controle/").status_code == 200


def test_no_file_is_kept_that_no_form_takes(client):
    """Only its length is told: who reads it anyway waits for what never comes."""
    sent = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\r\n--x--\r\n'
    form = {"data": sent, "content_type": "multipart/form-data; boundary=x", "headers": {"Accept-Language": "en"}}
    answer = client.generic("POST", "/controle/", **form, CONTENT_LENGTH=str(MOST_SENT + 1))
    assert (answer.status_code, "Choose a smaller file" in answer.content.decode()) == (413, True)
    assert client.generic("POST", "/controle/", **form).status_code == 200
