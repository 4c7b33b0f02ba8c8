"""A plan of 150 contributions and 60 targets, made by the real actions as its authors would."""

from __future__ import annotations

from datetime import date
from itertools import cycle, islice

from django.db import transaction

from plans.actions import drafting, starting
from plans.codes import Kind
from plans.models import Block, Plan
from priorities.actions import frames
from priorities.codes import Comparator, Level, Scope, Unit
from priorities.models import Indicator
from workplan_portal.example.cast import SAFETY_OFFICER, person
from workplan_portal.organisation.models import BaseTeam, Municipality

YEAR = 2030  # no frame of the example is valid then, so all it holds is counted here
CONTRIBUTIONS, TARGETS, PRIORITIES = 150, 60, 15
FULLEST_HAS = 3
"""Times the share of the others: the priority that takes longest to open."""

TEXT = (
    "<p>De wijkagent bezoekt iedere maand <strong>alle scholen</strong> van het gebied en bespreekt met de "
    "jongerenwerkers wat er speelt op straat. {number} keer per jaar komt dat in het overleg terug.</p>"
)


def build(team: BaseTeam, municipality: Municipality) -> Plan:
    if found := Plan.objects.filter(year=YEAR, team=team).first():
        return found
    with transaction.atomic():
        by = person(SAFETY_OFFICER)
        _add_frame(municipality)
        plan = starting.start(team=team, year=YEAR, municipalities=[municipality], by=by)
        blocks = list(Block.objects.filter(chapter__draft__plan=plan).order_by("position"))
        for number, block in enumerate(_spread(blocks, CONTRIBUTIONS), 1):
            text = TEXT.format(number=number)
            drafting.add_contribution(block=block, text=text, kind=Kind.STANDING, responsible="wijkagent", by=by)
        indicators = cycle(Indicator.objects.filter(unit=Unit.COUNT).order_by("code"))
        for indicator, block in zip(indicators, _spread(blocks, TARGETS), strict=False):
            values = {"indicator": indicator, "scope": Scope.MUNICIPALITY, "comparator": Comparator.AT_MOST, "norm": 40}
            drafting.add_target(block=block, norm_origin=Level.LOCAL, norm_year=YEAR, by=by, **values)
    return plan


def _add_frame(municipality: Municipality) -> None:
    by = person(SAFETY_OFFICER)
    values = {"title": "Uitvoeringsplan voor de meting", "valid_from": YEAR, "valid_until": YEAR}
    frame = frames.add_frame(level=Level.LOCAL, owner=municipality, by=by, **values)
    for number in range(1, PRIORITIES + 1):
        words = {
            "title": f"Prioriteit {number}",
            "narrative": TEXT.format(number=number) * 3,
            "objective": "<p>Minder.</p>",
        }
        frames.add_priority(frame=frame, heading="Veilige leefomgeving", by=by, **words)
    frames.adopt_frame(frame=frame, adopted_on=date(YEAR - 1, 12, 1), adopted_by="college", by=by)


def _spread(blocks: list[Block], count: int) -> list[Block]:
    first, *rest = blocks
    return list(islice(cycle([*[first] * FULLEST_HAS, *rest]), count))
