"""What people really type: too much, the unprintable, markup, figures that are none."""

import pytest

from plans.models import Contribution, Target
from tests.plans.drafting.addresses import CONTRIBUTION, at, block_url, pages, row_url, text
from workplan_portal.audit.models import Entry

pytestmark = pytest.mark.django_db

ENDLESS = "a" * 200_000
HARMLESS = {
    "emoji": "Samen veilig 👮🏽‍♀️🚓",
    "rtl": "שלום ובטוח",
    "html": "<h1>Kop</h1> & <b>vet</b>",
    "script": "<script>alert('x')</script>Tekst",
}


def fields(scene) -> dict[str, tuple[str, dict[str, str], str]]:
    """Every text field: where it is saved, what has to go with it, and its name."""
    block = scene.blocks[0]
    target = {"indicator": scene.burglaries.code, "scope": "team", "comparator": "at_most", "own_goal": "3"}
    texts = {
        f"text {part}": (at(scene, "save_text", part), {"version": "1"}, part)
        for part in ("foreword", "introduction", "going_concern", "formation", "upscaling")
    }
    words = {
        f"block {name}": (at(scene, "save_block", block.uuid, "tekst"), {"version": "1"}, name)
        for name in ("heading", "title", "box_title", "narrative", "ambition", "objective", "residents_input")
    }
    parts = {
        f"contribution {name}": (row_url(scene, "add_row", "bijdrage"), CONTRIBUTION, name)
        for name in ("text", "responsible", "partners", "consultation", "dependency")
    }
    return {
        **texts,
        **words,
        **parts,
        "note": (at(scene, "save_text", "settings"), {"version": "1", "norm_rule": "off"}, "themes_note"),
        "chapter": (at(scene, "save_chapter", scene.chapters[0].uuid), {"version": "1"}, "introduction"),
        "reference": (
            at(scene, "save_block", block.uuid, "afspraken"),
            {"version": "1", "agreement": "referred"},
            "agreement_reference",
        ),
        "reason": (row_url(scene, "add_row", "doel"), target, "own_goal_reason"),
        "explanation": (row_url(scene, "add_row", "doel"), {**target, "own_goal": ""}, "explanation"),
        "fact": (row_url(scene, "add_row", "feit"), {}, "text"),
        "source": (row_url(scene, "add_row", "feit"), {"text": "Feit."}, "source"),
        "term": (at(scene, "add_term"), {"explanation": "Uitleg."}, "forms"),
        "footnote": (at(scene, "add_term"), {"forms": "GGP"}, "explanation"),
    }


def test_what_is_too_long_or_unprintable_is_said_at_the_field_and_still_there(scene, browser_of):
    browser = browser_of(scene.planner)
    before = Entry.objects.count()
    for what, (url, rest, name) in fields(scene).items():
        for typed in (ENDLESS, "Tekst\x07 met een bel\x00"):
            answer = browser.post(url, {**rest, name: typed})
            assert answer.status_code == 200, what
            assert list(answer.context["form"].errors) == [name], what
            assert typed[:20].replace("\x00", "") in text(answer).replace("\x00", ""), what
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", HARMLESS)
def test_whatever_people_type_is_kept_and_shown_harmless(scene, browser_of, kind):
    browser = browser_of(scene.planner)
    for what, (url, rest, name) in fields(scene).items():
        version = {"version": str(scene.draft.version)} if "teksten" in url else {}
        if "onderdeel" in url:
            version = {"version": str(scene.blocks[0].version)}
        answer = browser.post(url, {**rest, **version, name: HARMLESS[kind]})
        assert answer.status_code == 302, (what, answer.context and answer.context["form"].errors)
    for page in pages(scene):
        shown = text(browser.get(page))
        assert "<script>alert" not in shown
        assert "<h1>Kop" not in shown
    if kind in ("emoji", "rtl"):
        assert HARMLESS[kind] in text(browser.get(block_url(scene)))


@pytest.mark.parametrize("number", ["-1", "9" * 30, "1e5", "∞", "een", "1.234", "0,001", "NaN", "--2"])
def test_a_number_that_is_none_is_said_at_the_field(scene, browser_of, number):
    browser = browser_of(scene.planner)
    target = {"indicator": scene.burglaries.code, "scope": "team", "comparator": "at_most"}
    for name in ("norm", "own_goal"):
        entered = {**target, name: number, "own_goal_reason": "Omdat het kan."}
        answer = browser.post(row_url(scene, "add_row", "doel"), entered)
        assert answer.context["form"].errors[name], (name, number)
        assert number in text(answer)
    contribution = browser.post(row_url(scene, "add_row", "bijdrage"), {**CONTRIBUTION, "fte": number})
    assert contribution.context["form"].errors["fte"]
    assert not Target.objects.exists()
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("day", ["31-02-2021", "2021", "99-99-9999", "01-01-1700", "31-12-9999", "morgen"])
def test_a_date_that_is_none_is_said_at_the_field(scene, browser_of, day):
    answer = browser_of(scene.planner).post(at(scene, "save_text", "foreword"), {"version": "1", "foreword_on": day})
    assert answer.context["form"].errors["foreword_on"]
    assert day in text(answer)
