"""The trail on screen and as a file."""

from __future__ import annotations

import ast
import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from tests import factories
from tests.audit.tampering import rows, undone
from workplan_portal.administration.presenters.details import DETAILS
from workplan_portal.audit.models import Entry, Result
from workplan_portal.audit.trail import dated, record
from workplan_portal.audit.verbs import label_of
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return factories.person(Role.AUDITOR, factories.region().nation, name="Paula")


@pytest.fixture
def reading(client, auditor):
    client.force_login(auditor)
    return client


@pytest.fixture
def entries(auditor):
    with dated(datetime(2021, 1, 12, 22, 30, tzinfo=UTC)):
        record("sign_in", subject="account:een", what="een@emmen.example", by=auditor)
    with dated(datetime(2021, 1, 12, 23, 30, tzinfo=UTC)):  # the 13th in the Netherlands
        record("appoint", subject="account:twee", what="twee", by=None, result=Result.REFUSED)
    with dated(datetime(2021, 2, 1, 9, 0, tzinfo=UTC)):
        record("juggle", subject="plan:drie", what="=1+1", by=None, reden="@som")


def found(client, **query) -> list[str]:
    return [line.entry.subject for line in client.get("/logboek/", query).context["lines"]]


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ({}, ["plan:drie", "account:twee", "account:een"]),
        ({"onderwerp": "account:een"}, ["account:een"]),
        ({"onderwerp": "EMMEN"}, ["account:een"]),
        ({"wie": "paula"}, ["account:een"]),
        ({"handeling": "appoint"}, ["account:twee"]),
        ({"resultaat": "refused"}, ["account:twee"]),
        ({"van": "13-01-2021"}, ["plan:drie", "account:twee"]),
        ({"tot": "12 januari 2021"}, ["account:een"]),
        ({"van": "13-1-2021", "tot": "13-1-2021"}, ["account:twee"]),
        ({"van": "gisteren"}, []),
        ({"handeling": "bestaat-niet"}, []),
        ({"onderwerp": "a\x00b"}, []),
    ],
)
def test_entries_are_found_by_subject_person_action_result_and_period(reading, entries, query, subjects):
    assert found(reading, **query) == subjects


def test_an_entry_is_shown_in_words_with_its_proof(reading, entries):
    page = reading.get("/logboek/").content.decode()
    assert "Inloggen: een@emmen.example" in page
    assert "Juggle: =1+1" in page
    assert "Geweigerd" in page
    assert "(auditor Nederland)" in page
    for entry in Entry.objects.all():
        assert entry.hash in page
    assert "De keten is gaaf" in page
    assert "De keten is niet gaaf" not in page


def test_every_detail_that_an_action_keeps_has_a_name():
    kept = set()
    for path in (p for app in ("plans", "priorities", "reports", "workplan_portal") for p in Path(app).rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") in {"record", "_record"}:
                kept |= {keyword.arg for keyword in call.keywords if keyword.arg}
    assert kept - {"subject", "what", "by", "result"} - DETAILS.keys() == set()


def test_the_details_of_an_act_are_told_in_words(reading):
    record("adopt", subject="plan:een", what="Plan", by=None, adopted_on="2021-01-18", seats=["teamchef"], late=True)
    page = reading.get("/logboek/").content.decode()
    for words in ("Vastgesteld op", "18 januari 2021", "Zetels", "teamchef", "ja"):
        assert words in page
    assert "adopted_on" not in page


def test_what_changed_in_a_figure_reads_as_figures_do(reading):
    record(
        "correct_figure",
        subject="figure:een",
        what="Overlast",
        by=None,
        value={"value": "3711", "numerator": None, "provisional": False},
        changes={"value": ["3702.00", "3711"], "provisional": ["True", "False"]},
    )
    page = reading.get("/logboek/").content.decode()
    assert "Waarde: 3.711; Teller: –; Voorlopig: nee" in page
    assert "Waarde: 3.702 → 3.711; Voorlopig: ja → nee" in page


def test_unknown_verbs_show_as_they_are():
    assert label_of("juggle") == "juggle"


def test_an_entry_that_was_changed_shows_on_the_page_and_in_the_check(reading, entries):
    assert "Het logboek is gaaf" in reading.get("/logboek/controle/").content.decode()
    with undone():
        rows().filter(subject="account:twee").update(object="iemand anders")
        page = reading.get("/logboek/").content.decode()
        check = reading.get("/logboek/controle/").content.decode()
    assert page.count("De keten is niet gaaf") == 1
    assert "Achteraf veranderd" in page
    assert "Het logboek is niet gaaf" in check
    assert "account:twee 1: appoint: was changed after it was written" in check


def test_the_file_holds_what_is_on_the_page_and_nothing_a_spreadsheet_would_run(reading, entries):
    answer = reading.get("/logboek/logboek.csv", {"onderwerp": "plan:drie"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [line] = csv.DictReader(StringIO(text))
    entry = Entry.objects.get(subject="plan:drie")
    assert line["hash"] == entry.hash
    assert line["at"] == "2021-02-01T09:00:00+00:00"
    assert line["object"] == "'=1+1"
    assert line["details"] == '{"reden": "@som"}'
    assert "attachment" in answer["Content-Disposition"]


def test_the_list_is_paged_and_takes_no_more_queries_when_it_grows(reading, django_assert_max_num_queries):
    def many(number: int) -> None:
        for _ in range(number):
            record("submit", subject=f"plan:{Entry.objects.count() % 7}", what="x", by=None)

    many(10)
    reading.get("/logboek/")
    with django_assert_max_num_queries(30) as few:
        reading.get("/logboek/")
    many(50)
    with django_assert_max_num_queries(len(few)):
        first = reading.get("/logboek/")
    assert len(first.context["lines"]) == 25
    assert len(reading.get("/logboek/?pagina=3").context["lines"]) == 10


def test_looking_at_the_trail_writes_nothing(reading, entries):
    for path in ("/logboek/", "/logboek/controle/", "/logboek/logboek.csv"):
        reading.get(path)
    assert Entry.objects.count() == 3
