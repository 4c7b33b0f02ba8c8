"""The rows of a report made to say again what its released version says, when a correction is given up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from priorities.saving import save_changes
from reports.document import ReportDocument, load
from reports.models import Account, ContributionState, Interpretation, Release, Report

Words = dict[str, str]


def restore(report: Report, released: Release) -> list[list[str]]:
    """Returns what was given up, as name and words. Figures stay: they are of every plan and report they concern."""
    document = load(released.text)
    report.revision = report.plan.revisions.get(number=document.plan_version)
    report.save(update_fields=["revision"])
    correction = document.correction
    whole = {"summary": document.summary, "correction": correction.reason if correction else ""}
    changed = [save_changes(report, report.version, whole)]
    for kind, told in _told(document).items():
        known = {str(row.about): row for row in kind._default_manager.filter(report=report)}
        for about, words in told.items():
            row = known.get(about) or kind(report=report, about=UUID(about), version=0)
            changed.append(save_changes(row, row.version, words))
    return [[name, before] for row in changed for name, (before, _after) in row.items() if before]


def _told(document: ReportDocument) -> dict[type[Any], dict[str, Words]]:
    """What the document tells, by kind of row and by what it is about."""
    priorities = list(document.priorities)
    return {
        Account: {
            p.id: {"progress": p.progress, "topicality": p.topicality, "proposal": p.proposal} for p in priorities
        },
        Interpretation: {m.target.id: {"text": m.interpretation} for m in document.measurements},
        ContributionState: {c.id: {"state": c.state, "line": c.line} for p in priorities for c in p.contributions},
    }
