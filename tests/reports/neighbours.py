"""Other base teams of the unit with a plan in force, for what holds teams beside each other.

Walking sixteen plans to their adoption takes minutes; these are copies of one that was walked, under ids, areas and
names of their own: a text with its digests, and the record of its adoption.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid5

from django.utils import timezone

from plans.document import Document, Place, load
from plans.models import Adoption, Plan, Revision
from priorities.codes import Scope
from tests.reports.amending import with_blocks
from workplan_portal.organisation.models import BaseTeam


def _as_it_is(text: Document) -> Document:
    return text


def neighbour(
    code: str,
    name: str,
    like: Revision,
    team: BaseTeam | None = None,
    shape: Callable[[Document], Document] = _as_it_is,
) -> BaseTeam:
    """A team of the same district whose plan says the same; of a team that is there a second plan."""
    model = like.plan
    team = team or BaseTeam.objects.create(code=code, name=name, district=model.team.district)
    text = _moved(shape(load(like.text)), team)
    plan = Plan.objects.create(team=team, year=model.year, started_by=model.started_by, started_at=timezone.now())
    revision = Revision.objects.create(
        plan=plan,
        number=1,
        schema=like.schema,
        text=text.text(),
        digest=text.digest(),
        parts=text.parts(),
        submitted_by=like.submitted_by,
        submitted_at=timezone.now(),
    )
    adoption = Adoption.objects.get(revision=like)
    adoption.pk, adoption.revision = None, revision
    adoption.save()
    return team


def _moved(text: Document, team: BaseTeam) -> Document:
    """Every target under an id of its own; those of the team about this one."""

    def own(known: str | None) -> str | None:
        return str(uuid5(UUID(known), team.code)) if known else None

    def moved(target):  # noqa: ANN001, ANN202 -- a target into a target
        area = Place(team.code, team.name) if target.scope == Scope.TEAM else target.area
        ids = {"id": own(target.id), "parent": own(target.parent), "restates": own(target.restates)}
        return replace(target, area=area, **ids)

    return with_blocks(text, lambda block: replace(block, targets=tuple(map(moved, block.targets))))
