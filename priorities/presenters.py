"""What the pages of frames, indicators and figures show, in the words and order they show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workplan_portal.audit.models import Entry
from workplan_portal.audit.verbs import label_of
from workplan_portal.documents.richtext import plain_text
from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person

from .codes import PERIODS, Level, Lifecycle, Unit
from .measurement import Reading, change, percentage, single
from .models import Figure, FrameStatus, GlossaryTerm, Indicator, PolicyFrame, Priority, lines
from .notation import change_percentage, difference, not_available, reading
from .policies import AREAS_WITH_FIGURES

FRAME_STATUS = {FrameStatus.DRAFT: "info", FrameStatus.ADOPTED: "good"}
"""The look of the badge for each status."""

YEARS_SHOWN = 4
YEAR = PERIODS[-1]
"""The period of a whole year."""


# --- frames -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FrameLine:
    frame: PolicyFrame
    years: str
    badge: str


@dataclass(frozen=True)
class LevelOfFrames:
    level: Level
    lines: list[FrameLine]

    @property
    def title(self) -> str:
        return {
            Level.LOCAL: _("Municipalities"),
            Level.OM: _("Public Prosecution Service"),
            Level.REGIONAL: _("Police units"),
            Level.NATIONAL: _("National"),
        }[self.level]


def frame_line(frame: PolicyFrame) -> FrameLine:
    return FrameLine(frame, years_of(frame), FRAME_STATUS[FrameStatus(frame.status)])


def by_level(frames: Iterable[PolicyFrame]) -> list[LevelOfFrames]:
    """From near to far: municipality, prosecution, unit, country; levels without frames are left out."""
    lines = [frame_line(frame) for frame in frames]
    found = ((level, [line for line in lines if line.frame.level == level]) for level in Level)
    return [LevelOfFrames(level, of_level) for level, of_level in found if of_level]


def years_of(frame: PolicyFrame) -> str:
    if frame.valid_from == frame.valid_until:
        return str(frame.valid_from)
    return f"{frame.valid_from}–{frame.valid_until}"


@dataclass(frozen=True)
class Heading:
    title: str
    priorities: list[Priority]


def under_headings(priorities: Iterable[Priority]) -> list[Heading]:
    """In the order of the frame, with the heading said once for those that follow one another."""
    return [Heading(title, list(group)) for title, group in groupby(priorities, key=lambda p: p.heading)]


# --- figures ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One figure in a table, or the place where it is missing, and where it leads."""

    label: str  # of its column
    text: str
    url: str = ""
    action: str = ""  # what one does there, when that is not reading the figure


@dataclass(frozen=True)
class FigureRow:
    """An indicator, or a year of one, with its cells and how the last moved against the one before."""

    title: str
    cells: list[Cell]
    difference: str
    percentage: str
    url: str = ""

    @property
    def with_difference(self) -> list[Cell]:
        """Every cell of the row."""
        moved = self.difference
        if self.percentage != moved:
            moved = f"{moved} ({self.percentage})"
        return [*self.cells, Cell(_("Difference"), moved)]


def indicator_rows(
    indicators: Iterable[Indicator], figures: Iterable[Figure], years: Sequence[int], area: Area | None, enters: bool
) -> list[FigureRow]:
    """A row per indicator, a column per year: the results of whole years in one area.

    `enters`: may the reader fill in what is missing there?
    """
    found = {(figure.indicator_id, figure.year): figure for figure in figures}
    at = f"gebied={area.code}" if area else ""
    rows = []
    for indicator in indicators:
        of_years = [found.get((indicator.pk, year)) for year in years]
        fills_in = enters and indicator.lifecycle != Lifecycle.RETIRED
        cells = [
            _missing(indicator, year, at) if figure is None and fills_in else _cell(str(year), figure, indicator)
            for year, figure in zip(years, of_years, strict=True)
        ]
        url = f"{reverse('priorities:indicator', args=[indicator.code])}?{at}"
        moved = _moved(indicator, now=of_years[-1], before=of_years[-2])
        rows.append(FigureRow(indicator.name, cells, *moved, url))
    return rows


def year_rows(indicator: Indicator, figures: Iterable[Figure]) -> list[FigureRow]:
    """A row per year, a column per period, the latest year first; the change is against the whole year before."""
    found = {(figure.year, figure.period): figure for figure in figures}
    labels = dict(zip(PERIODS, (_("January to April"), _("January to August"), _("Whole year")), strict=True))
    rows = []
    for year in sorted({year for year, _period in found}, reverse=True):
        cells = [_cell(label, found.get((year, period)), indicator) for period, label in labels.items()]
        moved = _moved(indicator, now=found.get((year, YEAR)), before=found.get((year - 1, YEAR)))
        rows.append(FigureRow(str(year), cells, *moved))
    return rows


def _cell(label: str, figure: Figure | None, indicator: Indicator) -> Cell:
    url = reverse("priorities:figure", args=[figure.pk]) if figure else ""
    return Cell(label, figure_text(figure, Unit(indicator.unit)), url)


def _missing(indicator: Indicator, year: int, at: str) -> Cell:
    """Leads to where it is entered."""
    return Cell(
        str(year),
        not_available(),
        f"{reverse('priorities:figure_enter')}?indicator={indicator.code}&{at}&jaar={year}",
        _("Enter %(indicator)s %(year)s") % {"indicator": indicator.name, "year": year},
    )


def _moved(indicator: Indicator, *, now: Figure | None, before: Figure | None) -> tuple[str, str]:
    """The difference and the percentage, in words where there is none."""
    unit = Unit(indicator.unit)
    moved = change(_amount(now), _amount(before), unit)
    return difference(moved, unit), change_percentage(moved)


def figure_text(figure: Figure | None, unit: Unit) -> str:
    if figure is None:
        return not_available()
    shown = reading(figure.reading, unit, provisional=figure.provisional)
    return _("%(figure)s (example)") % {"figure": shown} if figure.example else shown


def _amount(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.amount


@dataclass(frozen=True)
class PastFigure:
    """A line of a figure's history: what was done, by whom, and what the figure was then."""

    entry: Entry
    action: str
    text: str
    actor: str
    reason: str


def history(figure: Figure, entries: Iterable[Entry]) -> list[PastFigure]:
    """Everything that happened to this figure, the latest first."""
    unit = Unit(figure.indicator.unit)
    return [
        PastFigure(
            entry=entry,
            action=label_of(entry.action),
            text=_written(entry.details.get("value") or entry.details["before"], unit),
            actor=entry.actor.split(" <")[0],
            reason=entry.details.get("reason", ""),
        )
        for entry in entries
        if (entry.details.get("year"), entry.details.get("period")) == (figure.year, figure.period)
    ]


def _written(kept: dict[str, Any], unit: Unit) -> str:
    value, numerator, denominator = (
        None if kept[name] is None else Decimal(kept[name]) for name in ("value", "numerator", "denominator")
    )
    shown: Reading = single(value) if value is not None else percentage(numerator, denominator)
    return reading(shown, unit, provisional=kept["provisional"])


def area_choices(areas: Iterable[Area]) -> list[tuple[str, str]]:
    return [(area.code, f"{area.name} ({area.get_kind_display()})") for area in areas]


def own_area(person: Person, areas: Iterable[Area]) -> Area | None:
    """The area a page of figures starts with: the first of the person's own that figures are kept for."""
    offered = {area.pk: area for area in areas}
    own = (offered.get(a.area_id) for a in person.current if a.area.kind in AREAS_WITH_FIGURES)
    return next(filter(None, own), next(iter(offered.values()), None))


# --- the glossary -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PastTerm:
    """Something that happened to a term of the glossary."""

    entry: Entry
    action: str
    actor: str
    before: list[str]  # of each field that was changed, how it read


def term_history(entries: Iterable[Entry]) -> list[PastTerm]:
    return [
        PastTerm(entry, label_of(entry.action), entry.actor.split(" <")[0], list(map(_read, _changes(entry))))
        for entry in entries
    ]


def _changes(entry: Entry) -> Iterable[tuple[str, list[str]]]:
    changes: dict[str, list[str]] = entry.details.get("changes", {})
    return changes.items()


def _read(change: tuple[str, list[str]]) -> str:
    name, (before, _after) = change
    field = GlossaryTerm._meta.get_field(name)
    label = capfirst(str(field.verbose_name))  # type: ignore[union-attr]  # none is a relation
    shown = _shown_flag(before) if name == "elsewhere" else ", ".join(lines(before)) or "–"
    return f"{label}: {shown}"


def _shown_flag(kept: str) -> str:
    return _("yes") if kept == "True" else _("no")


# --- somebody else was first ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A field as it now stands, where the form says something else."""

    label: str
    current: str


def differences(form: BaseForm, current: Any) -> list[Difference]:
    """What somebody else saved in the meantime, field by field, so that nothing typed here is lost unseen."""
    return [
        Difference(str(field.label), _shown(current, field.name))
        for field in form.visible_fields()
        if hasattr(current, field.name) and getattr(current, field.name) != form.cleaned_data.get(field.name)
    ]


def _shown(row: Any, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    return plain_text(str(value)) if value not in (None, "") else "–"
