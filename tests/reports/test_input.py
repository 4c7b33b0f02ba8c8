"""What people really do: figures that are none, too much text, twice the same, a plan that changes under a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from priorities.codes import Direction, Unit
from priorities.models import Figure
from reports.document import ReportRecord
from reports.exports import report_page
from reports.models import Account, ContributionState, Interpretation, Report, ReportRemark
from reports.workflow import Status
from tests import factories as stock
from tests.plans import factories as plans
from tests.remembered import remembered
from tests.reports import factories
from tests.reports.amending import amend, with_blocks
from tests.reports.factories import Told
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


def at(told: Told, page: str, *args: object) -> str:
    return reverse(f"reports:{page}", args=[told.uuid, *args])


def first(told: Told) -> Any:
    """The priority that has a target."""
    return next(p for p in told.document.priorities if p.measurements)


def figure_form(told: Told, **typed: str) -> dict[str, str]:
    """What the form of the first target sends."""
    target = first(told).measurements[0].target.id
    sent = {"reference_date": "30-04-2021", "source": "BVH", "reason": "", "version": ""} | typed
    return {f"cijfer-{target}-{name}": value for name, value in sent.items()} | {f"duiding-{target}-text": ""}


def data(told: Told, browser: Client) -> dict[str, Any]:
    answer = browser.get(at(told, "json"))
    found: dict[str, Any] = json.loads(b"".join(answer))  # type: ignore[arg-type]
    return found


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.fixture
@remembered
def percentage() -> Told:
    """A report on a plan with one target, which is a percentage."""
    scene = plans.stage()
    scene.burglaries = stock.indicator("Dossiers", unit=Unit.PERCENT, direction=Direction.HIGHER)
    plans.drafted(scene=scene)
    plans.write_texts(scene)
    for block in scene.blocks:
        plans.contribution(scene, block)
    plans.target(scene, scene.blocks[0], comparator="at_least", norm=Decimal(40))
    plans.decide(scene)
    return factories.begun(scene=scene)


def test_nothing_to_take_a_percentage_of_is_not_applicable(percentage: Told, client_of: ClientOf) -> None:
    browser = client_of(percentage.scene.planner)
    address = at(percentage, "save_targets", first(percentage).id)
    assert browser.post(address, figure_form(percentage, numerator="0", denominator="0")).status_code == 302

    (found,) = data(percentage, browser)["measurements"]
    assert (found["value"], found["numerator"], found["denominator"]) == (None, "0", "0")
    assert (found["assessment"], found["reason"]) == ("not_assessable", "not_applicable")
    page = browser.get(at(percentage, "read")).content.decode()
    assert "n.v.t." in page
    assert ">0%" not in page


def test_half_a_percentage_is_not_saved(percentage: Told, client_of: ClientOf) -> None:
    browser = client_of(percentage.scene.planner)
    for typed in ({"numerator": "6", "denominator": ""}, {"numerator": "", "denominator": "15"}):
        page = browser.post(at(percentage, "save_targets", first(percentage).id), figure_form(percentage, **typed))
        assert "beide" in page.content.decode()
    assert not Figure.objects.filter(year=2021).exists()


TYPED = {
    "1.234": Decimal(1234),
    "1 234": Decimal(1234),
    " 12 ": Decimal(12),
    "0": Decimal(0),
    "1.234,5": None,
    "1,234.5": None,
    "12,5": None,
    "1.2.3": None,
    "12 a 13": None,
    "12-13": None,
    "12%": None,
    "1e3": None,
    "½": None,
    "٣": None,
}
"""What becomes of what is typed for a number that is counted one by one; None: it is refused and still there."""


def test_comma_and_point_and_what_is_no_number(client_of: ClientOf) -> None:
    told = factories.begun()
    browser = client_of(told.scene.planner)
    found = {}
    for typed in TYPED:
        page = browser.post(at(told, "save_targets", first(told).id), figure_form(told, value=typed))
        saved = Figure.objects.filter(year=2021).first()
        found[typed] = saved.value if saved else None
        assert saved or f'value="{typed}"' in page.content.decode()
        Figure.objects.filter(year=2021).delete()
    assert found == TYPED


def test_a_figure_that_became_lower_elsewhere_needs_a_word_before_release(client_of: ClientOf) -> None:
    """The pages of figures know no report: there an explanation is not asked for as the form of a report does."""
    told = factories.begun(period=8)
    with factories.after(8):
        factories.count(told, 12, period=4)
        factories.count(told, 9, period=8)
        factories.fill(told)
        factories.interpret(told, first(told).measurements[0].target.id, "")
        browser = client_of(told.scene.planner)
        page = browser.get(at(told, "offer")).content.decode()
        assert "“Woninginbraken” is lager dan na eerdere maanden" in page
        assert browser.post(at(told, "offer")).status_code == 409
        factories.interpret(told, first(told).measurements[0].target.id, "<p>Drie zaken dubbel geteld.</p>")
        assert browser.post(at(told, "offer")).status_code == 302


# --- texts ------------------------------------------------------------------------------------------------------------

ENDLESS = "a" * 200_000
UNPRINTABLE = "Tekst\x07 met een bel\x00"


def fields(told: Told) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every text field of an open report: where it is saved, its name, and what has to go with it."""
    priority = first(told)
    target, contribution = priority.measurements[0].target.id, priority.contributions[0].id
    targets = at(told, "save_targets", priority.id)
    yield at(told, "fill_summary"), "summary", {"version": "1"}
    yield at(told, "save_account", priority.id), "verantwoording-progress", {}
    yield at(told, "save_account", priority.id), "verantwoording-topicality", {}
    yield at(told, "save_contributions", priority.id), f"stand-{contribution}-line", {}
    yield targets, f"duiding-{target}-text", figure_form(told)
    yield targets, f"cijfer-{target}-source", figure_form(told, value="3")
    yield targets, f"cijfer-{target}-reason", figure_form(told, value="3")


def kept(told: Told) -> list[Any]:
    kinds = (Report, Account, Interpretation, ContributionState, Figure)
    return [list(kind.objects.order_by("pk").values()) for kind in kinds]  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", [ENDLESS, UNPRINTABLE], ids=["200 000 characters", "control characters"])
def test_what_is_too_long_or_unprintable_is_said_at_the_field_and_still_there(typed: str, client_of: ClientOf) -> None:
    told = factories.begun()
    browser, before = client_of(told.scene.planner), kept(told)
    for address, name, rest in fields(told):
        page = browser.post(address, rest | {name: typed})
        shown = page.content.decode()
        assert page.status_code == 200, name
        assert f'id="id_{name}"' in shown, name
        assert 'aria-invalid="true"' in shown, name
        assert ("a" * 1000 if typed is ENDLESS else "met een bel") in shown, name
    assert kept(told) == before


def test_markup_is_shown_and_not_obeyed(client_of: ClientOf) -> None:
    told = factories.begun()
    browser = client_of(told.scene.planner)
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>Tekst"
    forms: dict[str, dict[str, str]] = {}
    for address, _name, rest in fields(told):
        forms.setdefault(address, {}).update(rest)
    for address, name, _rest in fields(told):
        forms[address][name] = attack
    for address, typed in forms.items():
        assert browser.post(address, typed).status_code == 302, address

    page = str(report_page(told.document, ReportRecord(None, "", "open")))
    assert page.count("Tekst") >= len(list(fields(told)))
    pages = (at(told, "fill_summary"), at(told, "fill_priority", first(told).id), at(told, "report"), at(told, "offer"))
    for html in (page, *(browser.get(address).content.decode() for address in pages)):
        assert "alert(1)</script>" not in html
        assert "<img src=x" not in html


@pytest.mark.parametrize("typed", [ENDLESS, UNPRINTABLE, "", "  "], ids=["endless", "unprintable", "empty", "blank"])
def test_a_remark_or_reason_that_can_not_be_kept_changes_nothing(typed: str, client_of: ClientOf) -> None:
    told = factories.offered()
    browser = client_of(told.scene.chief)
    assert browser.post(at(told, "return"), {"remark": typed}).status_code == 200
    assert (told.report.status, ReportRemark.objects.count()) == (Status.OFFERED, 0)
    with factories.after(4):
        factories.releasing.release(report=told.report, by=told.scene.chief)
    assert browser.post(at(told, "correct"), {"reason": typed}).status_code == 200
    assert told.report.status == Status.RELEASED


# --- too early, too late, too often -----------------------------------------------------------------------------------


def test_no_report_for_a_plan_that_was_not_adopted(client_of: ClientOf) -> None:
    scene = plans.agreed()
    browser = client_of(scene.planner)
    assert scene.plan is not None
    answer = browser.post(reverse("reports:start_report", args=[scene.plan.uuid, 4]))
    assert answer.status_code == 403
    assert "niet vastgesteld" in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("period", [0, 5, 99_999_999_999])
def test_no_report_over_another_number_of_months(period: int, client_of: ClientOf) -> None:
    scene = plans.adopted()
    assert scene.plan is not None
    answer = client_of(scene.planner).post(reverse("reports:start_report", args=[scene.plan.uuid, period]))
    assert answer.status_code == 403
    assert not Report.objects.exists()


def test_releasing_twice_releases_once(client_of: ClientOf) -> None:
    told = factories.offered()
    browser = client_of(told.scene.chief)
    with factories.after(4):
        seen = {"seen": told.document.digest()}
        assert browser.post(at(told, "release"), seen).status_code == 302
        again = browser.post(at(told, "release"), seen)
    assert again.status_code == 409
    assert "al vrijgegeven" in again.content.decode()
    assert told.report.releases.count() == 1


def test_a_figure_entered_after_the_release_waits_for_a_correction(client_of: ClientOf) -> None:
    told = factories.released()
    before = told.release.text
    Figure.objects.filter(year=2021).update(value=12)
    reader = client_of(told.scene.mayor)
    assert data(told, reader)["measurements"][0]["value"] == "10"
    browser = client_of(told.scene.planner)
    assert browser.post(at(told, "correct"), {"reason": "Twee nagekomen."}).status_code == 302
    assert data(told, browser)["measurements"][0]["value"] == "12"
    assert data(told, reader)["measurements"][0]["value"] == "10"
    assert told.release.text == before


# --- the plan changes under the report --------------------------------------------------------------------------------


def test_a_plan_that_was_amended_is_taken_over_before_the_report_goes_on(client_of: ClientOf) -> None:
    told = factories.filled()
    gone, stays = told.document.priorities, first(told).id
    dropped = next(p.id for p in gone if p.id != stays)
    amend(
        told.scene,
        lambda plan: with_blocks(
            plan, lambda block: None if block.id == dropped else replace(block, title=f"{block.title} (nieuw)")
        ),
    )
    browser = client_of(told.scene.planner)
    with factories.after(4):
        page = browser.get(at(told, "fill")).content.decode()
        assert "Het geldende plan overnemen" in page or "overnemen" in page
        assert browser.post(at(told, "offer")).status_code == 409
        assert client_of(told.scene.chief).post(at(told, "release"), {"seen": ""}).status_code == 409
        assert told.document.plan_version == 1

        assert browser.post(at(told, "follow_plan")).status_code == 302
        document = told.document
        assert document.plan_version == 2
        assert dropped not in {p.id for p in document.priorities}
        assert all(p.title.endswith("(nieuw)") and p.progress == "<p>Het werk loopt.</p>" for p in document.priorities)
        assert browser.post(at(told, "offer")).status_code == 302
        assert client_of(told.scene.chief).post(at(told, "release"), {"seen": ""}).status_code == 302
    assert told.release.number == 1


def test_the_page_of_a_released_report_names_the_plan_it_was_about(client_of: ClientOf) -> None:
    told = factories.released()
    amend(told.scene)
    page = client_of(told.scene.mayor).get(at(told, "report")).content.decode()
    assert told.report.status == Status.RELEASED
    assert "(nieuw)" not in page
    assert data(told, client_of(told.scene.mayor))["plan_version"] == 1
