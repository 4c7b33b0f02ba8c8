"""With a mouse an item of a list is dragged to another place, as an extra beside its buttons."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.visitor import Door, Visitor
from tests.plans import factories
from tests.plans.factories import Scene


def test_an_item_is_dragged_and_without_a_connection_the_old_order_comes_back(door: Door, written: Scene) -> None:
    block = written.blocks[0]
    for words in ("Tweede", "Derde"):
        factories.contribution(written, block, f"<p>{words}.</p>")
    planner = door.signed_in(written.planner)
    planner.opens(reverse("plans:block", args=[written.plan.uuid, block.uuid]))
    items = planner.panel("Bijdrage politie").get_by_role("listitem")

    drags(planner, 0, 2)
    planner.is_told("De bijdrage is verplaatst.")
    expect(items).to_contain_text(["Tweede.", "Derde.", "Wij houden toezicht."])
    expect(items.nth(2)).to_be_focused()
    assert [str(p.contribution) for p in block.placements.all()] == ["Tweede.", "Derde.", "Wij houden toezicht."]

    planner.context.set_offline(True)
    drags(planner, 2, 0)
    expect(planner.main).to_contain_text("Het portaal is niet bereikbaar.")
    expect(items).to_contain_text(["Tweede.", "Derde.", "Wij houden toezicht."])
    planner.complaints.clear()  # of the browser, that there was no connection


def drags(visitor: Visitor, start: int, end: int) -> None:
    items = visitor.panel("Bijdrage politie").get_by_role("listitem")
    handle, goal = items.nth(start).get_by_title("Sleep naar een andere plaats"), items.nth(end)
    handle.scroll_into_view_if_needed()
    taken, aimed = handle.bounding_box(), goal.bounding_box()
    assert taken
    assert aimed
    visitor.page.mouse.move(taken["x"] + 20, taken["y"] + 20)
    visitor.page.mouse.down()
    beyond = aimed["height"] * (0.9 if end > start else 0.1)
    visitor.page.mouse.move(taken["x"] + 20, aimed["y"] + beyond, steps=10)
    visitor.page.mouse.up()
