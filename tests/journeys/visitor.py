"""Somebody at a browser. They find what they need as people do: by what it is and what it is called."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests.factories import PASSWORD
from workplan_portal.people.models import Person

WIDE, PHONE, NARROWEST = 1440, 390, 320
"""Pixels: a screen on a desk, a phone, and a desk screen at 400 %, where nothing may have to be scrolled sideways."""

Name = str | re.Pattern[str]
"""What something is called; a pattern where only a part of its name matters."""


class Door:
    """Lets visitors in, each with a browser that knows nothing of the others."""

    def __init__(self, portal: str, chromium: Browser, patience: int) -> None:
        self.portal, self.chromium, self.patience = portal, chromium, patience
        self.inside: list[Visitor] = []

    def visitor(self, *, width: int = WIDE, javascript: bool = True) -> Visitor:
        """Somebody who is not signed in."""
        context = self.chromium.new_context(
            base_url=self.portal,
            viewport={"width": width, "height": 900},
            locale="nl-NL",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(self.patience)
        visitor = Visitor(context, self.portal, javascript=javascript)
        self.inside.append(visitor)
        return visitor

    def signed_in(self, person: Person, *, width: int = WIDE, javascript: bool = True) -> Visitor:
        """Somebody who signed in before: for journeys that are not about signing in."""
        visitor = self.visitor(width=width, javascript=javascript)
        client = Client()
        client.force_login(person)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        visitor.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.portal}])
        return visitor

    def close(self) -> list[str]:
        """Everybody out; what their browsers complained about."""
        complaints = [complaint for visitor in self.inside for complaint in visitor.complaints]
        for visitor in self.inside:
            visitor.context.close()
        return complaints


class Visitor:
    def __init__(self, context: BrowserContext, portal: str, *, javascript: bool = True) -> None:
        self.context, self.portal, self.javascript = context, portal, javascript
        self.complaints: list[str] = []
        self.page = self._tab()

    def opens_another_tab(self) -> Page:
        """In the same browser, with the same session. Returns the tab that was open; `looks_at` goes back to it."""
        before, self.page = self.page, self._tab()
        return before

    def looks_at(self, tab: Page) -> None:
        self.page = tab

    def _tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._received)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        """That a page answered "not allowed" is no complaint: what such a page says, the journeys check."""
        refused = re.search("Failed to load resource|Response Status Error Code 4", message.text)
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _received(self, response: Response) -> None:
        part_of_a_page = response.request.resource_type not in ("document", "xhr", "fetch")
        if response.status >= 500 or (response.status >= 400 and part_of_a_page):
            self.complaints.append(f"{response.status} {response.url}")

    # --- going --------------------------------------------------------------------------------------------------------

    def opens(self, address: str) -> Response:
        """An address that was typed, or that stood in a mail."""
        response = self.page.goto(address)
        assert response is not None
        return response

    def signs_in(self, person: Person) -> None:
        self.writes("E-mailadres", person.email)
        self.writes("Wachtwoord", PASSWORD)
        self.presses("Inloggen")
        expect(self.page.get_by_role("banner").get_by_text(person.name)).to_be_visible()

    def follows(self, name: Name, within: Locator | None = None) -> None:
        self.link(name, within).click()

    def presses(self, name: Name, within: Locator | None = None) -> None:
        self.button(name, within).click()

    # --- filling in ---------------------------------------------------------------------------------------------------

    def writes(self, label: str, text: str) -> None:
        expect(self.box(label)).to_be_visible()
        self.waits_for_editors()
        self.box(label).fill(text)

    def waits_for_editors(self) -> None:
        """With a script each takes the place of a text box, a moment after the page has come."""
        if self.javascript:
            expect(self.page.locator("textarea[data-editor]:visible")).to_have_count(0)

    def picks(self, label: str, option: str) -> None:
        """From a list."""
        self.choice(label).select_option(label=option)

    def chooses(self, name: Name) -> None:
        """One of some round buttons."""
        self.page.get_by_role("radio", name=name).check()

    def ticks(self, name: Name) -> None:
        self.page.get_by_role("checkbox", name=name).check()

    # --- seeing -------------------------------------------------------------------------------------------------------

    def sees(self, text: Name, within: Locator | None = None) -> None:
        expect(within or self.main).to_contain_text(text)

    def does_not_see(self, text: Name, within: Locator | None = None) -> None:
        """To be asked after something else has shown that the page is there."""
        expect(within or self.main).not_to_contain_text(text)

    def is_told(self, text: Name) -> None:
        """What the portal says when something has been done."""
        expect(self.page.get_by_role("status").first).to_contain_text(text)

    def is_at(self, heading: Name) -> None:
        expect(self.page.get_by_role("heading", name=heading)).to_be_visible()

    # --- finding ------------------------------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def menu(self) -> Locator:
        return self.page.get_by_role("navigation", name="Hoofdmenu")

    @property
    def parts(self) -> Locator:
        """Of the plan that is being written."""
        return self.page.get_by_role("navigation", name="Hoofdstukken")

    def link(self, name: Name, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("link", name=name, exact=True)

    def button(self, name: Name, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=True)

    def box(self, label: str) -> Locator:
        """To write in."""
        return self.page.get_by_role("textbox", name=_optional(label))

    def choice(self, label: str) -> Locator:
        """A list to pick from."""
        return self.page.get_by_role("combobox", name=_optional(label))

    def panel(self, name: Name) -> Locator:
        """The part of the page with this title; a count may stand behind it."""
        titled = name if isinstance(name, re.Pattern) else re.compile(rf"^{re.escape(name)}( \(\d+\))?$")
        return self.page.get_by_role("region", name=titled)

    def item(self, text: Name, within: Locator | None = None) -> Locator:
        """Of a list: the one that says this."""
        return (within or self.main).get_by_role("listitem").filter(has_text=text)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path


def _optional(label: str) -> re.Pattern[str]:
    """A label as it reads, whether or not what it asks is compulsory."""
    return re.compile(rf"^{re.escape(label)}( \(niet verplicht\))?$")
