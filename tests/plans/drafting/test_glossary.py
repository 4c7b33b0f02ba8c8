"""What the glossary of unit and nation explains in a draft, and what the authors choose about it."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from plans.actions import deciding, drafting
from plans.actions.terms import leave_out_term, take_in_term
from plans.compiling import DraftReader, compile_draft
from plans.completeness import overlooked
from plans.document import SHARED, load
from plans.exports.body import body_of
from plans.glossary import first_uses
from plans.models import Removal
from plans.record import record_of
from plans.uses import uses
from priorities.actions.glossary import edit_glossary_term, explain_term, retire_term
from priorities.models import GlossaryTerm
from tests.plans import factories
from tests.plans.drafting.addresses import at, text
from tests.plans.factories import Scene
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db

UNIT, NATION = "Uitleg van de eenheid.", "Uitleg van het land."


def of_unit(scene: Scene, forms: str = "GGZ", explanation: str = UNIT, **values: object) -> GlossaryTerm:
    return explain_term(owner=scene.region.unit, forms=forms, explanation=explanation, by=scene.unit_planner, **values)


def of_nation(scene: Scene, forms: str = "GGZ", explanation: str = NATION) -> GlossaryTerm:
    return explain_term(owner=scene.region.nation, forms=forms, explanation=explanation, by=scene.administrator)


def own(scene: Scene, forms: str, explanation: str = "Uitleg van het plan."):
    return drafting.add_term(draft=scene.draft, by=scene.planner, forms=forms, explanation=explanation)


def explained(scene: Scene) -> list[str]:
    return [term.explanation for term in compile_draft(scene.draft).terms]


def notes(scene: Scene) -> list[tuple[str, str]]:
    """As a reader finds them, in the order of reading."""
    draft = scene.draft
    body = body_of(compile_draft(draft), record_of(draft.plan, None))
    return [(note.term, note.explanation) for note in body.notes]


def test_the_plans_own_footnote_goes_before_the_units_and_that_before_the_nations(scene):
    factories.contribution(scene, scene.blocks[0], "<p>De GGZ, het GGZ-team en de GHB; ggz niet.</p>")
    of_nation(scene), of_nation(scene, "GHB"), of_nation(scene, "NEWTON")
    assert notes(scene) == [("GGZ", NATION), ("GHB", NATION)]
    of_unit(scene, "GGZ\nggz")
    assert notes(scene) == [("GGZ", UNIT), ("GHB", NATION)]
    row = own(scene, "ggz")
    assert explained(scene) == ["Uitleg van het plan.", NATION], "the second is GHB: one form in common is one word"
    drafting.remove_term(term=row, by=scene.planner)
    assert notes(scene) == [("GGZ", UNIT), ("GHB", NATION)]
    assert Removal.objects.get().gone[0]["model"] == "plans.term"


def test_of_another_unit_or_retired_it_explains_nothing(scene):
    factories.contribution(scene, scene.blocks[0], "<p>De GGZ en de GHB.</p>")
    other = type(scene.region.unit).objects.create(code="ON", name="Oost-Nederland")
    GlossaryTerm.objects.create(owner=other, forms="GGZ", explanation="Van elders.")
    retired = retire_term(term=of_unit(scene, "GHB"), by=scene.unit_planner)
    assert explained(scene) == []
    reader = DraftReader(scene.draft)
    told = [r for r in overlooked(reader, reader.document(), 0, []) if r.place == "terms"]
    unknown = "Afkortingen zonder voetnoot: GGZ."
    assert [("GHB" in remark.sentence, remark.sentence == unknown) for remark in told] == [(True, False), (False, True)]
    assert not any(remark.blocking for remark in told)
    leave_out_term(draft=scene.draft, term=retired, by=scene.planner)
    reader = DraftReader(scene.draft)
    assert [r.sentence for r in overlooked(reader, reader.document(), 0, []) if r.place == "terms"] == [unknown]


def test_every_text_with_footnotes_is_searched_and_nothing_else(scene):
    """What is found is what gets a footnote: the same terms, in the same order, first in the same place."""
    block = scene.blocks[0]
    drafting.write_texts(
        draft=scene.draft,
        version=scene.draft.version,
        by=scene.planner,
        **{name: f"<p>Over {name[:4]}a.</p>" for name in scene.draft.TEXTS},
    )
    drafting.write_chapter(chapter=scene.chapters[0], version=1, introduction="<p>Over inl.</p>", by=scene.planner)
    rich = ("narrative", "residents_input", "ambition", "objective")
    drafting.edit_block(
        block=block, version=1, by=scene.planner, heading="Over kop", **{n: f"<p>Over {n[:4]}b.</p>" for n in rich}
    )
    factories.contribution(scene, block, "<p>Over jaar.</p>", kind="year")
    factories.contribution(scene, block, "<p>Over vast, <a href='https://a.nl'>in schakel</a>.</p>", responsible="rol")
    factories.target(scene, block, explanation="<p>Over doel.</p>")
    drafting.add_fact(block=block, by=scene.planner, text="<p>Over feit.</p>")
    words = [f"{name[:4]}a" for name in scene.draft.TEXTS] + [f"{name[:4]}b" for name in rich]
    for word in [*words, "inl", "jaar", "vast", "doel", "feit", "kop", "schakel", "rol"]:
        of_unit(scene, word, f"Uitleg van {word}.")

    document = compile_draft(scene.draft)
    explanations = {term.id: term.explanation for term in document.terms}
    found = [explanations[term] for term in first_uses(document, document.terms)]
    assert [explanation for _term, explanation in notes(scene)] == found
    assert len(found) == len(document.terms) == len(words) + 5
    assert found[10:] == [f"Uitleg van {word}." for word in ("vast", "jaar", "doel", "feit")]


# --- what the authors choose ------------------------------------------------------------------------------------------


def test_a_word_is_left_unexplained_and_explained_again(scene, browser_of):
    factories.contribution(scene, scene.blocks[0], "<p>De GGZ.</p>")
    nation, unit = of_nation(scene), of_unit(scene)
    browser = browser_of(scene.officer)
    answer = browser.post(at(scene, "leave_out_term", unit.uuid))
    assert answer["Location"] == f"{at(scene, 'terms')}#niet-hier"
    assert explained(scene) == [], "nobody else explains it instead"
    page = browser.get(at(scene, "terms"))
    assert [str(item.row.owner) for item in page.context["glossary"].left_out] == ["Noord-Nederland"]
    assert at(scene, "take_in_term", unit.uuid) in text(page)
    assert page.context["desk"].unexplained == [], "that was the choice"
    browser.post(at(scene, "leave_out_term", unit.uuid))
    retire_term(term=unit, by=scene.unit_planner)
    assert explained(scene) == [], "also when who explained it first does not any more"
    browser.post(at(scene, "take_in_term", unit.uuid))
    browser.post(at(scene, "take_in_term", unit.uuid))
    assert explained(scene) == [NATION]
    acts = Entry.objects.filter(subject=scene.plan.subject, action__in=["leave_out_term", "take_in_term"])
    assert list(acts.order_by("number").values_list("action", flat=True)) == ["leave_out_term", "take_in_term"]
    assert nation.uuid != unit.uuid


def test_only_authors_choose_while_they_write_and_about_their_own_glossary(written, browser_of):
    scene, term = written, of_unit(written)
    for name, person in scene.everyone.items():
        if name in ("officer", "coevorden_officer", "planner", "chief"):
            continue
        for act in (leave_out_term, take_in_term):
            with pytest.raises(Refused):
                act(draft=scene.draft, term=term, by=person)
    other = type(scene.region.unit).objects.create(code="ON", name="Oost-Nederland")
    elsewhere = GlossaryTerm.objects.create(owner=other, forms="GGZ", explanation="Van elders.")
    assert browser_of(scene.planner).post(at(scene, "leave_out_term", elsewhere.uuid)).status_code == 404
    factories.submit(scene)
    with pytest.raises(Refused):
        leave_out_term(draft=scene.draft, term=term, by=scene.planner)
    assert not scene.draft.left_out_terms.exists()


def test_the_page_shows_what_explains_each_word_and_lets_one_be_taken_over(scene, browser_of):
    factories.contribution(scene, scene.blocks[1], "<p>De GGZ’s, de OGGZ en de clusters.</p>")
    term = of_unit(scene, "GGZ", "zorg.", full_form="Geestelijke gezondheidszorg", elsewhere=True)
    own(scene, "clusters"), own(scene, "NEWTON")
    browser = browser_of(scene.officer)
    page = browser.get(at(scene, "terms"))
    (shown,) = page.context["glossary"].used
    block = scene.blocks[1]
    assert (shown.row.note, shown.where.url) == (
        "Geestelijke gezondheidszorg: zorg.",
        at(scene, "block", block.uuid),
    )
    assert shown.where.label.endswith(block.priority.title)
    assert [(item.title, bool(item.where)) for item in page.context["items"]] == [("clusters", True), ("NEWTON", False)]
    for words in (
        "Geldt voor: Noord-Nederland",
        "staat in geen tekst",
        "uitleg komt uit een andere bron",
        "?toevoegen=OGGZ",
    ):
        assert words in text(page)
    assert reverse("priorities:term_add") not in text(page)

    opened = browser.get(at(scene, "terms"), {"overnemen": str(term.uuid)}).context["edit"].form
    assert opened.initial == {"forms": "GGZ", "explanation": "Geestelijke gezondheidszorg: zorg.", "elsewhere": True}
    assert "forms" not in browser.get(at(scene, "terms"), {"overnemen": "onzin"}).context["edit"].form.initial
    browser.post(at(scene, "add_term"), {"forms": "GGZ", "explanation": "Anders gezegd."})
    assert notes(scene)[0] == ("GGZ", "Anders gezegd.")

    keeper = browser_of(scene.unit_planner)
    assert f"{reverse('priorities:term_add')}?woord=OGGZ" in text(keeper.get(at(scene, "terms")))
    overview = text(browser.get(at(scene, "write")))
    assert "‘NEWTON’ heeft een voetnoot, maar staat in geen tekst van het plan." in overview


# --- parts, versions and consents -------------------------------------------------------------------------------------


def test_a_word_counts_in_the_parts_that_use_it_and_its_text_in_those_digests():
    scene = factories.joint()
    before = compile_draft(scene.draft)
    of_nation(scene, "OM"), of_unit(scene, "GGZ")
    assert compile_draft(scene.draft).text() == before.text(), "what no text uses changes nothing"
    assert "found_in" not in before.text()
    block = next(b for b in scene.blocks if b.chapter.municipality == scene.region.coevorden)
    factories.contribution(scene, block, "<p>Met de GGZ.</p>")
    document = compile_draft(scene.draft)
    assert [term.found_in for term in document.terms] == [("GM0109",)]
    assert {part for part, digest in document.parts().items() if digest != before.parts()[part]} == {"GM0109"}
    edit_glossary_term(
        term=GlossaryTerm.objects.get(forms="GGZ"), version=1, explanation="Nieuw.", by=scene.unit_planner
    )
    after = compile_draft(scene.draft)
    assert {part for part, digest in after.parts().items() if digest != document.parts()[part]} == {"GM0109"}
    drafting.write_chapter(
        chapter=next(c for c in scene.chapters if c.municipality is None),
        version=1,
        introduction="<p>De GGZ.</p>",
        by=scene.planner,
    )
    assert compile_draft(scene.draft).terms[0].found_in == ("GM0109", SHARED)


def test_what_was_submitted_keeps_its_words_and_consents_hold_until_they_change(written):
    scene = written
    factories.contribution(scene, scene.blocks[0], "<p>De GGZ.</p>")
    term = of_unit(scene)
    factories.submit(scene)
    factories.agree(scene, Role.CHIEF, scene.chief)
    stored = scene.revision.text
    edit_glossary_term(term=term, version=1, explanation="Anders.", by=scene.unit_planner)
    factories.agree(scene, Role.MAYOR, scene.mayor)
    deciding.withdraw(draft=scene.draft, by=scene.officer)
    assert load(scene.revision.text).terms[0].explanation == UNIT
    assert scene.revision.text == stored
    edit_glossary_term(term=term, version=2, explanation=UNIT, by=scene.unit_planner)
    factories.submit(scene)
    assert scene.draft.requests.filter(consent=None).count() == 1, "the same text, so who agreed is not asked again"
    deciding.withdraw(draft=scene.draft, by=scene.officer)
    edit_glossary_term(term=term, version=3, explanation="Anders.", by=scene.unit_planner)
    factories.submit(scene)
    assert scene.draft.requests.filter(consent=None).count() == 3


# --- where it is used -------------------------------------------------------------------------------------------------


def test_whoever_reads_a_plan_sees_that_it_uses_a_term(written, browser_of, django_assert_max_num_queries):
    scene = written
    factories.contribution(scene, scene.blocks[0], "<p>De R&amp;D’s en de GGZ, niet GHB-test.</p>")
    ggz, rd, ghb = of_unit(scene), of_unit(scene, "R&D"), of_nation(scene, "GHB")
    found = {
        term.forms: [(use.revision, use.explained) for use in uses(scene.planner, term)] for term in (ggz, rd, ghb)
    }
    assert found == {"GGZ": [(None, True)], "R&D": [(None, True)], "GHB": []}
    leave_out_term(draft=scene.draft, term=ggz, by=scene.planner)
    own(scene, "R&D")
    assert not any(use.explained for term in (ggz, rd) for use in uses(scene.planner, term))
    take_in_term(draft=scene.draft, term=ggz, by=scene.planner)
    factories.submit(scene)
    assert [use.revision for use in uses(scene.mayor, ggz)] == [scene.revision]
    assert uses(scene.planner, rd) == [], "its explanation is the plan's own"
    page = browser_of(scene.planner)
    with django_assert_max_num_queries(20):
        assert scene.plan.title in text(page.get(reverse("plans:uses_of_term", args=[ggz.uuid])))
    assert "Geen plan gebruikt" in text(page.get(reverse("plans:uses_of_term", args=[ghb.uuid])))
    assert uses(scene.stranger, ggz) == []


def test_the_data_have_the_footnotes_of_the_glossary(scene, browser_of):
    factories.contribution(scene, scene.blocks[0], "<p>De bijzondere opsporingsambtenaar (boa). Boa’s.</p>")
    of_unit(scene, "boa", "Bewaakt regels.", elsewhere=True)
    answer = browser_of(scene.planner).get(reverse("plans:json", args=[scene.plan.uuid]))
    (note,) = json.loads(b"".join(answer) if answer.streaming else answer.content)["footnotes"]
    assert (note["number"], note["term"]) == (1, "boa")
    assert note["explanation"].startswith("Bewaakt regels. (")
