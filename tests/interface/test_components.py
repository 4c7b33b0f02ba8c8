"""The components in each of their states, as the gallery shows them."""

import re

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory

from tests.architecture.tree import ROOT
from workplan_portal.interface.tools import Tools

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.interface.urls")]

COMPONENTS = sorted(path.stem.replace("_", "-") for path in (ROOT / "templates/cotton").glob("*.html"))


@pytest.fixture
def gallery(client) -> str:
    return client.get("/stijl/?fout&melding").content.decode()


@pytest.mark.parametrize("name", sorted(set(COMPONENTS) - {"link", "stack", "visually-hidden"}))
def test_the_gallery_shows_every_component(name):
    shown = [
        ROOT / "templates/interface/gallery.html",
        ROOT / "templates/base.html",
        ROOT / "templates/nlds/layout/actions.html",
    ]
    assert any(re.search(rf"<c-{name}[\s>/]", path.read_text()) for path in shown)


def test_a_refused_button_stays_reachable_says_why_and_sends_nothing(gallery):
    button = re.search(r"<button[^>]*aria-disabled[^>]*>(?:(?!</button>).)*Goedkeuren", gallery, re.DOTALL)[0]
    described_by = re.search(r'aria-describedby="([^"]+)"', button)[1]
    reason = re.search(rf'id="{described_by}">([^<]+)<', gallery)[1]
    assert 'type="button"' in button
    assert " disabled" not in button
    assert reason == "Alleen de teamchef kan dit plan goedkeuren."


def test_every_refusal_has_an_id_of_its_own(gallery):
    ids = re.findall(r'id="(reden-\d+)"', gallery)
    assert len(ids) == len(set(ids)) == 3


def test_a_button_that_changes_something_posts_with_its_token(gallery):
    forms = re.findall(r'<form[^>]*class="post-button".*?</form>', gallery, re.DOTALL)
    assert forms
    assert all("csrfmiddlewaretoken" in form and 'method="post"' in form for form in forms)


def test_messages_are_read_aloud(gallery):
    region = gallery.split('role="status"')[1].split("<c-")[0]
    assert "Het doel is opgeslagen." in region


def test_a_part_of_a_page_can_be_shown_without_its_menu(django_assert_num_queries):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        get_template("nlds/layout/actions.html").render({"label": "Opslaan"}, request)


def test_buttons_that_are_drawn_once_say_what_they_would_say_by_themselves() -> None:
    """Of each kind, in words and addresses that try to be something else."""
    address = {f"{name}_url": f"/{name}/?a=1&b=%(label)s" for name in ("move", "edit", "also", "lists", "elsewhere")}
    address |= {f"{name}_url": f"/{name}/%s" for name in ("comment", "remove", "drop")}
    words = {name.removesuffix("_url"): f"<b>{name}</b> \"&' 100% {{{{ up }}}}" for name in address}
    moves = {"up": "Omhoog <1>", "down": "Omlaag %d"}
    every = {"id": "a-1", "label": "Knoppen <i>", **moves, **address, **words}
    del every["move"]
    kinds = [
        Tools(**every),
        Tools(**every, opens_here=True),
        Tools(**every, too_high="Dit is de eerste & enige"),
        Tools(**every, too_low="Dit is de <laatste>"),
        Tools("b-2", "Alleen weg", remove_url="/weg/", remove="Weg"),
        Tools("c-3", "Niets"),
    ]
    drawn = Template("{% load interface %}{% item_buttons buttons %}")
    alone = Template('{% include "partials/item_buttons.html" %}')
    for buttons in kinds:
        shown = {"buttons": buttons, "csrf_token": "abc<d>"}
        assert drawn.render(Context(shown)) == alone.render(Context(shown)), buttons
