"""The plan of the next year, started from an adopted one and still a draft.

`content` is what `source.plan` reads; it names what was there by the codes of the earlier plan's content.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from plans.actions import choosing, commenting
from plans.actions.drafting import add_contribution, add_target, edit_contribution, edit_row, remove_row, write_texts
from plans.actions.starting import start
from plans.codes import Kind
from plans.models import Block, Contribution, Draft, Plan, Target
from plans.reading import current_document
from priorities.actions.frames import adopt_frame, edit_frame, renew_frame
from priorities.codes import Level
from priorities.models import Indicator, PolicyFrame
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person

from . import lists, source
from .cast import PLANNER, SAFETY_OFFICER, person
from .drafting import Written
from .library import KEEPERS

NUMBERS = ("norm",)
AS_IT_IS = ("norm_origin", "norm_year", "comparator", "provisional_norm")


def renew_frames(content: dict[str, Any]) -> None:
    """The next edition of the frames that have one."""
    titles = {frame["code"]: frame["title"] for frame in source.frames()}
    for renewal in content["frames"]:
        earlier = PolicyFrame.objects.get(title=titles[renewal["renews"]])
        by = person(KEEPERS.get(Level(earlier.level), SAFETY_OFFICER))
        frame = renew_frame(frame=earlier, by=by)
        facts = {name: renewal[name] for name in ("title", "valid_from", "valid_until")}
        frame = edit_frame(frame=frame, version=frame.version, by=by, **facts)
        adopt_frame(frame=frame, adopted_on=renewal["adopted_on"], adopted_by=renewal["adopted_by"], by=by)


def start_plan(content: dict[str, Any]) -> None:
    content = content["plan"]
    by = person(SAFETY_OFFICER)
    plan = start(
        team=BaseTeam.objects.get(code=content["team"]),
        year=content["year"],
        municipalities=list(Municipality.objects.filter(code__in=content["municipalities"])),
        earlier=Plan.objects.get(example=True, year=content["from_year"]),
        example=True,
        by=by,
    )
    draft = plan.drafts.get()
    write_texts(draft=draft, version=draft.version, introduction=source.rich(content["introduction"]), by=by)


def decide(content: dict[str, Any], earlier: Written) -> None:
    """What returns of the accents of the year before, and what is new or different."""
    draft = Draft.objects.get(plan__example=True, plan__year=content["plan"]["year"])
    by = person(PLANNER)
    lists.keep(draft.plan.team)
    for accent in content["accents"]:
        _accent(draft, accent, earlier, by)
    blocks = {code: Block.objects.get(chapter__draft=draft, origin=row.uuid) for code, row in earlier.blocks.items()}
    for contribution in content["contributions"]:
        added = add_contribution(
            block=blocks[contribution["block"]],
            kind=contribution["kind"],
            text=source.rich(contribution["text"]),
            responsible=contribution.get("responsible", ""),
            by=by,
        )
        lists.point(added, contribution.get("listed", ()))
    for target in content["targets"]:
        _target(draft, target, earlier, by)
    for target in content["new_targets"]:
        add_target(
            block=blocks[target["block"]],
            indicator=Indicator.objects.get(code=target["indicator"]),
            scope=target["scope"],
            by=by,
            **_values(target),
        )


def comment_on(content: dict[str, Any], comment: dict[str, Any], earlier: Written) -> None:
    draft = _draft(content)
    if "contribution" in comment:
        origin = earlier.contributions[comment["contribution"]].uuid
        place = str(draft.contributions.get(origin=origin).uuid)
    else:
        place = comment["place"]
    commenting.comment(
        draft=draft,
        document=current_document(draft),
        place=place,
        quote=comment.get("quote", ""),
        text=comment["text"].strip(),
        asked=[person(email) for email in comment.get("asked", ())],
        by=person(comment["by"]),
    )


def answer(content: dict[str, Any], comment: dict[str, Any], number: int) -> None:
    thread = _draft(content).comments.threads().get(text=comment["text"].strip())
    given = comment["answers"][number]
    commenting.answer(comment=thread, text=given["text"].strip(), by=person(given["by"]))


def _draft(content: dict[str, Any]) -> Draft:
    draft = Draft.objects.get(plan__example=True, plan__year=content["plan"]["year"])
    draft.plan = Plan.objects.with_names().get(pk=draft.plan_id)
    return draft


def _accent(draft: Draft, content: dict[str, Any], earlier: Written, by: Person) -> None:
    origin = earlier.contributions[content["contribution"]].uuid
    version = draft.offers.get(origin=origin).version
    if content["decision"] == "dropped":
        choosing.drop(draft=draft, origin=origin, reason=content["reason"], version=version, by=by)
        return
    kind = Kind.YEAR if content["decision"] == "kept" else Kind.STANDING
    row: Contribution = choosing.keep(draft=draft, origin=origin, kind=kind, version=version, by=by)
    if "text" in content:
        edit_contribution(contribution=row, version=row.version, text=source.rich(content["text"]), by=by)
    lists.point(row, content.get("listed", ()))


def _target(draft: Draft, content: dict[str, Any], earlier: Written, by: Person) -> None:
    origin = earlier.targets[content["target"]].uuid
    row = Target.objects.filter(block__chapter__draft=draft, origin=origin).select_related("block").first()
    if row is None:  # it measured an accent that does not return
        return
    if content.get("dropped"):
        remove_row(row=row, by=by)
    else:
        edit_row(row=row, version=row.version, by=by, **_values(content))


def _values(content: dict[str, Any]) -> dict[str, Any]:
    return (
        {name: Decimal(content[name]) for name in NUMBERS if name in content}
        | {name: content[name] for name in AS_IT_IS if name in content}
        | ({"explanation": source.rich(content["explanation"])} if "explanation" in content else {})
    )
