"""What a plan takes along from the adopted plan it is started from, and what stays behind."""

from datetime import date
from decimal import Decimal

import pytest

from plans.actions import drafting, starting
from plans.codes import Kind, Outcome
from plans.compiling import DraftReader, compile_draft
from plans.completeness import overlooked, remarks
from plans.models import Block, Chapter, ContextFact, Contribution, Draft, Offer, Plan, PlanMunicipality, Target, Term
from priorities.actions.frames import add_priority, adopt_frame, edit_frame, remove_priority, renew_frame
from priorities.actions.indicators import retire_indicator
from priorities.codes import Level, NormRule
from tests import factories as base
from tests.plans import factories
from tests.plans.next_year.world import autumn
from tests.remembered import remembered
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db

ROWS = (Plan, PlanMunicipality, Draft, Chapter, Block, Contribution, Target, ContextFact, Term, Offer, Entry)


def counts() -> list[int]:
    return [model.objects.count() for model in ROWS]


def block(year, title: str) -> Block:
    return next(b for b in year.scene.blocks if str(b) == title)


def renewed(frame, by, *, valid_from=2022, valid_until=2025, titles=()):
    """The next edition of a frame, adopted, with other priorities of these titles in the place of its first ones."""
    edition = renew_frame(frame=frame, by=by)
    edit_frame(frame=edition, version=1, by=by, valid_from=valid_from, valid_until=valid_until)
    for priority, title in zip(edition.priorities.all(), titles, strict=False):
        remove_priority(priority=priority, by=by)
        add_priority(frame=edition, by=by, heading=priority.heading, title=title, objective=priority.objective)
    return adopt_frame(frame=edition, adopted_on=date(2021, 11, 1), adopted_by="raad", by=by)


# --- what comes along ------------------------------------------------------------------------------------------------


def test_texts_come_along_and_what_must_be_new_is_empty(started):
    draft = started.draft
    assert draft.introduction == "<p>Zo werken wij samen.</p>"
    assert draft.going_concern == "<p>Noodhulp gaat door.</p>"
    assert draft.formation_fte == Decimal(30)
    assert (draft.foreword, draft.foreword_on, draft.themes_note) == ("", None, "")
    assert draft.norm_rule == NormRule.LOWER
    assert started.scene.chapters[0].introduction == "<p>Over Emmen.</p>"
    assert draft.terms.get().forms == "GGP\nggp"


def test_priorities_come_along_in_their_order_with_only_what_the_plan_said_differently(started):
    assert [str(b) for b in started.scene.blocks] == ["Woninginbraken", "Jeugdoverlast", "Ondermijning"]
    first, second, _third = started.scene.blocks
    assert (first.heading, first.objective) == ("Wonen", "<p>Woorden van het plan.</p>")
    assert (first.title, first.box_title, first.narrative, second.objective, second.heading) == ("", "", "", "", "")
    assert first.priority == started.scene.local.priorities.get(title="Woninginbraken")


def test_a_standing_contribution_is_one_in_all_its_places(started):
    row = started.contribution("Bodycam")
    assert (row.partners, row.fte, row.responsible) == ("gemeente", Decimal("1.50"), "Wijkagent")
    assert [str(p.block) for p in row.placements.order_by("block__position")] == ["Woninginbraken", "Jeugdoverlast"]
    assert started.contribution("Signalen")
    assert started.draft.contributions.count() == 2


def test_accents_are_offered_and_not_copied(started):
    assert not started.draft.contributions.filter(kind=Kind.YEAR).exists()
    offered = {str(o.origin) for o in started.draft.offers.filter(outcome=Outcome.OPEN)}
    assert offered == {started.then(words) for words in ("Wijk in beeld", "Jeugd op straat", "Pand in de gaten")}


def test_targets_come_along_with_norm_and_links_and_are_compared_with_last_year(started):
    whole, share = started.targets()
    assert (whole.norm, whole.norm_year, whole.norm_origin) == (Decimal(50), 2014, Level.REGIONAL)
    assert whole.provisional_norm
    assert (whole.own_goal, whole.own_goal_reason) == (None, "")
    assert (share.parent, share.baseline_year) == (whole, None)
    assert share.contribution == started.contribution("Bodycam")
    assert {t.baseline_year for t in compile_draft(started.draft).targets} == {2021}


def test_a_target_of_an_accent_waits_for_the_accent(started):
    """On its own it would lose what it measures, which may be something the council does not get."""
    assert "Wijkscans" not in [str(t) for t in started.targets()]


def test_every_row_is_new_and_remembers_what_it_was(started):
    first = started.scene.blocks[0]
    for row, was in (
        (first, started.block_then("Woninginbraken")),
        (started.contribution("Bodycam"), started.then("Bodycam")),
        (first.targets.first(), next(started.text.targets).id),
        (first.facts.get(), next(started.text.blocks).facts[0].id),
        (started.draft.terms.get(), started.text.terms[0].id),
    ):
        assert str(row.origin) == was
        assert row.uuid != row.origin


def test_the_twelve_month_figure_of_the_year_before_is_last_years_result(started):
    figure = base.figure(started.scene.burglaries, started.scene.region.emmen, 37, year=2021, provisional=True)
    document = compile_draft(started.draft)
    share = next(t for t in document.targets if t.scope == "municipality")
    assert (share.last_year, share.provisional_last_year, share.goal) == (Decimal(37), True, Decimal(37))
    assert any("2021" in r.sentence and not r.blocking for r in remarks(document) if "Woninginbraken" in r.sentence)

    figure.provisional = False
    figure.save()
    assert not next(t for t in compile_draft(started.draft).targets if t.last_year).provisional_last_year


def test_the_adopted_text_counts_and_not_the_rows_it_was_written_in(before):
    """Rows of an adopted plan may move on, as in an amendment that is being written."""
    Contribution.objects.filter(text__contains="Bodycam").update(text="<p>Iets anders.</p>")
    before.start()
    assert before.contribution("Bodycam")
    assert not before.contribution("Iets anders")


def test_what_came_along_stands_in_the_trail_as_one_act(before):
    known = Entry.objects.count()
    before.start()
    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == known + 1
    assert entry.action == "start"
    assert entry.details == {
        "earlier": 2021,
        "earlier_plan": str(before.earlier.uuid),
        "priorities": 3,
        "contributions": 2,
        "targets": 2,
        "facts": 1,
        "offered": 3,
    }


# --- frames that came and went ---------------------------------------------------------------------------------------


def test_a_priority_moves_to_the_new_edition_of_its_frame(before):
    edition = renewed(before.scene.om, before.scene.prosecution_staff)
    before.start()
    third = block(before, "Ondermijning")
    assert third.priority.frame == edition
    assert edition in before.draft.frames.all()
    assert [p.contribution.text for p in third.placements.all()] == ["<p>Signalen delen.</p>"]


def test_a_priority_that_a_new_edition_calls_otherwise_is_found_by_its_other_names(before):
    edition = renew_frame(frame=before.scene.om, by=before.scene.prosecution_staff)
    edition.priorities.update(title="Ondermijning van de rechtsstaat", other_titles="Aanpak\nondermijning")
    adopt_frame(frame=edition, adopted_on=date(2021, 11, 1), adopted_by="OM", by=before.scene.prosecution_staff)
    before.start()
    assert str(before.scene.blocks[2]) == "Ondermijning van de rechtsstaat"
    assert before.contribution("Signalen")


def test_a_priority_without_a_frame_is_offered_with_all_that_stood_under_it(before):
    edition = renewed(before.scene.om, before.scene.prosecution_staff, titles=["Iets nieuws"])
    before.start()
    assert [str(b) for b in before.scene.blocks] == ["Woninginbraken", "Jeugdoverlast", "Iets nieuws"]
    assert block(before, "Iets nieuws").priority.frame == edition
    assert before.offer(before.block_then("Ondermijning")).outcome == Outcome.OPEN
    assert before.offer(before.then("Pand in de gaten")) is None
    assert not before.contribution("Signalen")


def test_a_frame_that_has_ended_takes_its_priorities_along(before):
    before.scene.om.valid_until = 2021
    before.scene.om.save()
    before.start()
    assert list(before.draft.frames.all()) == [before.scene.local]
    assert before.offer(before.block_then("Ondermijning")).outcome == Outcome.OPEN


def test_what_was_left_out_of_a_frame_stays_out_and_a_new_frame_comes_in(before):
    factory = base.priority(before.scene.local, "Water")  # as if it had stood in the frame and not in the plan
    new = base.frame(Level.LOCAL, before.scene.region.emmen, "Brand", valid_from=2022)
    before.start()
    assert [str(b) for b in before.scene.blocks] == ["Woninginbraken", "Jeugdoverlast", "Brand", "Ondermijning"]
    assert new in before.draft.frames.all()
    assert not factory.blocks.exists()


def test_a_split_priority_stays_split(before):
    scene = before.scene
    joint = factories.drafted(scene=scene, municipalities=[scene.region.coevorden])
    assert joint.plan.municipalities == [scene.region.coevorden]
    frame = base.frame(Level.LOCAL, scene.region.coevorden, "Uitgaan")
    starting.bring_in_frame(draft=scene.draft, frame=frame, by=scene.planner)
    chapter = scene.chapters[0]
    chapter.draft = scene.draft
    drafting.add_block(chapter=chapter, priority=frame.priorities.get(), title="Evenementen", by=scene.planner)
    factories.write_texts(scene)
    for row in scene.blocks:
        factories.contribution(scene, row, f"<p>Voor {row}.</p>")
    scene.coevorden_mayor.refresh_from_db()
    factories.decide(scene)

    before.start(earlier=scene.plan, municipalities=[scene.region.coevorden])

    found = [(str(b), b.placements.get().contribution.text) for b in before.scene.blocks if b.chapter.municipality_id]
    assert found == [("Uitgaan", "<p>Voor Uitgaan.</p>"), ("Evenementen", "<p>Voor Evenementen.</p>")]


# --- joint plans -----------------------------------------------------------------------------------------------------


@pytest.fixture
@remembered
def joint():
    """A plan of 2021 for Emmen and Coevorden; one contribution stands in the chapters of both."""
    stage = factories.stage()
    here = stage.region
    base.frame(Level.LOCAL, here.coevorden, "Drugs")
    scene = factories.written(scene=stage, municipalities=[here.emmen, here.coevorden])
    both = factories.contribution(scene, scene.blocks[0], "<p>Voor allebei.</p>")
    drafting.place_contribution(contribution=both, block=scene.blocks[1], by=scene.planner)
    factories.decide(scene)
    return scene


def start_2022(scene, *municipalities, by=None) -> Plan:
    plan = starting.start(
        team=scene.region.team, year=2022, municipalities=municipalities, by=by or scene.planner, earlier=scene.plan
    )
    scene.plan = plan
    return plan


def test_of_a_joint_plan_only_the_own_chapters_come_along(joint):
    plan = start_2022(joint, joint.region.coevorden)
    assert [str(b) for b in joint.blocks] == ["Drugs", "Ondermijning"]
    both = Contribution.objects.get(draft__plan=plan, text__contains="allebei")
    assert [str(p.block) for p in both.placements.all()] == ["Drugs"]


def test_a_plan_of_one_feeds_a_joint_one(before):
    here = before.scene.region
    base.frame(Level.LOCAL, here.coevorden, "Drugs")
    before.start(municipalities=[here.emmen, here.coevorden])
    assert [str(b) for b in before.scene.blocks] == ["Drugs", "Woninginbraken", "Jeugdoverlast", "Ondermijning"]
    assert not block(before, "Drugs").placements.exists()
    assert before.contribution("Bodycam")


# --- what cannot be --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["chief", "mayor", "prosecutor", "auditor", "coevorden_officer", "stranger"])
def test_who_may_not_start_it_changes_nothing(before, who):
    known = counts()
    with pytest.raises(Refused, match=r".+"):
        before.start(by=base.fresh(getattr(before.scene, who)))
    assert counts() == known


def test_the_safety_officer_starts_it_too(before):
    assert before.start(by=before.scene.officer).started_from.plan == before.earlier


def test_nobody_starts_from_a_plan_he_may_not_see(before):
    """Coevorden may start a joint plan with Emmen, but Emmen's plan of last year is none of its business."""
    here, known = before.scene.region, counts()
    with pytest.raises(Refused):
        before.start(by=before.scene.coevorden_officer, municipalities=[here.emmen, here.coevorden])
    assert counts() == known


def test_starting_twice_is_refused(started):
    known = counts()
    with pytest.raises(Refused, match="Emmen"):
        started.start()
    assert counts() == known


def test_a_plan_that_was_not_adopted_feeds_none(db):
    scene = factories.agreed()
    known = counts()
    with pytest.raises(Refused):
        start_2022(scene, scene.region.emmen)
    assert counts() == known


@pytest.mark.parametrize("wrong", [{"year": 2021}, {"year": 2020}, {"municipalities": "others"}])
def test_only_an_earlier_plan_with_a_municipality_in_common_feeds_a_plan(before, wrong):
    if "municipalities" in wrong:
        wrong = {"municipalities": [before.scene.region.borger, before.scene.region.coevorden]}
    known = counts()
    with pytest.raises(Refused):
        before.start(**wrong)
    assert counts() == known


def test_a_retired_indicator_comes_along_and_is_named(before):
    retire_indicator(indicator=before.scene.burglaries, by=before.scene.administrator)
    before.start()
    assert len(before.targets()) == 2
    reader = DraftReader(before.draft)
    named = [r for r in overlooked(reader, reader.document(), 0, ()) if "Woninginbraken" in r.sentence]
    assert [r.place for r in named] == [str(before.scene.blocks[0].uuid)] * 2
    assert not any(r.blocking for r in named)


def test_a_year_in_between_does_not_matter(before):
    assert before.start(year=2023).started_from.plan == before.earlier
    assert {t.baseline_year for t in compile_draft(before.draft).targets} == {2022}


def test_the_same_plan_feeds_next_year_again_and_again():
    """What came along in 2022 comes along in 2023, with the rows of 2022 as its origin."""
    year = autumn()
    year.start()
    factories.write_texts(year.scene)
    row = year.contribution("Bodycam")
    for each in year.scene.blocks:
        if not each.placements.exists():
            factories.contribution(year.scene, each)
    factories.decide(year.scene)
    middle = year.scene.plan
    year.start(year=2023, earlier=middle)
    assert year.contribution("Bodycam").origin == row.uuid
