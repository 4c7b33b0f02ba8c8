"""A report about a joint plan: read, published and sent to a council by edition, as the plan itself."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from plans.codes import Audience
from plans.document import load
from plans.numbering import numbers
from reports.actions.letters import make_letter
from reports.actions.publishing import publish
from reports.letters.about_report import ReportSubject
from reports.letters.compiling import document_of
from reports.models import Publication, ReleaseRendition, Report
from reports.sources import LetterSource, ReportSource
from tests.reports import factories, joint

pytestmark = pytest.mark.django_db

TITLE = "Viermaandsrapportage 2021 Basisteam Zuidoost-Drenthe, {} over 8 maanden"
WHOLE, EDITION = TITLE.format("Coevorden en Emmen"), TITLE.format("editie Coevorden")


def test_a_report_of_a_joint_plan_is_read_and_published_by_edition(client: Client) -> None:
    """In one test, since making the files takes seconds."""
    told = joint.released()
    here, home = told.scene.region, f"/rapportages/{told.uuid}/"
    client.force_login(told.scene.coevorden_officer)

    # read
    page = client.get(home).content.decode()
    assert f'href="{home}editie/GM0109/"' in page
    assert f'href="{home}editie/GM0109/pdf/"' in page
    edition = client.get(f"{home}editie/GM0109/").content.decode()
    assert EDITION in edition
    assert "Editie gemeente Coevorden" in edition
    assert f'href="{home}editie/GM0109/pdf/"' in edition
    assert f'href="{home}lezen/"' in edition
    data = json.loads(b"".join(client.get(f"{home}editie/GM0109/document.json")))  # type: ignore[arg-type]
    assert (data["edition"]["code"], data["digest"]) == ("GM0109", told.release.digest)
    assert {p["title"] for p in data["priorities"] if p["level"] == "local"} == {"Woninginbraken"}
    assert len([p for p in data["priorities"] if p["level"] == "local"]) == 1
    assert client.get(f"{home}editie/GM0109/pdf/").headers["Content-Type"] == "application/pdf"
    assert ReleaseRendition.objects.filter(edition="GM0109", audience=Audience.INTERNAL).count() == 1
    for form in ("", "pdf/", "document.json"):
        assert client.get(f"{home}editie/GM9999/{form}").status_code == 404

    in_plan = numbers(load(told.scene.revision.text).for_edition("GM0109"))
    assert {p["id"]: p["number"] for p in data["priorities"]} == in_plan, "numbered as the edition of the plan"

    # publish
    asked = client.get(f"{home}publiceren/").context["form"]
    assert [label for _key, label in asked.fields["sources"].choices] == [WHOLE, EDITION, TITLE.format("editie Emmen")]
    client.post(f"{home}publiceren/", {"sources": ["1"], "audience": "public", "from_day": ""})
    made = Publication.objects.get()
    assert (made.title, made.edition, made.kind) == (EDITION, "GM0109", "report")
    assert [m.name for m in made.municipalities.all()] == ["Coevorden"]
    assert EDITION in client.get(home).content.decode().split('id="publicaties"')[1]
    assert "Alleen gepubliceerd voor Coevorden" in client.get(home).content.decode()
    assert not Report.objects.awaiting(told.scene.coevorden_officer).exists()
    assert Report.objects.awaiting(told.scene.officer).get() == told.report
    client.logout()
    shown = client.get(f"/documenten/{made.uuid}/").content.decode()
    assert 'data-gemeente="gm0109"' in shown
    assert "Editie gemeente Coevorden" in shown
    assert EDITION in shown

    # whole and edition do not replace each other, nor does the letter enclose what its council may not have alone
    publish(source=ReportSource(told.release), audience=Audience.PUBLIC, by=told.scene.officer)
    assert Publication.objects.in_force().count() == 2
    letter = make_letter(subject=ReportSubject(told.release, here.coevorden), by=told.scene.coevorden_officer)
    assert document_of(letter).enclosures == (f"{EDITION} (versie 1)",)
    assert LetterSource(letter).enclosure.title == EDITION

    # the way back
    client.force_login(told.scene.coevorden_officer)
    answer = client.post(f"/documenten/{made.uuid}/intrekken/", {"reason": "Te vroeg."})
    assert answer.headers["Location"] == home


def test_a_report_for_one_municipality_has_no_editions(client: Client) -> None:
    told = factories.begun()
    client.force_login(told.scene.planner)
    page = client.get(f"/rapportages/{told.uuid}/")
    assert page.context["editions"] == []
    assert client.get(f"/rapportages/{told.uuid}/editie/GM0114/").status_code == 404
