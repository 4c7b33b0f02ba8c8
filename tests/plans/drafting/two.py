"""A form as somebody has it open in a browser: what it shows is what it sends, unless something was typed."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html


class Tab:
    """One form in one window. `url` opens it; whatever page comes back with a form in it is what stands there next."""

    def __init__(self, browser: Client, url: str) -> None:
        self.browser = browser
        self._read(browser.get(url))

    def _read(self, answer: Any) -> None:
        self.page = answer.content.decode()
        forms = [form for form in html.fromstring(self.page).forms if "version" in form.fields]
        self.is_open = bool(forms)
        if forms:
            self.action = forms[0].action
            values = dict(forms[0].form_values())
            # A browser leaves out the line end with which a text box begins.
            self.entered: dict[str, Any] = {name: (value or "").removeprefix("\n") for name, value in values.items()}

    def saves(self, **typed: Any) -> Tab:
        self.entered |= typed
        self._read(self.browser.post(self.action, self.entered, follow=True))
        return self

    def marked(self, mark: str) -> list[str]:
        return [found.text_content() for found in html.fromstring(self.page).iter(mark)]
