"""Putting back what was taken out of a plan: all of it, for whoever took it out, within the hour."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.db import connection

from plans.actions import deciding, drafting, starting, undoing
from plans.compiling import compile_draft
from plans.models import Block, ContextFact, Contribution, Placement, Removal, Target, Term
from tests import factories as base
from tests.plans import factories
from tests.plans.drafting.addresses import at, block_url, pages, text
from tests.plans.drafting.test_actions import TrailIsFull, _refuse_the_trail
from tests.plans.drafting.test_pages import queries
from tests.plans.factories import Scene
from tests.remembered import remembered
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated, now
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db

TABLES = (Block, Contribution, Placement, Target, ContextFact, Term)


@pytest.fixture
@remembered
def scene() -> Scene:
    """Under the first priority three contributions, of which one stands under the second priority too.

    Another is measured by a target there, which is part of another; a target elsewhere repeats it. A fact, a footnote.
    """
    written = factories.written()
    first, second, _third = written.blocks
    shared = factories.contribution(written, first, "<p>Gedeeld.</p>")
    drafting.place_contribution(contribution=shared, block=second, by=written.planner)
    own = factories.contribution(written, first, "<p>Tweede.</p>", internal=True)
    whole = first.targets.get()
    share = factories.target(written, first, contribution=own, parent=whole)
    factories.target(written, second, restates=share, contribution=own)
    drafting.add_fact(block=first, by=written.planner, text="<p>Vier op de tien.</p>")
    drafting.add_term(draft=written.draft, by=written.planner, forms="GGP\nggp", explanation="gebiedsgebonden politie")
    return written


def block(scene: Scene) -> Block:
    return scene.blocks[0]


def remove_contribution(scene: Scene, by: Any, words: str = "Tweede", place: int = 0) -> None:
    placement = scene.blocks[place].placements.get(contribution__text__contains=words)
    drafting.remove_contribution(placement=placement, by=by)


REMOVALS: dict[str, Callable[[Scene, Any], None]] = {
    "contribution": remove_contribution,
    "shared": lambda s, by: remove_contribution(s, by, "Gedeeld"),
    "target": lambda s, by: drafting.remove_row(row=block(s).targets.get(parent=None), by=by),
    "share": lambda s, by: drafting.remove_row(row=block(s).targets.exclude(parent=None).get(), by=by),
    "fact": lambda s, by: drafting.remove_row(row=block(s).facts.get(), by=by),
    "term": lambda s, by: drafting.remove_term(term=s.draft.terms.get(), by=by),
    "block": lambda s, by: drafting.remove_block(block=block(s), by=by),
    "frame": lambda s, by: starting.leave_out_frame(draft=s.draft, frame=s.local, by=by),
}


def undo(scene: Scene, by: Any = None, nth: int = -1) -> None:
    removal = list(scene.draft.removals.order_by("pk"))[nth]
    undoing.undo_removal(removal=removal, by=base.fresh(by or scene.planner))


def rows() -> list[dict[str, Any]]:
    """Every row of the plan with its key; versions only grow."""
    found = [row for table in TABLES for row in json.loads(serializers.serialize("json", table.objects.order_by("pk")))]
    for row in found:
        row["fields"].pop("version", None)
    return found


def state(scene: Scene) -> Any:
    removals = list(scene.draft.removals.values_list("undone_at", flat=True))
    return compile_draft(scene.draft).text(), rows(), removals, Entry.objects.count()


def refused(scene: Scene, by: Any = None, nth: int = -1) -> str:
    """The sentence; nothing at all has changed."""
    before = state(scene)
    with pytest.raises(Refused) as refusal:
        undo(scene, by, nth)
    assert state(scene) == before
    return str(refusal.value)


@pytest.mark.parametrize("name", REMOVALS)
def test_what_is_put_back_is_exactly_what_was_there_and_stands_in_the_trail(scene, name):
    before, stood = compile_draft(scene.draft).text(), rows()
    REMOVALS[name](scene, scene.officer)
    assert compile_draft(scene.draft).text() != before

    undo(scene, scene.officer)

    assert compile_draft(scene.draft).text() == before
    assert rows() == stood
    last, removal = Entry.objects.order_by("pk").last(), Removal.objects.get()
    assert (last.action, last.object, last.subject) == ("undo_removal", removal.what, scene.plan.subject)
    assert refused(scene, scene.officer) == "Dit is al teruggezet."


def test_only_whoever_took_it_out_puts_it_back_within_the_hour_and_where_one_may_write(scene):
    for name in ("block", "term"):  # in a chapter, and of the whole plan
        REMOVALS[name](scene, scene.officer)
        others = {who: refused(scene, person) for who, person in scene.everyone.items() if who != "officer"}
        assert set(others.values()) == {"Alleen wie dit heeft weggehaald, kan het terugzetten."}
        undo(scene, scene.officer)

    remove_contribution(scene, scene.planner)
    with dated(now() + timedelta(minutes=61)):
        assert "langer dan een uur geleden weggehaald" in refused(scene)
    scene.planner.appointments.update(ends_on=now().date() - timedelta(days=2))
    assert "Alleen de veiligheidsadviseur van Emmen en de politie" in refused(scene)


def test_a_plan_that_was_submitted_gets_nothing_back_and_an_adopted_one_keeps_no_removals(scene, browser_of):
    REMOVALS["fact"](scene, scene.planner)
    factories.submit(scene)
    assert "ingediend" in refused(scene)
    assert "Ongedaan maken" not in text(browser_of(scene.planner).get(block_url(scene)))
    for role, seat in scene.seats.items():
        who = {"chief": scene.chief, "mayor": scene.mayor, "prosecutor": scene.prosecutor}[role.value]
        deciding.consent(draft=scene.draft, revision=scene.revision, seat=seat, by=who)
    factories.record_adoption(scene)
    assert not Removal.objects.exists()


def test_what_hung_on_something_that_went_since_waits_for_that(scene):
    """Whoever undoes in the order of the page, newest first, gets everything back."""
    before = compile_draft(scene.draft).text()
    for name in ("fact", "share", "contribution", "shared"):
        REMOVALS[name](scene, scene.planner)
    assert "meet een bijdrage" in refused(scene, nth=1)
    remove_contribution(scene, scene.planner, "Gedeeld", place=1)
    assert "ook ergens anders weggehaald" in refused(scene, nth=3)
    REMOVALS["block"](scene, scene.planner)
    for nth in range(4):
        assert "prioriteit waar dit onder stond" in refused(scene, nth=nth), nth
    for nth in range(5, -1, -1):
        undo(scene, nth=nth)
    assert compile_draft(scene.draft).text() == before


def test_what_came_in_its_place_is_not_doubled(scene):
    REMOVALS["term"](scene, scene.planner)
    drafting.add_term(draft=scene.draft, by=scene.officer, forms="ggp", explanation="iets anders")
    assert refused(scene) == "Er is al een voetnoot bij ‘ggp’."

    REMOVALS["shared"](scene, scene.planner)
    shared = scene.blocks[1].placements.get(contribution__text__contains="Gedeeld").contribution
    drafting.place_contribution(contribution=shared, block=block(scene), by=scene.officer)
    assert "staat alweer onder de prioriteit" in refused(scene)

    REMOVALS["block"](scene, scene.planner)
    REMOVALS["frame"](scene, scene.planner)
    assert "kader van deze prioriteit" in refused(scene, nth=-2)


def test_a_frame_that_was_brought_in_again_gives_way_where_nothing_was_written_yet(scene, browser_of):
    before, titles = compile_draft(scene.draft).text(), [str(row) for row in scene.blocks]
    REMOVALS["frame"](scene, scene.planner)
    starting.bring_in_frame(draft=scene.draft, frame=scene.local, by=scene.officer)
    page = browser_of(scene.planner).get(at(scene, "frames"))
    assert "Kader weggelaten, met de prioriteiten: Uitvoeringsplan" in text(page)
    (url,) = (removal.url for removal in page.context["desk"].removals)
    back = browser_of(scene.planner).post(url)
    assert back["Location"].endswith(f"/kaders/?bij={scene.local.uuid}#kader-{scene.local.uuid}")
    assert [str(row) for row in scene.blocks] == titles
    assert compile_draft(scene.draft).text() == before


def test_what_others_did_in_the_meantime_stays(scene):
    whole = block(scene).targets.get(parent=None)
    remove_contribution(scene, scene.planner)
    here = block(scene).targets.exclude(parent=None).get()
    shared = block(scene).placements.get(contribution__text="<p>Gedeeld.</p>").contribution
    drafting.edit_row(row=here, version=here.version, by=scene.officer, contribution=shared)
    drafting.edit_row(row=whole, version=whole.version, by=scene.officer, norm=7)

    undo(scene)

    here.refresh_from_db()
    assert here.contribution == shared
    assert Target.objects.get(restates=here).contribution.text == "<p>Tweede.</p>"
    assert block(scene).targets.get(pk=whole.pk).norm == 7


def test_the_last_three_are_offered_on_every_page_for_an_hour_also_after_a_reload(scene, browser_of):
    planner, officer = browser_of(scene.planner), browser_of(scene.officer)
    first, term = block(scene), scene.draft.terms.get()
    own = first.placements.get(contribution__text="<p>Tweede.</p>").contribution
    words = "Tweede. " + "Wijkagenten " * 30
    Contribution.objects.filter(pk=own.pk).update(text=f"<p>{words}</p>")
    removed = planner.post(at(scene, "remove_term", term.uuid))
    assert removed["Location"] == f"{at(scene, 'terms')}#net-verwijderd"
    asked = queries(planner, at(scene, "texts"))
    for slug, row in (("feit", first.facts.get()), ("doel", first.targets.get(parent=None)), ("bijdrage", own)):
        removed = planner.post(at(scene, "remove_row", first.uuid, slug, row.uuid), {"reason": ""})
        assert removed["Location"] == f"{block_url(scene)}#net-verwijderd"
    assert queries(planner, at(scene, "texts")) <= asked

    for url in (*pages(scene), block_url(scene)):
        page = text(planner.get(url))
        assert page.count("Ongedaan maken – ") == page.count('id="net-verwijderd"') * 3 == 3, url
        assert page.index("Bijdrage weggehaald: Tweede.") < page.index("Doel verwijderd: Woninginbraken"), url
        assert "GGP" not in page.partition("Voetnoot verwijderd")[2], url
        assert "Ongedaan maken" not in text(officer.get(url)), url
    with dated(now() + timedelta(minutes=61)):
        assert "Ongedaan maken" not in text(planner.get(block_url(scene)))

    last = at(scene, "undo_removal", Removal.objects.latest("pk").uuid)
    assert planner.get(last).status_code == 405
    assert officer.post(last).status_code == 403
    assert browser_of(scene.mayor).post(last).status_code == 404
    assert planner.post(last)["Location"] == f"{block_url(scene)}?bij={own.uuid}#bijdrage-{own.uuid}"
    page = text(planner.get(block_url(scene)))
    assert f"‘Tweede. {'Wijkagenten ' * 5}…’ is teruggezet." in page, "quoted in brief, broken off behind a word"
    assert "Voetnoot verwijderd: GGP" in page
    again = planner.post(last)
    assert (again.status_code, "Dit is al teruggezet." in text(again)) == (403, True)

    of_term = at(scene, "undo_removal", Removal.objects.get(action="remove_term").uuid)
    assert planner.post(of_term)["Location"] == f"{at(scene, 'terms')}?bij={term.uuid}#begrip-{term.uuid}"
    planner.post(at(scene, "remove_block", first.uuid), {"reason": ""})
    chapter = at(scene, "chapter", scene.chapters[0].uuid)
    assert "Prioriteit weggelaten: Woninginbraken" in text(planner.get(chapter))
    of_block = at(scene, "undo_removal", Removal.objects.latest("pk").uuid)
    assert planner.post(of_block)["Location"] == f"{chapter}?bij={first.uuid}#prioriteit-{first.uuid}"


def test_a_priority_that_was_added_again_gets_the_old_one_beside_it(scene):
    old = block(scene)
    REMOVALS["block"](scene, scene.planner)
    new = drafting.add_block(chapter=scene.chapters[0], priority=old.priority, by=scene.officer)
    undo(scene)
    assert [b.pk for b in scene.blocks if b.priority_id == old.priority_id] == [old.pk, new.pk]


def test_it_happens_whole_or_not_at_all(scene):
    """The trail is written last: when that fails, nothing has come back."""
    REMOVALS["block"](scene, scene.planner)
    before = state(scene)
    with connection.execute_wrapper(_refuse_the_trail), pytest.raises(TrailIsFull):
        undo(scene)
    assert state(scene) == before


def test_removals_are_swept_out_after_a_day(scene):
    REMOVALS["fact"](scene, scene.planner)
    with dated(now() + timedelta(days=1, minutes=1)):
        REMOVALS["term"](scene, scene.planner)
    assert Removal.objects.get().action == "remove_term"
