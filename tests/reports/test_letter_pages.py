"""The pages of letters: what they show, what they take, and what they say when it can't be."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.actions import letters as course
from reports.letters.compiling import compile_letter
from reports.letters.workflow import Status
from reports.models import Letter, LetterText, Publication, TextKind
from tests.plans.factories import Scene, adopted
from tests.reports import factories as reports
from tests.reports import letters
from workplan_portal.audit.models import Entry, Result

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]

MOST = 30


@pytest.fixture
def scene() -> Scene:
    return adopted()


@pytest.fixture
def officer(client: Client, scene: Scene) -> Client:
    client.force_login(scene.officer)
    return client


def at(letter: Letter, name: str = "letter", *args: object) -> str:
    return reverse(f"reports:{name}", args=[letter.uuid, *args])


def text(response: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_from_the_plan_to_a_letter(officer: Client, scene: Scene) -> None:
    plan = scene.draft.plan
    assert f"/plannen/{plan.uuid}/raadsbrief/" in text(officer.get(f"/plannen/{plan.uuid}/"))
    answer = officer.get(f"/plannen/{plan.uuid}/raadsbrief/")
    assert answer.headers["Location"] == f"/raadsbrieven/nieuw/?plan={plan.uuid}"
    key = f"plan:{plan.uuid}:GM0114"
    assert key in text(officer.get(answer.headers["Location"]))

    answer = officer.post(answer.headers["Location"], {"subject": key})
    letter = Letter.objects.get()
    assert answer.headers["Location"] == at(letter)
    assert officer.get(f"/plannen/{plan.uuid}/raadsbrief/").headers["Location"] == at(letter)
    assert "Er is niets om een brief over te schrijven" in text(officer.get("/raadsbrieven/nieuw/"))
    assert officer.post("/raadsbrieven/nieuw/", {"subject": key}).status_code == 200
    assert Letter.objects.count() == 1


def test_a_released_report_leads_its_safety_officer_to_a_letter(client: Client) -> None:
    told = reports.released()
    address = f"/raadsbrieven/nieuw/?rapportage={told.uuid}"
    client.force_login(told.scene.officer)

    assert address in text(client.get(f"/rapportages/{told.uuid}/"))
    assert client.get(address).status_code == 200

    client.force_login(told.scene.planner)
    assert address not in text(client.get(f"/rapportages/{told.uuid}/"))


def test_whoever_is_no_safety_officer_has_no_button_and_is_told_why(client: Client, scene: Scene) -> None:
    client.force_login(scene.planner)
    address = f"/plannen/{scene.draft.plan.uuid}/raadsbrief/"
    assert address not in text(client.get(f"/plannen/{scene.draft.plan.uuid}/"))
    answer = client.get(address)
    assert answer.status_code == 403
    assert "Alleen een veiligheidsadviseur van Emmen" in text(answer)


@pytest.mark.everywhere
def test_what_may_not_be_seen_does_not_exist(client: Client, scene: Scene) -> None:
    letter = letters.complete(scene)
    for person in (scene.stranger, scene.mayor, scene.coevorden_officer):
        client.force_login(person)
        for name in (
            "letter",
            "letter_preview",
            "letter_pdf",
            "letter_word",
            "letter_json",
            "send_letter",
            "replace_letter",
        ):
            assert client.get(at(letter, name)).status_code == 404, (person, name)
        assert client.post(at(letter, "send_letter")).status_code == 404
        assert str(letter) not in text(client.get("/raadsbrieven/"))


def test_a_reader_who_does_not_write_sees_the_letter_and_no_forms(client: Client, scene: Scene) -> None:
    letter = letters.complete(scene)
    client.force_login(scene.auditor)
    page = text(client.get(at(letter)))
    assert "Geachte leden van de raad," in page
    assert "Bewerken" not in page
    row = letters.block(letter, TextKind.CLOSING)
    answer = client.post(at(letter, "save_letter_text", row.uuid), {"own_text": "Anders.", "version": "1"})
    assert answer.status_code == 403
    assert not LetterText.objects.filter(edited=True).exists()


def test_merely_opening_an_address_for_forms_changes_nothing(officer: Client, scene: Scene) -> None:
    letter = letters.made(scene)
    row = letters.block(letter, TextKind.CLOSING)
    before = list(Letter.objects.values()), list(LetterText.objects.values())
    for address in (
        at(letter, "save_letter_fields", "adres"),
        at(letter, "add_letter_text"),
        at(letter, "save_letter_text", row.uuid),
        at(letter, "change_letter_text", row.uuid, "weglaten"),
        at(letter, "renew_letter"),
        at(letter, "lay_aside_letter"),
        at(letter, "take_up_letter"),
    ):
        assert officer.get(address).headers["Location"] == at(letter)
    # A form that is shown again stands at such an address; the links to the other forms of its page lead on from there.
    asked = officer.get(at(letter, "save_letter_fields", "adres"), {"bewerk": "onderwerp"})
    assert asked.headers["Location"] == f"{at(letter)}?bewerk=onderwerp"
    assert (list(Letter.objects.values()), list(LetterText.objects.values())) == before


# --- writing ----------------------------------------------------------------------------------------------------------


def test_the_fields_are_edited_part_by_part(officer: Client, scene: Scene) -> None:
    letter = letters.made(scene)
    assert 'name="signing_body"' in text(officer.get(at(letter) + "?bewerk=ondertekening"))
    values = {"version": "1", "addressee": "Aan de raad", "department": "Bestuur", "team": ""}
    answer = officer.post(at(letter, "save_letter_fields", "adres"), values)
    assert answer.headers["Location"] == at(letter) + "?bij=adres#adres"
    assert letters.fresh(letter).addressee == "Aan de raad"
    assert officer.post(at(letter, "save_letter_fields", "onzin"), values).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("reference", "x" * 61, "61 tekens"),
        ("reference", "17\x07", "afgedrukt"),
        ("dated_on", "31-02-2021", "dag-maand-jaar"),
        ("email", "geen adres", "geldig e-mailadres"),
    ],
)
@pytest.mark.everywhere
def test_what_is_typed_wrongly_is_said_and_kept(
    officer: Client, scene: Scene, field: str, value: str, told: str
) -> None:
    letter = letters.complete(scene)
    answer = officer.post(
        at(letter, "save_letter_fields", "kenmerken"),
        {"version": letter.version, "handled_by": "Nieuw", field: value},
    )
    page = text(answer)
    assert "Nog niet opgeslagen" in page
    assert told in page
    assert "Nieuw" in page
    assert letters.fresh(letter).handled_by == "Sanne de Wit"


def test_a_text_is_edited_written_anew_and_taken_back(officer: Client, scene: Scene) -> None:
    letter = letters.made(scene)
    row = letters.block(letter, TextKind.CLOSING)
    assert "Hebt u naar aanleiding van deze brief nog vragen?" in text(officer.get(at(letter) + f"?bewerk={row.uuid}"))
    officer.post(at(letter, "save_letter_text", row.uuid), {"version": "1", "own_text": "Tot **ziens**."})
    assert "<p>Tot <strong>ziens</strong>.</p>" in text(officer.get(at(letter)))
    officer.post(at(letter, "change_letter_text", row.uuid, "opnieuw"))
    page = text(officer.get(at(letter)))
    assert "Hebt u naar aanleiding van deze brief nog vragen?" in page
    assert "Eigen tekst terughalen: Afsluiting" in page
    officer.post(at(letter, "change_letter_text", row.uuid, "eigen-tekst"))
    assert "Tot <strong>ziens</strong>." in text(officer.get(at(letter)))


def test_texts_are_added_moved_left_out_and_put_back(officer: Client, scene: Scene) -> None:
    letter = letters.made(scene)
    officer.post(at(letter, "add_letter_text"), {"own_text": "Over het nieuwe jaar."})
    row = letters.block(letter, TextKind.OWN)
    officer.post(at(letter, "change_letter_text", row.uuid, "verplaatsen"), {"steps": "-1"})
    kinds = [t.kind for t in compile_letter(letters.fresh(letter)).texts]
    assert kinds[-3:] == ["own", "place", "closing"]
    officer.post(at(letter, "change_letter_text", row.uuid, "weglaten"))
    assert "Terugzetten: Eigen tekst" in text(officer.get(at(letter)))
    officer.post(at(letter, "change_letter_text", row.uuid, "terugzetten"))
    assert "Over het nieuwe jaar." in text(officer.get(at(letter)))
    assert officer.post(at(letter, "change_letter_text", row.uuid, "verplaatsen"), {"steps": "9"}).status_code == 404
    assert officer.post(at(letter, "change_letter_text", row.uuid, "onzin")).status_code == 404
    assert "Nog niet opgeslagen" in text(officer.post(at(letter, "add_letter_text"), {"own_text": "  "}))


def test_who_comes_too_late_sees_both_texts(officer: Client, scene: Scene) -> None:
    letter = letters.made(scene)
    row = letters.block(letter, TextKind.CLOSING)
    address = at(letter, "save_letter_text", row.uuid)
    officer.post(address, {"version": "1", "own_text": "Van de een."})
    page = text(officer.post(address, {"version": "1", "own_text": "Van de ander."}))
    assert "Van de een." in page
    assert "Van de ander." in page
    assert 'name="version" value="2"' in page
    assert LetterText.objects.get(pk=row.pk).own_text == "<p>Van de een.</p>"


# --- the course -------------------------------------------------------------------------------------------------------


def test_the_send_page_lists_what_is_missing_and_sends_when_nothing_is(officer: Client, scene: Scene) -> None:
    letter = letters.made(scene)
    page = text(officer.get(at(letter, "send_letter")))
    assert "Er is geen kenmerk ingevuld." in page
    assert 'name="seen"' not in page
    answer = officer.post(at(letter, "send_letter"), {"seen": compile_letter(letters.fresh(letter)).digest()})
    assert answer.status_code == 409
    assert Entry.objects.filter(result=Result.REFUSED, action="send_letter").exists()

    letters.complete(scene, letter)
    page = text(officer.get(at(letter, "send_letter")))
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen
    answer = officer.post(at(letter, "send_letter"), {"seen": seen[1]})
    assert answer.headers["Location"] == at(letter)
    sent = letters.fresh(letter)
    assert (sent.status, sent.digest) == (Status.SENT, seen[1])
    assert sent.file is not None
    assert officer.post(at(letter, "send_letter"), {"seen": seen[1]}).status_code == 403


def test_a_sent_letter_is_a_page_a_file_and_data(officer: Client, scene: Scene) -> None:
    letter = letters.sent(scene)
    page = text(officer.get(at(letter)))
    assert letter.digest in page
    assert "Bewerken" not in page
    assert "Gedateerd 31 dagen na het besluit" in page
    file = officer.get(at(letter, "letter_pdf"))
    assert b"".join(file)[:5] == b"%PDF-"  # type: ignore[arg-type]
    assert letters.fresh(letter).file.sha256 in file["ETag"]  # type: ignore[union-attr]
    with zipfile.ZipFile(io.BytesIO(b"".join(officer.get(at(letter, "letter_word"))))) as word:  # type: ignore[arg-type]
        assert "17.053689" in word.read("word/document.xml").decode()
    data = json.loads(b"".join(officer.get(at(letter, "letter_json"))))  # type: ignore[arg-type]
    assert (data["digest"], data["reference"], data["days_after_decision"]) == (letter.digest, "17.053689", 31)


def test_a_letter_is_laid_aside_and_taken_up(officer: Client, scene: Scene) -> None:
    letter = letters.made(scene)
    officer.post(at(letter, "lay_aside_letter"))
    page = text(officer.get(at(letter)))
    assert "Hervatten" in page
    assert "Bewerken" not in page
    officer.post(at(letter, "take_up_letter"))
    assert "Bewerken" in text(officer.get(at(letter)))


def test_a_newer_plan_is_taken_over(officer: Client, scene: Scene) -> None:
    letter = letters.complete(scene)
    letters.amended(scene)
    assert "Nieuwste versie overnemen" in text(officer.get(at(letter)))
    officer.post(at(letter, "renew_letter"))
    assert "Nieuwste versie overnemen" not in text(officer.get(at(letter)))


def test_replacing_asks_why(officer: Client, scene: Scene) -> None:
    letter = letters.sent(scene)
    assert "Nog niet opgeslagen" in text(officer.post(at(letter, "replace_letter"), {"because": " "}))
    answer = officer.post(at(letter, "replace_letter"), {"because": "De datum klopte niet."})
    new = Letter.objects.get(replaces=letter)
    assert answer.headers["Location"] == at(new)
    assert "Deze brief vervangt onze brief" in text(officer.get(at(new)))
    assert "Een nieuwere brief vervangt deze brief" in text(officer.get(at(letter)))


def test_publishing_offers_the_enclosure_and_links_to_it(officer: Client, scene: Scene, client: Client) -> None:
    letter = letters.sent(scene)
    address = at(letter, "publish_letter")
    page = text(officer.post(address, {"audience": "public", "from_day": ""}))
    assert "Publiceer de bijlage eerst" in page
    assert not Publication.objects.exists()

    officer.post(address, {"audience": "public", "from_day": "", "with_enclosure": "on"})
    plan, out = Publication.objects.get(kind="plan"), Publication.objects.get(kind="letter")
    visitor = Client()
    page = text(visitor.get(f"/documenten/{out.uuid}/"))
    assert f'href="/documenten/{plan.uuid}/"' in page
    assert "Gedateerd 18 februari 2021" in page
    assert str(letter) in text(visitor.get("/zoeken/?q=gepubliceerd"))


@pytest.mark.everywhere
def test_a_page_of_a_letter_asks_no_more_than_thirty_questions_however_many_there_are(
    officer: Client, scene: Scene
) -> None:
    letter = letters.complete(scene)
    pages = [
        at(letter),
        at(letter, "letter_preview"),
        at(letter, "send_letter"),
        "/raadsbrieven/",
        "/raadsbrieven/nieuw/",
    ]

    def asked() -> list[int]:
        counts = []
        for page in pages:
            assert officer.get(page).status_code == 200
            with CaptureQueriesContext(connection) as captured:
                officer.get(page)
            counts.append(len(captured))
        return counts

    few = asked()
    assert max(few) <= MOST
    for year in (2022, 2023, 2024):
        course.make_letter(subject=letters.adopted_again(scene, year), by=scene.officer)
    letters.adopted_again(scene, 2025)
    letters.adopted_again(scene, 2026)
    for _number in range(3):
        letters.writing(letter, scene)
    assert [many <= before for many, before in zip(asked(), few, strict=True)] == [True] * len(pages), (few, asked())
