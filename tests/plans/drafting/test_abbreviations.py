"""Abbreviations that no footnote explains are shown, with the way to explain them."""

from __future__ import annotations

import pytest

from plans.actions import drafting
from tests.plans import factories
from tests.plans.drafting.addresses import at, text

pytestmark = pytest.mark.django_db


def test_an_abbreviation_without_a_footnote_is_shown_until_it_has_one(scene, browser_of):
    first, second = scene.blocks[:2]
    factories.contribution(scene, first, "<p>Met de OGGZ, de GGD en het OGGZ-overleg; niet Emmen, A of ABc.</p>")
    factories.contribution(scene, second, "<p>De <strong>GGD</strong> en Halt.</p>", responsible="OE-wijk")
    drafting.add_term(draft=scene.draft, by=scene.planner, forms="OE GGP-wijk", explanation="Een ervaren agent.")
    browser = browser_of(scene.planner)
    assert "Afkortingen zonder voetnoot: OGGZ, GGD." in text(browser.get(at(scene, "write")))
    page = text(browser.get(at(scene, "terms")))
    assert 'href="?toevoegen=OGGZ#begrippen"' in page

    opened = browser.get(at(scene, "terms"), {"toevoegen": "OGGZ"})
    assert opened.context["edit"].form.initial["forms"] == "OGGZ"
    assert "forms" not in browser.get(at(scene, "terms"), {"toevoegen": "XYZ"}).context["edit"].form.initial

    copied = {"toevoegen": "wijkagent", "uitleg": "Een agent met een eigen wijk."}
    form = browser.get(at(scene, "terms"), copied).context["edit"].form
    assert (form["forms"].value(), form["explanation"].value()) == tuple(copied.values()), "as it was copied along"

    for word in ("OGGZ", "GGD"):
        drafting.add_term(draft=scene.draft, by=scene.planner, forms=word, explanation="Een dienst voor zorg.")
    assert "zonder voetnoot" not in text(browser.get(at(scene, "write"))) + text(browser.get(at(scene, "terms")))
