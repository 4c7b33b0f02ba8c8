"""What the people of a plan come to do, each in the steps that it takes on screen."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor


class Author:
    """Writes a plan: safety officer or police planner."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def starts_a_plan(self, *municipalities: str, year: int, from_earlier: bool = False) -> None:
        """`from_earlier`: there is an earlier plan, and that is what it starts from."""
        self.visitor.opens("/")
        self.visitor.follows("Nieuw jaarwerkplan")
        self.visitor.writes("Jaar", str(year))
        for municipality in municipalities:
            self.visitor.ticks(municipality)
        self.visitor.presses("Jaarwerkplan starten")
        if from_earlier:
            self.visitor.sees("Er is een eerder plan")
            self.visitor.presses("Jaarwerkplan starten")
        self.visitor.is_told("Het jaarwerkplan is gestart.")

    def turns_to(self, part: str) -> None:
        """A part of the plan, by its name in the navigation, whatever its number and however far it is."""
        parts = self.visitor.page.get_by_role("navigation", name="Hoofdstukken")
        parts.get_by_role("link", name=re.compile(rf"{re.escape(part)} ,")).click()
        expect(
            self.visitor.page.get_by_role("heading", level=2, name=re.compile(rf"{re.escape(part)}$"))
        ).to_be_visible()

    def writes_text(self, title: str, boxes: dict[str, str]) -> None:
        """One of the texts of the plan as a whole; `boxes` by their labels."""
        self.visitor.follows(f"Bewerken: {title}")
        self._saves(boxes, "De tekst is opgeslagen.")

    def rewords_priority(self, boxes: dict[str, str]) -> None:
        self.visitor.follows("Bewerken: tekst van de prioriteit")
        self._saves(boxes, "De prioriteit is opgeslagen.")

    def _saves(self, boxes: dict[str, str], told: str) -> None:
        for label, text in boxes.items():
            self.visitor.writes(label, text)
        self.visitor.presses("Opslaan")
        self.visitor.is_told(told)

    def adds_standing_contribution(self, text: str, *, by: str = "") -> None:
        self._adds_contribution("Vaste bijdrage toevoegen", text, by)

    def adds_accent_of(self, year: int, text: str, *, by: str = "") -> None:
        self._adds_contribution(f"Accent van {year} toevoegen", text, by)

    def _adds_contribution(self, button: str, text: str, by: str) -> None:
        self.visitor.follows(button)
        self.visitor.writes("Bijdrage", text)
        if by:
            self.visitor.writes("Verantwoordelijke functie", by)
        self.visitor.presses("Bijdrage opslaan")
        self.visitor.is_told("De bijdrage is opgeslagen.")

    def moves_up(self, number: int, *, of: str = "Bijdrage politie") -> None:
        self.visitor.presses(f"{of}: bijdrage {number} omhoog")
        self.visitor.is_told("De bijdrage is verplaatst.")

    def adds_target(self, indicator: str, *, comparison: str, norm: str, year: str, origin: str) -> None:
        self.visitor.follows("Doel toevoegen")
        self.visitor.picks("Indicator", indicator)
        self.visitor.picks("Vergelijking", comparison)
        self.visitor.writes("Norm", norm)
        self.visitor.writes("Jaar van de norm", year)
        self.visitor.picks("Wie de norm bepaalde", origin)
        self.visitor.presses("Doel opslaan")
        self.visitor.is_told("Het doel is opgeslagen.")

    def contributions(self) -> list[str]:
        """The standing contributions of the priority, in the order in which the page has them."""
        lists = self.visitor.panel("Bijdrage politie").get_by_role("list").first
        return [" ".join(text.split()) for text in lists.locator("> li").all_inner_texts()]

    def goes_to_submit(self) -> None:
        self.visitor.follows("Indienen", within=self.visitor.panel("Acties voor dit plan"))
        self.visitor.is_at(re.compile("^(Plan|Bijstelling) indienen$"))

    def submits(self) -> None:
        self.visitor.presses("Indienen", within=self.visitor.panel("Indienen"))
        self.visitor.is_told(re.compile("(Het plan|De bijstelling) is ingediend"))

    @property
    def missing(self) -> Locator:
        """What the plan lacks, as the overview of the writing pages lists it."""
        return self.visitor.panel("Wat ontbreekt").get_by_role("listitem")

    @property
    def submit_button(self) -> Locator:
        """Where it stands as long as the plan can't be submitted; it is a link once it can."""
        return self.visitor.button("Indienen", within=self.visitor.panel("Acties voor dit plan"))


class Seat:
    """Decides about a plan: team chief, mayor or public prosecutor."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def agrees(self) -> None:
        self.visitor.chooses("Ik ga akkoord met deze versie")
        self._records()
        self.visitor.is_told("U bent akkoord gegaan met dit plan.")

    def tries_to_return(self, remark: str) -> None:
        self.visitor.chooses(re.compile("^Ik geef het plan terug"))
        self.visitor.writes("Opmerking of voorbehoud", remark)
        self._records()

    def returns(self, remark: str) -> None:
        self.tries_to_return(remark)
        self.visitor.is_told("U hebt het plan teruggegeven aan de opstellers.")

    def _records(self) -> None:
        self.visitor.presses("Mijn besluit vastleggen")


class Reporter:
    """Fills in a four-monthly report: police planner."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def starts_the_report_over(self, months: int) -> None:
        self.visitor.opens("/rapportages/")
        self.visitor.presses(f"Rapportage over {months} maanden beginnen")
        self.visitor.is_told("De rapportage is begonnen.")

    def turns_to(self, part: str) -> None:
        """A part of the report, by its name in the navigation, whatever its number and however far it is."""
        parts = self.visitor.page.get_by_role("navigation", name="Onderdelen van de rapportage")
        parts.get_by_role("link", name=re.compile(rf"{re.escape(part)} ?, ")).click()
        expect(
            self.visitor.page.get_by_role("heading", level=2, name=re.compile(rf"{re.escape(part)}$"))
        ).to_be_visible()

    def summarises(self, text: str) -> None:
        self.turns_to("Samenvatting")
        self.visitor.writes("Samenvatting", text)
        self.visitor.presses("Opslaan")
        self.visitor.is_told("De samenvatting is opgeslagen.")

    def counts(self, value: str, *, meaning: str = "", explanation: str = "") -> None:
        """The figure of the one target on this page, and what it means."""
        self.visitor.writes("Waarde", value)
        self.visitor.writes("Bron", "BVH")
        if explanation:
            self.visitor.main.get_by_text("Toelichting bij het cijfer", exact=True).click()
            self.visitor.writes("Toelichting", explanation)
        if meaning:
            self.visitor.writes("Duiding", meaning)
        self.visitor.presses("Cijfers en duidingen opslaan")
        self.visitor.is_told("De cijfers en duidingen zijn opgeslagen.")

    def accounts_for(self, *, progress: str, topicality: str) -> None:
        panel = self.visitor.panel("Verantwoording")
        self.visitor.writes("Voortgang", progress)
        self.visitor.writes("Actualiteit", topicality)
        self.visitor.presses("Opslaan", within=panel)
        self.visitor.is_told("is opgeslagen.")

    def tells_how_far_the_one_contribution_is(self, state: str, line: str) -> None:
        self.visitor.picks("Stand", state)
        self.visitor.writes("In één regel", line)
        self.visitor.presses("Standen opslaan")
        self.visitor.is_told("De standen zijn opgeslagen.")

    def offers(self) -> None:
        self.visitor.follows("Aanbieden aan de teamchef")
        self.visitor.presses("Aanbieden aan de teamchef")
        self.visitor.is_told("De rapportage ligt bij de teamchef.")


class Post:
    """The mails that the portal sent."""

    def __init__(self, mails: list[Any]) -> None:
        self.mails = mails

    def link_for(self, address: str, *, subject: str) -> str:
        """The one page that matters, from the latest mail to this address about this."""
        mine = [mail for mail in self.mails if address in mail.to and mail.subject.startswith(subject)]
        assert mine, [(mail.to, mail.subject) for mail in self.mails]
        links: list[str] = re.findall(r"http\S+", mine[-1].body)
        assert len(links) == 1, mine[-1].body
        return links[0]

    def about(self, subject: str) -> set[str]:
        """Who got such a mail."""
        return {address for mail in self.mails if mail.subject.startswith(subject) for address in mail.to}
