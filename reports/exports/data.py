"""The report as data, for programs: `document.json` and the table of figures. The names and codes here are promised."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import override

from plans.document import Place
from plans.exports.data import harmless
from priorities.codes import Unit
from priorities.measurement import Change, change, rounded
from reports.document import (
    SCHEMA,
    Correction,
    Figure,
    Measurement,
    ReportDocument,
    ReportedPriority,
    ReportRecord,
    Revised,
)
from reports.references import as_read
from reports.wording import sentence_of
from workplan_portal.documents.canonical import canonical_bytes, decimal_string
from workplan_portal.documents.plain import plain

COLUMNS = (
    "number",
    "priority",
    "indicator",
    "scope",
    "area",
    "unit",
    "goal",
    "value",
    "numerator",
    "denominator",
    "same_period_last_year",
    "provisional",
    "assessment",
    "provisional_norm",
    "provisional_last_year",
)


def report_json(document: ReportDocument, record: ReportRecord) -> bytes:
    """The canonical bytes. Numbers are decimal strings, texts the restricted markup, what is unknown is null."""
    document = as_read(document)
    with override(settings.LANGUAGE_CODE):
        measurements = [_measurement(m, p, document) for p in document.priorities for m in p.measurements]
    return canonical_bytes(
        {
            "schema": SCHEMA,
            "id": document.id,
            "plan": document.plan,
            "plan_version": document.plan_version,
            "plan_digest": document.plan_digest,
            "plan_adopted_on": document.plan_adopted_on,
            "year": document.year,
            "period": document.period,
            "ends_on": document.ends_on,
            "team": _place(document.team),
            "district": _place(document.district),
            "unit": _place(document.unit),
            "municipalities": [_place(municipality) for municipality in document.municipalities],
            "edition": _place(document.edition) if document.edition else None,
            "audience": document.audience,
            "example": document.example,
            "version": record.number,
            "digest": record.digest or None,
            "status": record.status,
            "released_on": record.released_on,
            "released_by": record.released_by or None,
            "summary": document.summary,
            "correction": _plain(document.correction),
            "revised": _plain(document.revised),
            "priorities": [_priority(priority) for priority in document.priorities],
            "measurements": measurements,
        }
    )


def figures_csv(document: ReportDocument) -> bytes:
    """A row per target, for a spreadsheet: UTF-8 with its mark, semicolons, as Dutch Excel expects."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(COLUMNS)
    for priority in document.priorities:
        for measured in priority.measurements:
            writer.writerow(map(harmless, _row(priority, measured, document.period)))
    return table.getvalue().encode("utf-8-sig")


def _row(priority: ReportedPriority, measured: Measurement, period: int) -> tuple[str, ...]:
    target, now, then = measured.target, measured.now(period), measured.then(period)
    numbers = (
        target.goal,
        now.amount if now else None,
        now.numerator if now else None,
        now.denominator if now else None,
        then.amount if then else None,
    )
    return (
        *(priority.number, priority.title, target.indicator.name, target.scope, target.area.name),
        target.indicator.unit,
        *(decimal_string(n) if n is not None else "" for n in numbers),
        _yes(now and now.provisional),
        measured.judgement.outcome,
        _yes(target.provisional_norm),
        _yes(then and then.provisional),
    )


def _yes(so: object) -> str:
    return "yes" if so else ""


def _priority(priority: ReportedPriority) -> dict[str, Any]:
    return {
        "id": priority.id,
        "number": priority.number,
        "level": priority.level,
        "heading": priority.heading,
        "title": priority.title,
        "progress": priority.progress,
        "topicality": priority.topicality,
        "proposal": priority.proposal,
        "contributions": [
            {"id": c.id, "kind": c.kind, "text": c.text, "state": c.state or None, "line": c.line}
            for c in priority.contributions
        ],
        "measurements": [m.target.id for m in priority.measurements],
    }


def _measurement(measured: Measurement, priority: ReportedPriority, document: ReportDocument) -> dict[str, Any]:
    target, period = measured.target, document.period
    now, then = measured.now(period), measured.then(period)
    value, before = now.amount if now else None, then.amount if then else None
    moved = change(value, before, Unit(target.indicator.unit))
    return {
        "target": target.id,
        "priority": priority.id,
        "indicator": target.indicator.name,
        "indicator_code": target.indicator.code,
        "unit": target.indicator.unit,
        "scope": target.scope,
        "area": _place(target.area),
        "comparator": target.comparator,
        "norm": target.norm,
        "provisional_norm": target.provisional_norm,
        "goal": target.goal,
        "value": value,
        "numerator": now.numerator if now else None,
        "denominator": now.denominator if now else None,
        "same_period_last_year": before,
        "provisional_last_year": bool(then and then.provisional),
        "difference": moved.absolute,
        "difference_percent": _percent(moved),
        "small_number": moved.small,
        "reference_date": now.reference_date if now else None,
        "source": now.source if now else "",
        "note": now.note if now else "",
        "provisional": bool(now and now.provisional),
        "example": bool(now and now.example),
        "course": [_figure(figure) for figure in measured.this_year],
        "course_last_year": [_figure(figure) for figure in measured.last_year],
        "earlier_years": [{"year": y.year} | _figure(y.figure) for y in measured.earlier],
        "assessment": measured.judgement.outcome,
        "reason": measured.judgement.reason,
        "sentence": sentence_of(measured, period),
        "interpretation": measured.interpretation,
        "parent": target.parent,
        "restates": target.restates,
        "mandatory": target.mandatory,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"period": figure.period, "value": figure.amount, "provisional": figure.provisional}


def _percent(moved: Change) -> Decimal | None:
    """As readers see it: to one decimal, and none of a small number."""
    return None if moved.percent is None or moved.small else rounded(moved.percent)


def _plain(told: Correction | Revised | None) -> Any:
    return plain(told) if told else None


def _place(place: Place) -> dict[str, str]:
    return {"code": place.code, "name": place.name}
