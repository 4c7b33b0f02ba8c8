"""The reports of the example: filled in by the planner, released by a chief, corrected where a figure was wrong.

`content` is one of the reports in `reports_2021.toml`; it names what it is about by the codes of the plan's content.
"""

from __future__ import annotations

from typing import Any

from plans.codes import Audience
from plans.models import Plan
from reports.actions import releasing, reporting
from reports.actions.publishing import publish
from reports.models import Report
from reports.sources import ReportSource
from workplan_portal.people.models import Person

from . import library, source
from .cast import SAFETY_OFFICER, person
from .drafting import Written

FIGURES = "figures_2021"
"""The figures of the year, and those of the same periods of the year before, which are entered beside them."""


def report_on(plan: Plan, written: Written, content: dict[str, Any]) -> None:
    """Count the period, tell what is behind the figures, and offer the report to the chief."""
    by = person(content["filled_by"])
    report = reporting.start(plan=plan, period=content["period"], by=by)
    library.enter_figures(row for row in source.figures(FIGURES) if row["period"] == report.period)
    reporting.write_summary(report=report, version=report.version, summary=source.rich(content["summary"]), by=by)
    _interpret(report, written, content["interpretations"] | content["results"], by)
    for code, account in content["accounts"].items():
        texts = {name: source.rich(text) for name, text in account.items()}
        reporting.give_account(report=report, priority=written.blocks[code].uuid, version=0, by=by, **texts)
    for code, told in content["contributions"].items():
        contribution = written.contributions[code].uuid
        reporting.tell_state(report=report, contribution=contribution, version=0, by=by, **told)
    releasing.offer(report=report, by=by)


def release(plan: Plan, content: dict[str, Any], version: dict[str, Any]) -> None:
    """`version` says who releases it: the report itself, or its correction."""
    releasing.release(report=_report(plan, content), by=person(version["released_by"]))


def correct(plan: Plan, content: dict[str, Any]) -> None:
    """Open the released report again."""
    correction = content["correction"]
    reason = f"{correction['what']} {correction['reason']}"
    releasing.correct(report=_report(plan, content), reason=reason, by=person(content["filled_by"]))


def fill_correction(plan: Plan, written: Written, content: dict[str, Any]) -> None:
    by = person(content["filled_by"])
    report = _report(plan, content)
    _interpret(report, written, content["correction"]["interpretations"], by)
    releasing.offer(report=report, by=by)


def publish_report(report: Report) -> None:
    """The version that was released last."""
    latest = report.releases.latest("number")
    publish(source=ReportSource(latest), audience=Audience.PUBLIC, by=person(SAFETY_OFFICER))


def _report(plan: Plan, content: dict[str, Any]) -> Report:
    return plan.reports.get(period=content["period"])


def _interpret(report: Report, written: Written, texts: dict[str, str], by: Person) -> None:
    earlier = dict(report.interpretations.values_list("about", "version"))
    for code, text in texts.items():
        target = written.targets[code].uuid
        version = earlier.get(target, 0)
        reporting.interpret(report=report, target=target, version=version, text=source.rich(text), by=by)
