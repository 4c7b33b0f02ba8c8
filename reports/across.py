"""What the teams of a unit or a district together come to: each target of the area, or of the prosecution, with what
every team has for it.

Nothing counts twice: a team that made several plans counts once, a restatement not at all, a share within another one
that is there, and the figure of the area itself is never added to those of its teams. A sum of which a figure is
missing says of how many teams it is. Where a plan asks the same figure twice, the stricter of the two is the target.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.db.models import Max, Q, QuerySet

from plans.document import Indicator, Target
from plans.models import Revision
from plans.targets_in_force import targets_of
from priorities.codes import Level, Scope, Unit
from priorities.measurement import Absence, Part, Reading, percentage, single, total
from priorities.models import Figure
from workplan_portal.audit.trail import today
from workplan_portal.organisation.models import BaseTeam, District
from workplan_portal.organisation.models import Unit as PoliceUnit

from .compiling import Course, judgement_of
from .deadline import ends_on
from .document import Figure as Counted
from .document import Judgement, at, counted_as, reading_of, strictness_of

AREA_SCOPES = frozenset({Scope.DISTRICT, Scope.UNIT})
NOT_SUMMED = frozenset({Unit.WORDS, Unit.YES_NO})
FigureKey = tuple[str, str]
"""Code of the indicator, code of the area."""


@dataclass(frozen=True)
class Contribution:
    """What one team has for a target; without targets its plan holds none, or it has no plan (`planned`)."""

    team: BaseTeam
    planned: bool
    targets: tuple[Target, ...] = ()
    reading: Reading = Reading(None, Absence.NOT_AVAILABLE)
    provisional: bool = False

    @property
    def is_missing(self) -> bool:
        """Is a figure asked of it that is not there?"""
        return bool(self.targets) and self.reading.absence == Absence.NOT_AVAILABLE


@dataclass(frozen=True)
class Line:
    """`target` is that of the area itself, when a plan holds one; `own` its figure."""

    indicator: Indicator
    target: Target | None
    own: Reading
    judgement: Judgement | None
    contributions: tuple[Contribution, ...]
    together: Reading
    own_provisional: bool = False

    @property
    def together_provisional(self) -> bool:
        """Is one of the figures that make the sum provisional?"""
        return any(each.provisional for each in self.asked)

    @property
    def asked(self) -> list[Contribution]:
        return [each for each in self.contributions if each.targets]

    @property
    def missing(self) -> list[Contribution]:
        return [each for each in self.contributions if each.is_missing]

    @property
    def without(self) -> list[Contribution]:
        """Teams of which nothing is asked."""
        return [each for each in self.contributions if not each.targets]


@dataclass(frozen=True)
class Asked:
    """A target of a team, with the indicator of the line that it stands in."""

    line: Indicator
    target: Target


def teams_of(area: PoliceUnit | District) -> QuerySet[BaseTeam]:
    return BaseTeam.objects.filter(Q(district=area) if isinstance(area, District) else Q(district__unit=area))


def latest_year(area: PoliceUnit | District) -> int:
    """The last year of which one of its teams has an adopted plan; this year when none has."""
    adopted = Revision.objects.filter(adoption__isnull=False, plan__team__in=teams_of(area).values("pk"))
    return adopted.aggregate(last=Max("plan__year"))["last"] or today().year


class Across:
    """Read in a fixed number of queries, however many teams, plans and targets there are."""

    def __init__(self, area: PoliceUnit | District, year: int, period: int) -> None:
        self.area, self.year, self.period = area, year, period
        self.teams = list(teams_of(area).order_by("name"))

    def lines(self) -> list[Line]:
        indicators: dict[str, Indicator] = {}
        asked: dict[tuple[str, int], list[Target]] = defaultdict(list)
        for team, targets in self.in_force.items():
            for each in _asked(targets):
                asked[each.line.code, team].append(each.target)
                indicators.setdefault(each.line.code, each.line)
        own = self._own()
        indicators |= {code: target.indicator for code, target in own.items()}
        found = (self._line(indicators[code], own.get(code), asked) for code in indicators)
        return sorted(found, key=lambda line: (line.target is None, line.indicator.name.casefold()))

    @cached_property
    def in_force(self) -> Mapping[int, list[tuple[str, Target]]]:
        """By team the targets of its plans, as they were in force on the last day of the period."""
        begun = Q(adoption__in_force_from=None) | Q(adoption__in_force_from__lte=ends_on(self.year, self.period))
        rows = Revision.objects.filter(
            begun, adoption__isnull=False, plan__year=self.year, plan__team__in=[team.pk for team in self.teams]
        )
        texts = rows.order_by("number").values_list("plan", "plan__team", "text")
        latest = {plan: (team, text) for plan, team, text in texts}
        found: dict[int, list[tuple[str, Target]]] = defaultdict(list)
        for team, text in latest.values():
            found[team].extend(targets_of(text))
        return found

    @cached_property
    def figures(self) -> Mapping[FigureKey, dict[int, list[Counted]]]:
        """By indicator and area, for each of the two years in the order of the periods."""
        areas = {team.pk: team.code for team in self.teams} | {self.area.pk: self.area.code}
        codes = {target.indicator.code for targets in self.in_force.values() for _level, target in targets}
        rows = Figure.objects.filter(area__in=areas, indicator__code__in=codes).filter(
            Q(year=self.year, period=self.period) | Q(year=self.year - 1, period__in={self.period, 12})
        )
        names = ("indicator__code", "area", "year", "period", "value", "numerator", "denominator", "provisional")
        found: dict[FigureKey, dict[int, list[Counted]]] = defaultdict(lambda: defaultdict(list))
        told = rows.order_by("year", "period").values_list(*names)
        for code, area, year, period, value, above, below, provisional in told:
            counted = Counted(period, value, above, below, provisional=provisional)
            found[code, areas[area]][year].append(counted)
        return found

    def _own(self) -> dict[str, Target]:
        """The targets of the area itself, by indicator: of several for one the strictest."""
        found: dict[str, list[Target]] = defaultdict(list)
        for targets in self.in_force.values():
            for _level, target in targets:
                if target.area.code == self.area.code and target.indicator.unit != Unit.WORDS:
                    found[target.indicator.code].append(target)
        return {code: _strictest(targets) for code, targets in found.items()}

    def _line(self, indicator: Indicator, target: Target | None, asked: Mapping[tuple[str, int], list[Target]]) -> Line:
        contributions = tuple(
            self._contribution(team, _once(asked.get((indicator.code, team.pk), ()))) for team in self.teams
        )
        return Line(
            indicator=indicator,
            target=target,
            own=self._reading(target) if target else Reading(None, Absence.NOT_AVAILABLE),
            judgement=self.judgement(target) if target else None,
            contributions=contributions,
            together=self._together(indicator, contributions),
            own_provisional=bool(target and (figure := self._now(target)) and figure.provisional),
        )

    def _contribution(self, team: BaseTeam, targets: tuple[Target, ...]) -> Contribution:
        planned = team.pk in self.in_force
        if not targets:
            return Contribution(team, planned)
        provisional = any(figure and figure.provisional for figure in map(self._now, targets))
        reading = self._reading(targets[0]) if len(targets) == 1 else single(total(self._parts(targets)))
        return Contribution(team, planned, targets, reading, provisional)

    def _parts(self, targets: Iterable[Target]) -> Iterator[Part]:
        for target in targets:
            yield Part(
                key=target.id,
                scope=Scope(target.scope),
                value=self._reading(target).value,
                share_of=target.parent,
                restates=target.restates,
            )

    def _together(self, indicator: Indicator, contributions: Iterable[Contribution]) -> Reading:
        """The sum of what is known; of a percentage its parts are added up, of yes and no there is no sum."""
        if indicator.unit in NOT_SUMMED:
            return Reading(None, Absence.NOT_APPLICABLE)
        if indicator.unit == Unit.PERCENT:
            return self._share_of_all(contributions)
        known = [each.reading.value for each in contributions if each.targets and each.reading.value is not None]
        return single(sum(known, Decimal(0)) if known else None)

    def _share_of_all(self, contributions: Iterable[Contribution]) -> Reading:
        figures = [self._now(target) for each in contributions for target in each.targets]
        known = [f for f in figures if f and f.numerator is not None and f.denominator is not None]
        if not known:
            return Reading(None, Absence.NOT_AVAILABLE)
        above, below = (sum((getattr(f, name) for f in known), Decimal(0)) for name in ("numerator", "denominator"))
        return percentage(above, below)

    # --- one target ---------------------------------------------------------------------------------------------------

    def _now(self, target: Target) -> Counted | None:
        return at(self._course(target, self.year), self.period)

    def _reading(self, target: Target) -> Reading:
        return reading_of(self._now(target))

    def judgement(self, target: Target) -> Judgement:
        this_year, last_year = (self._course(target, year) for year in (self.year, self.year - 1))
        return judgement_of(target, this_year, last_year, self.period)

    def _course(self, target: Target, year: int) -> Course:
        return tuple(self.figures.get((target.indicator.code, target.area.code), {}).get(year, ()))


def _asked(targets: list[tuple[str, Target]]) -> Iterator[Asked]:
    """What is asked of a team for others than its own municipalities: shares of a wider target, and all that stands in
    the chapters of prosecution, unit and nation."""
    known = {target.id: target for _level, target in targets}
    repeats = _repeats(target for _level, target in targets)
    for level, target in targets:
        if target.scope != Scope.TEAM or target.restates or target.indicator.unit == Unit.WORDS:
            continue
        wider = _wider(target, known)
        asked = _strictest([target, *repeats.get(target.id, ())])
        if wider is not None and wider.indicator.unit == target.indicator.unit:
            yield Asked(wider.indicator, asked)
        elif level != Level.LOCAL:
            yield Asked(target.indicator, asked)


def _repeats(targets: Iterable[Target]) -> Mapping[str, list[Target]]:
    """By the id of a target those that repeat it: another one for the same figure."""
    found: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        if target.restates:
            found[target.restates].append(target)
    return found


def _strictest(targets: Iterable[Target]) -> Target:
    """The one that asks most, in the place of what it repeats: it counts, and counts once."""
    first, *others = sorted(targets, key=lambda target: bool(target.restates))
    same = [each for each in others if counted_as(each) == counted_as(first)]
    asked = max([first, *same], key=strictness_of)
    return replace(asked, id=first.id, parent=first.parent, restates=first.restates)


def _wider(target: Target, known: Mapping[str, Target]) -> Target | None:
    """The target of district or unit that it is a share of, also by way of another share."""
    for _step in known:  # no chain is longer than there are targets
        above = known.get(target.parent or "")
        if above is None or above.scope in AREA_SCOPES:
            return above
        target = above
    return None


def _once(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Several plans of one team ask the same figure; it is one."""
    return tuple({target.indicator.code: target for target in targets}.values())
