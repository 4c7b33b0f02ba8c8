"""A joint plan, and the edition each of its municipalities reads: what is in it, and what it says it is."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pikepdf
import pytest

from plans.codes import Audience
from plans.comparing import compared
from plans.deadline import lateness
from plans.document import SHARED as SHARED_PART
from plans.document import Adopted, Chapter, Document, Place, load
from plans.exports import plan_html, plan_job, plan_json, plan_page, plan_pdf
from plans.exports.data import targets_csv
from tests.documents.logos import give_logo, logos_in
from tests.documents.validation import assert_valid
from workplan_portal.organisation.models import Municipality

from .sample import DRAFT, EMMEN, SECRET, adopted, block, document, target

pytestmark = pytest.mark.django_db

COEVORDEN = Place("GM0109", "Coevorden")
BORGER = Place("GM1681", "Borger-Odoorn")
UNIT = Place("NN", "Noord-Nederland")


def joint() -> Document:
    """Emmen's chapters of the sample, one of Coevorden, and targets that lean on each other across chapters."""
    alone = document()
    emmen, om = alone.chapters
    of_unit = target(id="t-unit", scope="unit", area=UNIT)
    of_coevorden = target(id="t-coevorden", area=COEVORDEN, parent="t-unit")
    again = target(id="t-again", restates="t-coevorden", parent="t-coevorden")
    theirs = block("b-c", title="Jeugd op straat", narrative="<p>Alleen in Coevorden.</p>", targets=(of_coevorden,))
    first, events = emmen.blocks
    (seize,) = om.blocks
    return replace(
        alone,
        municipalities=(BORGER, COEVORDEN, EMMEN),
        chapters=(
            Chapter("local", COEVORDEN, "<p>Welkom in Coevorden.</p>", (theirs,)),
            replace(emmen, blocks=(replace(first, targets=(*first.targets, again)), events)),
            replace(om, blocks=(replace(seize, targets=(of_unit,)),)),
        ),
    )


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


# --- the text that is hashed ------------------------------------------------------------------------------------------


def test_texts_of_before_there_were_editions_hash_as_they_did() -> None:
    """Otherwise every consent that was ever given would be about another text."""
    assert document().digest() == "e21eb4807ab7d5021ad6e56aed698318e9c7ff2ec5629572791983e403738eb3"
    assert document().parts() == {
        SHARED_PART: "33b237d7138d672155d35978fc73396020881b493dae4c30f4b04b85290dd714",
        "GM0114": "fe47f0d579e5a4e5fef865b4191bd1fb447972a5e98448b9b714939d5dc283a3",
    }


def test_which_edition_one_looks_at_is_not_part_of_the_text() -> None:
    whole = joint()
    alike = replace(whole, edition=EMMEN)

    assert "edition" not in json.loads(whole.text())
    assert (alike.text(), alike.digest(), alike.parts()) == (whole.text(), whole.digest(), whole.parts())
    assert load(whole.text()) == whole


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_an_edition_holds_the_shared_chapters_and_its_own() -> None:
    edition = joint().for_edition("GM0109")

    assert [chapter.part for chapter in edition.chapters] == ["GM0109", SHARED_PART]
    assert (edition.edition, edition.municipalities) == (COEVORDEN, joint().municipalities)
    assert edition.foreword == joint().foreword


def test_a_municipality_without_a_chapter_has_an_edition_of_what_is_shared() -> None:
    assert [chapter.part for chapter in joint().for_edition("GM1681").chapters] == [SHARED_PART]


def test_a_municipality_the_plan_is_not_for_has_no_edition() -> None:
    with pytest.raises(KeyError):
        joint().for_edition("GM9999")


def links(text: Document) -> dict[str, tuple[str | None, str | None]]:
    return {t.id: (t.parent, t.restates) for t in text.targets}


def test_a_target_whose_parent_fell_out_is_part_of_what_that_was_part_of() -> None:
    assert links(joint())["t-again"] == ("t-coevorden", "t-coevorden")
    assert links(joint().for_edition("GM0114"))["t-again"] == ("t-unit", None)
    assert links(joint().for_edition("GM0109")) == {"t-coevorden": ("t-unit", None), "t-unit": (None, None)}


def test_targets_that_repeat_each_other_in_a_ring_speak_of_none_that_fell_out() -> None:
    one, two = target(id="t-one", restates="t-two"), target(id="t-two", restates="t-one")
    three = target(id="t-three", restates="t-one")
    ring = (
        Chapter("local", COEVORDEN, "", (block("b-ring", targets=(one, two)),)),
        Chapter("regional", None, "", (block("b-leaning", targets=(three,)),)),
    )

    assert links(replace(joint(), chapters=ring).for_edition("GM0114")) == {"t-three": (None, None)}


@pytest.mark.parametrize("code", ["GM0114", "GM0109", "GM1681"])
@pytest.mark.parametrize("audience", list(Audience))
def test_edition_and_audience_go_together_in_any_order_and_nothing_dangles(code: str, audience: Audience) -> None:
    hidden = replace(joint(), chapters=tuple(_measuring_a_secret(c) for c in joint().chapters))
    first, second = hidden.for_edition(code).for_audience(audience), hidden.for_audience(audience).for_edition(code)

    assert first == second
    known = {t.id for t in first.targets}
    assert {link for pair in links(first).values() for link in pair if link} <= known
    assert (SECRET in [c for b in first.blocks for c in b.contributions]) == (
        audience == Audience.INTERNAL and code == "GM0114"
    )


def _measuring_a_secret(chapter: Chapter) -> Chapter:
    """With the target that others are part of under a contribution that is not for the council."""
    blocks = (
        replace(
            b, targets=tuple(replace(t, contribution=SECRET.id) if t.id == "t-burglaries" else t for t in b.targets)
        )
        for b in chapter.blocks
    )
    return replace(chapter, blocks=tuple(blocks))


# --- what it says it is -----------------------------------------------------------------------------------------------


def test_page_paper_and_data_say_of_which_plan_it_is_the_edition_and_give_version_and_digest_of_the_whole() -> None:
    whole = joint()
    edition, record = whole.for_edition("GM0109"), adopted(whole)
    page, paper = words(plan_page(edition, record)), words(plan_html(edition, record))
    data = json.loads(plan_json(edition, record))

    for shown in (page, paper):
        assert "Editie gemeente Coevorden" in shown
        assert "plan voor de gemeenten Borger-Odoorn, Coevorden en Emmen" in shown
        assert whole.digest() in shown.replace(" ", "")
        assert "Alleen in Coevorden." in shown
        assert "Veilig uitgaan" not in shown
    assert "Versie 2 van het hele plan" in page
    assert paper.count("Versie en kenmerk zijn die van het hele plan.") == 2, "on cover and colophon"
    assert data["edition"] == {"code": "GM0109", "name": "Coevorden"}
    assert [m["code"] for m in data["municipalities"]] == ["GM1681", "GM0109", "GM0114"]
    assert (data["version"], data["digest"]) == (2, whole.digest())
    assert [p["number"] for p in data["priorities"]] == ["2.1", "3.1"], "numbered as a document of its own"
    rows = list(csv.reader(io.StringIO(targets_csv(edition).decode("utf-8-sig")), delimiter=";"))
    assert [row[4] for row in rows[1:]] == ["Coevorden", "Noord-Nederland"]


def test_the_whole_does_not_call_itself_an_edition() -> None:
    whole = joint()

    assert json.loads(plan_json(whole, DRAFT))["edition"] is None
    assert "Editie" not in plan_page(whole, DRAFT) + plan_html(whole, DRAFT)
    assert "voor de gemeenten Borger-Odoorn, Coevorden en Emmen" in plan_html(whole, DRAFT)


def test_an_edition_of_a_draft_has_no_version_to_name() -> None:
    shown = plan_html(joint().for_edition("GM0109"), DRAFT)

    assert "Gezamenlijk plan voor de gemeenten" in shown
    assert "die van het hele plan" not in shown


def test_an_edition_wears_the_colours_and_logo_of_its_municipality_and_the_whole_nobodys() -> None:
    coevorden = Municipality.objects.create(code="GM0109", name="Coevorden", brand_colour="#0b6b3a", logo="c" * 64)
    whole, edition = joint(), joint().for_edition("GM0109")

    assert "--brand: #154273" in plan_html(whole, DRAFT)
    assert "portal:stored/" not in plan_html(whole, DRAFT)
    first = plan_job(edition, DRAFT)
    assert first.html == plan_html(edition, DRAFT)
    assert "--brand: #154273" not in first.html
    assert f'<img class="logo" src="portal:stored/{coevorden.logo}" alt="Logo van Coevorden">' in first.html

    coevorden.logo = "d" * 64
    coevorden.save()
    assert f"portal:stored/{coevorden.logo}" in plan_job(edition, DRAFT).html, "a draft is drawn anew"


@pytest.mark.requires("java")
def test_the_file_of_an_edition_with_a_logo_is_archivable_and_accessible() -> None:
    whole = joint()
    Municipality.objects.create(code="GM0109", name="Coevorden")
    give_logo("GM0109")
    made = plan_pdf(whole.for_edition("GM0109"), adopted(whole))

    with pikepdf.open(io.BytesIO(made)) as opened:
        [shown] = opened.pages[0].get_images().values()
        assert (shown.Width, shown.Height, shown.ColorSpace) == (120, 60, "/DeviceRGB")
    assert logos_in(made) == ["Logo van Coevorden"]
    assert_valid(made, "3a", "ua1")


# --- the three figures, and how late it was ---------------------------------------------------------------------------


def test_a_norm_above_reality_is_a_limit_and_no_room_for_more() -> None:
    shown = words(plan_page(joint().for_edition("GM0114"), DRAFT))

    assert "hooguit 250" in shown
    assert "hooguit 210" in shown
    assert "Hij is een grens en geen ruimte voor meer." in shown


def test_how_many_days_late_it_was_stands_on_paper_and_in_the_data() -> None:
    text = joint()
    late = replace(text, year=2017)
    record = replace(
        adopted(late),
        adoption=Adopted(adopted(late).adoption.adopted_on, "Overleg", (), "De besluiten kwamen laat.", 48),
    )

    assert "48 dagen na 31 januari" in words(plan_html(late, record))
    assert json.loads(plan_json(late, record))["adoption"]["days_late"] == 48
    assert "na 31 januari" not in plan_html(late, adopted(late))
    assert lateness(1870) == "1.870 dagen na 31 januari"


def test_what_changed_in_some_parts_is_told_without_the_others_under_the_same_numbers():
    before = joint()
    others = tuple(replace(chapter, introduction="<p>Anders.</p>") for chapter in before.chapters)
    comparison = compared(before, replace(before, introduction="<p>Anders.</p>", chapters=others))
    own = comparison.of_parts({"GM0114"})
    assert {chapter.part for chapter in own.chapters} == {"GM0114"}
    assert not own.fields
    assert comparison.of_parts({chapter.part for chapter in comparison.chapters} | {SHARED_PART}) == comparison
    assert own.after == comparison.after
