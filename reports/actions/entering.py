"""Figures entered in a report: one by one from its pages, or all at once from a file.

They are kept in `priorities`, once for every plan and report they concern, each with an entry in its own trail.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from priorities.actions.figures import Entered, Saved, save_figures
from priorities.saving import Stale
from reports.models import Report
from reports.policies.reporting import may_write
from workplan_portal.audit.trail import record
from workplan_portal.people.models import Person

from .reporting import lock


class SomebodyWasFirst(Exception):  # noqa: N818 -- it is a state, not an error
    """Figures of this file were changed by somebody else since it was looked at; nothing of it was saved."""

    def __init__(self, overtaken: Sequence[Stale]) -> None:
        super().__init__(", ".join(str(stale.current) for stale in overtaken))
        self.overtaken = overtaken


@transaction.atomic
def enter_figures(*, report: Report, entered: Sequence[Entered], by: Person) -> Saved:
    """Each stands by itself. Where somebody else was ahead, theirs stays, and is handed back."""
    report = lock(report)
    may_write(by, report).or_refuse()
    return save_figures(entered=entered, year=report.plan.year, period=report.period, by=by)


@transaction.atomic
def import_figures(*, report: Report, entered: Sequence[Entered], file: str, sha256: str, by: Person) -> int:
    """All of a file or nothing; which file it was stands in the trail of the report. Returns how many figures it wrote:
    of a file that was just taken over none, and then there is nothing to tell."""
    saved = enter_figures(report=report, entered=entered, by=by)
    if saved.overtaken:
        raise SomebodyWasFirst(list(saved.overtaken.values()))
    if saved.written:
        record("import_figures", subject=report.subject, what=file, by=by, figures=saved.written, sha256=sha256)
    return saved.written
