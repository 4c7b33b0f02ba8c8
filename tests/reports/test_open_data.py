"""Open data of the police: what is read of a file, what it comes to, and that nothing of a damaged one stays."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from priorities.models import Figure, Indicator
from reports import intake
from reports.actions.deliveries import bring_in, link_neighbourhoods
from reports.codes import Intake
from reports.deliveries import offer_of
from reports.imports.opendata import Broken, Counts, collect
from reports.imports.tables import TABLES, NoLink, kind_of, link_of, period_of
from reports.models import Delivery
from tests import factories as stock
from tests.plans import factories as plans
from tests.plans.factories import Scene
from workplan_portal.audit.models import Entry
from workplan_portal.organisation.models import Cluster

Cells = tuple[str, str, str, Any]
"""Kind, area, period and number."""


def as_json(rows: Iterable[Cells], area: str = "RegioS", tail: str = "]}") -> bytes:
    told = [
        {
            "ID": number,
            "SoortMisdrijf": f"{kind:6}",
            area: f"{place:10}",
            "Perioden": period,
            "GeregistreerdeMisdrijven_1": value,
        }
        for number, (kind, place, period, value) in enumerate(rows)
    ]
    return ('{"odata.metadata": "x", "value": [' + ",\n".join(map(json.dumps, told)) + tail).encode()


def as_csv(rows: Iterable[Cells], delimiter: str = ";") -> bytes:
    head = ("ID", "SoortMisdrijf", "RegioS", "Perioden", "GeregistreerdeMisdrijven_1")
    lines = [head, *((str(at), *map(str, row)) for at, row in enumerate(rows))]
    return ("\ufeff" + "".join(delimiter.join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)).encode()


def read(content: bytes, table: str = "47013NED", areas: Iterable[str] = ("GM0114",)) -> Counts:
    return collect(
        io.BytesIO(content), TABLES[table], areas=set(areas), years={2020, 2021}, progress=lambda _rows, _read: None
    )


ROWS: list[Cells] = [
    ("1.1.1", "GM0114", "2021MM01", 12),
    ("1.1.1", "GM0114", "2021MM02", None),
    ("1.1.1", "GM0998", "2021MM01", 3),
    ("1.1.1", "GM0109", "2021MM01", 5),
    ("0.0.0", "GM0114", "2021MM01", 300),
    ("1.1.1", "GM0114", "2011MM01", 99),
    ("1.1.1", "GM0114", "2021KW01", 40),
]


@pytest.mark.parametrize("content", [as_json(ROWS), as_csv(ROWS), as_csv(ROWS, ",")])
def test_either_kind_of_file_says_the_same(content: bytes):
    counts = read(content)
    assert counts.kept == {
        ("1.1.1", "GM0114", "2021MM01"): 12,
        ("1.1.1", "GM0114", "2021MM02"): None,
        ("total", "GM0114", "2021MM01"): 300,
    }
    assert (counts.rows, counts.nowhere, counts.kinds) == (7, 1, {"1.1.1", "total"})


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_read_by_its_own_columns(table: str):
    told, columns = TABLES[table], ("SoortMisdrijf", "RegioS", "GeregistreerdeMisdrijven")
    for content in (as_json(ROWS), as_csv(ROWS)):
        for ours, name in zip(columns, (told.kind, told.area, told.measure), strict=True):
            content = content.replace(ours.encode(), name.encode())
        assert read(content, table).kept["1.1.1", "GM0114", "2021MM01"] == 12


def test_what_is_not_published_is_no_zero_and_what_is_provisional_is_marked():
    rows: list[Cells] = [("1.1.1", "GM0114", "2021MM01*", "       ."), ("1.1.1", "GM0114", "2021MM02", "     301*")]
    assert list(read(as_csv(rows)).kept.values()) == [None, 301]
    month = period_of("2021MM01*")
    assert month
    assert (month.year, month.month, month.provisional) == (2021, 1, True)
    assert period_of("2021JJ00") == period_of(" 2021JJ00 ")
    assert period_of("2021KW01") is None
    assert kind_of("Totaal misdrijven") == kind_of("0.0.0 ") == "total"
    assert read(as_json(ROWS, tail='], "odata.nextLink": "elders"}')).incomplete


@pytest.mark.parametrize(
    ("content", "why", "row"),
    [
        (as_json(ROWS)[:-40], "cut_off", 7),
        (as_json(ROWS, tail=""), "cut_off", 7),
        (as_json(ROWS, tail="]"), "cut_off", 7),
        (as_csv(ROWS)[:-20], "cut_off", 7),
        (as_json([*ROWS, ROWS[0]]), "twice", 8),
        (as_json([("1.1.1", "GM0114", "2021MM01", "12 a 13")]), "no_number", 1),
        (as_json([("1.1.1", "GM0114", "2021MM01", -4)]), "no_number", 1),
        (as_json(ROWS, area="WijkenEnBuurten"), "no_column", 1),
        (b'{"value": [1, 2]}', "no_row", 1),
        (b'{"value": [' + b'{"a": ' * 20_000, "no_row", 1),
        (b'{"iets": "anders"}', "no_rows", 0),
        (b'{"value": []}', "empty", 0),
        (as_csv([("1.1.1", "Emmen", "2021 januari", 12)]), "no_key", 1),
        (as_json(ROWS).replace(b'"x"', b'"https://odata.example/OData/47018NED/$metadata#x"'), "other_table", 0),
        (as_csv(ROWS).replace(b"GM0998", b"\xe9\xe9"), "encoding", 3),
        (as_json(ROWS * 2_000).replace(b"99}", b'"\xe9"}'), "encoding", 6),
        (b"\xff" + as_csv(ROWS), "encoding", 1),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_row(content: bytes, why: str, row: int):
    with pytest.raises(Broken) as raised:
        read(content)
    assert (raised.value.why, raised.value.row) == (why, row)


def test_a_code_says_what_is_counted_and_counts_nothing_twice():
    assert link_of("1.4.5 + 1.4.6").kinds == {"1.4.5", "1.4.6"}
    assert (link_of("47021NED").about, link_of("47021NED").kinds) == ("nuisance", {"total"})
    assert link_of("47024NED:T1").kinds == {"T1"}
    for text in ("", "0.0.0 + 1.1.1", "1.1.1 + 1.1.1", "1.1.1 + 47021NED", "inbraken"):
        with pytest.raises(NoLink):
            link_of(text)


# --- into the figures -------------------------------------------------------------------------------------------------


@pytest.fixture
def scene() -> Scene:
    found = plans.stage()
    Indicator.objects.filter(pk=found.burglaries.pk).update(open_data_code="1.1.1 + 1.1.2")
    return found


def of_a_year(area: str, *, months: int = 12, kinds: Iterable[str] = ("1.1.1", "1.1.2")) -> list[Cells]:
    return [(kind, area, f"2021MM{month:02}", month) for kind in kinds for month in range(1, months + 1)]


def brought(scene: Scene, content: bytes, table: str = "47013NED") -> Delivery:
    delivery = bring_in(
        table=table, name="politie.json", content=content, from_year=2021, provisional=True, by=scene.planner
    )
    return intake.read_now(delivery)


@pytest.mark.django_db
def test_months_add_up_and_only_whole_periods_are_taken_over(client: Client, scene: Scene):
    here = scene.region
    stock.figure(scene.burglaries, here.emmen, 19, year=2021, period=4)
    rows = [*of_a_year(here.emmen.code), *of_a_year(here.coevorden.code, months=5), *of_a_year(here.borger.code)]
    rows = [row for row in rows if row[:3] != ("1.1.2", here.borger.code, "2021MM03")]
    delivery = brought(scene, as_json([*rows, ("9.9.9", here.emmen.code, "2021MM01", 1)]))
    client.force_login(scene.planner)
    page = client.get(f"/cijfers/politie/{delivery.uuid}/")
    shown = page.content.decode()
    assert "9.9.9" in shown, "no indicator is linked to it"
    assert not Figure.objects.filter(year=2021, period=8).exists(), "looking changes nothing"

    seen = page.context["shown"].offer.digest
    assert client.post(f"/cijfers/politie/{delivery.uuid}/overnemen/", {"seen": "0" * 64}).status_code == 403
    assert client.post(f"/cijfers/politie/{delivery.uuid}/overnemen/", {"seen": seen}).status_code == 302
    kept = {(f.area.name, f.period): f.value for f in Figure.objects.filter(year=2021).select_related("area")}
    assert kept == {
        ("Emmen", 4): 20,
        ("Emmen", 8): 72,
        ("Emmen", 12): 156,
        ("Coevorden", 4): 20,
    }, "a month that is missing is no zero, and the team's figure needs all three municipalities"
    figure = Figure.objects.get(area=here.emmen, year=2021, period=4)
    assert (figure.source, figure.provisional) == ("Politie, open data 47013NED", True)
    assert "47013NED" in figure.note
    assert Entry.objects.filter(action="take_over_open_data", details__figures=4).exists()
    assert client.post(f"/cijfers/politie/{delivery.uuid}/overnemen/", {"seen": seen}).status_code == 403


@pytest.mark.django_db
def test_the_number_of_the_year_goes_before_its_months_and_a_team_is_the_sum_of_its_municipalities(scene: Scene):
    here = scene.region
    rows = [
        (kind, area.code, "2021JJ00", 100)
        for area in (here.emmen, here.coevorden, here.borger)
        for kind in ("1.1.1", "1.1.2")
    ]
    delivery = brought(scene, as_csv([*rows, *of_a_year(here.emmen.code)]))
    offered = {(o.area.name, o.period): o.value for o in offer_of(delivery, scene.planner).figures}
    assert offered == {
        ("Emmen", 4): 20,
        ("Emmen", 8): 72,
        ("Emmen", 12): 200,
        ("Coevorden", 12): 200,
        ("Borger-Odoorn", 12): 200,
        ("Basisteam Zuidoost-Drenthe", 12): 600,
    }


@pytest.mark.django_db
def test_a_cluster_is_the_sum_of_its_neighbourhoods(client: Client, scene: Scene):
    cluster = Cluster.objects.create(
        code="EC", name="Emmen-centrum", team=scene.region.team, municipality=scene.region.emmen
    )
    client.force_login(scene.administrator)
    address = f"/cijfers/politie/koppelingen/gebied/{cluster.uuid}/"
    wrong = client.post(address, {f"{cluster.uuid}-codes": "WK011401 BU01140101"}).content.decode()
    assert "BU01140101 ligt in een wijk die ook in de lijst staat" in wrong
    assert client.post(address, {f"{cluster.uuid}-codes": "BU01140101, bu01140102"}).status_code == 302

    rows = [*of_a_year("BU01140101"), *of_a_year("BU01140102")]
    delivery = brought(scene, as_json(rows, area="WijkenEnBuurten"), "47022NED")
    client.force_login(scene.planner)
    shown = client.get(f"/cijfers/politie/{delivery.uuid}/").context["shown"]
    assert [(c.area, c.after) for c in shown.changes][0] == ("Emmen-centrum", "40 (voorlopig)")


@pytest.mark.django_db
def test_a_file_that_is_cut_off_is_refused_with_the_place_and_nothing_is_kept(client: Client, scene: Scene):
    delivery = brought(scene, as_json(of_a_year(scene.region.emmen.code))[:-40])
    client.force_login(scene.planner)
    assert delivery.status == Intake.REFUSED
    assert (
        "Rij 24: het bestand houdt halverwege op." in client.get(f"/cijfers/politie/{delivery.uuid}/").content.decode()
    )
    assert client.post(f"/cijfers/politie/{delivery.uuid}/overnemen/", {"seen": ""}).status_code == 403
    client.force_login(scene.unit_planner)
    assert client.get(f"/cijfers/politie/{delivery.uuid}/").status_code == 404


@pytest.mark.django_db
def test_a_file_is_brought_in_by_whoever_enters_figures(client: Client, scene: Scene):
    def sent(name: str = "politie.json") -> dict[str, Any]:
        file = SimpleUploadedFile(name, as_json(ROWS))
        return {"file": file, "table": "47013NED", "from_year": "2021", "provisional": "on"}

    client.force_login(scene.planner)
    assert "47022NED" in client.get("/cijfers/politie/").content.decode()
    assert "Kies een JSON- of CSV-bestand" in client.post("/cijfers/politie/", sent("politie.exe")).content.decode()
    answer = client.post("/cijfers/politie/", sent())
    delivery = Delivery.objects.get()
    assert answer.headers["Location"] == f"/cijfers/politie/{delivery.uuid}/"
    assert "Dit bestand wordt gelezen" in client.get(answer.headers["Location"]).content.decode()

    client.force_login(scene.officer)
    assert client.post("/cijfers/politie/", sent()).status_code == 403
    assert client.post(f"/cijfers/politie/koppelingen/indicator/{scene.burglaries.code}/", {}).status_code == 200


@pytest.mark.django_db
def test_the_administrator_links_an_indicator_to_codes(client: Client, scene: Scene):
    code = scene.burglaries.code
    address = f"/cijfers/politie/koppelingen/indicator/{code}/"
    client.force_login(scene.administrator)
    assert "Diefstal/inbraak woning" in client.get("/cijfers/politie/koppelingen/").content.decode()
    version = Indicator.objects.get(code=code).version
    sent = {f"{code}-open_data_code": "0.0.0 + 1.1.1", f"{code}-version": version}
    refused = client.post(address, sent).content.decode()
    assert "zouden iets dubbel tellen" in refused.partition(f'id="id_{code}-open_data_code_error"')[2][:600]
    assert refused.count('value="0.0.0 + 1.1.1"') == 1, "what was typed stays"
    assert refused.count(f'name="{code}-version"') == 1
    assert client.post(address, sent | {f"{code}-open_data_code": "1.1.1"}).status_code == 302
    assert Indicator.objects.get(code=code).open_data_code == "1.1.1"
    client.force_login(scene.planner)
    assert client.post(address, sent | {f"{code}-open_data_code": "1.1.2", f"{code}-version": "2"}).status_code == 403


@pytest.mark.django_db
def test_nuisance_is_linked_by_the_codes_that_stand_in_its_file(client: Client, scene: Scene):
    links = "/cijfers/politie/koppelingen/"
    client.force_login(scene.administrator)
    assert "nog geen bestand met overlast" in client.get(links).content.decode()
    rows = [*of_a_year(scene.region.emmen.code, kinds=["E35"]), ("Totaal overlast", "GM0114", "2021MM01", 900)]
    content = as_json(rows).replace(b"SoortMisdrijf", b"Overlast").replace(b"Misdrijven_1", b"Overlast_1")
    delivery = brought(scene, content, "47021NED")
    assert delivery.status == Intake.READ

    shown = client.get(links).content.decode()
    assert "<code>47021NED:E35</code>" in shown
    assert "<code>47021NED</code>" in shown, "the whole table"
    code, version = scene.burglaries.code, Indicator.objects.get(pk=scene.burglaries.pk).version
    sent = {f"{code}-open_data_code": "47021NED:E35", f"{code}-version": version}
    assert client.post(f"{links}indicator/{code}/", sent).status_code == 302
    assert scene.burglaries.name in client.get(links).content.decode().partition("47021NED:E35</code>")[2][:400]
    client.force_login(scene.planner)
    offered = client.get(f"/cijfers/politie/{delivery.uuid}/").context["shown"].changes
    assert [(c.months, c.after) for c in offered][-1][1] == "78 (voorlopig)"


@pytest.mark.django_db
def test_neighbourhoods_leave_a_trail_and_unchanged_ones_do_not(scene: Scene):
    for _again in range(2):
        link_neighbourhoods(area=scene.region.emmen.area, codes=["WK011401"], by=scene.administrator)
    assert Entry.objects.filter(action="link_neighbourhoods").count() == 1
