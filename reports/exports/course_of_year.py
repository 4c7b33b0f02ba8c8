"""The whole year at a glance: how many targets stood how after 4, 8 and 12 months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from priorities.assessment import Outcome, tally
from priorities.codes import PERIODS
from reports.compiling import judgement_of
from reports.document import Measurement, ReportDocument


@dataclass(frozen=True)
class Number:
    """`text` is a number, a dash for none, or that it has yet to come."""

    label: str
    text: str


@dataclass(frozen=True)
class Standing:
    """An outcome, and how many targets had it after each period."""

    code: str
    words: str
    numbers: tuple[Number, ...]


def course_of_year(document: ReportDocument) -> tuple[Standing, ...]:
    """Judged by the figures as they are known now; nothing is known yet of what comes after the reported period."""
    counting = document.counting(document.measurements)
    counts = {months: tally(_outcomes(counting, document, months)) for months in PERIODS if months <= document.period}
    return tuple(
        Standing(
            outcome.value,
            str(outcome.label),
            tuple(Number(_after(months), _number(counts.get(months), outcome)) for months in PERIODS),
        )
        for outcome in Outcome
        if any(outcome in counted for counted in counts.values())
    )


def _outcomes(measurements: Iterable[Measurement], document: ReportDocument, months: int) -> Iterable[Outcome]:
    for measured in measurements:
        judgement = measured.judgement
        if months != document.period:
            judgement = judgement_of(measured.target, measured.this_year, measured.last_year, months)
        yield Outcome(judgement.outcome)


def _number(counted: dict[Outcome, int] | None, outcome: Outcome) -> str:
    if counted is None:
        return _("to follow")
    return str(counted.get(outcome, "–"))


def _after(months: int) -> str:
    return _("After %(months)s months") % {"months": months}
