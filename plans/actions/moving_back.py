"""Undoing a move: back to where it stood, unless somebody else has moved it on."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from plans.models import Block, ContextFact, Placement, Removal, Target
from plans.policies import may_write_chapter
from priorities.saving import move
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person


def move_back(
    removal: Removal, model: type[models.Model], was: dict[str, Any], after: dict[str, Any], by: Person
) -> None:
    """A placement, target or fact to the priority it stood under, at the place it had there."""
    rows = model._default_manager.select_related("block__chapter__municipality")
    row: Any = rows.filter(pk=after["pk"], block=after["fields"]["block"]).first()
    if row is None or _means_another(row, after):
        if _came_along(removal, model):
            return
        raise Refused(_("Somebody has moved this on, or removed it, in the meantime."))
    row.block.chapter.draft = removal.draft
    may_write_chapter(by, row.block.chapter).or_refuse()
    _check(row, was["fields"]["block"])
    row.block_id, row.position = was["fields"]["block"], was["fields"]["position"]
    if isinstance(row, Target | ContextFact):
        row.version += 1
    row.save()


def place_back(block: Block, was: dict[str, Any], after: dict[str, Any]) -> None:
    """A priority in its chapter. A heading that somebody wrote since stays."""
    if block.heading == after["heading"]:
        block.heading = was["heading"]
        block.version += 1
        block.save()
    blocks = list(block.chapter.blocks.all())
    went_up = was["position"] > after["position"]  # then the one it stood behind has its position now
    place = sum(other.position < was["position"] + went_up for other in blocks if other.pk != block.pk)
    move(blocks, block, place - [other.pk for other in blocks].index(block.pk))


def _came_along(removal: Removal, model: type[models.Model]) -> bool:
    """A target whose contribution was moved may have gone its own way since."""
    return model is Target and removal.action == "move_contribution_to"


def _means_another(row: Any, after: dict[str, Any]) -> bool:
    return isinstance(row, Target) and row.contribution_id != after["fields"]["contribution"]


def _check(row: Any, block: int) -> None:
    if not Block.objects.filter(pk=block).exists():
        raise Refused(_("The priority it stood under is no longer in the plan."))
    if isinstance(row, Placement) and Placement.objects.filter(block=block, contribution=row.contribution_id).exists():
        raise Refused(_("This contribution stands under the priority again already."))
