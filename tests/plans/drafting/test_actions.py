"""What every act of writing promises: it happens for whoever may and for nobody else, whole, and in the trail."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from plans.actions import deciding, drafting, listing, moving, starting
from plans.codes import Agreement, Kind, ListKind
from plans.compiling import compile_draft
from plans.models import Block, Contribution, Draft, Listed, Placement, Plan, Target
from priorities.codes import Comparator, Level, Scope
from priorities.saving import Stale
from tests import factories as base
from tests.plans import factories
from tests.remembered import remembered
from workplan_portal.audit.models import Entry
from workplan_portal.audit.verification import verify
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


@dataclass
class Act:
    """An act of writing, and a question to the database that tells whether it happened."""

    do: Any  # (scene, by) -> None
    happened: Any  # (scene) -> bool


def block(scene) -> Block:
    return scene.blocks[0]


def placement(scene) -> Placement:
    return block(scene).placements.first()


def target(scene) -> Target:
    return block(scene).targets.get()


def _with_fact(scene):
    return drafting.add_fact(block=block(scene), by=scene.planner, text="<p>Vier op de tien.</p>")


def _with_term(scene):
    return drafting.add_term(draft=scene.draft, by=scene.planner, forms="GGP", explanation="gebiedsgebonden politie")


ACTS = {
    "write_texts": Act(
        lambda s, by: drafting.write_texts(draft=s.draft, version=s.draft.version, by=by, introduction="<p>Nieuw.</p>"),
        lambda s: s.draft.introduction == "<p>Nieuw.</p>",
    ),
    "write_chapter": Act(
        lambda s, by: drafting.write_chapter(chapter=s.chapters[0], version=1, introduction="<p>Nieuw.</p>", by=by),
        lambda s: s.chapters[0].introduction == "<p>Nieuw.</p>",
    ),
    "add_term": Act(
        lambda s, by: drafting.add_term(draft=s.draft, by=by, forms="OGGZ", explanation="zorg"),
        lambda s: s.draft.terms.filter(forms="OGGZ").exists(),
    ),
    "edit_term": Act(
        lambda s, by: drafting.edit_term(term=s.draft.terms.get(), version=1, by=by, explanation="anders"),
        lambda s: s.draft.terms.get().explanation == "anders",
    ),
    "remove_term": Act(
        lambda s, by: drafting.remove_term(term=s.draft.terms.get(), by=by), lambda s: not s.draft.terms.exists()
    ),
    "add_block": Act(
        lambda s, by: drafting.add_block(chapter=s.chapters[0], priority=block(s).priority, by=by),
        lambda s: s.chapters[0].blocks.count() == 3,
    ),
    "edit_block": Act(
        lambda s, by: drafting.edit_block(block=block(s), version=1, by=by, agreement=Agreement.DEFAULT),
        lambda s: block(s).agreement == Agreement.DEFAULT,
    ),
    "move_block": Act(
        lambda s, by: drafting.move_block(block=s.blocks[1], steps=-1, by=by),
        lambda s: str(block(s)) == "Jeugdoverlast",
    ),
    "remove_block": Act(
        lambda s, by: drafting.remove_block(block=block(s), by=by), lambda s: s.chapters[0].blocks.count() == 1
    ),
    "add_contribution": Act(
        lambda s, by: drafting.add_contribution(block=block(s), by=by, text="<p>Extra.</p>", kind=Kind.YEAR),
        lambda s: block(s).placements.count() == 3,
    ),
    "edit_contribution": Act(
        lambda s, by: drafting.edit_contribution(
            contribution=placement(s).contribution, version=1, by=by, text="<p>Anders.</p>"
        ),
        lambda s: placement(s).contribution.text == "<p>Anders.</p>",
    ),
    "place_contribution": Act(
        lambda s, by: drafting.place_contribution(contribution=placement(s).contribution, block=s.blocks[1], by=by),
        lambda s: placement(s).contribution.placements.count() == 2,
    ),
    "move_contribution_to": Act(
        lambda s, by: moving.move_contribution_to(placement=placement(s), block=s.blocks[1], by=by),
        lambda s: block(s).placements.count() == 1 and s.blocks[1].placements.count() == 2,
    ),
    "move_target_to": Act(
        lambda s, by: moving.move_row_to(row=target(s), block=s.blocks[1], by=by),
        lambda s: s.blocks[1].targets.exists() and not block(s).targets.exists(),
    ),
    "move_fact_to": Act(
        lambda s, by: moving.move_row_to(row=block(s).facts.get(), block=s.blocks[1], by=by),
        lambda s: s.blocks[1].facts.exists() and not block(s).facts.exists(),
    ),
    "move_block_to": Act(
        lambda s, by: moving.move_block_to(block=block(s), after=s.blocks[1], heading="Wonen", by=by),
        lambda s: [(str(b), b.heading) for b in s.blocks[:2]] == [("Jeugdoverlast", ""), ("Woninginbraken", "Wonen")],
    ),
    "point_contribution": Act(
        lambda s, by: listing.point_contribution(
            contribution=placement(s).contribution, chosen=Listed.objects.all(), shown=(), by=by
        ),
        lambda s: placement(s).contribution.pointers.exists(),
    ),
    "move_contribution": Act(
        lambda s, by: drafting.move_contribution(placement=placement(s), steps=1, by=by),
        lambda s: placement(s).contribution.text == "<p>Tweede.</p>",
    ),
    "remove_contribution": Act(
        lambda s, by: drafting.remove_contribution(placement=placement(s), by=by),
        lambda s: block(s).placements.count() == 1 and Contribution.objects.count() == 3,
    ),
    "add_target": Act(
        lambda s, by: drafting.add_target(
            block=block(s), by=by, indicator=s.burglaries, scope=Scope.TEAM, comparator=Comparator.MONITOR
        ),
        lambda s: block(s).targets.count() == 2,
    ),
    "edit_target": Act(
        lambda s, by: drafting.edit_row(row=target(s), version=1, by=by, norm=Decimal(7)),
        lambda s: target(s).norm == 7,
    ),
    "remove_target": Act(
        lambda s, by: drafting.remove_row(row=target(s), by=by), lambda s: not block(s).targets.exists()
    ),
    "add_fact": Act(
        lambda s, by: drafting.add_fact(block=block(s), by=by, text="<p>90%</p>"), lambda s: block(s).facts.count() == 2
    ),
    "edit_fact": Act(
        lambda s, by: drafting.edit_row(row=block(s).facts.get(), version=1, by=by, source="CBS"),
        lambda s: block(s).facts.get().source == "CBS",
    ),
    "remove_fact": Act(
        lambda s, by: drafting.remove_row(row=block(s).facts.get(), by=by), lambda s: not block(s).facts.exists()
    ),
    "leave_out_frame": Act(
        lambda s, by: starting.leave_out_frame(draft=s.draft, frame=s.local, by=by),
        lambda s: not s.chapters[0].blocks.exists() and s.local not in s.draft.frames.all(),
    ),
}


@pytest.fixture
@remembered
def scene():
    """Under the first priority two contributions, a target and a fact; one footnote."""
    written = factories.written()
    factories.contribution(written, written.blocks[0], "<p>Tweede.</p>")
    _with_fact(written)
    _with_term(written)
    listing.add_listed(team=written.region.team, kind=ListKind.PARTNER, name="GGD", by=written.planner)
    return written


def entries() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("pk").values_list("action", "object"))


def state(scene) -> tuple[str, list[Any], list[tuple[str, str]]]:
    """Everything that may not change when an act is refused."""
    draft = scene.draft
    return compile_draft(draft).text(), list(Draft.objects.values_list("version", "status")), entries()


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("author", ["planner", "officer", "chief"])
def test_it_happens_for_the_authors_and_stands_in_the_trail(scene, name, author):
    act, before = ACTS[name], len(entries())
    by = base.fresh(getattr(scene, author))
    assert not act.happened(scene)

    act.do(scene, by)

    assert act.happened(scene)
    written = Entry.objects.order_by("pk").last()
    assert (len(entries()), written.action, written.subject) == (before + 1, name, scene.plan.subject)
    assert by.name in written.actor
    assert list(verify()) == []


@pytest.mark.parametrize("name", ACTS)
def test_it_is_refused_for_everybody_else_and_changes_nothing(scene, name):
    others = scene.everyone.keys() - {"planner", "officer", "chief"}
    before = state(scene)
    for who in others:
        with pytest.raises(Refused, match=r".+"):
            ACTS[name].do(scene, base.fresh(scene.everyone[who]))
    assert state(scene) == before


@pytest.mark.parametrize("name", ACTS)
def test_it_is_refused_once_others_decide_about_the_plan(scene, name):
    deciding.submit(draft=scene.draft, by=scene.planner)
    before = state(scene)
    with pytest.raises(Refused):
        ACTS[name].do(scene, base.fresh(scene.planner))
    assert state(scene) == before


@pytest.mark.parametrize("name", ACTS)
def test_it_happens_whole_or_not_at_all(scene, name, monkeypatch):
    """The trail is written last or nearly: when that fails, nothing of the act remains."""
    before = state(scene)
    with connection.execute_wrapper(_refuse_the_trail), pytest.raises(TrailIsFull):
        ACTS[name].do(scene, base.fresh(scene.planner))
    assert state(scene) == before


class TrailIsFull(Exception):  # noqa: N818
    pass


def _refuse_the_trail(execute, sql, params, many, context):
    if sql.startswith("INSERT") and Entry._meta.db_table in sql:
        raise TrailIsFull
    return execute(sql, params, many, context)


# --- starting ---------------------------------------------------------------------------------------------------------


def test_a_new_plan_has_the_frames_that_apply_with_their_priorities(db):
    stage = factories.stage()
    base.frame(Level.LOCAL, stage.region.coevorden, "Van een ander")
    base.frame(Level.REGIONAL, stage.region.unit, "Verlopen", valid_until=2020)

    scene = factories.drafted(scene=stage)

    assert set(scene.draft.frames.all()) == {stage.local, stage.om}
    assert [str(b) for b in scene.blocks] == ["Woninginbraken", "Jeugdoverlast", "Ondermijning"]
    assert Entry.objects.get().action == "start"


def test_a_plan_for_three_municipalities_has_a_chapter_for_each(db):
    stage = factories.stage()
    here = stage.region
    scene = factories.drafted(scene=stage, municipalities=[here.emmen, here.coevorden, here.borger])

    found = [(c.level, c.municipality and c.municipality.name) for c in scene.chapters]

    assert found == [
        ("local", "Borger-Odoorn"),
        ("local", "Coevorden"),
        ("local", "Emmen"),
        ("om", None),
        ("regional", None),
    ]


def test_a_second_plan_for_the_same_year_is_refused(scene):
    with pytest.raises(Refused, match="Emmen"):
        starting.start(team=scene.region.team, year=2021, municipalities=[scene.region.emmen], by=scene.planner)
    assert Plan.objects.count() == 1


def test_a_frame_left_out_can_come_in_again(scene):
    starting.leave_out_frame(draft=scene.draft, frame=scene.local, by=scene.planner)
    assert [str(b) for b in scene.blocks] == ["Ondermijning"]

    starting.bring_in_frame(draft=scene.draft, frame=scene.local, by=scene.planner)

    assert [str(b) for b in scene.blocks] == ["Woninginbraken", "Jeugdoverlast", "Ondermijning"]
    assert Entry.objects.order_by("pk").last().action == "bring_in_frame"


def test_bringing_in_what_is_there_already_changes_nothing(scene):
    before = state(scene)
    starting.bring_in_frame(draft=scene.draft, frame=scene.local, by=scene.planner)
    assert state(scene) == before


# --- saving -----------------------------------------------------------------------------------------------------------


def test_saving_without_a_change_changes_nothing(scene):
    before, row = state(scene), block(scene)
    drafting.edit_block(block=row, version=99, by=scene.planner, title=row.title, narrative=row.narrative)
    assert state(scene) == before


def test_a_form_that_is_stale_overwrites_nobody(scene):
    drafting.edit_block(block=block(scene), version=1, by=scene.officer, title="Van Sanne")
    before = state(scene)

    with pytest.raises(Stale) as stale:
        drafting.edit_block(block=block(scene), version=1, by=scene.planner, title="Van Nadia")

    assert stale.value.current.title == "Van Sanne"
    assert state(scene) == before


def test_a_contribution_in_two_places_is_one(scene):
    row = placement(scene).contribution
    drafting.place_contribution(contribution=row, block=scene.blocks[1], by=scene.planner)
    drafting.edit_contribution(contribution=row, version=1, by=scene.planner, text="<p>Overal anders.</p>")

    shown = compile_draft(scene.draft)
    texts = [c.text for b in shown.blocks for c in b.contributions if c.id == str(row.uuid)]
    assert texts == ["<p>Overal anders.</p>"] * 2

    drafting.remove_contribution(placement=placement(scene), by=scene.planner)
    assert Contribution.objects.filter(pk=row.pk).exists()


def test_a_contribution_in_a_chapter_of_another_cannot_be_changed_by_the_own_officer(db):
    stage = factories.stage()
    here = stage.region
    base.frame(Level.LOCAL, here.coevorden, "Drugs")
    scene = factories.drafted(scene=stage, municipalities=[here.emmen, here.coevorden])
    emmen = next(b for b in scene.blocks if b.chapter.municipality_id == here.emmen.pk)
    coevorden = next(b for b in scene.blocks if b.chapter.municipality_id == here.coevorden.pk)
    row = factories.contribution(scene, emmen)
    drafting.place_contribution(contribution=row, block=coevorden, by=scene.planner)

    with pytest.raises(Refused):
        drafting.edit_contribution(contribution=row, version=1, by=scene.officer, text="<p>Alleen Emmen.</p>")


def test_a_target_lets_go_of_a_contribution_that_leaves_its_priority(scene):
    row = placement(scene).contribution
    drafting.edit_row(row=target(scene), version=1, by=scene.planner, contribution=row)

    drafting.remove_contribution(placement=placement(scene), by=scene.planner)

    assert target(scene).contribution is None


def test_leaving_out_a_frame_keeps_what_stands_elsewhere_too(scene):
    kept = placement(scene).contribution
    drafting.place_contribution(contribution=kept, block=scene.blocks[2], by=scene.planner)

    starting.leave_out_frame(draft=scene.draft, frame=scene.local, by=scene.planner)

    assert Contribution.objects.filter(pk=kept.pk).exists()
    assert Contribution.objects.count() == 2  # the one kept, and the one of the prosecution's chapter
