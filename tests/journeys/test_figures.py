"""The table of figures with a keyboard and a spreadsheet: what a browser adds to a form that works without it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.journeys.visitor import Door
from tests.reports.counting import counted, counting


def test_a_column_of_a_spreadsheet_is_pasted_checked_and_saved(door: Door) -> None:
    here = counting()
    region = here.told.scene.region
    planner = door.signed_in(here.told.scene.planner)
    planner.opens(f"/rapportages/{here.told.uuid}/invullen/cijfers/")

    def box(indicator: Any, name: str = "value", area: Any = None) -> Any:
        return planner.page.locator(f'[name="{here.code(indicator, area)}-{name}"]')

    first = box(here.burglaries)
    first.focus()
    planner.page.keyboard.press("ArrowDown")
    expect(box(here.cases)).to_be_focused()
    planner.page.keyboard.press("ArrowRight")
    expect(box(here.cases, "reference_date")).to_be_focused()
    planner.page.keyboard.press("ArrowUp")
    expect(box(here.burglaries, "reference_date")).to_be_focused()

    first.focus()
    pastes(planner.page, "29\r\n20\r\n5\r\n6\r\n9\r\n6\t15\r\nja\r\n319.000\r\n")
    planner.sees("8 cellen geplakt. Er is nog niets opgeslagen. Weggelaten, want daarvoor was geen plaats: 1.")
    planner.sees("Dit is lager dan na eerdere maanden.")
    planner.sees("De delen samen: 20, zoals het hoort.")
    planner.sees("40%")
    planner.presses("Plakken ongedaan maken")
    expect(first).to_be_focused()
    expect(first).to_have_value("")

    pastes(planner.page, "31\n20\n5\n6\n9\n6\t15\nja")
    box(here.euros).fill("12 a 13")
    box(here.euros).press("Tab")
    planner.sees("Schrijf een getal, bijvoorbeeld 1234,5.")
    box(here.euros).fill(" € 319.000,50 ")
    for indicator in (here.cases, here.settled, here.covenant, here.euros):
        box(indicator, "source").fill("OM")
    for area in (region.emmen, region.coevorden, region.borger):
        box(here.cases, "source", area).fill("OM")
    planner.page.locator("#hoofdstuk-1").get_by_role("button", name="Deze cijfers opslaan").click()
    planner.is_told("8 cijfers zijn opgeslagen.")  # what was typed in the other chapter went along
    euros = counted(here.euros)
    assert euros
    assert str(euros.value) == "319000.50"

    asked = planner.page.locator("[data-said]:visible", has_text="Dit cijfer was er al.")
    box(here.euros).fill("319.001,50")
    box(here.euros).press("Tab")
    expect(asked).to_have_count(1)
    box(here.euros).fill("319.000,50")
    box(here.euros).press("Tab")
    expect(asked).to_have_count(0)


def pastes(page: Any, text: str) -> None:
    """As from a spreadsheet: a column of cells, tabs between those that stand beside each other."""
    page.locator(":focus").evaluate(
        """(box, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          box.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }""",
        text,
    )
