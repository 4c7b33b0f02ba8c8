"""An invented report over eight months, from the templates of the real ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.translation import override

from plans.document import Indicator, Place
from reports.document import (
    Correction,
    Figure,
    FigureChange,
    Judgement,
    Measurement,
    ReportDocument,
    ReportedChapter,
    ReportedContribution,
    ReportedPriority,
    ReportRecord,
)
from reports.exports.body import body_of
from reports.exports.cover import colophon_of, cover_of
from tests.plans.document.sample import target
from workplan_portal.documents.look import Entry, Palette

WATERSTAD, COUNTED = Place("GM0000", "Waterstad"), date(2023, 9, 4)
BURGLARIES = target(area=WATERSTAD, norm_year=2022, baseline_year=2022, provisional_last_year=False, explanation="")
BODYCAM = replace(
    BURGLARIES,
    id="t-bodycam",
    indicator=Indicator("bodycam", "Bodycam in gebruik", "Draagt iedereen hem?", "yes_no", "higher", False),
    comparator="equal",
    norm=Decimal(1),
    norm_origin="municipality",
    last_year=None,
    goal=Decimal(1),
    basis="norm",
)


def figures(*values: int) -> tuple[Figure, ...]:
    periods = zip((4, 8, 12), values, strict=False)
    return tuple(Figure(period, Decimal(value), source="politie", reference_date=COUNTED) for period, value in periods)


MEASURED = (
    Measurement(
        BURGLARIES,
        Judgement("at_risk", "more_than_expected", "131/210", "course"),
        figures(81, 162),
        figures(64, 131, 210),
        "<p>In juli was een reeks inbraken in de haven. De daders zijn aangehouden.</p>",
    ),
    Measurement(BODYCAM, Judgement("met", "reached"), figures(0, 1)),
)
PRIORITY = ReportedPriority(
    id="p-1",
    number="2.1",
    level="local",
    heading="Veilige woon- en leefomgeving",
    title="Veilig wonen",
    objective="<p>Er wordt minder ingebroken dan in 2022.</p>",
    authority="public_order",
    progress="<p>De wijkagenten lopen elke week een ronde met de buurtwacht.</p>",
    topicality="<p>De prioriteit blijft nodig.</p>",
    contributions=(
        ReportedContribution("c-1", "standing", "<p>Wij onderzoeken elke inbraak.</p>", state="running", line="Loopt."),
        ReportedContribution("c-2", "year", "<p>De bodycam gaat mee.</p>", state="done", line="Sinds mei."),
    ),
    measurements=MEASURED,
)
REPORT = ReportDocument(
    id="rapportage-1",
    plan="plan-1",
    plan_version=2,
    plan_digest="3f786850e387550fdab836ed7e6dc881de23001bc9a7f2b0b4f0a1f4d8a5e21c",
    plan_adopted_on=date(2023, 1, 9),
    year=2023,
    period=8,
    ends_on=date(2023, 8, 31),
    team=Place("HAVEN", "Havengebied"),
    district=Place("KUST", "Kust"),
    unit=Place("DELTA", "Delta"),
    municipalities=(WATERSTAD,),
    norm_rule="lower",
    summary="<p>Het ging goed met de bodycam en minder goed met de woninginbraken.</p>",
    chapters=(ReportedChapter(2, "local", WATERSTAD, (PRIORITY,)),),
    correction=Correction(
        "Een straat telde niet mee.",
        (
            FigureChange(
                "t-burglaries", 8, "Woninginbraken", "count", "Waterstad", figures(0, 158)[1], figures(0, 162)[1]
            ),
        ),
    ),
    example=True,
)
RELEASED = ReportRecord(2, REPORT.digest(), "released", date(2023, 10, 2), "T. de Boer, teamchef")


def report_html() -> str:
    with override("nl"):
        body = body_of(REPORT)
        context = {
            "body": body,
            "contents": (*body.contents, Entry("colofon", "Colofon")),
            "cover": cover_of(REPORT, RELEASED),
            "colophon": colophon_of(REPORT, RELEASED),
            "palette": Palette(),
            "paper": True,
        }
        return render_to_string("reports/document/paper.html", context)
