"""The shared pages in a real browser: nothing for axe to find, nothing sticks out, nothing the policy had to stop."""

import os
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

pytestmark = [
    pytest.mark.appearance,
    pytest.mark.requires("chromium"),
    pytest.mark.urls("tests.interface.urls"),
    pytest.mark.django_db(transaction=True),
]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
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


@contextmanager
def browser_page(width: int, **choices):
    # Playwright runs an event loop in this thread; the database is not used here while it does.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900}, locale="nl-NL", **choices)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        yield page
        browser.close()


@pytest.fixture(autouse=True)
def _database_may_be_cleared_after_playwright(monkeypatch):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_axe_finds_nothing_and_nothing_sticks_out(live_server, width):
    with browser_page(width) as page:
        page.set_viewport_size({"width": width, "height": WHOLE_PAGE})
        for path in PAGES:
            page.goto(live_server.url + path)
            found = Axe().run(page, options=RULES).response["violations"]
            assert [(path, violation["id"], violation["nodes"][0]["html"]) for violation in found] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert [complaint for complaint in page.complaints if "Failed to load resource" not in complaint] == []


def test_everything_works_without_a_script(live_server):
    with browser_page(390, java_script_enabled=False) as page:
        page.goto(live_server.url + "/hulp/")
        assert page.get_by_role("navigation", name="Hoofdmenu").is_visible()
        page.get_by_role("button", name="English").click()
        assert page.get_by_role("heading", name="How this portal works").is_visible()


def test_on_a_phone_the_menu_opens_with_a_button(live_server):
    with browser_page(390) as page:
        page.goto(live_server.url + "/hulp/")
        menu = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("list")
        assert not menu.is_visible()
        page.get_by_role("button", name="Menu").click()
        assert menu.is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(live_server):
    with browser_page(1440) as page:
        page.goto(live_server.url + "/hulp/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"


def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_field(live_server):
    with browser_page(1440) as page:
        page.goto(live_server.url + "/stijl/?fout")
        assert "error-summary" in page.evaluate("document.activeElement.className")
        page.get_by_role("link", name="Peildatum").click()
        assert page.evaluate("document.activeElement.id") == "id_reference_date"


def test_a_refused_button_can_be_reached_and_does_nothing(live_server):
    with browser_page(1440) as page:
        page.goto(live_server.url + "/stijl/")
        button = page.get_by_role("button", name="Goedkeuren")
        button.focus()
        button.press("Enter")
        assert page.url == live_server.url + "/stijl/"
        assert button.evaluate("button => button === document.activeElement")


def test_our_own_font_is_what_is_shown(live_server):
    with browser_page(1440) as page:
        page.goto(live_server.url + "/hulp/")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.fonts.check('16px \"Portal Sans\"') && document.fonts.size") == 2
