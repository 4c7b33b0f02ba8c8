"""Who else is writing in a plan, and at what: known for a minute, and never in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from plans.actions import deciding
from plans.models import Presence
from tests.plans.drafting.addresses import at, block_url, pages, text
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated, now

pytestmark = pytest.mark.django_db


def beats(browser, scene, page: object = "texts", block: str = ""):
    return browser.post(at(scene, "beat"), {"page": str(page), "block": block})


def test_others_see_who_is_here_and_at_what_for_a_minute(written, browser_of):
    officer, planner = browser_of(written.officer), browser_of(written.planner)
    block, before = written.blocks[0], Entry.objects.count()
    assert beats(officer, written, block.uuid, "doel-1").json() == {"here": "", "blocks": {}}

    told = beats(planner, written, block.uuid).json()
    assert told == {
        "here": "Sanne de Wit (Woninginbraken)",
        "blocks": {"doel-1": "Sanne de Wit schrijft hier"},
    }
    beats(officer, written, "terms")
    beats(browser_of(written.chief), written, block.uuid, "doel-1")
    told = beats(planner, written, "texts").json()
    assert told["here"] == "Joost Veldman (Woninginbraken), Sanne de Wit (Woninginbraken, Voetnoten)"
    assert told["blocks"] == {}
    told = beats(planner, written, block.uuid, "doel-1").json()
    assert told["blocks"] == {"doel-1": "Joost Veldman en Sanne de Wit schrijven hier"}

    for url in (*pages(written), *(reverse(f"plans:{name}", args=[written.plan.uuid]) for name in ("plan", "submit"))):
        assert "Sanne de Wit (Woninginbraken, Voetnoten)" in text(planner.get(url)), url
    assert Presence.objects.count() == 5, "looking at a page writes nothing"

    with dated(now() + timedelta(seconds=61)):
        assert "Sanne de Wit" not in text(planner.get(block_url(written)))
        assert beats(planner, written).json()["here"] == ""
    assert Presence.objects.count() == 1, "whoever went is swept out"
    assert Entry.objects.count() == before


def test_whoever_only_reads_goes_unseen_and_outsiders_see_nobody(written, browser_of):
    before = Entry.objects.count()
    beats(browser_of(written.officer), written)
    for reader in (written.auditor, written.unit_planner, written.secretary):
        assert beats(browser_of(reader), written).json()["here"] == "Sanne de Wit (Voorwoord en inleiding)"
    for outsider in (written.mayor, written.stranger, written.coevorden_officer):
        assert beats(browser_of(outsider), written).status_code == 404
    assert beats(browser_of(written.prosecution_staff), written).status_code == 200
    assert set(Presence.objects.values_list("person", flat=True)) == {written.officer.pk, written.prosecution_staff.pk}

    planner = browser_of(written.planner)
    assert planner.get(at(written, "beat")).status_code == 405
    for page, block in (("", ""), ("<b>", ""), ("texts", "a b"), ("x" * 41, ""), ("texts", "x" * 61)):
        assert beats(planner, written, page, block).status_code == 400
    assert beats(planner, written, "zomaar-iets").status_code == 200
    assert "zomaar" not in text(browser_of(written.officer).get(at(written, "write")))

    deciding.submit(draft=written.draft, by=written.planner)
    mayor = browser_of(written.mayor)
    assert "Sanne de Wit (" not in text(mayor.get(reverse("plans:plan", args=[written.plan.uuid])))
    assert beats(browser_of(written.chief), written).status_code == 200
    assert not Presence.objects.filter(person=written.chief).exists(), "nobody writes in a submitted plan"
    assert Entry.objects.count() == before + 1, "of the submission"
