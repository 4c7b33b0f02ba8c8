"""What the next report says of figures that became others since the one before it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from plans.codes import Audience
from priorities.actions.figures import correct_figure
from priorities.actions.indicators import edit_indicator
from priorities.codes import ExpectedBy
from priorities.models import Figure, Indicator
from reports.actions import releasing
from reports.document import ReportRecord, load
from reports.exports import report_page
from reports.exports.course_of_year import course_of_year
from reports.wording import sentence_of
from tests import factories as stock
from tests.plans import factories as plans
from tests.reports import factories, joint

pytestmark = pytest.mark.django_db


def test_it_lists_what_was_revised_and_the_released_one_stays_as_it_was() -> None:
    before = factories.released(period=4)
    told = factories.begun(period=8, scene=before.scene)
    assert told.document.revised is None
    released = before.release.text
    with factories.after(8):
        figure = Figure.objects.get(year=2021, period=4)
        correct_figure(
            figure=figure, version=figure.version, reason="Na-ijlen.", by=before.scene.planner, value=Decimal(13)
        )
        factories.count(told, 21)
    document = told.document

    assert document.revised
    assert (document.revised.year, document.revised.period, document.revised.version) == (2021, 4, 1)
    ((change),) = document.revised.figures
    assert change.before
    assert change.after
    assert (change.period, change.before.value, change.after.value) == (4, 10, 13)
    shown = " ".join(report_page(document, ReportRecord(None, "", "open")).split())
    assert "Herziene cijfers" in shown
    assert "Woninginbraken, gemeente Emmen, na 4 maanden van 2021: was 10, is 13." in shown
    assert "Toelichting bij het cijfer: Na-ijlen." in shown
    assert before.release.text == released

    with factories.after(8):
        factories.fill(told)
        releasing.release(report=told.report, by=told.scene.chief)
    last = factories.begun(period=12, scene=before.scene)
    assert last.document.revised is None, "what the report before told already is no news"
    with factories.after(12):
        figure.refresh_from_db()
        correct_figure(
            figure=figure, version=figure.version, reason="Dubbel geteld.", by=before.scene.planner, value=Decimal(12)
        )
    (twice,) = last.document.revised.figures
    assert [(told.period, told.figure.value) for told in twice.told] == [(4, 10), (8, 13)]
    assert load(last.document.text()).text() == last.document.text()
    shown = " ".join(report_page(last.document, ReportRecord(None, "", "open")).split())
    assert (
        "was 10 in de rapportage over 4 maanden van 2021, 13 in de rapportage over 8 maanden van 2021, is 12." in shown
    )


def test_a_figure_that_only_an_older_report_told_is_held_against_that_one() -> None:
    first = factories.released(period=4)
    second = factories.begun(period=8, scene=first.scene)
    with factories.after(8):
        factories.count(second, 21)
        factories.fill(second)
        releasing.release(report=second.report, by=first.scene.chief)
    release = second.release
    release.text = without_figure(release.text, period=4)  # as when its target was not in the plan of then
    release.save()
    last = factories.begun(period=12, scene=first.scene)
    with factories.after(12):
        figure = Figure.objects.get(year=2021, period=4)
        correct_figure(
            figure=figure, version=figure.version, reason="Na-ijlen.", by=first.scene.planner, value=Decimal(13)
        )
    (change,) = last.document.revised.figures
    assert [(told.period, told.figure.value) for told in change.told] == [(4, 10)]


def without_figure(text: str, *, period: int) -> str:
    document = load(text)
    (chapter,) = (c for c in document.chapters if any(p.measurements for p in c.priorities))
    (priority,) = (p for p in chapter.priorities if p.measurements)
    measured = replace(m := priority.measurements[0], this_year=tuple(f for f in m.this_year if f.period != period))
    told = replace(priority, measurements=(measured, *priority.measurements[1:]))
    kept = replace(chapter, priorities=tuple(told if p is priority else p for p in chapter.priorities))
    return replace(document, chapters=tuple(kept if c is chapter else c for c in document.chapters)).text()


def test_the_year_at_a_glance_holds_each_period_and_nothing_of_what_is_to_come() -> None:
    told = factories.begun(period=8)
    with factories.after(8):
        factories.count(told, 10, period=4)
        factories.count(told, 51, period=8)  # the norm is 50, last year had 40: passed
    shown = {standing.code: [number.text for number in standing.numbers] for standing in course_of_year(told.document)}

    assert shown["not_met"] == ["–", "1", "volgt"]
    assert all(numbers[2] == "volgt" for numbers in shown.values())


def test_whole_years_stand_with_a_target_and_are_drawn_from_three_on() -> None:
    told = factories.begun(period=4)
    scene = told.scene
    for year, value in ((2018, 61), (2017, 70), (2014, 99)):  # the last is too long ago
        stock.figure(scene.burglaries, scene.region.emmen, value, year=year)
    document = told.document

    years = {each.year: each.figure.value for m in document.measurements for each in m.earlier}
    assert years == {2017: 70, 2018: 61}
    shown = report_page(document, ReportRecord(None, "", "open"))
    assert "2017:\N{NO-BREAK SPACE}70; 2018:\N{NO-BREAK SPACE}61; 2020:\N{NO-BREAK SPACE}" in shown
    assert load(document.text()).text() == document.text()


def test_of_what_a_reader_may_not_see_no_revision_is_told() -> None:
    told = factories.begun(period=12, scene=joint.released().scene)
    secret = joint.indicator(joint.SECRET_INDICATOR)
    with factories.after(12):
        figure = Figure.objects.get(indicator=secret, period=8)
        correct_figure(
            figure=figure, version=figure.version, reason="Nageteld.", by=told.scene.planner, value=Decimal(6)
        )
    assert told.document.revised
    assert told.document.for_audience(Audience.COUNCIL).revised is None


def test_what_was_chosen_for_an_indicator_is_adopted_with_the_plan_and_holds_all_year() -> None:
    """Last year 30 of 40 fell in the first months; by the months only a third of the goal was to be expected."""
    scene = plans.stage()
    stock.figure(scene.burglaries, scene.region.emmen, 30, period=4)
    choose(scene, ExpectedBy.MONTHS)
    plans.drafted(scene=scene)
    plans.write_texts(scene)
    for block in scene.blocks:
        plans.contribution(scene, block)
    plans.target(scene, scene.blocks[0])
    plans.decide(scene)
    told = factories.begun(period=4, scene=scene)
    factories.count(told, 15)
    choose(scene, ExpectedBy.COURSE)  # too late for this plan

    (measured,) = told.document.measurements
    assert (measured.judgement.share, measured.judgement.share_basis) == ("1/3", "chosen")
    assert measured.judgement.outcome == "at_risk"  # by the course of last year it would be on course
    sentence = sentence_of(measured, 4)
    assert "Bij deze indicator gaat de verwachting altijd naar de maanden: 4 twaalfde van het doel" in sentence


def choose(scene: plans.Scene, by: ExpectedBy) -> None:
    row = Indicator.objects.get(pk=scene.burglaries.pk)
    edit_indicator(indicator=row, version=row.version, by=scene.administrator, expected_by=by)
