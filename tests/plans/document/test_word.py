"""The Word file of a plan says what its page and PDF say, to the same readers, and that it is a copy."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from plans.codes import Audience
from plans.document import Document, Record
from plans.exports import plan_page, plan_pdf, plan_word
from tests.documents.shapes import of_page, of_pdf, of_word
from tests.plans import factories
from workplan_portal.documents.word import MEDIA_TYPE

from .sample import DRAFT, adopted, document

pytestmark = pytest.mark.django_db


def words(text: Document, record: Record) -> str:
    with zipfile.ZipFile(io.BytesIO(plan_word(text, record))) as archive:
        parts = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        return " ".join(re.sub(r"<[^>]*>", " ", " ".join(parts)).split())


@pytest.mark.appearance
def test_pdf_page_and_word_have_the_same_words_numbers_and_notes_in_the_same_order() -> None:
    text = document()
    page = of_page(plan_page(text, adopted(text)))

    assert of_word(plan_word(text, adopted(text)), "Colofon") == page
    assert of_pdf(plan_pdf(text, adopted(text)), "Colofon") == page
    assert page.notes == ["Geestelijkegezondheidszorg."]
    assert "hooguit250" in page.text


@pytest.mark.parametrize("audience", [Audience.COUNCIL, Audience.PUBLIC])
def test_what_is_not_for_the_council_is_only_in_the_internal_file(audience: Audience) -> None:
    assert "Geheimstraat" not in words(document().for_audience(audience), DRAFT)
    assert "alle signalen" in words(document().for_audience(audience), DRAFT)
    internal = words(document(), DRAFT)
    assert "Geheimstraat" in internal
    assert "niet voor de raad" in internal


def test_a_draft_and_a_copy_say_so_and_nothing_is_said_to_be_inside() -> None:
    text = document()
    draft, final = words(text, DRAFT), words(text, adopted(text))

    assert "Jaarwerkplan 2021 · nog niet vastgesteld" in draft  # at the head of every page
    assert "Concept, niet vastgesteld" in draft
    assert "nog niet vastgesteld" not in final
    assert text.digest() in final.replace(" ", "")
    for shown in (draft, final):
        assert shown.count("Kopie in Word") == 2
        assert "document.json" not in shown


def test_an_empty_plan_has_a_file() -> None:
    empty = document(
        foreword="", introduction="", going_concern="", upscaling="", themes_note="", frames=(), chapters=(), terms=()
    )
    assert "Inleiding" in words(empty, DRAFT)


def test_whoever_may_have_the_pdf_may_have_the_word_file(client) -> None:
    scene = factories.written()
    address = reverse("plans:word", args=[scene.plan.uuid])
    assert client.get(address).status_code == 302

    client.force_login(scene.officer)
    answer = client.get(address)
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    assert re.search(r'attachment; filename="jaarwerkplan-.*-concept\.docx"', answer.headers["Content-Disposition"])
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    page = client.get(reverse("plans:plan", args=[scene.plan.uuid])).content.decode()
    assert f'href="{address}"' in page
