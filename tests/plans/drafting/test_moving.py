"""To another priority, or elsewhere in the chapter: what hangs on it comes along, and there is a way back."""

from __future__ import annotations

import pytest

from plans.actions import drafting, moving
from plans.compiling import compile_draft
from plans.models import Contribution
from priorities.codes import Scope
from priorities.saving import order_of
from tests import factories as base
from tests.plans import factories
from tests.plans.drafting.addresses import CONTRIBUTION, at, block_url, row_url, text
from tests.plans.drafting.test_undoing import refused, rows, undo
from tests.plans.factories import Scene
from tests.remembered import remembered
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
@remembered
def scene() -> Scene:
    """Under the first priority two contributions; a target belongs to the second. A fact."""
    written = factories.written()
    first = written.blocks[0]
    own = factories.contribution(written, first, "<p>Tweede.</p>", internal=True)
    factories.target(written, first, contribution=own, own_goal=3, own_goal_reason="Anders.")
    drafting.add_fact(block=first, by=written.planner, text="<p>Vier op de tien.</p>")
    return written


def own(scene: Scene) -> Contribution:
    return Contribution.objects.get(text="<p>Tweede.</p>")


def placement(scene: Scene, place: int = 0):
    return scene.blocks[place].placements.get(contribution__text="<p>Tweede.</p>")


def shown(scene: Scene, place: int) -> list[str]:
    return [str(p.contribution) for p in scene.blocks[place].placements.all()]


def state(scene: Scene):
    return compile_draft(scene.draft).text(), rows(), Entry.objects.count(), scene.draft.removals.count()


def test_a_contribution_goes_to_another_priority_with_its_targets_and_back(scene, browser_of):
    planner, row = browser_of(scene.planner), own(scene)
    before = compile_draft(scene.draft).text()

    form = planner.get(f"{block_url(scene)}?verplaats={row.uuid}").context["form"]
    assert [str(block) for block in form.fields["block"].queryset] == ["Jeugdoverlast", "Ondermijning"]
    url = row_url(scene, "move_row_to", "bijdrage", row)
    moved = planner.post(url, {"block": scene.blocks[2].uuid, "place": "first"})

    assert moved["Location"] == f"{block_url(scene, 2)}?bij={row.uuid}#bijdrage-{row.uuid}"
    assert (shown(scene, 0), shown(scene, 2)) == (["Wij houden toezicht."], ["Tweede.", "Wij houden toezicht."])
    assert [str(t.contribution) for t in scene.blocks[2].targets.all()] == ["Tweede."]
    entry = Entry.objects.latest("pk")
    assert entry.details == {"priority": "Ondermijning", "earlier": "Woninginbraken"}
    page = text(planner.get(moved["Location"]))
    assert "De bijdrage is verplaatst naar ‘Ondermijning’." in page
    assert "Bijdrage verplaatst: Tweede." in page
    assert f'href="{block_url(scene)}"' in page[page.index("Bijdrage verplaatst") :].partition("</form>")[0]
    item = page[page.index(f'id="bijdrage-{row.uuid}"') :]
    assert "data-focus" in item[: item.index(">")]

    back = planner.post(at(scene, "undo_removal", scene.draft.removals.get().uuid))
    assert back["Location"] == f"{block_url(scene)}?bij={row.uuid}#bijdrage-{row.uuid}"
    assert compile_draft(scene.draft).text() == before


def test_a_target_and_a_fact_go_to_another_priority_and_back(scene, browser_of):
    planner, first = browser_of(scene.planner), scene.blocks[0]
    before = compile_draft(scene.draft).text()
    for slug, row, word in (
        ("doel", first.targets.get(contribution=None), "Doel"),
        ("feit", first.facts.get(), "Achtergrondcijfer"),
    ):
        page = text(planner.get(f"{block_url(scene)}?verplaats={row.uuid}"))
        assert row_url(scene, "move_row_to", slug, row) in page
        wrong = planner.post(row_url(scene, "move_row_to", slug, row), {"block": first.uuid, "place": "last"})
        assert wrong.context["form"].errors.keys() == {"block"}
        planner.post(row_url(scene, "move_row_to", slug, row), {"block": scene.blocks[1].uuid, "place": "last"})
        row.refresh_from_db()
        assert (str(row.block), row.version) == ("Jeugdoverlast", 2)
        assert f"{word} verplaatst: {row}" in text(planner.get(block_url(scene, 1)))
        undo(scene)
    assert compile_draft(scene.draft).text() == before


def test_nothing_goes_where_it_would_mean_something_else(scene):
    """A target of a contribution stays with it; a contribution stands under a priority once."""
    target = own(scene).targets.get()
    drafting.place_contribution(contribution=own(scene), block=scene.blocks[1], by=scene.planner)
    before = state(scene)
    with pytest.raises(Refused, match="hoort bij een bijdrage"):
        moving.move_row_to(row=target, block=scene.blocks[2], by=scene.planner)
    with pytest.raises(Refused, match="staat al onder die prioriteit"):
        moving.move_contribution_to(placement=placement(scene), block=scene.blocks[1], by=scene.planner)
    moving.move_row_to(row=target, block=scene.blocks[0], by=scene.planner)
    assert state(scene) == before
    moving.move_row_to(row=target, block=scene.blocks[1], by=scene.planner)
    assert scene.blocks[1].targets.get().contribution == own(scene)


def test_in_a_joint_plan_nothing_comes_to_count_for_another_municipality(db):
    scene = factories.joint()
    by_name = {str(b.chapter.municipality): b for b in reversed(scene.blocks)}
    emmen, coevorden, shared = (by_name[name] for name in ("Emmen", "Coevorden", "None"))
    row = factories.contribution(scene, emmen, "<p>Tweede.</p>")
    factories.target(scene, emmen, contribution=row)
    team = factories.target(scene, emmen, scope=Scope.TEAM)
    own_placement = emmen.placements.get(contribution=row)
    before = state(scene)
    for there in (coevorden, shared):
        with pytest.raises(Refused, match="geldt voor Emmen, en daar zou dat niet zo zijn"):
            moving.move_contribution_to(placement=own_placement, block=there, by=scene.planner)
    with pytest.raises(Refused, match="veiligheidsadviseur van Coevorden"):
        moving.move_row_to(row=team, block=coevorden, by=base.fresh(scene.officer))
    assert state(scene) == before

    moving.move_row_to(row=team, block=coevorden, by=scene.planner)
    scene.planner.appointments.update(area=scene.region.emmen, role="safety_officer")
    assert "veiligheidsadviseur van Coevorden" in refused(scene)


def test_what_a_colleague_moved_in_the_meantime(scene, browser_of):
    """Who edits it saves it where it stands now; who moves it too, or puts it back, is told."""
    planner, row = browser_of(scene.planner), own(scene)
    moving.move_contribution_to(placement=placement(scene), block=scene.blocks[1], by=scene.officer)

    saved = planner.post(
        row_url(scene, "save_row", "bijdrage", row), {**CONTRIBUTION, "version": "1", "text": "Nieuw."}
    )
    assert saved["Location"].startswith(block_url(scene, 1))
    row.refresh_from_db()
    assert (row.text, Contribution.objects.count()) == ("<p>Nieuw.</p>", 4)

    late = planner.post(
        row_url(scene, "move_row_to", "bijdrage", row), {"block": scene.blocks[2].uuid, "place": "last"}
    )
    assert late["Location"] == block_url(scene)
    assert "Iemand heeft dit intussen verplaatst of weggehaald." in text(planner.get(block_url(scene)))

    moving.move_contribution_to(
        placement=scene.blocks[1].placements.get(contribution=row), block=scene.blocks[2], by=scene.planner
    )
    assert "verder verplaatst" in refused(scene, scene.officer, nth=0)
    drafting.remove_block(block=scene.blocks[1], by=scene.officer)
    assert "prioriteit waar dit onder stond" in refused(scene, nth=1)


def test_a_priority_goes_elsewhere_in_its_chapter_with_another_heading_and_back(scene, browser_of):
    planner, (first, second, _om) = browser_of(scene.planner), scene.blocks
    drafting.edit_block(block=second, version=1, by=scene.planner, heading="Wonen")
    third = drafting.add_block(chapter=scene.chapters[0], priority=second.priority, by=scene.planner, title="Derde")
    before, chapter = compile_draft(scene.draft).text(), at(scene, "chapter", scene.chapters[0].uuid)

    form = planner.get(f"{chapter}?verplaats={first.uuid}").context["form"]
    assert [label for _value, label in form.fields["after"].choices] == [
        "Aan het begin van het hoofdstuk",
        "2.2 Jeugdoverlast",
        "2.3 Derde",
    ]
    url = at(scene, "move_block_to", first.uuid)
    planner.post(url, {"after": "", "heading": form["heading"].value()})
    assert not scene.draft.removals.exists()

    moved = planner.post(url, {"after": third.uuid, "heading": "Wonen"})
    assert moved["Location"] == f"{chapter}?bij={first.uuid}#prioriteit-{first.uuid}"
    assert [(str(b), b.heading) for b in scene.blocks[:3]] == [
        ("Jeugdoverlast", "Wonen"),
        ("Derde", ""),
        ("Woninginbraken", "Wonen"),
    ]
    page = text(planner.get(moved["Location"]))
    assert "2.3 Woninginbraken" in page
    assert "Prioriteit verplaatst: Woninginbraken" in page
    undo(scene)
    assert compile_draft(scene.draft).text() == before

    planner.post(at(scene, "move_block_to", third.uuid), {"after": "", "heading": "Wonen"})
    drafting.move_block(block=scene.blocks[0], steps=1, by=scene.officer)
    undo(scene)
    assert [str(b) for b in scene.blocks[:3]] == ["Woninginbraken", "Jeugdoverlast", "Derde"]


def test_what_is_dragged_goes_any_number_of_places_unless_somebody_moved_one_since(scene, browser_of):
    planner, first = browser_of(scene.planner), scene.blocks[0]
    third = factories.contribution(scene, first, "<p>Derde.</p>")
    page = text(planner.get(block_url(scene)))
    order = order_of(p.contribution.uuid for p in first.placements.all())
    assert f'data-order="{order}"' in page
    assert "data-order" not in text(browser_of(scene.auditor).get(block_url(scene)))

    url = row_url(scene, "move_row", "bijdrage", third)
    assert planner.post(url, {"steps": "-2", "order": order})["Location"].endswith(f"#bijdrage-{third.uuid}")
    assert shown(scene, 0) == ["Derde.", "Wij houden toezicht.", "Tweede."]
    late = planner.post(url, {"steps": "2", "order": order})
    assert (late.status_code, "intussen de volgorde veranderd" in text(late)) == (403, True)
    for slug, row in (("doel", first.targets.first()), ("feit", first.facts.get())):
        assert planner.post(row_url(scene, "move_row", slug, row), {"steps": "1", "order": order}).status_code == 403
    assert planner.post(at(scene, "move_block", first.uuid), {"steps": "1", "order": order}).status_code == 403
    assert shown(scene, 0) == ["Derde.", "Wij houden toezicht.", "Tweede."]
    assert str(scene.blocks[0]) == "Woninginbraken"


def test_what_is_put_back_beside_something_new_can_be_moved(scene):
    """The new one was given the position of the last, which was away."""
    drafting.remove_contribution(placement=placement(scene), by=scene.planner)
    factories.contribution(scene, scene.blocks[0], "<p>Nieuw.</p>")
    undo(scene)
    assert shown(scene, 0) == ["Wij houden toezicht.", "Tweede.", "Nieuw."]
    drafting.move_contribution(placement=placement(scene), steps=1, by=scene.planner)
    assert shown(scene, 0) == ["Wij houden toezicht.", "Nieuw.", "Tweede."]
