"""The targets of a unit across its teams: every contribution once, no scope added to another, what is missing named."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from plans.models import Adoption
from priorities.actions.figures import enter_figure
from priorities.codes import Comparator, Direction, Scope, Unit
from priorities.models import Indicator
from reports.across import Across, Line
from tests import factories as stock
from tests.plans import factories as plans
from tests.plans.factories import Scene
from tests.remembered import remembered
from tests.reports import factories
from tests.reports.neighbours import neighbour
from workplan_portal.organisation.models import Area, BaseTeam

pytestmark = pytest.mark.django_db

AT_LEAST = Comparator.AT_LEAST


@remembered
def plan() -> Scene:
    """The prosecution asks 100 cyber cases of the unit, of which the team has two shares; and 40% of the files."""
    scene = plans.stage()
    plans.drafted(scene=scene)
    plans.write_texts(scene)
    for block in scene.blocks:
        plans.contribution(scene, block)
    om = scene.blocks[-1]
    all_cases, delivered, abroad = (
        stock.indicator(name, direction=Direction.HIGHER)
        for name in ("Cyberzaken", "Aangeleverd", "Waarvan buitenland")
    )
    files = stock.indicator("Dossiers", direction=Direction.HIGHER, unit=Unit.PERCENT)
    whole = plans.target(scene, om, indicator=all_cases, scope=Scope.UNIT, comparator=AT_LEAST, norm=Decimal(100))
    of_team: dict[str, Any] = {"scope": Scope.TEAM, "comparator": AT_LEAST}
    part = plans.target(scene, om, indicator=delivered, norm=Decimal(4), parent=whole, **of_team)
    plans.target(scene, om, indicator=abroad, norm=Decimal(1), parent=part, **of_team)
    plans.target(scene, om, indicator=delivered, norm=Decimal(6), restates=part, **of_team)
    more_than: dict[str, Any] = {"scope": Scope.UNIT, "comparator": Comparator.MORE_THAN, "norm": Decimal(100)}
    plans.target(scene, om, indicator=all_cases, restates=whole, **more_than)
    plans.target(scene, om, indicator=files, norm=Decimal(40), **of_team)
    plans.target(scene, scene.blocks[0])
    plans.decide(scene)
    return scene


def count(
    scene: Scene,
    indicator: str,
    area: Area,
    value: str = "",
    parts: tuple[int, int] | None = None,
    *,
    provisional: bool = False,
) -> None:
    numbers: dict[str, Any] = {"numerator": parts[0], "denominator": parts[1]} if parts else {"value": Decimal(value)}
    row = Indicator.objects.get(name=indicator)
    with factories.after(8):
        about = {"indicator": row, "area": area, "year": 2021, "period": 8}
        enter_figure(by=scene.unit_planner, source="BVH", provisional=provisional, **about, **numbers)


def lines(scene: Scene) -> dict[str, Line]:
    return {line.indicator.name: line for line in Across(scene.region.unit, 2021, 8).lines()}


@pytest.fixture
@remembered
def scene() -> Scene:
    """Three teams: one counted everything, one forgot, and one has no plan."""
    scene = plan()
    here = scene.region
    noord = neighbour("NDR", "Basisteam Noord-Drenthe", scene.revision)
    BaseTeam.objects.create(code="ZWD", name="Basisteam Zuidwest-Drenthe", district=here.district)
    count(scene, "Cyberzaken", here.unit, "61", provisional=True)
    count(scene, "Aangeleverd", here.team, "5")
    count(scene, "Waarvan buitenland", here.team, "2")
    count(scene, "Dossiers", here.team, parts=(6, 15))
    count(scene, "Dossiers", noord, parts=(20, 25), provisional=True)
    return scene


def test_every_team_counts_once_and_what_is_missing_has_a_name(scene: Scene) -> None:
    found = lines(scene)

    assert set(found) == {"Cyberzaken", "Dossiers"}  # what a municipality asks is its own
    cyber = found["Cyberzaken"]
    assert (cyber.own.value, cyber.together.value) == (61, 5)  # not 66, not 7
    assert cyber.target
    assert (cyber.target.goal, cyber.judgement.outcome if cyber.judgement else "") == (100, "at_risk")
    assert cyber.target.comparator == Comparator.MORE_THAN, "the stricter of two for one figure"
    assert [target.goal for target in cyber.contributions[1].targets if target.indicator.name == "Aangeleverd"] == [6]
    assert [each.team.name for each in cyber.missing] == ["Basisteam Noord-Drenthe"]
    assert [(each.team.name, each.planned) for each in cyber.without] == [("Basisteam Zuidwest-Drenthe", False)]
    assert found["Dossiers"].together.value == 65  # 26 of 40, not the mean of 40% and 80%
    assert found["Dossiers"].target is None


def test_a_figure_of_the_team_never_stands_in_for_that_of_the_unit() -> None:
    told = factories.begun(period=8, scene=plan())
    count(told.scene, "Cyberzaken", told.scene.region.team, "120")

    (whole,) = (m for m in told.document.measurements if m.target.scope == Scope.UNIT and not m.target.restates)
    assert (whole.reading(8).value, whole.judgement.outcome) == (None, "not_assessable")
    assert lines(told.scene)["Cyberzaken"].own.value is None


def test_a_report_counts_what_it_repeats_by_the_strictest_words_as_this_page_does() -> None:
    told = factories.begun(period=12, scene=plan())
    cases, unit = Indicator.objects.get(name="Cyberzaken"), told.scene.region.unit
    stock.figure(cases, unit, 100, year=2021)

    document = told.document
    judged = [m for m in document.measurements if m.target.indicator.name == "Cyberzaken"]
    assert [m.judgement.outcome for m in judged] == ["met", "not_met"]
    (counted,) = (m for m in document.counting(document.measurements) if m.target.indicator.name == "Cyberzaken")
    assert counted.judgement.outcome == "not_met", "100 is at least 100, and it was to be more"


def test_a_team_with_two_plans_counts_once(scene: Scene) -> None:
    neighbour("", "", scene.revision, team=scene.region.team)
    assert lines(scene)["Cyberzaken"].together.value == 5


def test_a_plan_that_is_not_adopted_asks_nothing(scene: Scene) -> None:
    Adoption.objects.filter(revision__plan__team__code="NDR").delete()
    assert lines(scene)["Cyberzaken"].missing == []


def test_pages_and_table_show_it_and_only_to_whoever_compares(scene: Scene, client_of: Any) -> None:
    here, asked = scene.region, {"jaar": 2021, "periode": 8}
    page, table = reverse("reports:across", args=["NN"]), reverse("reports:across_csv", args=["NN"])
    about = reverse("reports:across_line", args=["NN", Indicator.objects.get(name="Cyberzaken").code])
    stock.figure(Indicator.objects.get(name="Cyberzaken"), here.unit, 70, year=2019)
    stock.figure(Indicator.objects.get(name="Cyberzaken"), here.unit, 80, year=2020)
    planner = client_of(scene.unit_planner)

    shown = planner.get(page, asked).content.decode()
    assert "5, van 1 van 2 teams" in " ".join(shown.split())
    assert "61 (voorlopig)" in shown
    assert "65% (voorlopig)" in shown, "one of its parts is"
    assert "Basisteam Noord-Drenthe" in shown
    assert "onder druk" in shown.lower()
    told = " ".join(planner.get(about, asked).content.decode().split())
    for sentence in (
        "Het cijfer ontbreekt.",
        "geen vastgesteld plan van dit jaar",
        "in 2 doelen",
        "70",
        "80",
        "als geheel: 61 (voorlopig). Doel: meer dan 100",
    ):
        assert sentence in told
    rows = list(csv.DictReader(io.StringIO(planner.get(table, asked).getvalue().decode("utf-8-sig")), delimiter=";"))
    assert {(r["team"], r["team_value"], r["state"]) for r in rows if r["indicator"] == "Cyberzaken"} == {
        ("Basisteam Zuidoost-Drenthe", "5", "counted"),
        ("Basisteam Noord-Drenthe", "", "missing"),
        ("Basisteam Zuidwest-Drenthe", "", "no_plan"),
    }
    book = load_workbook(io.BytesIO(planner.get(reverse("reports:across_workbook", args=["NN"]), asked).getvalue()))
    filled = [row for row in book.active.iter_rows(values_only=True) if row[0] == "Cyberzaken"]
    assert ("Cyberzaken", "aantal", 100, 61, "Basisteam Zuidoost-Drenthe", None, 5, None, "voorlopig") in filled
    assert [row[7] for row in filled if row[4] == "Basisteam Noord-Drenthe"] == ["cijfer ontbreekt"]
    assert planner.get(reverse("reports:across_areas")).url == page
    assert reverse("reports:across_areas") in planner.get(reverse("reports:reports")).content.decode()
    assert planner.get(reverse("reports:across", args=["DR"]), asked).status_code == 200
    assert planner.get(page, {"jaar": "x", "periode": "5"}).status_code == 200
    assert client_of(scene.auditor).get(page, asked).status_code == 200
    for person in (scene.planner, scene.mayor, scene.stranger):
        assert [client_of(person).get(address, asked).status_code for address in (page, table, about)] == [404] * 3
        assert client_of(person).get(reverse("reports:across_areas")).status_code == 403
        reports = client_of(person).get(reverse("reports:reports")).content.decode()
        assert reverse("reports:across_areas") not in reports


def test_more_teams_ask_no_more_questions(scene: Scene) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            lines(scene)
        return len(asked)

    before = questions()
    for number in range(4):
        neighbour(f"T{number}", f"Basisteam {number}", scene.revision)
    assert questions() == before == 3
