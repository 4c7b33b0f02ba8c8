"""Filling in a report: every part is saved on its own, at any time, until the report is offered.

Figures are entered with the actions of `priorities`, once for every plan and report they concern. Whoever edits says
which version of a row the form showed, 0 when there was none yet; `Stale` carries what somebody else saved meanwhile.
Of the saves of one editing spell the trail has the first.
"""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from plans.actions.spells import save_block_of
from plans.document import load
from plans.models import Plan
from priorities.saving import Shown
from reports.models import Account, ContributionState, Interpretation, Report
from reports.policies.reporting import may_follow_plan, may_start, may_write, reported_text
from workplan_portal.audit.trail import now, record
from workplan_portal.documents.richtext import beginning, plain_text
from workplan_portal.people.models import Person

Row = TypeVar("Row", Account, ContributionState, Interpretation)

LONGEST_NAME = 80
"""Characters of a contribution by which the trail calls it."""


@transaction.atomic
def start(*, plan: Plan, period: int, by: Person) -> Report:
    """A report about the text in force when the period ends; targets and contributions are those of that text."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    may_start(by, plan, period).or_refuse()
    report = Report.objects.create(
        plan=plan,
        period=period,
        revision=reported_text(plan, period),  # type: ignore[misc]  # the policy has seen that there is one
        started_by=by,
        started_at=now(),
    )
    record("start_report", subject=report.subject, what=str(report), by=by, plan=plan.subject)
    return report


@transaction.atomic
def follow_plan(*, report: Report, by: Person) -> Report:
    """Give account of the text that came into force meanwhile. What was written stays with what that still holds."""
    report = lock(report)
    may_follow_plan(by, report).or_refuse()
    report.revision = reported_text(report.plan, report.period)  # type: ignore[assignment]  # the policy has seen that there is one
    report.save(update_fields=["revision"])
    record("follow_plan", subject=report.subject, what=str(report.revision), by=by)
    return report


@transaction.atomic
def write_summary(*, report: Report, version: int | Shown, by: Person, **texts: str) -> Report:
    """The summary and, of a correction, what is corrected and why."""
    report = lock(report)
    may_write(by, report).or_refuse()
    if save_block_of(report, report, version, texts, by).first:
        record("write_summary", subject=report.subject, what=str(report), by=by)
    return report


def interpret(*, report: Report, target: UUID, version: int | Shown, text: str, by: Person) -> Interpretation:
    return _write(Interpretation, report, target, version, {"text": text}, "interpret", by)


def give_account(
    *,
    report: Report,
    priority: UUID,
    version: int | Shown,
    progress: str,
    topicality: str,
    by: Person,
    proposal: str | None = None,
) -> Account:
    """Without a proposal the one that stands there stays."""
    texts = {"progress": progress, "topicality": topicality}
    if proposal is not None:
        texts["proposal"] = proposal
    return _write(Account, report, priority, version, texts, "give_account", by)


def tell_state(
    *, report: Report, contribution: UUID, version: int | Shown, state: str, line: str, by: Person
) -> ContributionState:
    words = {"state": state, "line": line}
    return _write(ContributionState, report, contribution, version, words, "tell_state", by)


@transaction.atomic
def _write(
    kind: type[Row], report: Report, about: UUID, version: int | Shown, values: dict[str, Any], action: str, by: Person
) -> Row:
    """Save what is said about one thing of the plan. ValueError for something the plan does not hold."""
    report = lock(report)
    may_write(by, report).or_refuse()
    name = _names(kind, report).get(str(about))
    if name is None:
        raise ValueError(f"The plan of this report holds no {about}.")
    known = kind._default_manager.filter(report=report, about=about).first()
    row: Row = known or kind(report=report, about=about, version=0)
    if save_block_of(report, row, version, values, by).first:
        record(action, subject=report.subject, what=name, by=by)
    return row


def _names(kind: type, report: Report) -> dict[str, str]:
    """What can be written about, by its uuid."""
    plan = load(report.revision.text)
    if kind is Account:
        return {block.id: block.title for block in plan.blocks}
    if kind is Interpretation:
        return {target.id: target.indicator.name for target in plan.targets}
    return {c.id: beginning(plain_text(c.text), LONGEST_NAME) for block in plan.blocks for c in block.contributions}


def lock(report: Report) -> Report:
    """The report as it is now, held until the end of the transaction: one change at a time."""
    locked = Report.objects.select_for_update(of=("self",)).select_related("revision").get(pk=report.pk)
    locked.plan = Plan.objects.with_names().get(pk=report.plan_id)
    return locked
