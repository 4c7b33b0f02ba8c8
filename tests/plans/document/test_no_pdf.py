"""A maker of PDFs that fails or hangs: a page that says so, a way to the text, and a portal that goes on."""

from __future__ import annotations

import os
import signal

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

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
    caches["documents"].clear()
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
    assert "Het duurde langer dan een pdf mag duren" in html
    assert f'href="{reverse("plans:pdf", args=[scene.plan.uuid])}"' in html
    page = reverse("plans:preview", args=[scene.plan.uuid])
    assert f'href="{page}"' in html
    read = client.get(page).content.decode()
    assert f'href="{reverse("plans:pdf", args=[scene.plan.uuid])}"' in read
    assert f'hx-get="{reverse("plans:pdf", args=[scene.plan.uuid])}?stand=lezen"' in read


def test_a_maker_that_died_is_replaced_at_once_and_the_last_file_stays_at_hand(browser, fresh) -> None:
    client, scene = browser
    fresh.limits = workers.Limits(seconds=60)
    fresh.warm_up()
    (maker,) = fresh.waiting()
    os.kill(maker, signal.SIGKILL)
    address = reverse("plans:pdf", args=[scene.plan.uuid])

    first = client.get(address)
    assert (first.status_code, first.headers["Content-Type"]) == (200, "application/pdf")

    factories.contribution(scene, scene.blocks[0])
    fresh.limits = workers.Limits(seconds=0.001)
    answer = client.get(address)
    assert answer.status_code == 503
    assert f'href="{address}?vorige"' in answer.content.decode()
    assert client.get(f"{address}?vorige").getvalue() == first.getvalue()


def test_who_looks_while_it_is_made_sees_how_far_it_is_and_goes_on_by_itself(browser, fresh) -> None:
    client, scene = browser
    fresh.limits = workers.Limits(seconds=60, silence=60)
    fresh.warm_up()
    (maker,) = fresh.waiting()
    os.kill(maker, signal.SIGSTOP)
    address = reverse("plans:pdf", args=[scene.plan.uuid])

    answer = client.get(address, headers={"Accept": "text/html"})
    html = answer.content.decode()
    assert answer.status_code == 202
    assert "De pdf wordt gemaakt" in html
    assert "Kijk opnieuw of de pdf klaar is" in html.partition("<noscript>")[2].partition("</noscript>")[0]
    assert f'hx-get="{address}?stand=wachten"' in html
    assert "hx-trigger" in client.get(f"{address}?stand=wachten").content.decode()

    os.kill(maker, signal.SIGCONT)
    assert client.get(address).headers["Content-Type"] == "application/pdf"
    assert client.get(f"{address}?stand=wachten").headers["HX-Redirect"] == address
    assert "De pdf van deze tekst is klaar" in client.get(f"{address}?stand=lezen").content.decode()
