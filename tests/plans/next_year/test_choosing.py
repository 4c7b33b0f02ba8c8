"""Deciding about what last year's plan offers: for whoever may, for nobody else, whole, and in the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from plans.actions import choosing, drafting, starting
from plans.codes import Kind, Outcome
from plans.compiling import compile_draft
from plans.models import Contribution, Offer, Target
from priorities.codes import Level
from priorities.saving import Stale
from tests import factories as base
from tests.plans import factories
from tests.plans.next_year.test_starting import renewed
from tests.plans.next_year.world import Autumn, autumn
from tests.remembered import remembered
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


def keep(year: Autumn, words: str, by: Any, kind: Kind = Kind.YEAR, version: int = 1) -> Contribution:
    origin = UUID(year.then(words))
    return choosing.keep(draft=year.draft, origin=origin, kind=kind, version=version, by=by)


def drop(year: Autumn, words: str, by: Any, reason: str = "Is klaar.", version: int = 1) -> Offer:
    return choosing.drop(draft=year.draft, origin=UUID(year.then(words)), reason=reason, version=version, by=by)


def remove(year: Autumn, words: str, reason: str = "") -> None:
    """From every priority it stands under."""
    for placement in year.contribution(words).placements.select_related("block__chapter", "contribution"):
        drafting.remove_contribution(placement=placement, reason=reason, by=year.scene.planner)


def bring_back(year: Autumn, origin: str, by: Any = None) -> None:
    choosing.bring_back(draft=year.draft, origin=UUID(origin), by=by or year.scene.planner)


def take_over(year: Autumn, by: Any, title: str = "Iets nieuws", version: int = 1) -> None:
    block = next(b for b in year.scene.blocks if str(b) == title)
    origin = UUID(year.block_then("Ondermijning"))
    choosing.take_over(draft=year.draft, origin=origin, block=block, version=version, by=by)


def change(year: Autumn, by: Any, reason: str = "Andere wijken.", version: int = 1) -> Contribution:
    origin, text = UUID(year.then("Wijk in beeld")), "<p>Alle wijken in beeld.</p>"
    return choosing.change(draft=year.draft, origin=origin, text=text, reason=reason, version=version, by=by)


@dataclass
class Act:
    do: Callable[[Autumn, Any], object]
    happened: Callable[[Autumn], bool]


ACTS = {
    "keep": Act(
        lambda y, by: keep(y, "Wijk in beeld", by), lambda y: y.draft.contributions.filter(kind=Kind.YEAR).exists()
    ),
    "drop": Act(
        lambda y, by: drop(y, "Wijk in beeld", by),
        lambda y: y.offer(y.then("Wijk in beeld")).outcome == Outcome.DROPPED,
    ),
    "change": Act(lambda y, by: change(y, by), lambda y: y.contribution("Alle wijken") is not None),
    "take_over": Act(lambda y, by: take_over(y, by), lambda y: y.contribution("Signalen") is not None),
    "bring_back": Act(
        lambda y, by: bring_back(y, y.then("Bodycam"), by), lambda y: y.contribution("Bodycam") is not None
    ),
}


@pytest.fixture
@remembered
def year() -> Autumn:
    """Something for each act: accents offered, a priority without a frame, a contribution that was taken out."""
    made = autumn()
    renewed(made.scene.om, made.scene.prosecution_staff, titles=["Iets nieuws"])
    made.start()
    remove(made, "Bodycam")
    return made


def state(year: Autumn) -> Any:
    offers = list(Offer.objects.values_list("origin", "outcome", "reason", "name", "version"))
    return compile_draft(year.draft).text(), offers, Entry.objects.count()


# --- the four questions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("author", ["planner", "officer"])
def test_it_happens_for_the_authors_and_stands_in_the_trail(year, name, author):
    by, known = base.fresh(getattr(year.scene, author)), Entry.objects.count()
    assert not ACTS[name].happened(year)

    ACTS[name].do(year, by)

    assert ACTS[name].happened(year)
    entry = Entry.objects.latest("pk")
    assert (Entry.objects.count(), entry.action, entry.subject) == (known + 1, name, year.scene.plan.subject)
    assert by.name in entry.actor


@pytest.mark.parametrize("name", ACTS)
def test_it_is_refused_for_everybody_else_and_changes_nothing(year, name):
    others = year.scene.everyone.keys() - {"planner", "officer", "chief"}
    if name == "take_over":
        others -= {"prosecution_staff"}  # the chapter of the prosecution is theirs too
    before = state(year)
    for who in others:
        with pytest.raises(Refused, match=r".+"):
            ACTS[name].do(year, base.fresh(year.scene.everyone[who]))
    assert state(year) == before


def test_nothing_is_decided_any_more_once_the_plan_has_been_submitted(year):
    factories.write_texts(year.scene)
    for block in year.scene.blocks:
        factories.contribution(year.scene, block)
    factories.decide(year.scene)
    before = state(year)
    for act in ACTS.values():
        with pytest.raises(Refused):
            act.do(year, base.fresh(year.scene.planner))
    assert state(year) == before


class TrailIsFull(Exception):  # noqa: N818
    pass


def _refuse_the_trail(execute, sql, params, many, context):
    if sql.startswith("INSERT") and Entry._meta.db_table in sql:
        raise TrailIsFull
    return execute(sql, params, many, context)


def test_it_happens_whole_or_not_at_all(year):
    before = state(year)
    for act in ACTS.values():
        with connection.execute_wrapper(_refuse_the_trail), pytest.raises(TrailIsFull):
            act.do(year, year.scene.planner)
    assert state(year) == before


# --- accents ---------------------------------------------------------------------------------------------------------


def test_an_accent_returns_where_it_stood_with_the_target_that_measures_it(started):
    row = keep(started, "Wijk in beeld", started.scene.planner)
    assert (row.kind, str(row.placements.get().block)) == (Kind.YEAR, "Woninginbraken")
    target = next(t for t in started.targets() if str(t) == "Wijkscans")
    assert target.contribution == row
    offer = started.offer(started.then("Wijk in beeld"))
    assert (offer.outcome, offer.name) == (Outcome.KEPT, started.scene.planner.name)


def test_an_accent_can_become_what_the_police_do_every_year_and_back(started):
    row = keep(started, "Wijk in beeld", started.scene.planner, Kind.STANDING)
    assert row.kind == Kind.STANDING
    again = keep(started, "Wijk in beeld", started.scene.planner, Kind.YEAR, version=2)
    assert (again.pk, again.kind) == (row.pk, Kind.YEAR)


def test_an_accent_that_was_kept_can_still_be_dropped_with_its_target_and_kept_again(started):
    by = started.scene.planner
    keep(started, "Wijk in beeld", by)
    drop(started, "Wijk in beeld", by, version=2)
    assert not started.contribution("Wijk in beeld")
    assert not Target.objects.filter(indicator__name="Wijkscans", block__chapter__draft=started.draft).exists()
    keep(started, "Wijk in beeld", by, version=3)
    assert started.contribution("Wijk in beeld")
    assert started.offer(started.then("Wijk in beeld")).reason == ""
    assert [e.action for e in Entry.objects.order_by("-pk")[:3]] == ["keep", "drop", "keep"]


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_dropping_needs_a_reason(started, reason):
    before = state(started)
    with pytest.raises(Refused):
        drop(started, "Wijk in beeld", started.scene.planner, reason=reason)
    assert state(started) == before


def test_deciding_the_same_again_changes_nothing(started):
    keep(started, "Wijk in beeld", started.scene.planner)
    drop(started, "Jeugd op straat", started.scene.planner)
    before = state(started)
    keep(started, "Wijk in beeld", started.scene.officer, version=1)
    drop(started, "Jeugd op straat", started.scene.officer, version=1)
    assert state(started) == before


def test_whoever_looked_at_an_old_page_overrules_nobody(started):
    drop(started, "Wijk in beeld", started.scene.officer)
    before = state(started)
    with pytest.raises(Stale):
        keep(started, "Wijk in beeld", started.scene.planner)
    assert state(started) == before


def test_the_mark_not_for_the_council_comes_along(started):
    assert keep(started, "Pand in de gaten", started.scene.planner).internal


# --- taking out and bringing back ------------------------------------------------------------------------------------


def test_what_is_taken_out_counts_as_dropped_with_the_reason(started):
    remove(started, "Bodycam", reason="Doet iedereen nu.")
    offer = started.offer(started.then("Bodycam"))
    assert (offer.outcome, offer.reason, offer.name) == (
        Outcome.DROPPED,
        "Doet iedereen nu.",
        started.scene.planner.name,
    )


def test_what_still_stands_elsewhere_was_not_dropped(started):
    placement = started.contribution("Bodycam").placements.select_related("block__chapter", "contribution").first()
    drafting.remove_contribution(placement=placement, by=started.scene.planner)
    assert started.offer(started.then("Bodycam")) is None


def test_a_contribution_comes_back_in_all_its_places_tied_to_its_target(started):
    remove(started, "Bodycam")
    bring_back(started, started.then("Bodycam"))
    row = started.contribution("Bodycam")
    assert [str(p.block) for p in row.placements.order_by("block__position")] == ["Woninginbraken", "Jeugdoverlast"]
    assert [t.contribution for t in started.targets()] == [None, row]
    assert started.offer(started.then("Bodycam")).outcome == Outcome.KEPT


def test_a_target_and_a_fact_come_back(started):
    first = started.scene.blocks[0]
    whole, _share = started.targets()
    fact = first.facts.get()
    for row in (whole, fact):
        row.block = first
        row.block.chapter.draft = started.draft
        drafting.remove_row(row=row, reason="Weg.", by=started.scene.planner)
        assert started.offer(str(row.origin)).outcome == Outcome.DROPPED
        bring_back(started, str(row.origin))
    assert first.facts.get().text == fact.text
    again = next(t for t in started.targets() if t.origin == whole.origin)
    assert (again.norm, [t.parent for t in started.targets() if t != again]) == (whole.norm, [again])


def test_a_target_does_not_come_back_without_what_it_measures(started):
    share = next(t for t in started.targets() if t.contribution)
    share.block.chapter.draft = started.draft
    drafting.remove_row(row=share, by=started.scene.planner)
    remove(started, "Bodycam")
    with pytest.raises(Refused):
        bring_back(started, str(share.origin))
    bring_back(started, started.then("Bodycam"))
    assert len(started.targets()) == 2


def test_a_priority_that_was_left_out_comes_back_with_all_that_stood_under_it(started):
    first, before = started.scene.blocks[0], compile_draft(started.draft)
    drafting.remove_block(block=first, reason="Geen thema meer.", by=started.scene.planner)
    assert started.offer(str(first.origin)).reason == "Geen thema meer."
    assert started.offer(started.then("Wijk in beeld")).outcome == Outcome.DROPPED

    bring_back(started, str(first.origin))

    back = next(b for b in compile_draft(started.draft).blocks if b.title == first.priority.title)
    was = before.chapters[0].blocks[0]
    assert [c.text for c in back.contributions] == [c.text for c in was.contributions]
    assert [(t.norm, t.scope, t.indicator) for t in back.targets] == [
        (t.norm, t.scope, t.indicator) for t in was.targets
    ]
    assert [f.text for f in back.facts] == [f.text for f in was.facts]
    assert started.contribution("Bodycam").placements.count() == 2


def test_leaving_out_a_frame_drops_what_rested_on_it(started):
    starting.leave_out_frame(draft=started.draft, frame=started.scene.om, reason="Vervalt.", by=started.scene.planner)
    for origin in (started.block_then("Ondermijning"), started.then("Signalen"), started.then("Pand in de gaten")):
        offer = started.offer(origin)
        assert (offer.outcome, offer.reason) == (Outcome.DROPPED, "Vervalt.")


def test_an_accent_of_a_priority_that_is_out_waits_for_the_priority(started):
    drafting.remove_block(block=started.scene.blocks[0], by=started.scene.planner)
    with pytest.raises(Refused):
        keep(started, "Wijk in beeld", started.scene.planner, version=2)


def test_what_stands_in_the_plan_is_taken_out_there_and_not_here(started):
    with pytest.raises(Refused):
        drop(started, "Bodycam", started.scene.planner, version=0)
    assert started.contribution("Bodycam")


def test_changing_what_came_along_tells_by_whom(started):
    row = started.contribution("Bodycam")
    drafting.edit_contribution(contribution=row, version=1, by=started.scene.officer, text="<p>Bodycam altijd mee.</p>")
    offer = started.offer(started.then("Bodycam"))
    assert (offer.outcome, offer.name) == (Outcome.KEPT, started.scene.officer.name)


# --- priorities without a frame --------------------------------------------------------------------------------------


def test_another_priority_takes_over_what_stood_under_one_without_a_frame(year):
    take_over(year, year.scene.planner)
    block = next(b for b in year.scene.blocks if str(b) == "Iets nieuws")
    assert year.contribution("Signalen").placements.get().block == block
    assert year.offer(year.block_then("Ondermijning")).under == block
    assert year.offer(year.then("Pand in de gaten")).outcome == Outcome.OPEN

    keep(year, "Pand in de gaten", year.scene.planner)
    assert block.placements.count() == 2


def test_when_the_priority_that_took_over_goes_what_it_took_goes_too(year):
    take_over(year, year.scene.planner)
    block = next(b for b in year.scene.blocks if str(b) == "Iets nieuws")
    drafting.remove_block(block=block, reason="Toch niet.", by=year.scene.planner)
    for origin in (year.block_then("Ondermijning"), year.then("Signalen"), year.then("Pand in de gaten")):
        assert year.offer(origin).reason == "Toch niet."
    assert not year.draft.offers.filter(outcome=Outcome.OPEN, origin=year.then("Pand in de gaten")).exists()


def test_without_a_frame_a_priority_does_not_come_back_by_itself(year):
    with pytest.raises(Refused):
        bring_back(year, year.block_then("Ondermijning"))


def test_a_priority_without_a_frame_is_dropped_with_a_reason(year):
    origin = UUID(year.block_then("Ondermijning"))
    choosing.drop(draft=year.draft, origin=origin, reason="Geen speerpunt.", version=1, by=year.scene.planner)
    assert year.offer(str(origin)).reason == "Geen speerpunt."


def test_an_officer_decides_about_the_own_municipality_and_not_about_another(before):
    here = before.scene.region
    base.frame(Level.LOCAL, here.coevorden, "Drugs")
    before.start(municipalities=[here.emmen, here.coevorden])
    with pytest.raises(Refused, match="Emmen"):
        keep(before, "Wijk in beeld", base.fresh(before.scene.coevorden_officer))
    assert keep(before, "Pand in de gaten", base.fresh(before.scene.coevorden_officer))


# --- frames that come later ------------------------------------------------------------------------------------------


def test_what_waited_for_a_frame_comes_along_when_the_frame_does(before):
    before.scene.om.valid_until = 2021
    before.scene.om.save()
    before.start()
    edition = renewed(before.scene.om, before.scene.prosecution_staff)

    starting.bring_in_frame(draft=before.draft, frame=edition, by=before.scene.officer)

    (block,) = (b for b in before.scene.blocks if str(b) == "Ondermijning")
    assert str(block.origin) == before.block_then("Ondermijning")
    assert before.contribution("Signalen").placements.get().block == block
    assert before.offer(before.then("Pand in de gaten")).outcome == Outcome.OPEN
    assert before.offer(str(block.origin)).name == before.scene.officer.name
    assert Entry.objects.latest("pk").details["came_along"] == ["Ondermijning"]


def test_a_frame_that_was_left_out_and_comes_in_again_brings_its_priorities_bare(started):
    """What was dropped with it is brought back when somebody says so, into the priority that is there."""
    scene = started.scene
    starting.leave_out_frame(draft=started.draft, frame=scene.om, by=scene.planner)
    starting.bring_in_frame(draft=started.draft, frame=scene.om, by=scene.planner)
    assert not started.contribution("Signalen")

    bring_back(started, started.block_then("Ondermijning"))

    (block,) = (b for b in scene.blocks if str(b) == "Ondermijning")
    assert started.contribution("Signalen").placements.get().block == block
