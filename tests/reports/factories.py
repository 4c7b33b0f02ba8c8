"""Reports that have come as far as a test needs, brought there by the real actions of the people who do them.

    year = begun(period=4)     # a plan in force, and a report about it just started
    year = filled()            # … with everything told that a release needs
    year = offered() | released()

Acts happen three weeks after the period, when figures are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.timezone import make_aware

from priorities.actions.figures import enter_figure
from priorities.models import Figure, Indicator
from reports.actions import releasing, reporting
from reports.codes import State
from reports.compiling import compile_report
from reports.deadline import ends_on
from reports.document import ReportDocument
from reports.models import Release, Report
from tests.plans import factories as plans
from tests.plans.factories import Scene
from tests.remembered import remembered
from workplan_portal.audit.trail import dated
from workplan_portal.organisation.models import Area


@dataclass
class Told:
    """A report on its way, with the scene it belongs to."""

    scene: Scene
    uuid: UUID

    @property
    def report(self) -> Report:
        """As it stands now; a new object every time, as a request would have."""
        return Report.objects.with_names().get(uuid=self.uuid)

    @property
    def document(self) -> ReportDocument:
        return compile_report(self.report)

    @property
    def release(self) -> Release:
        return self.report.releases.latest("number")


@contextmanager
def after(period: int, year: int = plans.YEAR) -> Iterator[None]:
    """Three weeks after the end of this period."""
    day = ends_on(year, period) + timedelta(weeks=3)
    with dated(make_aware(datetime.combine(day, time(12)))):
        yield


@remembered
def begun(*, period: int = 4, scene: Scene | None = None) -> Told:
    scene = scene or plans.adopted()
    with after(period):
        report = reporting.start(plan=scene.plan, period=period, by=scene.planner)  # type: ignore[arg-type]
    return Told(scene, report.uuid)


@remembered
def filled(**kwargs: Any) -> Told:
    told = begun(**kwargs)
    with after(told.report.period):
        count(told, 10)
        fill(told)
    return told


@remembered
def offered(**kwargs: Any) -> Told:
    told = filled(**kwargs)
    with after(told.report.period):
        releasing.offer(report=told.report, by=told.scene.planner)
    return told


@remembered
def released(**kwargs: Any) -> Told:
    told = offered(**kwargs)
    with after(told.report.period):
        releasing.release(report=told.report, by=told.scene.chief)
    return told


# --- single steps -----------------------------------------------------------------------------------------------------


def count(
    told: Told,
    value: float,
    *,
    period: int = 0,
    area: Area | None = None,
    indicator: Indicator | None = None,
    **values: Any,
) -> Figure:
    """So many burglaries, or whatever else is counted, by the end of the report's period or of another one."""
    scene, report = told.scene, told.report
    return enter_figure(
        indicator=indicator or scene.burglaries,
        area=area or scene.region.emmen,
        year=report.plan.year,
        period=period or report.period,
        by=scene.planner,
        value=Decimal(str(value)),
        source=values.pop("source", "BVH"),
        **values,
    )


def fill(told: Told) -> None:
    """Everything but the figures."""
    report, by = told.report, told.scene.planner
    reporting.write_summary(report=report, version=report.version, by=by, summary="<p>Een rustige periode.</p>")
    document = told.document
    for priority in document.priorities:
        reporting.give_account(
            report=report,
            priority=UUID(priority.id),
            version=0,
            progress="<p>Het werk loopt.</p>",
            topicality="<p>Nog even belangrijk.</p>",
            by=by,
        )
        for measured in priority.measurements:
            target = UUID(measured.target.id)
            reporting.interpret(report=report, target=target, version=0, text="<p>Minder dan verwacht.</p>", by=by)
    for contribution in {c.id for p in document.priorities for c in p.contributions}:
        reporting.tell_state(
            report=report, contribution=UUID(contribution), version=0, state=State.RUNNING, line="Loopt.", by=by
        )


def reword(told: Told, summary: str) -> None:
    """Another summary, while the report is open."""
    report = told.report
    reporting.write_summary(report=report, version=report.version, by=told.scene.planner, summary=summary)


def interpret(told: Told, target: str, text: str) -> None:
    """Other words with a target that `fill` has told about already."""
    version = told.report.interpretations.get(about=target).version
    reporting.interpret(report=told.report, target=UUID(target), version=version, text=text, by=told.scene.planner)


def tell_state(told: Told, contribution: str, *, state: State = State.RUNNING, line: str = "") -> None:
    """Another state, or another line, of a contribution that `fill` has told about already."""
    version = told.report.contributionstates.get(about=contribution).version
    reporting.tell_state(
        report=told.report,
        contribution=UUID(contribution),
        version=version,
        state=state,
        line=line,
        by=told.scene.planner,
    )
