"""Corrections: what they start from, and what is left when one is given up."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from priorities.actions.figures import correct_figure
from priorities.models import Figure
from priorities.saving import Stale
from reports.actions import releasing, reporting
from reports.document import TextChange, load
from reports.models import Release
from reports.workflow import Status
from tests.reports import factories
from tests.reports.amending import amend
from tests.reports.factories import Told
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


def first(told: Told) -> Any:
    """The priority with a target."""
    return next(p for p in told.document.priorities if p.measurements)


def test_a_correction_that_was_given_up_begins_anew_from_the_released_text() -> None:
    told = factories.released()
    before, target = told.release.text, first(told).measurements[0].target.id
    with factories.after(4):
        for words in ("<p>Toch niet.</p>", "<p>Nog eens.</p>"):
            releasing.correct(report=told.report, reason="Dubbel geteld.", by=told.scene.planner)
            correction = told.document.correction
            assert correction is not None
            assert (correction.texts, correction.figures) == ((), ())
            factories.reword(told, words)
            factories.interpret(told, target, words)
            factories.tell_state(told, first(told).contributions[0].id, line="Anders.")
            assert {change.kind for change in told.document.correction.texts} == {  # type: ignore[union-attr]
                *("summary", "interpretation", "contribution")
            }
            releasing.discard(report=told.report, by=told.scene.planner)
            assert (told.report.status, told.release.text, Release.objects.count()) == (Status.RELEASED, before, 1)
            assert told.report.correction == ""
            given_up = Entry.objects.filter(subject=told.report.subject).latest("number").details["given_up"]
            assert ["correction", "Dubbel geteld."] in given_up
            assert given_up.count(["summary", words]) == given_up.count(["text", words]) == 1
            assert ["line", "Anders."] in given_up


def test_a_form_that_was_open_when_the_correction_was_given_up_is_stale() -> None:
    told = factories.released()
    with factories.after(4):
        releasing.correct(report=told.report, reason="Dubbel geteld.", by=told.scene.planner)
    shown = told.report.version
    factories.reword(told, "<p>Toch niet.</p>")
    with factories.after(4):
        releasing.discard(report=told.report, by=told.scene.planner)
        releasing.correct(report=told.report, reason="Opnieuw.", by=told.scene.planner)
    for version in (shown, shown + 1):
        with pytest.raises(Stale):
            reporting.write_summary(report=told.report, version=version, by=told.scene.planner, summary="<p>Oud.</p>")
    assert told.report.summary == "<p>Een rustige periode.</p>"


def test_a_correction_keeps_the_plan_that_the_report_was_released_with(client_of: Any) -> None:
    told = factories.released()
    amend(told.scene)
    with factories.after(4):
        releasing.correct(report=told.report, reason="Een woord vergeten.", by=told.scene.planner)
        home = client_of(told.scene.planner).get("/").content.decode()
        assert "Wordt verbeterd: de rapportage over 4 maanden." in home
        factories.reword(told, "<p>Een heel rustige periode.</p>")
        releasing.offer(report=told.report, by=told.scene.planner)
        releasing.release(report=told.report, by=told.scene.chief)
    made = load(told.release.text)
    assert (told.release.number, made.plan_version) == (2, 1)
    assert made.correction is not None
    assert made.correction.texts == (TextChange("summary", ""),)


def test_a_report_that_was_never_released_has_no_correction_to_discard() -> None:
    told = factories.filled()
    with pytest.raises(Refused):
        releasing.discard(report=told.report, by=told.scene.planner)
    assert told.report.status == Status.OPEN


def test_a_figure_that_became_final_stands_beside_the_released_one(client_of: Any) -> None:
    told = factories.begun()
    with factories.after(4):
        factories.count(told, 10, provisional=True)
        factories.fill(told)
        releasing.release(report=told.report, by=told.scene.chief)
    page, mayor = f"/rapportages/{told.uuid}/", client_of(told.scene.mayor)
    assert 'id="definitief"' not in mayor.get(page).content.decode()

    figure = Figure.objects.get(year=2021)
    correct_figure(
        figure=figure, version=1, reason="Nageteld.", by=told.scene.planner, value=Decimal(12), provisional=False
    )
    shown = mayor.get(page).content.decode().split('id="definitief"')[1].split('id="versies"')[0]
    assert "10 (voorlopig)" in shown
    assert "4 maanden van 2021" in shown
    assert re.search(r">\s*12\s*<", shown)
    assert "10 (voorlopig)" in mayor.get(f"{page}lezen/").content.decode()

    with factories.after(4):
        releasing.correct(report=told.report, reason="Het definitieve cijfer.", by=told.scene.planner)
    filling = client_of(told.scene.planner)
    asked = "heeft een ander cijfer dan eerst. Klopt de duiding nog?"
    assert asked in filling.get(f"{page}invullen/").content.decode()
    factories.interpret(told, first(told).measurements[0].target.id, "<p>Twee meer dan eerst geteld.</p>")
    assert asked not in filling.get(f"{page}invullen/").content.decode()
