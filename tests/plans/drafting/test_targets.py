"""Targets: every comparator and scope, the three figures, and what cannot be."""

import re

import pytest

from plans.compiling import compile_draft
from plans.completeness import missing
from plans.models import Block, ContextFact, Target
from priorities.codes import Comparator, Scope, Unit
from tests import factories as people
from tests.plans import factories
from tests.plans.drafting.addresses import at, block_url, row_url, text

pytestmark = pytest.mark.django_db


def entered_target(scene, **values: str) -> dict[str, str]:
    chosen = {"indicator": scene.burglaries.code, "scope": "municipality", "comparator": "at_most", "norm": "50"}
    return {**chosen, **values}


def test_the_three_figures_stand_together_with_their_sentence(scene, browser_of):
    browser = browser_of(scene.planner)
    browser.post(row_url(scene, "add_row", "doel"), entered_target(scene, norm_year="2014", norm_origin="regional"))
    page = text(browser.get(block_url(scene)))
    figures = page[page.index("three-figures") :]
    assert "hoogstens 50" in figures or "maximaal 50" in figures or "50" in figures
    assert "40" in figures
    assert "three-figures__why" in figures
    assert "2014" in figures


@pytest.mark.parametrize("comparator", Comparator.values)
@pytest.mark.parametrize("scope", [Scope.MUNICIPALITY, Scope.NATIONAL])
def test_every_comparator_and_scope_can_be_chosen(scene, browser_of, comparator, scope):
    browser = browser_of(scene.planner)
    norm = "" if comparator in ("decrease", "increase", "monitor", "develop") else "12"
    entered = entered_target(scene, comparator=comparator, scope=scope, norm=norm)
    assert browser.post(row_url(scene, "add_row", "doel"), entered).status_code == 302
    assert browser.get(block_url(scene)).status_code == 200
    assert Target.objects.get().comparator == comparator


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"own_goal": "30"}, "own_goal_reason"),
        ({"own_goal": "30", "own_goal_reason": "   "}, "own_goal_reason"),
        ({"comparator": "decrease"}, "norm"),
        ({"comparator": "monitor"}, "norm"),
        ({"norm_year": "1812"}, "norm_year"),
        ({"norm_year": "2022"}, "norm_year"),  # after the plan's
        ({"baseline_year": "2021"}, "baseline_year"),  # the plan's own
        ({"baseline_year": "twee"}, "baseline_year"),
        ({"indicator": "bestaat-niet"}, "indicator"),
        ({"comparator": "ongeveer"}, "comparator"),
        ({"scope": "wereld"}, "scope"),
        ({"parent": "geen"}, "parent"),
    ],
)
def test_what_cannot_be_a_target_is_said_at_the_field(scene, browser_of, values, field):
    answer = browser_of(scene.planner).post(row_url(scene, "add_row", "doel"), entered_target(scene, **values))
    assert field in answer.context["form"].errors
    assert not Target.objects.exists()


def test_opening_the_form_puts_the_focus_on_its_first_field(scene, browser_of):
    page = text(browser_of(scene.planner).get(f"{block_url(scene)}?toevoegen=new-doel"))
    assert re.findall(r"<(\w+)[^>]*\bdata-focus\b[^>]*>", page) == ["select"]


@pytest.mark.parametrize("name", ["norm", "own_goal"])
def test_a_percentage_with_a_digit_too_many_is_said_at_the_field(scene, browser_of, name):
    share = people.indicator(unit=Unit.PERCENT)
    entered = entered_target(scene, indicator=share.code, own_goal_reason="Afgesproken.", **{name: "4000"})
    answer = browser_of(scene.planner).post(row_url(scene, "add_row", "doel"), entered)
    assert list(answer.context["form"].errors) == [name]


def test_a_ratio_may_exceed_a_hundred_percent_and_its_author_is_told(scene, browser_of):
    browser, share = browser_of(scene.planner), people.indicator("Dekkend beslag", unit=Unit.PERCENT)
    browser.post(row_url(scene, "add_row", "doel"), entered_target(scene, indicator=share.code, norm="120"))
    assert Target.objects.get().norm == 120
    assert "vraagt meer dan 100%" in text(browser.get(block_url(scene)))


def test_a_share_belongs_to_a_wider_target_and_never_to_itself(scene, browser_of):
    browser, block = browser_of(scene.planner), scene.blocks[0]
    whole = factories.target(scene, block, scope=Scope.UNIT)
    browser.post(row_url(scene, "add_row", "doel"), entered_target(scene, scope="team", parent=str(whole.uuid)))
    share = Target.objects.exclude(pk=whole.pk).get()
    assert share.parent == whole

    url = row_url(scene, "save_row", "doel", whole)
    narrow = browser.post(url, entered_target(scene, version="1", scope="unit", parent=str(share.uuid)))
    assert narrow.context["form"].errors["parent"]
    circle = browser.post(url, entered_target(scene, version="1", scope="team", parent=str(share.uuid)))
    assert circle.context["form"].errors["parent"]
    itself = browser.post(url, entered_target(scene, version="1", scope="unit", parent=str(whole.uuid)))
    assert itself.context["form"].errors["parent"]


def test_an_open_target_shows_what_it_holds(written, browser_of):
    row = Target.objects.get()
    form = browser_of(written.planner).get(f"{block_url(written)}?bewerk={row.uuid}").context["form"]
    assert form["indicator"].value() == written.burglaries.code
    assert form["norm"].value() == "50"


def test_a_fact_with_a_value_says_in_what_it_is_counted(scene, browser_of):
    browser, url = browser_of(scene.planner), row_url(scene, "add_row", "feit")
    answer = browser.post(url, {"text": "Straffen uitgevoerd", "value": "90"})
    assert answer.context["form"].errors["unit"]
    browser.post(url, {"text": "Straffen uitgevoerd", "value": "90", "unit": "percent"})
    assert "90%" in text(browser.get(block_url(scene)))
    assert ContextFact.objects.get().value == 90


@pytest.mark.parametrize(("value", "unit"), [("4000", "percent"), ("-1", "count"), ("2", "yes_no"), ("9" * 13, "euro")])
def test_a_value_that_no_fact_has_is_said_at_the_field(scene, browser_of, value, unit):
    entered = {"text": "Straffen uitgevoerd", "value": value, "unit": unit}
    answer = browser_of(scene.planner).post(row_url(scene, "add_row", "feit"), entered)
    assert list(answer.context["form"].errors) == ["value"]
    assert not ContextFact.objects.exists()


@pytest.mark.parametrize(("day", "fine"), [("21-12-2020", True), ("31-12-2019", False), ("01-01-2023", False)])
def test_a_foreword_is_of_about_the_year_of_the_plan(scene, browser_of, day, fine):
    entered = {"version": "1", "foreword": "Ons plan.", "foreword_on": day}
    answer = browser_of(scene.planner).post(at(scene, "save_text", "foreword"), entered)
    assert (answer.status_code == 302) is fine
    assert bool(scene.draft.foreword_on) is fine


def test_stated_contributions_without_specific_agreements_are_pointed_out(scene, browser_of):
    browser, block = browser_of(scene.planner), scene.blocks[0]
    remark = "zijn geen specifieke afspraken, maar er staan wel"
    Block.objects.filter(pk=block.pk).update(agreement="default")
    assert remark not in text(browser.get(block_url(scene)))
    factories.contribution(scene, block)
    assert remark in text(browser.get(block_url(scene)))
    assert remark in text(browser.get(at(scene, "submit")))


# --- in a plan for several municipalities -----------------------------------------------------------------------------


def shared_block(scene) -> int:
    return next(place for place, block in enumerate(scene.blocks) if block.chapter.municipality is None)


def test_what_municipalities_share_holds_no_target_for_one_of_them(db, browser_of):
    scene = factories.joint()
    browser, place = browser_of(scene.planner), shared_block(scene)
    form = browser.get(f"{block_url(scene, place)}?toevoegen=new-doel").context["form"]
    assert [value for value, _label in form.fields["scope"].choices] == ["team", "district", "unit", "national"]
    answer = browser.post(row_url(scene, "add_row", "doel", place=place), entered_target(scene))
    assert answer.context["form"].errors["scope"]
    assert not Target.objects.exists()


def test_in_its_own_chapter_a_target_for_the_municipality_counts_for_that_one(db, browser_of):
    scene = factories.joint()
    place = next(p for p, b in enumerate(scene.blocks) if b.chapter.municipality == scene.region.coevorden)
    browser = browser_of(scene.coevorden_officer)
    browser.post(row_url(scene, "add_row", "doel", place=place), entered_target(scene, norm="110"))
    page = text(browser.get(block_url(scene, place)))
    assert "Coevorden" in page
    assert "Het resultaat van 2016 was 88." in page
    assert "geen ruimte voor meer" in page


def test_a_target_that_came_to_stand_in_a_shared_part_keeps_the_plan_from_being_submitted(db):
    scene = factories.joint()
    factories.target(scene, scene.blocks[shared_block(scene)])
    (lack,) = missing(compile_draft(scene.draft))
    assert "Kies een ander gebied" in lack.sentence


def test_what_has_one_title_in_two_chapters_is_told_apart_by_its_chapter(db, browser_of):
    scene = factories.joint()
    twins = [place for place, block in enumerate(scene.blocks) if str(block) == "Woninginbraken"]
    for place in twins:
        factories.target(scene, scene.blocks[place])
    browser, here = browser_of(scene.planner), block_url(scene, shared_block(scene))
    parents = browser.get(f"{here}?toevoegen=new-doel").context["form"].fields["parent"]
    assert sorted(label for _value, label in list(parents.choices)[1:]) == [
        "Woninginbraken, gemeente (Woninginbraken, gemeente Coevorden)",
        "Woninginbraken, gemeente (Woninginbraken, gemeente Emmen)",
    ]
    contribution = scene.blocks[shared_block(scene)].placements.get().contribution
    places = browser.get(f"{here}?ook={contribution.uuid}").context["form"].fields["block"]
    assert {"Woninginbraken (gemeente Coevorden)", "Woninginbraken (gemeente Emmen)"} <= {
        str(x[1]) for x in places.choices
    }
