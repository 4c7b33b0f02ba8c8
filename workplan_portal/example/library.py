"""What the portal knows before a plan is written: policy frames, the indicator library, figures of earlier years."""

from collections.abc import Container
from decimal import Decimal
from typing import Any

from priorities.actions.figures import enter_figure
from priorities.actions.frames import add_frame, add_priority, adopt_frame
from priorities.actions.indicators import activate_indicator, add_indicator
from priorities.codes import Level, Lifecycle
from priorities.models import Indicator
from workplan_portal.authorization.roles import AreaKind

from . import source
from .cast import ADMINISTRATOR, PLANNER, PROSECUTION_STAFF, SAFETY_OFFICER, UNIT_PLANNER, area, person

KEEPERS = {
    Level.LOCAL: SAFETY_OFFICER,
    Level.OM: PROSECUTION_STAFF,
    Level.REGIONAL: UNIT_PLANNER,
    Level.NATIONAL: ADMINISTRATOR,
}
COUNTERS = {
    AreaKind.MUNICIPALITY: PLANNER,
    AreaKind.TEAM: PLANNER,
    AreaKind.UNIT: UNIT_PLANNER,
    AreaKind.NATIONAL: ADMINISTRATOR,
}
"""Who enters the figures of an area."""

RICH = ("narrative", "ambition", "objective", "residents_input")
AS_IT_IS = ("heading", "safety_field", "title", "authority")


def frames() -> list[dict[str, Any]]:
    contents: list[dict[str, Any]] = source.read("frames")["frames"]
    return contents


def enter_frames(codes: Container[str]) -> None:
    """Write these frames with their priorities, and adopt them: each by whoever keeps frames of its level."""
    for content in frames():
        if content["code"] in codes:
            _enter_frame(content)


def _enter_frame(content: dict[str, Any]) -> None:
    by = person(KEEPERS[Level(content["level"])])
    frame = add_frame(
        level=Level(content["level"]),
        owner=area(content["owner"]),
        title=content["title"],
        valid_from=content["valid_from"],
        valid_until=content["valid_until"],
        by=by,
    )
    for priority in content.get("priorities", ()):
        add_priority(frame=frame, by=by, **_priority(priority))
    adopt_frame(frame=frame, adopted_on=content["adopted_on"], adopted_by=content["adopted_by"], by=by)


def _priority(content: dict[str, Any]) -> dict[str, str]:
    return (
        {name: content[name] for name in AS_IT_IS}
        | {name: source.rich(content[name]) for name in RICH if name in content}
        | {"other_titles": "\n".join(content.get("other_titles", ()))}
    )


def enter_indicators() -> None:
    by = person(ADMINISTRATOR)
    for content in source.read("indicators")["indicators"]:
        lifecycle = content.pop("lifecycle")
        indicator = add_indicator(by=by, **content)
        if lifecycle == Lifecycle.ACTIVE:
            activate_indicator(indicator=indicator, by=by)


def enter_figures() -> None:
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    counters = {kind: person(email) for kind, email in COUNTERS.items()}
    for content in source.read("figures")["figures"]:
        place = area(content.pop("area"))
        for name in ("value", "numerator", "denominator"):
            if name in content:
                content[name] = Decimal(content[name])
        indicator = indicators[content.pop("indicator")]
        enter_figure(indicator=indicator, area=place, by=counters[AreaKind(place.kind)], **content)
