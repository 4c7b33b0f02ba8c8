"""What the teams of a unit or district come to, as its pages show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.document import Target
from plans.goals import in_words
from priorities.codes import NormRule, Unit
from priorities.course import Counted
from priorities.models import Figure
from priorities.notation import amount, not_available, reading
from priorities.over_years import BACK, Years, years_of
from reports.across import Across, Contribution, Line
from reports.document import Judgement
from workplan_portal.interface.charts.chart import Cell, Row
from workplan_portal.organisation.models import Area

from .status import OUTCOMES, Badge


@dataclass(frozen=True)
class ShownLine:
    """A target of the area in one row: its goal and figure, and what the teams have for it together."""

    name: str
    url: str
    goal: str
    own: str
    badge: Badge | None
    together: str
    asked: str
    missing: str


@dataclass(frozen=True)
class ShownTeam:
    name: str
    goal: str
    figure: str
    badge: Badge | None
    remark: str


def shown_lines(across: Across) -> list[ShownLine]:
    return [shown_line(line, across) for line in across.lines()]


def shown_teams(line: Line, across: Across) -> list[ShownTeam]:
    return [_team(each, across) for each in line.contributions]


def together_in_words(line: Line) -> str:
    """The sum with how many teams it is of, where a figure is missing."""
    unit = Unit(line.indicator.unit)
    if not line.asked:
        return _("nothing asked of teams")
    if line.together.value is None:
        return reading(line.together, unit)
    shown = amount(line.together.value, unit, provisional=line.together_provisional)
    if not line.missing:
        return shown
    told = {"figure": shown, "known": len(line.asked) - len(line.missing), "asked": len(line.asked)}
    return _("%(figure)s, of %(known)s of %(asked)s teams") % told


def shown_line(line: Line, across: Across) -> ShownLine:
    unit = Unit(line.indicator.unit)
    return ShownLine(
        name=line.indicator.name,
        url=address(across, "across_line", line.indicator.code),
        goal=_goal(line.target) if line.target else _("no target of its own"),
        own=reading(line.own, unit, provisional=line.own_provisional) if line.target else "–",
        badge=_badge(line.judgement),
        together=together_in_words(line),
        asked=str(len(line.asked)),
        missing=", ".join(each.team.name for each in line.missing),
    )


def _team(each: Contribution, across: Across) -> ShownTeam:
    if not each.targets:
        remark = _("Its plan asks nothing of this.") if each.planned else _("It has no adopted plan of this year.")
        return ShownTeam(each.team.name, "–", "–", None, remark)
    unit = Unit(each.targets[0].indicator.unit)
    alone = each.targets[0] if len(each.targets) == 1 else None
    return ShownTeam(
        each.team.name,
        _goal(alone) if alone else _("in %(number)s targets") % {"number": len(each.targets)},
        reading(each.reading, unit, provisional=each.provisional),
        _badge(across.judgement(alone)) if alone else None,
        _("The figure is missing.") if each.is_missing else "",
    )


def _goal(target: Target) -> str:
    return in_words(target, NormRule.OFF).goal


def _badge(judgement: Judgement | None) -> Badge | None:
    return OUTCOMES[judgement.assessment.outcome] if judgement else None


def address(across: Across, name: str, *more: str) -> str:
    """Of a page about the same area, year and period."""
    return f"{reverse(f'reports:{name}', args=[across.area.code, *more])}?jaar={across.year}&periode={across.period}"


def crumbs(across: Across, page: str = "") -> list[tuple[str, str]]:
    """The way to the page of an area, or to one of its lines; the last step has no address."""
    area = (across.area.name, address(across, "across") if page else "")
    return [(_("Reports"), reverse("reports:reports")), area, *([(page, "")] if page else [])]


class OverYears:
    """One indicator over whole years: of the area itself and of each team."""

    def __init__(self, line: Line, across: Across) -> None:
        self.line, self.across = line, across
        self.years = list(range(across.year - BACK, across.year + 1))
        self.unit = Unit(line.indicator.unit)

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(area) for area in self._areas if self._known.get(area.pk)]

    @cached_property
    def lines(self) -> Mapping[str, Years]:
        """By the name of the area; where enough years are known."""
        found = ((area.name, years_of(area.name, self._known.get(area.pk, {}), self.unit)) for area in self._areas)
        return {name: years for name, years in found if years}

    @property
    def drawn(self) -> Iterator[tuple[Row, Years | None]]:
        for row in self.rows:
            yield row, self.lines.get(row.head)

    @property
    def _areas(self) -> list[Area]:
        return [self.across.area, *self.across.teams]

    @cached_property
    def _known(self) -> Mapping[int, dict[int, Counted]]:
        codes = {self.line.indicator.code}
        found: dict[int, dict[int, Counted]] = {}
        rows = Figure.objects.filter(
            indicator__code__in=codes, area__in=[a.pk for a in self._areas], year__in=self.years, period=12
        )
        for figure in rows:
            found.setdefault(figure.area_id, {})[figure.year] = Counted(figure.reading, figure.provisional)
        return found

    def _row(self, area: Area) -> Row:
        known = self._known.get(area.pk, {})
        return Row(area.name, tuple(self._cell(known.get(year)) for year in self.years))

    def _cell(self, counted: Counted | None) -> Cell:
        if counted is None:
            return Cell(not_available())
        return Cell(reading(counted.reading, self.unit), counted.provisional)
