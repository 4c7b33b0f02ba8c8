"""The golden calculations: each the same on the page, in the text of the PDF and in the data, from one small plan.

Norms, results and outcomes that were worked out by hand beforehand. The report is over twelve months.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf
import pytest

from priorities.actions.figures import enter_figure
from priorities.codes import Comparator, Direction, Scope, Unit
from reports.actions import releasing
from reports.document import ReportDocument, ReportRecord, load
from reports.exports import report_json, report_page, report_pdf
from reports.reading import record_of
from tests import factories as stock
from tests.documents.validation import assert_valid
from tests.plans import factories as plans
from tests.reports import factories, joint

pytestmark = pytest.mark.django_db

LOWER, HIGHER = Direction.LOWER, Direction.HIGHER
AT_MOST, AT_LEAST, MORE_THAN = Comparator.AT_MOST, Comparator.AT_LEAST, Comparator.MORE_THAN
DECREASE, MONITOR = Comparator.DECREASE, Comparator.MONITOR


@dataclass(frozen=True)
class Golden:
    """A target with what was counted, and what must be shown of it."""

    name: str
    comparator: Comparator
    norm: str | None
    last_year: str | None
    now: str | tuple[str, str]
    goal: str | None  # in the data
    outcome: str
    row: tuple[str, str, str, str]  # goal, last year, now and the difference, as they stand in the table
    percent: str | None = None  # the difference in the data
    why: str = ""  # of the goal
    unit: Unit = Unit.COUNT
    direction: Direction = LOWER
    provisional: bool = False
    scope: Scope = Scope.MUNICIPALITY

    @property
    def of(self) -> str:
        return "gemeente Emmen" if self.scope == Scope.MUNICIPALITY else "Nederland"


NB = "n.b."
CASES = (
    # Last year's better result is the goal beside the norm; without one the norm is, with a warning.
    Golden(
        "Beter dan de norm", AT_MOST, "250", "210", "205", "210", "met",
        ("hooguit 210", "210", "205", "−2,4%"), "-2.4",
        "De norm is hooguit 250. Het resultaat van 2020 was 210. Dat is beter dan de norm. Daarom is dat resultaat nu"
        " het doel: hooguit 210. De norm ligt boven het resultaat van 2020. Hij is een grens en geen ruimte voor meer.",
    ),
    Golden(
        "Slechter dan de norm", AT_MOST, "250", "260", "251", "250", "not_met",
        ("hooguit 250", "260", "251", "−3,5%"), "-3.5",
        "De norm is hooguit 250. Het resultaat van 2020 was 260. Dat is niet beter dan de norm. Daarom is"
        " de norm het doel.",
    ),
    Golden(
        "Zonder resultaat", AT_MOST, "250", None, "249", "250", "met", ("hooguit 250", NB, "249", NB), None,
        "De norm is hooguit 250. Het resultaat van 2020 is niet bekend. Omdat het resultaat van 2020 niet bekend"
        " is, is de norm het doel.",
    ),
    Golden(
        "Gelijk aan de norm", AT_MOST, "250", "250", "250", "250", "met", ("hooguit 250", "250", "250", "0%"), "0",
        "De norm is hooguit 250. Het resultaat van 2020 was 250. Dat is gelijk aan de norm. Daarom is de norm het"
        " doel.",
    ),
    # Strict and not strict; last year's ambition as a provisional norm.
    Golden(
        "Afpakken eenheid", MORE_THAN, "5223461", None, "5223461", "5223461", "not_met",
        ("meer dan € 5.223.461 (voorlopig)", NB, "€ 5.223.461", NB), unit=Unit.EURO, direction=HIGHER, provisional=True,
    ),
    Golden(
        "Beslag eenheid", AT_LEAST, "12204300", None, "12204300", "12204300", "met",
        ("ten minste € 12.204.300", NB, "€ 12.204.300", NB), unit=Unit.EURO, direction=HIGHER,
    ),
    # One agreement in two targets, each judged apart.
    Golden(
        "Beslagzaken", AT_LEAST, "22", None, "22", "22", "met", ("ten minste 22", NB, "22", NB), direction=HIGHER,
    ),
    Golden(
        "Beslag in euro", AT_LEAST, "319000", None, "318999", "319000", "not_met",
        ("ten minste € 319.000", NB, "€ 318.999", NB), unit=Unit.EURO, direction=HIGHER,
    ),
    # Percentages from their parts; of nothing there is none, not zero.
    Golden(
        "Dossiers", AT_LEAST, "40", None, ("6", "15"), "40", "met", ("ten minste 40%", NB, "40%", NB),
        unit=Unit.PERCENT, direction=HIGHER,
    ),
    Golden(
        "Geen dossiers", AT_LEAST, "40", None, ("0", "0"), "40", "not_assessable", ("ten minste 40%", NB, "n.v.t.", NB),
        unit=Unit.PERCENT, direction=HIGHER,
    ),
    # A national result that is not what was agreed is shown as the fact it is.
    Golden(
        "Dossiers landelijk", AT_LEAST, "40", None, ("26", "100"), "40", "not_met",
        ("ten minste 40%", NB, "26%", NB), unit=Unit.PERCENT, direction=HIGHER, scope=Scope.NATIONAL,
    ),
    # A decrease is strict, and needs something to be a decrease of.
    Golden(
        "Dodelijk 3 naar 2", DECREASE, None, "3", "2", "3", "met", ("lager dan in 2020 (3)", "3", "2", "klein aantal"),
    ),
    Golden(
        "Dodelijk 2 naar 2", DECREASE, None, "2", "2", "2", "not_met",
        ("lager dan in 2020 (2)", "2", "2", "klein aantal"),
    ),
    Golden(
        "Dodelijk zonder vorig jaar", DECREASE, None, None, "2", None, "not_assessable",
        ("lager dan in 2020", NB, "2", NB),
    ),
    # Changes against last year, rounded as readers check them by hand.
    Golden("Van nul", MONITOR, None, "0", "12", None, "monitored", ("wordt gevolgd", "0", "12", "n.v.t.")),
    Golden(
        "Inbraken rond het huis", MONITOR, None, "501", "373", None, "monitored",
        ("wordt gevolgd", "501", "373", "−25,5%"), "-25.5",
    ),
    Golden("Waarvan woningen", MONITOR, None, None, "233", None, "monitored", ("wordt gevolgd", NB, "233", NB)),
    Golden("Waarvan schuren", MONITOR, None, None, "140", None, "monitored", ("wordt gevolgd", NB, "140", NB)),
    Golden(
        "Eenvoudige mishandeling", MONITOR, None, "353", "266", None, "monitored",
        ("wordt gevolgd", "353", "266", "−24,6%"), "-24.6",
    ),
    Golden(
        "Meldingen overlast", MONITOR, None, "2591", "3837", None, "monitored",
        ("wordt gevolgd", "2.591", "3.837", "+48,1%"), "48.1",
    ),
    Golden(
        "Horizontale fraude", MONITOR, None, "837", "1230", None, "monitored",
        ("wordt gevolgd", "837", "1.230", "+47%"), "47",
    ),
)  # fmt: skip
COMPOUND = ("Beslagzaken", "Beslag in euro")
PARTS = {"Waarvan woningen": "Inbraken rond het huis", "Waarvan schuren": "Inbraken rond het huis"}
"""Shares of another target."""


@dataclass(frozen=True)
class Made:
    """One report, rendered once in each form."""

    document: ReportDocument
    record: ReportRecord
    page: str
    data: dict[str, Any]
    pdf: bytes


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker) -> Made:  # noqa: ANN001 -- pytest-django gives its class no public name
    with django_db_blocker.unblock(), joint.for_now():
        release = _released()
        document, record = load(release.text), record_of(release)
        exported = json.loads(report_json(document, record))
        return Made(document, record, report_page(document, record), exported, report_pdf(document, record))


def _released() -> Any:
    scene = plans.stage()
    emmen = scene.region.emmen
    plans.drafted(scene=scene)
    plans.write_texts(scene)
    for block in scene.blocks:
        plans.contribution(scene, block)
    counted, made = {}, {}
    for case in CASES:
        counted[case] = indicator = stock.indicator(case.name, unit=case.unit, direction=case.direction)
        if case.last_year is not None:
            stock.figure(indicator, emmen, case.last_year)
        made[case.name] = plans.target(
            scene,
            scene.blocks[1 if case.name in COMPOUND else 0],
            indicator=indicator,
            scope=case.scope,
            comparator=case.comparator,
            norm=Decimal(case.norm) if case.norm else None,
            provisional_norm=case.provisional,
            parent=made.get(PARTS.get(case.name, "")),
        )
    plans.decide(scene)
    told = factories.begun(period=12, scene=scene)
    with factories.after(12):
        for case, indicator in counted.items():
            enter_figure(
                indicator=indicator,
                area=emmen if case.scope == Scope.MUNICIPALITY else scene.region.nation,
                year=2021,
                period=12,
                by=scene.planner if case.scope == Scope.MUNICIPALITY else scene.administrator,
                source="BVH",
                **_parts(case.now),
            )
        factories.fill(told)
        return releasing.release(report=told.report, by=scene.chief)


def _parts(now: str | tuple[str, str]) -> dict[str, Decimal]:
    if isinstance(now, str):
        return {"value": Decimal(now)}
    return {"numerator": Decimal(now[0]), "denominator": Decimal(now[1])}


def measured(made: Made, case: Golden) -> dict[str, Any]:
    (found,) = (m for m in made.data["measurements"] if m["indicator"] == case.name)
    return dict(found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_in_the_data(made: Made, case: Golden) -> None:
    found = measured(made, case)
    assert (found["norm"], found["goal"], found["assessment"]) == (case.norm, case.goal, case.outcome)
    if isinstance(case.now, str):
        assert (found["value"], found["same_period_last_year"]) == (case.now, case.last_year)
    else:
        assert (found["numerator"], found["denominator"]) == case.now
        assert found["value"] == {"15": "40", "100": "26", "0": None}[case.now[1]]
    assert found["difference_percent"] == case.percent
    assert found["provisional_norm"] is case.provisional


WORDS = {
    "met": "gehaald",
    "not_met": "niet gehaald",
    "not_assessable": "niet te beoordelen",
    "monitored": "gevolgd",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_on_the_page(made: Made, case: Golden) -> None:
    """In its row of the table, cell by cell, and in its own part below it."""
    target = measured(made, case)["target"]
    row = re.search(rf'<tr>\s*<th scope="row"><a href="#doel-{target}">.*?</tr>', made.page, re.DOTALL)
    part = re.search(rf'<section class="measurement" id="doel-{target}">.*?</section>', made.page, re.DOTALL)
    assert row
    assert part
    cells = tuple(map(words, re.findall(r"<td[^>]*>(.*?)</td>", row[0], re.DOTALL)))
    assert cells == (*case.row, WORDS[case.outcome])
    for expected in (case.why, words(measured(made, case)["sentence"])):
        assert expected in words(part[0])


@pytest.mark.requires("poppler")
def test_in_the_text_of_the_pdf(made: Made) -> None:
    """All cases in one test, since the file is read once. A line of the file may end anywhere, with a hyphen too."""
    text = "".join(_text_of(made.pdf).split())
    lost = [
        (case.name, expected)
        for case in CASES
        for expected in (_row_on_paper(case), *map(_on_paper, (case.why, measured(made, case)["sentence"])))
        if not re.search(expected, text)
    ]
    assert lost == []


def _row_on_paper(case: Golden) -> str:
    """The cells of its row after one another, the last with the sign of its outcome."""
    *cells, outcome = map(_on_paper, (case.name, case.of, *case.row, WORDS[case.outcome]))
    return f"{''.join(cells)}.{outcome}"


def _on_paper(words: str) -> str:
    return "-?".join(map(re.escape, "".join(words.split())))


def test_the_block_of_a_compound_agreement_shows_one_met_and_one_not(made: Made) -> None:
    glance = re.search(r'<table class="plain glance">.*?</table>', made.page, re.DOTALL)
    assert glance
    heads = [words(head) for head in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', glance[0], re.DOTALL)]
    (row,) = (r for r in re.findall(r"<tr>.*?</tr>", glance[0], re.DOTALL) if "Jeugdoverlast" in r)
    counts = dict(zip(heads[1:], map(words, re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)), strict=True))
    assert sorted(counts.values()) == ["1", "1", *["–"] * (len(counts) - 2)]
    assert {head for head, count in counts.items() if count == "1"} == {"gehaald", "niet gehaald"}


def test_of_a_whole_year_is_said_what_was_not_met_and_no_more_what_is_off_course(made: Made) -> None:
    told = re.search(r'<div class="stated off-course">.*?</div>', made.page, re.DOTALL)
    assert told
    said = words(told[0])
    assert said.startswith("Wat niet is gehaald ")
    listed = [case for case in CASES if f"{case.name} ({case.of})" in said]
    assert listed == [case for case in CASES if case.outcome == "not_met"]


def test_the_parts_of_a_target_make_its_figure_and_name_it(made: Made) -> None:
    """Each is a target of its own, and nothing adds them up with the whole."""
    by_name = {m["indicator"]: m for m in made.data["measurements"]}
    (whole,) = set(PARTS.values())
    assert {by_name[part]["parent"] for part in PARTS} == {by_name[whole]["target"]}
    assert sum(Decimal(by_name[part]["value"]) for part in PARTS) == Decimal(by_name[whole]["value"]) == 373


@pytest.mark.requires("java")
def test_the_file_is_archivable_and_accessible(made: Made) -> None:
    assert_valid(made.pdf, "3a", "ua1")


def test_the_data_and_the_table_are_inside_the_file(made: Made) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        inside = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    assert inside.keys() == {"document.json", "cijfers.csv"}
    assert [m["value"] for m in json.loads(inside["document.json"])["measurements"]] == [
        m["value"] for m in made.data["measurements"]
    ]
    assert inside["cijfers.csv"].decode("utf-8-sig").count("\r\n") == len(CASES) + 1


def _text_of(pdf: bytes) -> str:
    """In the order of the file, which keeps the cells of a row together."""
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def words(text: str) -> str:
    """As one reads them: a space that ties two words together is a space."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())
