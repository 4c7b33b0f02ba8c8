"""A plan of the example being written: by safety officers, the police planner and the prosecution's policy staff.

`content` is what `source.plan` reads.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from plans.actions.drafting import (
    add_block,
    add_contribution,
    add_fact,
    add_target,
    add_term,
    edit_block,
    move_block,
    place_contribution,
    write_chapter,
    write_texts,
)
from plans.actions.starting import start
from plans.models import Block, Chapter, Contribution, Draft, Plan, Target
from priorities.codes import Level
from priorities.models import Indicator
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person

from . import source
from .cast import PLANNER, PROSECUTION_STAFF, SAFETY_OFFICER, SAFETY_OFFICERS, person

WRITERS = {
    Level.LOCAL: PLANNER,
    Level.OM: PROSECUTION_STAFF,
    Level.REGIONAL: PLANNER,
    Level.NATIONAL: PLANNER,
}
"""Who writes the priorities and contributions of a chapter."""

RICH = ("narrative", "ambition", "objective", "residents_input")
AS_IT_IS = ("heading", "title", "box_title", "agreement", "agreement_reference")


def start_plan(content: dict[str, Any]) -> Plan:
    """A plan with the frames that apply, still without a word of its own."""
    content = content["plan"]
    return start(
        team=BaseTeam.objects.get(code=content["team"]),
        year=content["year"],
        municipalities=list(Municipality.objects.filter(code__in=content["municipalities"])),
        by=person(SAFETY_OFFICER),
        example=True,
    )


def write_plan(plan: Plan, content: dict[str, Any]) -> Written:
    draft = plan.drafts.get()
    by = person(SAFETY_OFFICER)
    _write_texts(draft, content["plan"], by)
    for chapter in content["chapters"]:
        row = _chapter(draft, chapter)
        write_chapter(
            chapter=row,
            version=row.version,
            introduction=source.rich(chapter["introduction"]),
            by=person(SAFETY_OFFICERS[chapter["municipality"]]) if "municipality" in chapter else by,
        )
    written = Written(draft)
    written.write_blocks(content["chapters"], source.blocks(plan.year))
    for term in source.terms(plan.year):
        if "kept_for" not in term:
            add_term(
                draft=draft,
                forms="\n".join(term["forms"]),
                explanation=term["explanation"],
                elsewhere=term.get("elsewhere", False),
                by=by,
            )
    return written


def _write_texts(draft: Draft, content: dict[str, Any], by: Person) -> None:
    texts = {name: source.rich(content[name]) for name in Draft.TEXTS}
    as_it_is = {name: content[name] for name in ("norm_rule", "themes_note", "foreword_on")}
    write_texts(draft=draft, version=draft.version, by=by, **texts, **as_it_is)


def _chapter(draft: Draft, content: dict[str, Any]) -> Chapter:
    return draft.chapters.get(level=content["level"], municipality__code=content.get("municipality"))


class Written:
    """Remembers what was written under which code, because later content refers to it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
        self.titles = {
            (frame["code"], priority["code"]): (frame["title"], priority["title"])
            for frame in source.frames()
            for priority in frame.get("priorities", ())
        }
        self.blocks: dict[str, Block] = {}
        self.contributions: dict[str, Contribution] = {}
        self.targets: dict[str, Target] = {}

    def write_blocks(self, chapters: list[dict[str, Any]], blocks: list[dict[str, Any]]) -> None:
        for content in chapters:
            chapter = _chapter(self.draft, content)
            by = person(WRITERS[Level(chapter.level)])
            here = [block for block in blocks if block["chapter"] == content["number"]]
            for place, block in enumerate(here):
                self.blocks[block["code"]] = self._block(chapter, block, place, by)
                self._write_block(self.blocks[block["code"]], block, by)

    def _block(self, chapter: Chapter, content: dict[str, Any], place: int, by: Person) -> Block:
        """The block that came in with the frame; a second one where the plan splits the priority."""
        frame, title = self.titles[content["frame"], content["priority"]]
        waiting = list(chapter.blocks.select_related("priority"))[place:]
        came_in = (b for b in waiting if (b.priority.frame.title, b.priority.title) == (frame, title))
        block = next(came_in, None)
        if block is None:
            first = chapter.blocks.get(priority__frame__title=frame, priority__title=title)
            block = add_block(chapter=chapter, priority=first.priority, by=by)
        order = [b.pk for b in chapter.blocks.all()]
        move_block(block=block, steps=place - order.index(block.pk), by=by)
        return chapter.blocks.get(pk=block.pk)

    def _write_block(self, block: Block, content: dict[str, Any], by: Person) -> None:
        texts = {name: source.rich(content[name]) for name in RICH if name in content}
        as_it_is = {name: content[name] for name in AS_IT_IS if name in content}
        edit_block(block=block, version=block.version, by=by, **texts, **as_it_is)
        for contribution in content.get("contributions", ()):
            self._contribution(block, contribution, by)
        for target in content.get("targets", ()):
            self.targets[target["code"]] = self._target(block, target, by)
        for fact in content.get("facts", ()):
            add_fact(
                block=block,
                text=source.rich(fact["text"]),
                value=Decimal(fact["value"]),
                unit=fact["unit"],
                source=fact["source"],
                by=by,
            )

    def _contribution(self, block: Block, content: dict[str, Any], by: Person) -> None:
        if "same_as" in content:
            place_contribution(contribution=self.contributions[content["same_as"]], block=block, by=by)
            return
        self.contributions[content["code"]] = add_contribution(
            block=block,
            kind=content["kind"],
            text=source.rich(content["text"]),
            responsible=content.get("responsible", ""),
            partners=", ".join(content.get("partners", ())),
            consultation=content.get("consultation", ""),
            fte=_number(content, "fte"),
            dependency=content.get("dependency", ""),
            internal=content.get("internal", False),
            by=by,
        )

    def _target(self, block: Block, content: dict[str, Any], by: Person) -> Target:
        return add_target(
            block=block,
            contribution=self.contributions.get(content.get("contribution", "")),
            indicator=self.indicators[content["indicator"]],
            scope=content["scope"],
            comparator=content["comparator"],
            norm=_number(content, "norm"),
            norm_origin=content.get("norm_origin", ""),
            norm_year=content.get("norm_year"),
            provisional_norm=content.get("provisional_norm", False),
            own_goal=_number(content, "own_goal"),
            own_goal_reason=content.get("own_goal_reason", ""),
            parent=self.targets.get(content.get("parent", "")),
            restates=self.targets.get(content.get("restates", "")),
            mandatory=content.get("mandatory", False),
            explanation=source.rich(content.get("explanation", "")),
            by=by,
        )


def _number(content: dict[str, Any], name: str) -> Decimal | None:
    return Decimal(content[name]) if name in content else None
