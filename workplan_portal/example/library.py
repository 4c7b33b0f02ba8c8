"""What the portal knows before a plan is written: frames, glossary, the indicator library, figures of earlier years."""

from collections.abc import Container, Iterable
from decimal import Decimal
from typing import Any

from priorities.actions.figures import correct_figure, enter_figure
from priorities.actions.frames import add_frame, add_priority, adopt_frame
from priorities.actions.glossary import explain_term
from priorities.actions.indicators import activate_indicator, add_indicator
from priorities.codes import Level, Lifecycle
from priorities.models import Figure, Indicator
from workplan_portal.authorization.roles import AreaKind
from workplan_portal.organisation.models import Area

from . import source
from .cast import ADMINISTRATOR, PLANNER, PROSECUTION_STAFF, SAFETY_OFFICERS, UNIT_PLANNER, area, person

KEEPERS = {
    Level.OM: PROSECUTION_STAFF,
    Level.REGIONAL: UNIT_PLANNER,
    Level.NATIONAL: ADMINISTRATOR,
}
"""Who keeps the frames of a level; local ones are kept by the safety officer of their municipality."""

COUNTERS = {
    AreaKind.MUNICIPALITY: PLANNER,
    AreaKind.TEAM: PLANNER,
    AreaKind.UNIT: UNIT_PLANNER,
    AreaKind.NATIONAL: ADMINISTRATOR,
}
"""Who enters the figures of an area."""

RICH = ("narrative", "ambition", "objective", "residents_input")
AS_IT_IS = ("heading", "safety_field", "title", "authority")


def enter_frames(codes: Container[str]) -> None:
    """Write these frames with their priorities, and adopt them: each by whoever keeps frames of its level."""
    for content in source.frames():
        if content["code"] in codes:
            _enter_frame(content)


def _enter_frame(content: dict[str, Any]) -> None:
    by = person(SAFETY_OFFICERS.get(content["owner"]) or KEEPERS[Level(content["level"])])
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


def enter_glossary(terms: Iterable[dict[str, Any]]) -> None:
    """Those of these terms that are explained for more plans than one. The full form is said once, at the beginning."""
    keepers = {AreaKind.UNIT: person(UNIT_PLANNER), AreaKind.NATIONAL: person(ADMINISTRATOR)}
    for content in terms:
        if "kept_for" in content:
            owner, full_form = area(content["kept_for"]), content.get("full_form", "")
            explain_term(
                owner=owner,
                forms="\n".join(content["forms"]),
                full_form=full_form,
                explanation=content["explanation"].removeprefix(full_form).lstrip(":. "),
                elsewhere=content.get("elsewhere", False),
                by=keepers[AreaKind(owner.kind)],
            )


def enter_indicators() -> None:
    by = person(ADMINISTRATOR)
    for content in source.read("indicators")["indicators"]:
        lifecycle = content.pop("lifecycle")
        indicator = add_indicator(by=by, **content)
        if lifecycle == Lifecycle.ACTIVE:
            activate_indicator(indicator=indicator, by=by)


def enter_figures(rows: Iterable[dict[str, Any]]) -> None:
    """Rows as `source.figures` reads them."""
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    areas = {place.code: place for place in Area.objects.all()}
    counters = {kind: person(email) for kind, email in COUNTERS.items()}
    for content in rows:
        place = areas[content.pop("area")]
        indicator = indicators[content.pop("indicator")]
        enter_figure(indicator=indicator, area=place, by=counters[AreaKind(place.kind)], **_numbers(content))


def correct(content: dict[str, Any]) -> None:
    """One of the `corrections` of a file of figures."""
    place = area(content["area"])
    figure = Figure.objects.get(
        indicator__code=content["indicator"], area=place, year=content["year"], period=content["period"]
    )
    correct_figure(
        figure=figure,
        version=figure.version,
        reason=content["reason"],
        by=person(COUNTERS[AreaKind(place.kind)]),
        **_numbers(source.measured(content["figure"]) if "figure" in content else {}),
        **{name: content[name] for name in ("provisional",) if name in content},
    )


def _numbers(content: dict[str, Any]) -> dict[str, Any]:
    parts = ("value", "numerator", "denominator")
    return {name: Decimal(value) if name in parts else value for name, value in content.items()}
