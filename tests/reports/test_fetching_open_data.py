"""Open data that the portal fetches itself, from a stand-in for the service of Statistics Netherlands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from priorities.models import Indicator
from reports import intake
from reports.codes import Intake
from reports.imports.fetching import Unreachable, fetch, questions
from reports.imports.tables import TABLES
from reports.models import Delivery
from tests.plans import factories as plans
from tests.reports.odata import Service, serving

TABLE = TABLES["47013NED"]


def rows(area: str, months: int = 12) -> list[dict[str, Any]]:
    told = {"SoortMisdrijf": "1.1.1 ", "RegioS": f"{area:10}", "GeregistreerdeMisdrijven_1": 3}
    return [{"ID": month, **told, "Perioden": f"2021MM{month:02}"} for month in range(1, months + 1)]


def fetched(service: Service, address: str) -> list[dict[str, Any]]:
    asked = questions(address, TABLE, ["GM0114", "WK011401"], [2021])
    assert len(asked) == 1, "a table per municipality knows no neighbourhoods"
    content = fetch(asked, progress=lambda _rows, _answered: None, pause=lambda _seconds: None)
    found: list[dict[str, Any]] = json.loads(content)["value"]
    return found


def test_all_pages_of_our_own_areas_are_fetched_also_from_a_service_that_is_busy():
    service = Service([*rows("GM0114"), *rows("GM0109")], moods=[503, 500])
    with serving(service) as address:
        assert fetched(service, address) == rows("GM0114")
    assert len(service.asked) == 3, "twelve rows on pages of five"


@pytest.mark.parametrize(
    "service",
    [
        Service(rows("GM0114"), moods=[503] * 9),
        Service(rows("GM0114"), moods=[302] * 9),
        Service(rows("GM0114"), elsewhere="http://127.0.0.1:9"),
    ],
)
def test_what_stays_away_or_leads_elsewhere_is_not_followed(service: Service):
    with serving(service) as address, pytest.raises(Unreachable):
        fetched(service, address)


@pytest.mark.django_db
def test_fetching_is_off_until_an_address_is_given(client: Client, settings: Any):
    scene = plans.stage()
    Indicator.objects.filter(pk=scene.burglaries.pk).update(open_data_code="1.1.1")
    sent = {"ophalen-table": "47013NED", "ophalen-from_year": "2021", "ophalen-provisional": "on"}
    client.force_login(scene.planner)
    settings.OPEN_DATA_URL = ""
    assert "Een tabel ophalen" not in client.get("/cijfers/politie/").content.decode()
    assert client.post("/cijfers/politie/ophalen/", sent).status_code == 403

    with serving(Service([*rows("GM0114"), *rows("GM0109", 3)])) as address:
        settings.OPEN_DATA_URL = address
        assert "Een tabel ophalen" in client.get("/cijfers/politie/").content.decode()
        answer = client.post("/cijfers/politie/ophalen/", sent)
        delivery = intake.read_now(Delivery.objects.get())
    assert delivery.status == Intake.READ
    assert delivery.file, "what figures rest on is kept"
    shown = client.get(answer.headers["Location"]).context["shown"]
    assert [(c.area, c.after) for c in shown.changes] == [
        ("Emmen", "12 (voorlopig)"),
        ("Emmen", "24 (voorlopig)"),
        ("Emmen", "36 (voorlopig)"),
    ]
