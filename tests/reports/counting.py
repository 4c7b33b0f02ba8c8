"""A report with a figure of each kind: cases of the team, which municipalities share, a percentage, a yes or no; and in
the chapter of the prosecution an amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from priorities.codes import Comparator, Direction, Scope, Unit
from priorities.models import Figure, Indicator
from tests import factories as stock
from tests.plans import factories as plans
from tests.remembered import remembered
from tests.reports import factories
from tests.reports.factories import Told


@dataclass
class Counting:
    """A report over eight months; what was counted after four of them is known of the burglaries only."""

    told: Told
    cases: Indicator
    settled: Indicator
    covenant: Indicator
    euros: Indicator

    @property
    def burglaries(self) -> Indicator:
        return self.told.scene.burglaries

    def code(self, indicator: Indicator, area: Any = None) -> str:
        place = area or (self.told.scene.region.emmen if indicator == self.burglaries else self.told.scene.region.team)
        return f"{indicator.code}.{place.code}"

    def line(self, indicator: Indicator, area: Any = None, **cells: str) -> dict[str, str]:
        """What the browser sends of a line."""
        sent = {"reference_date": "31-08-2021", "source": "BVH", "reason": "", "version": ""} | cells
        return {f"{self.code(indicator, area)}-{name}": value for name, value in sent.items()}


@remembered
def counting() -> Counting:
    scene = plans.written()
    team, om, here = scene.blocks[0], scene.blocks[-1], scene.region
    cases = stock.indicator("Ondermijningszaken", direction=Direction.HIGHER)
    settled = stock.indicator(
        "Positief afgedaan",
        direction=Direction.HIGHER,
        unit=Unit.PERCENT,
        numerator_label="positief afgedaan",
        denominator_label="aangeleverd",
    )
    covenant = stock.indicator("Convenant getekend", direction=Direction.HIGHER, unit=Unit.YES_NO)
    euros = stock.indicator("Afgepakt bedrag", direction=Direction.HIGHER, unit=Unit.EURO)
    for block, indicator, norm in ((team, cases, 22), (team, settled, 40), (team, covenant, 1), (om, euros, 319_000)):
        plans.target(
            scene, block, indicator=indicator, scope=Scope.TEAM, comparator=Comparator.AT_LEAST, norm=Decimal(norm)
        )
    stock.figure(cases, here.emmen, 9, period=8)
    plans.decide(scene)
    told = factories.begun(period=8, scene=scene)
    factories.count(told, 30, period=4)
    return Counting(told, cases, settled, covenant, euros)


def counted(indicator: Indicator) -> Figure | None:
    """What is kept of it after eight months, wherever."""
    return Figure.objects.filter(indicator=indicator, year=plans.YEAR, period=8).first()
