"""What a version of a report corrected, as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.dateformat import format as date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.document import Target
from plans.exports.targets import scope_in_words
from priorities.codes import Unit
from priorities.notation import number, reading
from reports.codes import Changed
from reports.document import Figure, FigureChange, ReportDocument, TextChange, reading_of


@dataclass(frozen=True)
class ShownFigureChange:
    name: str
    before: str
    after: str
    note: str


@dataclass(frozen=True)
class ShownCorrection:
    reason: str
    figures: tuple[ShownFigureChange, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class ShownRevision:
    """Since which report, and what became otherwise."""

    since: str
    figures: tuple[ShownFigureChange, ...]


def shown_revision(document: ReportDocument) -> ShownRevision | None:
    revised = document.revised
    if revised is None:
        return None
    since = _("Since version %(version)s of the report over %(months)s months of %(year)s.") % {
        "version": revised.version,
        "months": revised.period,
        "year": str(revised.year),
    }
    return ShownRevision(since, tuple(_figure_changes(revised.figures, document)))


def shown_correction(document: ReportDocument) -> ShownCorrection | None:
    correction = document.correction
    if correction is None:
        return None
    return ShownCorrection(
        correction.reason,
        tuple(_figure_changes(correction.figures, document)),
        tuple(map(_text_change, correction.texts)),
    )


def _figure_changes(changes: Iterable[FigureChange], document: ReportDocument) -> Iterable[ShownFigureChange]:
    """Of the same places, by the same names, as in the rest of the text."""
    targets = {measured.target.id: measured.target for measured in document.measurements}
    for changed in changes:
        yield _figure_change(changed, targets.get(changed.target), document.year)


def _figure_change(changed: FigureChange, target: Target | None, year: int) -> ShownFigureChange:
    """`year` is that of the report. A target that another version of the plan had is here no more."""
    name = _("%(indicator)s, %(area)s, after %(months)s months of %(year)s") % {
        "indicator": changed.name,
        "area": scope_in_words(target) if target else changed.area,
        "months": changed.period,
        "year": year - 1 if changed.last_year else year,
    }
    unit, before, after = Unit(changed.unit), changed.before, changed.after
    note = after.note if after else ""
    return ShownFigureChange(
        name, _before(changed, unit) or _told(before, after, unit), _told(after, before, unit), note
    )


def _before(changed: FigureChange, unit: Unit) -> str:
    """What each earlier report said, where that is more than one or another than the last."""
    return ", ".join(
        _("%(figure)s in the report over %(months)s months of %(year)s")
        % {"figure": _told(told.figure, changed.after, unit), "months": told.period, "year": str(told.year)}
        for told in changed.told
    )


def _told(figure: Figure | None, other: Figure | None, unit: Unit) -> str:
    """A figure with what else tells it apart from the other one: its parts, source and reference date."""
    if figure is None:
        return reading(reading_of(None), unit)
    shown = reading(figure.reading, unit, provisional=figure.provisional)
    apart = ", ".join(_apart(figure, other)) if other else ""
    return f"{shown} ({apart})" if apart else shown


def _apart(figure: Figure, other: Figure) -> Iterable[str]:
    parts = figure.numerator, figure.denominator
    if (
        parts != (other.numerator, other.denominator)
        and figure.numerator is not None
        and figure.denominator is not None
    ):
        yield _("%(numerator)s of %(denominator)s") % {
            "numerator": number(figure.numerator),
            "denominator": number(figure.denominator),
        }
    if figure.source != other.source:
        yield _("source: %(source)s") % {"source": figure.source or "–"}
    if figure.reference_date != other.reference_date:
        day = date_format(figure.reference_date, "j F Y") if figure.reference_date else "–"
        yield _("reference date: %(day)s") % {"day": day}


def _text_change(changed: TextChange) -> str:
    kind = Changed(changed.kind)
    label = str(capfirst(kind.label))
    if not changed.name:
        return label
    return _("%(kind)s: “%(name)s”") % {"kind": label, "name": changed.name}
