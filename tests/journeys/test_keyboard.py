"""With the keyboard alone: everything can be reached, is seen to have the focus, and leads somewhere sensible."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from plans.models import Consent, Contribution
from tests.journeys.visitor import WIDE, Door, Visitor
from tests.plans.factories import Scene

pytestmark = pytest.mark.appearance

STOPS = 150
"""More than any page has; who gets this far went round."""

# Is the element with the focus seen: on the screen, not under something else, and marked by a line around it?
SEEN = """element => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const on = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20));
  return {marked, uncovered: on !== null && (element.contains(on) || on.contains(element))};
}"""


class Keyboard:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def walks_to(self, goal: Locator, *, key: str = "Tab") -> None:
        """Stop by stop; every stop must be seen to have the focus."""
        for _stop in range(STOPS):
            self.page.keyboard.press(key)
            focused = self.page.locator(":focus")
            expect(focused).to_have_count(1)
            seen = focused.evaluate(SEEN)
            assert seen == {"marked": True, "uncovered": True}, (focused.evaluate("e => e.outerHTML"), seen)
            if goal.evaluate("goal => goal === document.activeElement"):
                return
        raise AssertionError(f"Nobody gets to {goal} with the keyboard.")

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def presses(self, key: str) -> None:
        self.page.keyboard.press(key)


def test_writing(door: Door, written: Scene) -> None:
    block = written.blocks[0]
    planner = door.signed_in(written.planner)
    keyboard = Keyboard(planner)
    planner.opens(reverse("plans:block", args=[written.plan.uuid, block.uuid]))

    # The first stop leads past header and menu, into the content.
    keyboard.walks_to(planner.link("Direct naar de inhoud"))
    keyboard.presses("Enter")
    expect(planner.main).to_be_focused()

    # A form opens with the cursor in its first box, is filled in and sent.
    keyboard.walks_to(planner.link("Vaste bijdrage toevoegen"))
    keyboard.presses("Enter")
    expect(planner.box("Bijdrage")).to_be_focused()
    keyboard.types("Met de toetsen geschreven.")
    keyboard.walks_to(planner.box("Verantwoordelijke functie"))
    keyboard.types("Wijkagent")
    keyboard.walks_to(planner.button("Bijdrage opslaan"))
    keyboard.presses("Enter")
    planner.is_told("De bijdrage is opgeslagen.")
    made = Contribution.objects.get(text="<p>Met de toetsen geschreven.</p>")

    # Where it was changed, one goes on: the next stops are the buttons of that very contribution.
    expect(planner.item(made_text := "Met de toetsen geschreven.")).to_be_focused()
    keyboard.walks_to(planner.button("Bijdrage politie: bijdrage 2 omhoog"))
    keyboard.presses("Enter")
    planner.is_told("De bijdrage is verplaatst.")
    expect(planner.item(made_text)).to_be_focused()
    assert [p.contribution for p in block.placements.order_by("position")][0] == made

    # Back up to the menu, and out; on a screen that shows only some of the parts of the plan at once.
    planner.page.set_viewport_size({"width": WIDE, "height": 420})
    keyboard.walks_to(planner.link("Jaarplannen", within=planner.menu), key="Shift+Tab")
    keyboard.presses("Enter")
    planner.is_at("Jaarplannen")


def test_deciding(door: Door, submitted: Scene) -> None:
    chief = door.signed_in(submitted.chief)
    keyboard = Keyboard(chief)
    chief.opens(reverse("plans:decide", args=[submitted.plan.uuid]))

    # One link leads past the whole text, to the decision.
    keyboard.walks_to(chief.link("Naar uw besluit").first)
    keyboard.presses("Enter")
    agree = chief.page.get_by_role("radio", name="Ik ga akkoord met deze versie")
    keyboard.walks_to(agree)
    keyboard.presses("Space")
    expect(agree).to_be_checked()
    keyboard.walks_to(chief.box("Opmerking of voorbehoud"))
    keyboard.types("Goed leesbaar.")
    keyboard.walks_to(chief.button("Mijn besluit vastleggen"))
    keyboard.presses("Enter")
    chief.is_told("U bent akkoord gegaan met dit plan.")
    assert Consent.objects.get().remark == "Goed leesbaar."


def test_a_mistake_is_where_the_cursor_is(door: Door, submitted: Scene) -> None:
    chief = door.signed_in(submitted.chief)
    keyboard = Keyboard(chief)
    chief.opens(reverse("plans:decide", args=[submitted.plan.uuid]))
    keyboard.walks_to(chief.button("Mijn besluit vastleggen"))
    keyboard.presses("Enter")

    summary = chief.page.get_by_role("alert")
    expect(summary).to_be_focused()
    keyboard.walks_to(chief.link(re.compile("^Uw besluit: "), within=summary))
    keyboard.presses("Enter")
    expect(chief.page.get_by_role("radio").first).to_be_focused()
    assert Consent.objects.count() == 0


def test_the_own_menu_opens_and_closes(door: Door, stage: Scene) -> None:
    officer = door.signed_in(stage.officer)
    keyboard = Keyboard(officer)
    officer.opens("/")
    name = officer.page.get_by_role("banner").get_by_text(stage.officer.name)
    keyboard.walks_to(officer.page.get_by_role("banner").locator("summary"))
    keyboard.presses("Enter")
    expect(officer.button("Uitloggen")).to_be_visible()
    keyboard.walks_to(officer.button("Uitloggen"))
    keyboard.presses("Escape")
    expect(officer.button("Uitloggen")).to_be_hidden()
    expect(name).to_be_visible()
    keyboard.presses("Enter")
    keyboard.walks_to(officer.button("Uitloggen"))
    keyboard.presses("Enter")
    officer.is_told("U bent uitgelogd.")
