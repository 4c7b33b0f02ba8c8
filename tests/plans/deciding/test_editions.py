"""A joint plan on its pages: an edition for each municipality, who may see which, and what each seat answers for."""

from __future__ import annotations

import html
import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from plans.actions import drafting
from plans.codes import Audience
from plans.models import Chapter, Rendition
from plans.policies import may_write, may_write_chapter
from plans.renditions import rendition
from tests.plans import factories
from workplan_portal.authorization.roles import Role
from workplan_portal.documents.store import read

pytestmark = pytest.mark.django_db

EMMEN, COEVORDEN = "Wij helpen Emmen.", "Wij helpen Coevorden."
PAGES = ("edition", "edition_pdf", "edition_json")


def page(scene: factories.Scene, name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=[scene.plan.uuid, *args])


def text(response) -> str:
    return html.unescape(b"".join(response).decode())


# --- the pages --------------------------------------------------------------------------------------------------------


def test_an_edition_of_a_draft_shows_its_own_part_and_the_shared_ones(as_):
    scene = factories.joint()
    browser = as_(scene.coevorden_officer)
    shown = text(browser.get(page(scene, "edition", "GM0109")))
    data = json.loads(text(browser.get(page(scene, "edition_json", "GM0109"))))

    assert "editie Coevorden" in shown
    assert COEVORDEN in shown
    assert "Wij helpen allen." in shown
    assert EMMEN not in shown
    assert {c["municipality"] and c["municipality"]["code"] for c in data["chapters"]} == {"GM0109", None}
    assert data["version"] is None


def test_an_edition_wears_the_colours_of_its_municipality(as_):
    scene = factories.joint()
    assert 'data-gemeente="gm0114"' in text(as_(scene.coevorden_officer).get(page(scene, "edition", "GM0114")))


def test_the_page_of_a_joint_plan_and_the_list_lead_to_its_editions(as_):
    scene = factories.joint()
    browser = as_(scene.planner)
    for shown in (browser.get(page(scene, "plan")), browser.get(reverse("plans:list"))):
        for code in ("GM0114", "GM0109", "GM1681"):
            assert page(scene, "edition", code) in text(shown)
    assert page(scene, "edition_pdf", "GM0109") in text(browser.get(page(scene, "plan")))


def test_a_plan_for_one_municipality_has_no_editions(as_):
    scene = factories.submitted()
    browser = as_(scene.planner)
    assert [browser.get(page(scene, name, "GM0114")).status_code for name in PAGES] == [404, 404, 404]
    for name in ("plan", "preview"):
        assert "/editie/" not in text(browser.get(page(scene, name)))


@pytest.mark.parametrize("code", ["GM9999", "gm0114", "shared"])
def test_there_is_no_edition_for_whom_the_plan_is_not(as_, code):
    scene = factories.joint()
    browser = as_(scene.planner)
    assert [browser.get(page(scene, name, code)).status_code for name in PAGES] == [404, 404, 404]


def test_who_may_not_see_the_plan_sees_no_edition(as_):
    scene = factories.joint()
    for nobody in (scene.stranger, scene.administrator, scene.mayor):
        browser = as_(nobody)
        assert [browser.get(page(scene, name, "GM0114")).status_code for name in PAGES] == [404, 404, 404]


def test_those_who_decide_read_of_an_edition_too_the_version_and_not_the_rows(as_):
    scene = factories.joint()
    factories.deciding.submit(draft=scene.draft, by=scene.officer)
    factories.deciding.withdraw(draft=scene.draft, by=scene.officer)
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Nog geheim.</p>")
    assert "Nog geheim." not in text(as_(scene.mayor).get(page(scene, "edition", "GM0114")))
    assert "Nog geheim." in text(as_(scene.planner).get(page(scene, "edition", "GM0114")))


# --- files ------------------------------------------------------------------------------------------------------------


def test_the_file_of_an_adopted_edition_is_made_once_and_is_not_that_of_another(as_):
    scene = factories.joint_adopted()
    browser = as_(scene.mayor)
    first = b"".join(browser.get(page(scene, "edition_pdf", "GM0114")))
    again = b"".join(browser.get(page(scene, "edition_pdf", "GM0114")))
    other = b"".join(browser.get(page(scene, "edition_pdf", "GM0109")))

    assert first == again == read(rendition(scene.revision, Audience.INTERNAL, "GM0114").file)
    assert first != other
    assert sorted(Rendition.objects.values_list("audience", "edition")) == [
        ("internal", "GM0109"),
        ("internal", "GM0114"),
    ]
    made = Rendition.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rendition.objects.create(
            revision=made.revision, audience=made.audience, edition=made.edition, file=made.file, pages=1
        )


def test_how_late_it_was_adopted_stands_on_the_page_with_the_reason(as_):
    scene = factories.joint_adopted()
    shown = " ".join(text(as_(scene.mayor).get(page(scene, "plan"))).split())
    assert "20 maart 2017 (48 dagen na 31 januari)" in shown
    assert "De besluitvorming liep uit." in shown
    data = json.loads(text(as_(scene.mayor).get(page(scene, "json"))))
    assert data["adoption"]["days_late"] == 48


# --- who writes what, and who answers for what ------------------------------------------------------------------------


def test_a_safety_officer_writes_the_own_and_the_shared_chapters(as_):
    scene = factories.joint()
    chapters = list(scene.draft.chapters.select_related("municipality"))
    may = {_part(c): bool(may_write_chapter(scene.coevorden_officer, c)) for c in chapters}
    assert may == {"GM1681": False, "GM0109": True, "GM0114": False, "om": True, "regional": True}
    assert may_write(scene.coevorden_officer, scene.draft)
    assert all(may_write_chapter(scene.planner, c) for c in chapters)


def _part(chapter: Chapter) -> str:
    return chapter.municipality.code if chapter.municipality else chapter.level


def test_each_mayor_is_told_which_parts_to_decide_about_and_the_others_all(as_):
    scene = factories.joint()
    factories.deciding.submit(draft=scene.draft, by=scene.officer)
    (chief_seat, chief), (_seat, mayor), *_others = factories.joint_seats(scene)
    assert "u besluit over alle delen" in text(as_(chief).get(page(scene, "decide")))
    factories.deciding.consent(draft=scene.draft, revision=scene.revision, seat=chief_seat, by=chief)

    shown = text(as_(mayor).get(page(scene, "decide")))
    assert "u besluit over de gedeelde delen en het deel van Emmen" in shown
    assert page(scene, "edition", "GM0114") in shown
    assert "u besluit over alle delen" in text(as_(scene.prosecutor).get(page(scene, "decide")))


def test_of_a_plan_for_one_municipality_nobody_is_told_about_parts(as_):
    scene = factories.approved()
    assert "u besluit over" not in text(as_(scene.mayor).get(page(scene, "decide")))


def test_five_seats_are_asked_and_a_change_for_one_municipality_asks_only_who_answers_for_it(as_):
    scene = factories.joint()
    factories.deciding.submit(draft=scene.draft, by=scene.officer)
    seats = factories.joint_seats(scene)
    for seat, person in seats[:-1]:
        factories.deciding.consent(draft=scene.draft, revision=scene.revision, seat=seat, by=person)
    factories.deciding.withdraw(draft=scene.draft, by=scene.officer)
    block = next(b for b in scene.blocks if b.chapter.municipality == scene.region.coevorden)
    factories.contribution(scene, block, "<p>Wij komen vaker in Coevorden.</p>")
    factories.deciding.submit(draft=scene.draft, by=scene.officer)

    asked = scene.draft.requests.filter(consent__isnull=True).values_list("role", "area")
    expected = {Role.CHIEF: scene.region.team, Role.MAYOR: scene.region.coevorden, Role.PROSECUTOR: scene.region.team}
    assert set(asked) == {(role, area.pk) for role, area in expected.items()}
    (since,) = as_(seats[0][1]).get(page(scene, "decide")).context["since"]
    assert [part.name for part in since.parts] == ["Het deel van Coevorden"]
