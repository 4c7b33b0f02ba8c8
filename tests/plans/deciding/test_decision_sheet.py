"""The decision sheet: what was decided about a version and by whom, on a page and in a file, without remarks."""

from __future__ import annotations

import hashlib
import html
import io
import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from plans.actions import deciding
from plans.codes import Audience
from plans.decision_sheet import sheet_of
from plans.document import load
from plans.exports import decision_sheet_file
from plans.models import Rendition, SheetRendition
from tests import factories as people
from tests.documents.logos import give_logo, logos_in
from tests.documents.validation import assert_valid
from tests.plans import factories
from tests.reports.test_checking import EXACTLY, UNKNOWN
from tests.reports.test_checking import told as told_of
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db

REMARK = "Dit blijft tussen ons."
RESERVATION = "Mits er <twee> wijkagenten bij komen."
MIDNIGHT = datetime(2021, 1, 11, 23, 30, tzinfo=UTC)  # half past twelve on the 12th, here


def page(scene: factories.Scene, name: str) -> str:
    return reverse(f"plans:{name}", args=[scene.plan.uuid])


class Told(str):
    """What a reader sees, however its lines are broken and whatever begins with a capital."""

    def __contains__(self, words: object) -> bool:
        return squeezed(str(words)) in squeezed(self)


def squeezed(text: str) -> str:
    return "".join(text.split()).lower()


def sheet(browser: Client, scene: factories.Scene) -> Told:
    return Told(html.unescape(browser.get(page(scene, "decision_sheet")).content.decode()))


def file(browser: Client, scene: factories.Scene) -> bytes:
    answer = browser.get(page(scene, "decision_sheet_pdf"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return b"".join(answer)


def printed(pdf: bytes) -> Told:
    return Told(
        subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    )


def inside(pdf: bytes) -> dict:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return json.loads(opened.attachments["besluitblad.json"].get_file().read_bytes())


def made(scene: factories.Scene) -> bytes:
    """Anew, whatever is at hand."""
    decision_sheet_file._made.cache_clear()
    document = load(scene.revision.text)
    return decision_sheet_file.sheet_pdf(document, sheet_of(document, scene.revision))


@pytest.mark.requires("poppler")
def test_of_a_version_on_the_table_it_tells_what_was_decided_and_who_has_yet_to_decide(as_):
    scene = factories.approved()
    deputy = people.person(Role.MAYOR, scene.region.emmen, name="Dirk Stam", mandate="mandaatbesluit 2020-3")
    with dated(MIDNIGHT):
        deciding.consent(
            draft=scene.draft,
            revision=scene.revision,
            seat=scene.seats[Role.MAYOR],
            by=deputy,
            remark=REMARK,
            reservation=RESERVATION,
        )
    browser = as_(scene.prosecutor)
    beside = "Dirk Stam als burgemeester van Emmen, plaatsvervanger met mandaat: mandaatbesluit 2020-3"
    for name in ("plan", "decide"):
        assert beside in Told(browser.get(page(scene, name)).content.decode()), "in what capacity, beside its seat too"
    shown, pdf = sheet(browser, scene), file(browser, scene)
    for told in (shown, printed(pdf)):
        assert "2 van de 3 akkoord" in told
        assert "akkoord met voorbehoud" in told
        assert RESERVATION in told
        assert "Dirk Stam" in told
        assert "plaatsvervanger met mandaat: mandaatbesluit 2020-3" in told
        assert "12 januari 2021, 00:30" in told
        assert "nog niet besloten" in told
        assert scene.prosecutor.name in told, "whoever may decide now is named"
        assert "Het plan is nog niet vastgesteld." in told
        assert scene.revision.digest in told
        assert "http://127.0.0.1:8000/controle/" in told
        assert REMARK not in told
    data = inside(pdf)
    assert [len(seat["decisions"]) for seat in data["seats"]] == [1, 1, 0]
    assert data["seats"][1]["decisions"][0]["reservation"] == RESERVATION
    assert REMARK not in json.dumps(data)
    assert pdf == made(scene), "the same sheet is the same file"
    assert not SheetRendition.objects.exists(), "it can still change"


def test_it_tells_what_was_returned_and_what_holds_from_an_earlier_version(as_):
    scene = factories.agreed()
    browser = as_(scene.officer)
    assert "vaststelling moet nog worden vastgelegd" in sheet(browser, scene)
    deciding.return_to_author(
        draft=scene.draft, revision=scene.revision, seat=scene.seats[Role.MAYOR], by=scene.mayor, remark=REMARK
    )
    shown = sheet(browser, scene)
    assert "de auteurs werken weer aan de tekst" in shown
    assert "Teruggegeven" in shown
    assert REMARK not in shown

    deciding.submit(draft=scene.draft, by=scene.planner)
    shown = sheet(browser, scene)
    assert shown.count("gegeven bij versie 1; de delen waarover deze zetel besluit zijn hetzelfde") == 2
    assert "besloot eerder, over versie 1" in shown
    assert "2 van de 3 akkoord" in shown


def test_two_chiefs_who_agreed_are_both_named(as_):
    scene = factories.approved()
    colleague = people.person(Role.CHIEF, scene.region.team, name="Lotte Haan")
    factories.agree(scene, Role.CHIEF, colleague)
    shown = sheet(as_(scene.officer), scene)
    assert scene.chief.name in shown
    assert colleague.name in shown
    assert "1 van de 3 akkoord" in shown


@pytest.mark.requires("poppler")
def test_of_an_adopted_plan_the_file_is_made_once_and_known_to_those_who_see_the_plan(as_):
    scene = factories.joint_adopted()
    browser = as_(scene.mayor)
    assert "Bestand voor iedereen" not in sheet(browser, scene), "as long as there is none"
    pdf = file(browser, scene)
    public = Rendition.objects.get(audience=Audience.PUBLIC, edition="")
    for told in (sheet(browser, scene), printed(pdf)):
        for seat, person in factories.joint_seats(scene):
            assert str(seat) in told
            assert person.name in told
        for part in (*scene.revision.parts.values(), scene.revision.digest, public.file.sha256):
            assert part in told
        for fact in ("20 maart 2017", "31 januari 2017", "48 dagen na 31 januari", "De besluitvorming liep uit."):
            assert fact in told
        assert "Bestuurlijk Overleg Basisteam" in told
        assert "Jan Seton, burgemeester" in told
        assert "5 van de 5 akkoord" in told

    assert file(as_(scene.auditor), scene) == pdf
    assert SheetRendition.objects.get().file.sha256 == hashlib.sha256(pdf).hexdigest()
    assert EXACTLY in told_of(pdf, scene.mayor)
    assert "besluitblad van versie 1" in told_of(pdf, scene.mayor)
    assert UNKNOWN in told_of(pdf, scene.stranger)
    assert UNKNOWN in told_of(pdf, None)
    assert UNKNOWN in told_of(pdf + b"\n", scene.mayor)


def test_whoever_sees_the_plan_finds_it_and_nobody_else_does(as_):
    scene = factories.adopted()
    for name in ("plan", "adopt"):
        assert page(scene, "decision_sheet") in as_(scene.secretary).get(page(scene, name)).content.decode()
    for name in ("decision_sheet", "decision_sheet_pdf"):
        for nobody in (scene.stranger, scene.coevorden_mayor, scene.administrator):
            assert as_(nobody).get(page(scene, name)).status_code == 404


def test_a_plan_that_was_never_submitted_has_none(as_):
    scene = factories.written()
    browser = as_(scene.officer)
    assert page(scene, "decision_sheet") not in browser.get(page(scene, "plan")).content.decode()
    for name in ("decision_sheet", "decision_sheet_pdf"):
        assert browser.get(page(scene, name)).status_code == 404


@pytest.mark.appearance
@pytest.mark.requires("java")
def test_the_file_is_archivable_and_accessible():
    """With everything that can stand in it: parts, a reservation, seats that wait, notices, and the logo of who is the
    only one it is for."""
    scene = factories.joint()
    factories.submit(scene, by=scene.officer)
    for seat, person in factories.joint_seats(scene)[:3]:
        deciding.consent(draft=scene.draft, revision=scene.revision, seat=seat, by=person, reservation=RESERVATION)
    document = load(scene.revision.text)
    give_logo(document.municipalities[0].code)
    alone = replace(document, municipalities=document.municipalities[:1])
    file = decision_sheet_file.sheet_pdf(alone, sheet_of(document, scene.revision))
    assert logos_in(file) == [f"Logo van {alone.municipalities[0].name}"]
    assert_valid(file, "3a", "ua1")
