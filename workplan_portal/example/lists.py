"""The short lists of the team, and what new contributions point to in them."""

from __future__ import annotations

from collections.abc import Iterable

from plans.actions.listing import add_listed, point_contribution
from plans.codes import ListKind
from plans.models import Contribution, Listed
from workplan_portal.organisation.models import BaseTeam, Municipality

from . import source
from .cast import PLANNER, person


def keep(team: BaseTeam) -> None:
    municipalities = {municipality.code: municipality for municipality in Municipality.objects.all()}
    for content in source.read("lists")["lists"]:
        add_listed(
            team=team,
            kind=ListKind(content["kind"]),
            name=content["name"],
            about=content.get("about", ""),
            municipality=municipalities.get(content.get("municipality", "")),
            by=person(PLANNER),
        )


def point(contribution: Contribution, names: Iterable[str]) -> None:
    """`names` stand in the lists of the team, each in one of them."""
    if chosen := list(Listed.objects.filter(name__in=names)):
        point_contribution(contribution=contribution, chosen=chosen, shown=(), by=person(PLANNER))
