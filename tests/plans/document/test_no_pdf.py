"""A maker of PDFs that fails or hangs: a page that says so, a way to the text, and a portal that goes on."""

from __future__ import annotations

import os
import signal

import pytest
from django.test import Client
from django.urls import reverse

from plans.exports import paper
from tests.plans import factories
from workplan_portal.documents import workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> tuple[Client, factories.Scene]:
    scene = factories.written()
    client = Client(headers={"Accept-Language": "nl"})
    client.force_login(scene.officer)
    return client, scene


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch):
    """No file at hand, and a maker of our own, which may take a second."""
    paper._made.cache_clear()
    makers = workers.Workers(workers.Limits(seconds=1))
    monkeypatch.setattr(workers, "_workers", makers)
    yield makers
    makers.stop()


def test_a_maker_that_hangs_gives_a_page_with_a_way_on(browser, fresh) -> None:
    client, scene = browser
    fresh.warm_up()
    (maker,) = fresh.waiting()
    os.kill(maker, signal.SIGSTOP)

    answer = client.get(reverse("plans:pdf", args=[scene.plan.uuid]))

    html = answer.content.decode()
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert "De pdf kon niet worden gemaakt" in html
    assert f'href="{reverse("plans:pdf", args=[scene.plan.uuid])}"' in html
    page = reverse("plans:preview", args=[scene.plan.uuid])
    assert f'href="{page}"' in html
    assert client.get(page).status_code == 200


def test_a_maker_that_died_is_replaced_by_the_next_try(browser, fresh) -> None:
    client, scene = browser
    fresh.limits = workers.Limits(seconds=60)
    fresh.warm_up()
    (maker,) = fresh.waiting()
    os.kill(maker, signal.SIGKILL)
    address = reverse("plans:pdf", args=[scene.plan.uuid])

    assert client.get(address).status_code == 503
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
