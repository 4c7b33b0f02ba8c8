"""A norm that was provisional when the plan was adopted: what it became stands beside it, never in the text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import FinalNorm
from priorities.codes import Comparator, Direction, Unit
from tests import factories as stock
from tests.plans import factories
from tests.plans.drafting.addresses import text
from workplan_portal.audit.models import Entry
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

PROVISIONAL, FINAL = "meer dan € 5.223.461 (voorlopig)", "meer dan € 5.400.000"
ENTERED = {"value": "5.400.000", "source": "Landelijke afspraak, maart 2021"}


def test_the_final_norm_stands_beside_the_provisional_one_and_earlier_ones_stay() -> None:
    scene = factories.drafted()
    seized = stock.indicator("Afpakken", unit=Unit.EURO, direction=Direction.HIGHER)
    norm = {"comparator": Comparator.MORE_THAN, "norm": Decimal(5223461), "provisional_norm": True}
    target = factories.target(scene, scene.blocks[0], indicator=seized, **norm)
    firm = factories.target(scene, scene.blocks[0])
    factories.write_texts(scene)
    for block in scene.blocks:
        factories.contribution(scene, block)
    factories.decide(scene)
    adopted = scene.revision.text
    page = reverse("plans:plan", args=[scene.plan.uuid])
    record, other = (reverse("plans:final_norm", args=[scene.plan.uuid, t.uuid]) for t in (target, firm))
    planner, mayor = browser_of(scene.planner), browser_of(scene.mayor)

    # Whoever may record it sees that it is still to come; for others there is nothing to see yet, nor to do.
    assert "nog niet bekend" in panel(planner, page)
    assert 'id="definitief"' not in text(mayor.get(page))
    refused = mayor.post(record, ENTERED)
    assert (refused.status_code, FinalNorm.objects.count()) == (403, 0)
    assert "Alleen de schrijvers van dit plan" in text(mayor.get(record))
    assert planner.get(other).status_code == 404
    assert "<title>Fout:" in text(planner.post(record, {"value": "5400000", "source": ""}))

    for _twice in range(2):
        answer = planner.post(record, ENTERED)
        assert answer["Location"] == f"{page}#definitief"
    assert FinalNorm.objects.count() == 1
    planner.post(record, ENTERED | {"value": "5.500.000"})
    planner.post(record, ENTERED)

    shown = panel(mayor, page)
    assert PROVISIONAL in shown
    assert FINAL in shown.replace(PROVISIONAL, "")
    assert ENTERED["source"] in shown
    assert reverse("plans:final_norm", args=[scene.plan.uuid, target.uuid]) not in shown
    assert [made.value for made in FinalNorm.objects.all()] == [5400000, 5500000, 5400000]
    assert Entry.objects.filter(action="record_final_norm").count() == 3
    scene.revision.refresh_from_db()
    assert scene.revision.text == adopted
    assert "€ 5.223.461" in " ".join(text(mayor.get(reverse("plans:preview", args=[scene.plan.uuid]))).split())


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def panel(browser: Client, page: str) -> str:
    found = text(browser.get(page)).split('id="definitief"')[1].split('id="versies"')[0]
    return " ".join(found.split())  # a space that ties two words together is a space
