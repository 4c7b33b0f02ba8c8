"""With the keyboard alone: everything can be reached, is seen to have the focus, and leads somewhere sensible."""

from __future__ import annotations

import re

from django.urls import reverse
from playwright.sync_api import Locator, expect

from plans.models import Block, Consent, Draft, Target
from plans.workflow import Status
from priorities.codes import Comparator
from tests.journeys.visitor import WIDE, Door, Visitor
from tests.plans.factories import YEAR, Scene

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
        """Stop by stop, once it is there; every stop must be seen to have the focus."""
        expect(goal).to_be_visible()
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

    def follows(self, goal: Locator, *, key: str = "Tab") -> None:
        """A link or a button."""
        self.walks_to(goal, key=key)
        self.presses("Enter")

    def turns_to(self, priority: str) -> None:
        """In the navigation, which stands above what was just written."""
        self.follows(self.visitor.link(re.compile(f"{priority} ,"), within=self.visitor.parts), key="Shift+Tab")
        self.visitor.is_at(re.compile(f"{priority}$"))

    def opens(self, link: Locator, box: str, *, key: str = "Tab") -> None:
        """A form, which has the cursor in its first box."""
        self.follows(link, key=key)
        self.visitor.waits_for_editors()
        expect(self.visitor.box(box)).to_be_focused()

    def picks(self, box: Locator, option: str) -> None:
        """From a list that has the focus, by the beginning of what stands there."""
        expect(box).to_be_focused()
        self.types(option)
        expect(box.locator("option:checked")).to_contain_text(option)

    def saves(self, button: str, told: str, where: Locator) -> None:
        """Where it was changed, one goes on."""
        self.follows(self.visitor.button(button))
        expect(where).to_be_focused()
        self.visitor.is_told(told)

    def contributes(self, text: str, *, key: str = "Tab") -> None:
        self.opens(self.visitor.link("Vaste bijdrage toevoegen"), "Bijdrage", key=key)
        self.types(text)
        self.walks_to(self.visitor.box("Verantwoordelijke functie"))
        self.types("Wijkagent")
        self.saves("Bijdrage opslaan", "De bijdrage is opgeslagen.", self.visitor.item(text))


def test_a_whole_draft(door: Door, stage: Scene) -> None:
    """From the first page to the submitted plan; the focus is where the work goes on after every act."""
    planner = door.signed_in(stage.planner)
    keyboard = Keyboard(planner)
    planner.opens("/")
    starts_the_plan(keyboard)
    writes_the_texts(keyboard)
    writes_contributions(keyboard)
    sets_a_target(keyboard)
    writes_the_other_priorities(keyboard)
    submits(keyboard)

    draft = Draft.objects.get()
    assert draft.status == Status.SUBMITTED
    assert (draft.foreword, draft.introduction) == ("<p>Samen veilig.</p>", "<p>Zo <strong>werken</strong> wij.</p>")
    first = Block.objects.filter(chapter__draft=draft).earliest("pk")
    written = [placement.contribution.text for placement in first.placements.order_by("position")]
    assert written == ["<p>Met de toetsen geschreven.</p>", "<p>Wij lopen rondes.</p>"]
    made = Target.objects.get()
    assert (made.block, made.norm, made.comparator) == (first, 50, Comparator.AT_MOST)


def starts_the_plan(keyboard: Keyboard) -> None:
    planner = keyboard.visitor
    # The first stop leads past header and menu, into the content.
    keyboard.walks_to(planner.link("Direct naar de inhoud"))
    keyboard.presses("Enter")
    expect(planner.main).to_be_focused()
    keyboard.follows(planner.link("Nieuw jaarwerkplan"))
    planner.is_at("Jaarwerkplan starten")
    keyboard.walks_to(planner.box("Jaar"))  # to stop at a box selects what it holds
    keyboard.types(str(YEAR))
    emmen = planner.page.get_by_role("checkbox", name="Emmen")
    keyboard.walks_to(emmen)
    keyboard.presses("Space")
    expect(emmen).to_be_checked()
    keyboard.follows(planner.button("Jaarwerkplan starten"))
    planner.is_told("Het jaarwerkplan is gestart.")


def writes_the_texts(keyboard: Keyboard) -> None:
    planner = keyboard.visitor
    keyboard.follows(planner.link("Het voorwoord is leeg."))
    keyboard.opens(planner.link("Bewerken: Voorwoord"), "Voorwoord")
    keyboard.types("Samen veilig.")
    keyboard.walks_to(planner.box("Datum van het voorwoord"))
    keyboard.types("21-12-2020")
    keyboard.saves("Opslaan", "De tekst is opgeslagen.", planner.panel("Voorwoord"))

    keyboard.opens(planner.link("Bewerken: Inleiding"), "Inleiding")
    keyboard.types("Zo ")
    keyboard.presses("Control+b")
    expect(planner.button("Vet")).to_have_attribute("aria-pressed", "true")
    keyboard.types("werken")
    keyboard.presses("Control+b")
    keyboard.types(" wij.")
    keyboard.saves("Opslaan", "De tekst is opgeslagen.", planner.panel("Inleiding"))


def writes_contributions(keyboard: Keyboard) -> None:
    planner = keyboard.visitor
    keyboard.turns_to("Woninginbraken")
    keyboard.contributes("Wij lopen rondes.")
    keyboard.contributes("Met de toetsen geschreven.", key="Shift+Tab")  # the button stands above them
    # The next stops are the buttons of that very contribution.
    keyboard.walks_to(planner.button("Bijdrage politie: bijdrage 2 omhoog"))
    keyboard.presses("Enter")
    planner.is_told("De bijdrage is verplaatst.")
    expect(planner.item("Met de toetsen geschreven.")).to_be_focused()


def sets_a_target(keyboard: Keyboard) -> None:
    planner = keyboard.visitor
    keyboard.follows(planner.link("Doel toevoegen"))
    keyboard.picks(planner.choice("Indicator"), "Woninginbraken")
    keyboard.walks_to(planner.choice("Vergelijking"))
    keyboard.picks(planner.choice("Vergelijking"), "hooguit")
    keyboard.walks_to(planner.box("Norm"))
    keyboard.types("50")
    keyboard.walks_to(planner.box("Jaar van de norm"))
    keyboard.types("2014")
    keyboard.walks_to(planner.choice("Wie de norm bepaalde"))
    keyboard.picks(planner.choice("Wie de norm bepaalde"), "politie-eenheid")
    keyboard.saves("Doel opslaan", "Het doel is opgeslagen.", planner.item("Dat is beter dan de norm.").first)


def writes_the_other_priorities(keyboard: Keyboard) -> None:
    for priority in ("Jeugdoverlast", "Ondermijning"):
        keyboard.turns_to(priority)
        keyboard.contributes(f"{priority}: samen aan de slag.")


def submits(keyboard: Keyboard) -> None:
    planner = keyboard.visitor
    # Up to the menu and down again, on a screen that shows only some of the parts of the plan at once.
    planner.page.set_viewport_size({"width": WIDE, "height": 420})
    keyboard.walks_to(planner.link("Jaarplannen", within=planner.menu), key="Shift+Tab")
    keyboard.follows(planner.link("Indienen", within=planner.panel("Acties voor dit plan")))
    planner.is_at("Plan indienen")
    keyboard.follows(planner.button("Indienen", within=planner.panel("Indienen")))
    planner.is_told("Het plan is ingediend.")


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
