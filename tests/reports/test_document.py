"""A report as a document: what is compiled, what stays fixed, what a correction says, and what is kept from whom."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from plans.codes import Audience
from priorities.actions.figures import correct_figure
from priorities.models import Figure, Indicator
from reports import document as doc
from reports.compiling import compile_report, letters
from reports.completeness import remarks
from reports.document import ReportDocument, ReportRecord, load
from reports.exports import report_json, report_page
from reports.exports.body import body_of
from reports.exports.data import figures_csv
from reports.passages import parts_of
from reports.reading import record_of
from tests.reports import factories, joint
from tests.reports.amending import amend, with_blocks
from workplan_portal.documents.canonical import decimal_string
from workplan_portal.documents.footnotes import Segment

pytestmark = pytest.mark.django_db

EMMEN, COEVORDEN = "GM0114", "GM0109"


@dataclass(frozen=True)
class Made:
    """Both versions of the joint report, as they are stored."""

    first: str
    second: str
    record: ReportRecord

    @property
    def corrected(self) -> ReportDocument:
        return load(self.second)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker) -> Made:  # noqa: ANN001 -- pytest-django gives its class no public name
    with django_db_blocker.unblock(), joint.for_now():
        told = joint.corrected()
        first, second = told.report.releases.order_by("number")
        return Made(first.text, second.text, record_of(second))


# --- what is stored ---------------------------------------------------------------------------------------------------


def test_a_stored_text_loads_to_an_equal_document(made: Made) -> None:
    for text in (made.first, made.second):
        document = load(text)
        assert document.text() == text
        assert load.__wrapped__(document.text()) == document


def test_a_text_of_a_newer_portal_is_not_guessed_at(made: Made) -> None:
    with pytest.raises(ValueError, match="schema 99"):
        load(json.dumps(json.loads(made.first) | {"schema": 99}))


def test_what_was_released_does_not_change_with_figures_plan_texts_or_names() -> None:
    told = factories.released()
    before = (told.release.text, report_page(load(told.release.text), record_of(told.release)))
    scene = told.scene
    with factories.after(4):
        figure = Figure.objects.get(year=2021, period=4)
        correct_figure(figure=figure, version=1, reason="Nageteld.", by=scene.planner, value=Decimal(99))
        factories.count(told, 120, period=8)
    amend(scene, lambda document: with_blocks(document, lambda block: replace(block, title="Heel anders")))
    told.report.accounts.update(progress="<p>Heel anders.</p>")
    told.report.interpretations.update(text="<p>Heel anders.</p>")
    Indicator.objects.update(name="Heel anders")
    scene.region.team.name = "Heel anders"
    scene.region.team.save()

    after = (told.release.text, report_page(load(told.release.text), record_of(told.release)))
    assert after == before
    assert told.document.text() != before[0], "the rows did move on"


# --- figures ----------------------------------------------------------------------------------------------------------


def test_figures_of_later_periods_never_show_and_earlier_ones_are_replaced_not_added() -> None:
    told = factories.begun(period=8)
    for period, value in ((4, 11), (8, 23), (12, 35)):
        factories.count(told, value, period=period)
    (measured,) = told.document.measurements
    assert [(f.period, f.amount) for f in measured.this_year] == [(4, 11), (8, 23)]

    (exported,) = data(told.document)["measurements"]
    assert exported["value"] == "23"
    assert [step["value"] for step in exported["course"]] == ["11", "23"]
    page = report_page(told.document, ReportRecord(None, "", "open"))
    assert not re.search(r"\b(34|35)\b", words(page))


def test_a_missing_figure_is_not_available_and_never_zero() -> None:
    told = factories.begun()
    (exported,) = data(told.document)["measurements"]
    (row,) = rows_of(told.document)
    assert (exported["value"], exported["assessment"]) == (None, "not_assessable")
    assert row["value"] == ""
    assert "n.b." in words(report_page(told.document, ReportRecord(None, "", "open")))


def test_compiling_asks_as_many_questions_of_a_big_plan_as_of_a_small_one(made: Made) -> None:
    def asked(told: factories.Told) -> int:
        report = told.report
        compile_report(report)
        with CaptureQueriesContext(connection) as captured:
            compile_report(report)
        return len(captured)

    with joint.for_now():
        small = asked(factories.released())
    assert asked(joint.released()) == small


def test_priorities_under_one_heading_are_told_apart_by_a_letter() -> None:
    told = factories.begun()
    headings = {p.heading for p in told.document.priorities}
    assert [(p.number, p.title) for p in told.document.priorities][:2] == [
        ("2.1a", "Woninginbraken"),
        ("2.1b", "Jeugdoverlast"),
    ]
    alone = next(p for p in told.document.priorities if p.level == "om")
    assert (alone.number, len(headings)) == ("3.1", 2)
    assert [letters(place) for place in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]


def test_a_target_is_told_with_its_area_and_what_was_said_with_its_figure_under_a_name_of_its_own() -> None:
    told = factories.begun()
    with factories.after(4):
        factories.count(told, 10, reason="Een reeks in één wijk.")
    page = report_page(told.document, ReportRecord(None, "", "open"))
    part = re.search(r'<section class="measurement".*?</section>', page, re.DOTALL)
    assert part
    assert "gemeente Emmen" in words(part[0].partition("</h5>")[0])
    assert "Toelichting bij het cijfer Een reeks in één wijk." in words(part[0])

    # On paper what is short stands beside its picture, or whole on its page.
    with override("nl"):
        shown = body_of(told.document).chapters[0].priorities[0]
    bare = replace(shown, measurements=(), groups=())
    assert (shown.is_brief, bare.is_brief) == (False, True)
    assert not replace(bare, progress=(Segment("woord " * 300),)).is_brief
    assert not any(measured.is_lengthy for measured in shown.measurements)
    assert replace(shown.measurements[0], note="woord " * 100).is_lengthy


def test_what_a_percentage_is_of_is_written_inside_its_sentence() -> None:
    told = factories.begun()
    text = re.sub(
        r'"numerator":""',
        '"numerator":"Zaken volgens protocol"',
        told.document.text().replace('"denominator":""', '"denominator":"Alle zaken"'),
    )
    page = report_page(load(text), ReportRecord(None, "", "open"))
    assert "Zaken volgens protocol, als deel van alle zaken." in words(page)


# --- corrections ------------------------------------------------------------------------------------------------------


def changes(document: ReportDocument) -> set[tuple[str, str, int, str, str]]:
    assert document.correction
    return {(f.name, f.area, f.period, amount(f.before), amount(f.after)) for f in document.correction.figures}


def amount(figure: doc.Figure | None) -> str:
    return decimal_string(figure.amount) if figure and figure.amount is not None else "-"


def texts(document: ReportDocument) -> list[tuple[str, str]]:
    assert document.correction
    return sorted((t.kind, t.name) for t in document.correction.texts)


IN_COEVORDEN = {("Woninginbraken", "Coevorden", 4, "8", "7"), ("Woninginbraken", "Coevorden", 8, "17", "15")}
OF_THE_TEAM = {("Heterdaad", "Basisteam Zuidoost-Drenthe", 8, "35", "34")}
OF_THE_SECRET = {(joint.SECRET_INDICATOR, "Emmen", 8, "5", "6")}
EVERY_TEXT = [("contribution", joint.SECRET), ("interpretation", "Woninginbraken"), ("summary", "")]


def test_a_first_version_corrects_nothing(made: Made) -> None:
    assert load(made.first).correction is None


def test_a_correction_says_exactly_what_it_changed_also_over_earlier_months(made: Made) -> None:
    assert made.corrected.correction
    assert made.corrected.correction.reason == "Coevorden telde dubbel."
    assert changes(made.corrected) == IN_COEVORDEN | OF_THE_TEAM | OF_THE_SECRET
    assert texts(made.corrected) == EVERY_TEXT


@pytest.mark.parametrize(
    ("audience", "edition", "figures", "told"),
    [
        (Audience.PUBLIC, "", IN_COEVORDEN | OF_THE_TEAM, EVERY_TEXT[1:]),
        (Audience.COUNCIL, EMMEN, OF_THE_TEAM, EVERY_TEXT[2:]),
        (Audience.INTERNAL, EMMEN, OF_THE_TEAM | OF_THE_SECRET, [EVERY_TEXT[0], EVERY_TEXT[2]]),
        (Audience.PUBLIC, COEVORDEN, IN_COEVORDEN | OF_THE_TEAM, EVERY_TEXT[1:]),
    ],
)
def test_a_correction_is_cut_down_to_what_its_reader_reads(
    made: Made, audience: Audience, edition: str, figures: set[object], told: list[object]
) -> None:
    document = made.corrected.for_audience(audience)
    document = document.for_edition(edition) if edition else document
    assert changes(document) == figures
    assert texts(document) == told
    assert {f.target for f in document.correction.figures} <= {m.target.id for m in document.measurements}  # type: ignore[union-attr]


def test_a_contribution_is_called_by_whole_words_of_it() -> None:
    long = doc.ReportedContribution("1", "standing", f"<p>{'De wijkagenten bezoeken iedere inbraak. ' * 3}</p>")
    assert doc.name_of(long) == "De wijkagenten bezoeken iedere inbraak. De wijkagenten bezoeken iedere …"
    assert doc.name_of(replace(long, text="<p>Kort.</p>")) == "Kort."


def test_a_figure_of_which_only_the_parts_or_the_mark_changed_is_a_change_too() -> None:
    told = factories.released()
    with factories.after(4):
        factories.releasing.correct(report=told.report, reason="Definitief.", by=told.scene.planner)
    assert changes(told.document) == set()
    Figure.objects.filter(year=2021).update(provisional=True, source="BVI")
    assert changes(told.document) == {("Woninginbraken", "Emmen", 4, "10", "10")}
    page = words(report_page(told.document, ReportRecord(None, "", "open")))
    assert "na 4 maanden van 2021: was 10 (bron: BVH), is 10 (voorlopig) (bron: BVI)" in page


def test_a_figure_of_last_year_that_became_another_is_told_with_its_year_and_what_was_said_with_it() -> None:
    """It changes the judgement of this year, so a correction that takes it up must say so."""
    told = factories.released()
    with factories.after(4):
        factories.releasing.correct(report=told.report, reason="Definitief.", by=told.scene.planner)
    Figure.objects.filter(year=2020).update(value=35, provisional=False, note="Definitieve telling.")
    (change,) = told.document.correction.figures  # type: ignore[union-attr]
    assert (change.period, change.last_year) == (12, True)
    page = words(report_page(told.document, ReportRecord(None, "", "open")))
    assert "na 12 maanden van 2020: was " in page
    assert ", is 35. Toelichting bij het cijfer: Definitieve telling." in page


# --- who may know what ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", [Audience.COUNCIL, Audience.PUBLIC])
def test_what_is_not_for_the_council_is_nowhere_in_what_goes_out(made: Made, audience: Audience) -> None:
    document = made.corrected.for_audience(audience)
    exported = (
        report_page(document, made.record),
        report_json(document, made.record).decode(),
        figures_csv(document).decode(),
        " ".join(f"{part.heading} {part.words}" for part in parts_of(document)),
        document.text(),
    )
    for text in exported:
        assert "toezicht" in text or "Woninginbraken" in text
        assert not re.search("geheim", text, re.IGNORECASE)


def test_inside_it_is_there_with_its_mark(made: Made) -> None:
    page = words(report_page(made.corrected, made.record))
    for hidden in joint.HIDDEN:
        assert hidden in page or hidden == joint.SECRET_LINE  # that line was corrected
    assert "niet voor de raad" in page


def test_an_edition_holds_its_own_part_and_what_is_shared(made: Made) -> None:
    for code, other in ((EMMEN, "Coevorden"), (COEVORDEN, "Emmen")):
        edition = made.corrected.for_edition(code)
        assert {c.municipality.code if c.municipality else "" for c in edition.chapters} == {code, ""}
        assert other not in {m.target.area.name for m in edition.measurements}
    with pytest.raises(KeyError):
        made.corrected.for_edition("GM9999")


# --- counting once ----------------------------------------------------------------------------------------------------


def test_what_repeats_another_target_counts_once_for_whoever_sees_both_or_one(made: Made) -> None:
    whole = made.corrected
    assert len(list(whole.measurements)) == 5
    assert len(whole.counting(whole.measurements)) == 4
    outside = whole.for_audience(Audience.PUBLIC)
    assert [m.target.indicator.name for m in outside.counting(outside.measurements)] == [
        "Woninginbraken",
        "Woninginbraken",
        "Heterdaad",
    ]
    told = "De cijfers zijn daar getekend."
    inside_page, outside_page = (report_page(document, made.record) for document in (whole, outside))
    assert (inside_page.count(told), outside_page.count(told)) == (1, 0), "its picture is not drawn twice"
    assert inside_page.count('<figure class="course">') == outside_page.count('<figure class="course">') + 1


def test_the_tally_of_the_page_counts_so_too(made: Made) -> None:
    for document, number in ((made.corrected, 4), (made.corrected.for_audience(Audience.PUBLIC), 3)):
        page = report_page(document, made.record)
        glance = re.search(r'<table class="plain glance">.*?</table>', page, re.DOTALL)
        assert glance
        assert sum(int(n) for n in re.findall(r'<td class="amount">(\d+)</td>', glance[0])) == number


# --- reading what was made --------------------------------------------------------------------------------------------


def data(document: ReportDocument) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(report_json(document, ReportRecord(None, "", "open")))
    return found


def rows_of(document: ReportDocument) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(figures_csv(document).decode("utf-8-sig")), delimiter=";"))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


# --- references -------------------------------------------------------------------------------------------------------


def test_an_account_refers_to_a_priority_of_the_plan_in_force() -> None:
    told = factories.filled()
    _first, second, *_others = told.document.priorities
    there, gone = (
        f'<a href="#prioriteit-{key}">Toen</a>' for key in (second.id, "00000000-0000-0000-0000-000000000000")
    )
    factories.reword(told, f"<p>Zie {there} en {gone}.</p>")
    document = told.document

    assert document.summary == f"<p>Zie {there} en {gone}.</p>"
    expected = there.replace("Toen", f"{second.number} {second.title}")
    assert f"<p>Zie {expected} en Toen.</p>" in report_page(document, ReportRecord(None, "", "draft"))
    assert (
        json.loads(report_json(document, ReportRecord(None, "", "draft")))["summary"]
        == f"<p>Zie {expected} en Toen.</p>"
    )
    assert [(r.place, r.blocking) for r in remarks(document) if "Toen" in r.sentence] == [("summary", False)]
