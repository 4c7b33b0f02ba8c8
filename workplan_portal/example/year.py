"""The example: everything in the order in which it happened, at the moment it happened.

The plan of 2017 for three municipalities, that of 2021 for one of them, and the figures of the year after it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any

from django.db import transaction

from plans.models import Plan
from reports.models import Publication
from workplan_portal.audit.trail import dated
from workplan_portal.people.models import Person

from . import deciding, drafting, founding, library, source

FIGURES = "figures_2021"
"""The figures of the year of the last plan, and the periods of the year before."""


class PortalInUseError(Exception):
    """There are people in the portal and no example: nothing may be mixed with their work."""


def build() -> bool:
    """False when the example was there already. Raises `PortalInUseError` in a portal with other people."""
    if not Plan.objects.filter(example=True).exists():
        if Person.objects.exists():
            raise PortalInUseError
        _until_published()
    return _publish()


def _publish() -> bool:
    """Publish the plans that never were. A publication that was withdrawn is not made again."""
    waiting = [
        plan
        for plan in Plan.objects.filter(example=True, year__in=source.PLANS).order_by("year")
        if not Publication.objects.filter(revision__plan=plan).exists()
    ]
    for plan in waiting:
        content = source.plan(plan.year)
        with dated(content["timeline"]["published_at"]):
            deciding.publish_plan(plan, content)
    return bool(waiting)


@transaction.atomic
def _until_published() -> None:
    """All or nothing; publishing stands apart because its files are made outside any transaction."""
    with dated(source.read("organisation")["founded_at"]):
        founding.appoint_administrator()
        founding.found_organisation()
        founding.appoint_people()
        library.enter_indicators()
    for year in source.PLANS:
        _make_plan(source.plan(year))
    _count_the_year()


def _make_plan(content: dict[str, Any]) -> None:
    """From its frames to its adoption."""
    moments = content["timeline"]
    with dated(moments["frames_entered_at"]):
        library.enter_frames(content["plan"]["frames"])
    with dated(moments["started_at"]):
        plan = drafting.start_plan(content)
        library.enter_frames(content["plan"].get("other_frames", ()))
    with dated(moments["written_at"]):
        drafting.write_plan(plan, content)
    with dated(moments["figures_entered_at"]):
        library.enter_figures(source.figures(content["plan"]["figures"]))
    with dated(moments["submitted_at"]):
        deciding.submit_plan(plan)
    for consent in content["consents"]:
        with dated(consent["at"]):
            deciding.agree(plan, consent["person"])
    with dated(moments["adopted_recorded_at"]):
        deciding.adopt_plan(plan, content)


def _count_the_year() -> None:
    """Every period is counted when its report is made; mistakes are put right and final figures come when they came."""
    rows = source.figures(FIGURES)
    reports = source.read("reports_2021")["reports"]
    acts: list[tuple[datetime, Callable[[], None]]] = [
        *((r["filled_at"], partial(_count, rows, r["period"])) for r in reports),
        *((c["at"], partial(library.correct, c)) for c in source.read(FIGURES)["corrections"]),
    ]
    for moment, act in sorted(acts, key=itemgetter(0)):
        with dated(moment):
            act()


def _count(rows: list[dict[str, Any]], period: int) -> None:
    library.enter_figures(row for row in rows if row["period"] == period)
