"""The shared pages in a real browser: nothing for axe to find, nothing sticks out, nothing the policy had to stop."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = [
    pytest.mark.appearance,
    pytest.mark.requires("chromium"),
    pytest.mark.urls("tests.interface.urls"),
    pytest.mark.django_db(transaction=True),
]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDTHS = (1440, 390, 320)
PAGES = [
    "/stijl/?fout&melding",
    "/account/login/",
    "/account/password/reset/",
    "/account/signup/",
    "/hulp/",
    "/toegankelijkheid/",
    "/privacy/",
    "/geweigerd/",
    "/weg/",
    "/onleesbaar/",
    "/stuk/",
]


WHOLE_PAGE = 16_000
"""Pixels high: no bar at the bottom hides half a link by chance, so that axe judges every page as a whole."""


@pytest.fixture(scope="module")
def chromium(django_db_setup) -> Iterator[Browser]:
    """One for all of these tests: to start it takes longer than most of them."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread, but not while the database is emptied after a test.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser) -> Callable[..., AbstractContextManager[Page]]:
    @contextmanager
    def opened(width: int, **choices: bool) -> Iterator[Page]:
        page = chromium.new_page(viewport={"width": width, "height": 900}, locale="nl-NL", **choices)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        yield page
        page.close()

    return opened


def test_axe_finds_nothing_and_nothing_sticks_out(live_server, browser_page):
    with browser_page(WIDTHS[0]) as page:
        for path in PAGES:
            page.goto(live_server.url + path)
            page.evaluate(Axe().axe_script)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": WHOLE_PAGE})
                found = page.evaluate("rules => axe.run(rules)", RULES)["violations"]
                assert [(path, width, fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert [complaint for complaint in page.complaints if "Failed to load resource" not in complaint] == []


def test_everything_works_without_a_script(live_server, browser_page):
    with browser_page(390, java_script_enabled=False) as page:
        page.goto(live_server.url + "/hulp/")
        assert page.get_by_role("navigation", name="Hoofdmenu").is_visible()
        page.get_by_role("button", name="English").click()
        assert page.get_by_role("heading", name="How this portal works").is_visible()


def test_on_a_phone_the_menu_opens_with_a_button(live_server, browser_page):
    with browser_page(390) as page:
        page.goto(live_server.url + "/hulp/")
        menu = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("list")
        assert not menu.is_visible()
        page.get_by_role("button", name="Menu").click()
        assert menu.is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(live_server, browser_page):
    with browser_page(1440) as page:
        page.goto(live_server.url + "/hulp/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"


def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_field(live_server, browser_page):
    with browser_page(1440) as page:
        page.goto(live_server.url + "/stijl/?fout")
        assert "error-summary" in page.evaluate("document.activeElement.className")
        page.get_by_role("link", name="Peildatum").click()
        assert page.evaluate("document.activeElement.id") == "id_reference_date"


def test_without_a_script_too_a_page_opens_at_its_mistakes(live_server, browser_page):
    """On a phone the whole menu stands above them, and on a page for writing much more."""
    with browser_page(390, java_script_enabled=False) as page:
        page.goto(live_server.url + "/stijl/?fout")
        summary = page.get_by_role("alert").first
        expect(summary).to_be_focused()
        expect(summary).to_be_in_viewport()


def test_a_refused_button_can_be_reached_and_does_nothing(live_server, browser_page):
    with browser_page(1440) as page:
        page.goto(live_server.url + "/stijl/")
        button = page.get_by_role("button", name="Goedkeuren")
        button.focus()
        button.press("Enter")
        assert page.url == live_server.url + "/stijl/"
        assert button.evaluate("button => button === document.activeElement")


def test_our_own_font_is_what_is_shown(live_server, browser_page):
    with browser_page(1440) as page:
        page.goto(live_server.url + "/hulp/")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.fonts.check('16px \"Portal Sans\"') && document.fonts.size") == 2
