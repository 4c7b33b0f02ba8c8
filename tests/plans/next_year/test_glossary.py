"""What the glossary explained in the earlier plan, it explains in the next one: as it reads by then."""

import pytest

from plans.actions import drafting
from plans.actions.terms import leave_out_term
from plans.compiling import compile_draft
from plans.document import load
from priorities.actions.glossary import edit_glossary_term, explain_term
from tests.plans import factories
from tests.plans.next_year.test_pages import page
from tests.plans.next_year.world import Autumn

pytestmark = pytest.mark.django_db


def explain(scene, forms, explanation="Uitleg."):
    return explain_term(owner=scene.region.unit, forms=forms, explanation=explanation, by=scene.unit_planner)


def test_the_glossary_needs_no_copies_and_what_was_left_out_stays_so(browser_of):
    scene = factories.written()
    factories.contribution(scene, scene.blocks[0], "<p>De GGZ, het OM en de wijk.</p>")
    factories.contribution(scene, scene.blocks[0], "<p>NEWTON kijkt mee.</p>", kind="year")
    term, left_out, _accent = explain(scene, "GGZ", "Toen."), explain(scene, "OM"), explain(scene, "NEWTON")
    leave_out_term(draft=scene.draft, term=left_out, by=scene.planner)
    drafting.add_term(draft=scene.draft, by=scene.planner, forms="wijk", explanation="Een buurt.")
    factories.decide(scene)
    earlier = Autumn(scene, scene.plan, load(scene.revision.text))
    assert [t.explanation for t in earlier.text.terms] == ["Een buurt.", "Toen.", "Uitleg."]
    edit_glossary_term(term=term, version=1, explanation="Nu.", by=scene.unit_planner)

    earlier.start()

    assert [str(row) for row in earlier.draft.terms.all()] == ["wijk"]
    assert [str(left) for left in earlier.draft.left_out_terms.all()] == ["OM"]
    assert [t.explanation for t in compile_draft(earlier.draft).terms] == ["Een buurt.", "Nu."]
    shown = browser_of(scene.planner).get(page(earlier)).context["page"].reworded
    assert [(r.label, r.then, r.now) for r in shown] == [("Begrip ‘GGZ’", "GGZ: Toen.", "GGZ: Nu.")]
    drafting.add_term(draft=scene.draft, by=scene.planner, forms="GGZ", explanation="Eigen.")
    shown = browser_of(scene.planner).get(page(earlier)).context["page"].reworded
    assert [r.now for r in shown] == ["GGZ: Eigen."]
