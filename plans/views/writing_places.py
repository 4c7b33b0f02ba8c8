"""The forms that ask where something should stand, as the pages of the desk open them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict

from plans.forms.lists import PointForm
from plans.forms.moving import MoveBlockForm, MoveToForm, PlaceForm
from plans.models import Block, Chapter, Contribution, Listed
from plans.numbering import numbers
from plans.presenters.drafting import Desk
from plans.views.writing import back_to

ALSO, MOVE, LISTS = "ook", "verplaats", "lijsten"
"""In an address: the contribution that should stand under another priority too; what should go to another place; the
contribution for which is chosen from the lists."""


def place_form(desk: Desk, under: Block, row: Contribution, data: QueryDict | None = None) -> PlaceForm:
    back = back_to(desk.url("block", under.uuid), f"bijdrage-{row.uuid}", row.uuid)
    action = desk.url("place_contribution", under.uuid, row.uuid)
    return PlaceForm(data, blocks=_others(desk, under, row), action=action, cancel_url=back)


def point_form(desk: Desk, under: Block, row: Contribution, data: QueryDict | None = None) -> PointForm:
    """From what is in use, and what it points to already."""
    pointed = list(Listed.objects.filter(pointers__contribution=row))
    offered = Listed.objects.filter(Q(retired=False) | Q(pk__in=[listed.pk for listed in pointed]), team=desk.plan.team)
    return PointForm(
        data,
        contribution=row,
        offered=list(offered.select_related("municipality")),
        pointed=pointed,
        action=desk.url("point_contribution", under.uuid, row.uuid),
        cancel_url=back_to(desk.url("block", under.uuid), f"bijdrage-{row.uuid}", row.uuid),
    )


def move_form(desk: Desk, under: Block, slug: str, row: Any, data: QueryDict | None = None) -> MoveToForm:
    back = back_to(desk.url("block", under.uuid), f"{slug}-{row.uuid}", row.uuid)
    action = desk.url("move_row_to", under.uuid, slug, row.uuid)
    return MoveToForm(data, blocks=_others(desk, under, row), action=action, cancel_url=back)


def move_block_form(desk: Desk, chapter: Chapter, block: Block, data: QueryDict | None = None) -> MoveBlockForm:
    """It opens as the priority stands now."""
    shown = {b.id: b for b in desk.document.blocks}
    blocks = list(chapter.blocks.select_related("priority"))
    place = [other.pk for other in blocks].index(block.pk)
    return MoveBlockForm(
        data,
        others=chapter.blocks.exclude(pk=block.pk).select_related("priority"),
        numbers=numbers(desk.document),
        headings=list(dict.fromkeys(shown[str(b.uuid)].heading for b in blocks)),
        initial={"after": blocks[place - 1].uuid if place else None, "heading": shown[str(block.uuid)].heading},
        action=desk.url("move_block_to", block.uuid),
        cancel_url=back_to(desk.url("chapter", chapter.uuid), f"prioriteit-{block.uuid}", block.uuid),
    )


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _others(desk: Desk, under: Block, row: Any) -> QuerySet[Block]:
    """The priorities it can go to: a contribution stands under each at most once."""
    blocks = Block.objects.filter(chapter__draft=desk.draft).exclude(pk=under.pk)
    if isinstance(row, Contribution):
        blocks = blocks.exclude(placements__contribution=row)
    return blocks.select_related("priority", "chapter__municipality").order_by("chapter__position", "position")
