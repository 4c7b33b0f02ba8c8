"""Amendments of the plan of a scene, brought as far as a test needs by the real actions, in May of its year."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from plans.actions import amending, deciding, drafting
from plans.models import Amendment, Draft, Revision, Target
from plans.seats import required_seats
from tests.plans.factories import Scene
from workplan_portal.audit.trail import dated, today
from workplan_portal.authorization.roles import Role

FROM = date(2021, 6, 1)


@contextmanager
def on(month: int, day: int) -> Iterator[None]:
    with dated(datetime(2021, month, day, 9, tzinfo=UTC)):
        yield


def begun(scene: Scene, **values: Any) -> Draft:
    told = {"cause": "Corona vraagt veel inzet.", "proposer": "Driehoek van Emmen", "effective_on": FROM, **values}
    with on(5, 3):
        amendment = amending.begin_amendment(plan=scene.plan, by=scene.planner, **told)  # type: ignore[arg-type]
    return fresh(amendment.draft)


def fresh(draft: Draft) -> Draft:
    """As it stands now; a new object every time, as a request would have."""
    return Draft.objects.select_related("plan__team").get(pk=draft.pk)


def raise_goal(scene: Scene, draft: Draft, goal: int = 70) -> None:
    """Another goal for the burglaries, with its reason."""
    target = Target.objects.get(block__chapter__draft=draft, indicator=scene.burglaries)
    drafting.edit_row(
        row=target,
        version=target.version,
        by=scene.planner,
        own_goal=Decimal(goal),
        own_goal_reason="De inzet gaat naar de handhaving van de coronaregels.",
    )


def introduce(scene: Scene, draft: Draft, text: str) -> None:
    draft = fresh(draft)
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction=text)


def submitted(scene: Scene, draft: Draft) -> Revision:
    with on(5, 6):
        return deciding.submit(draft=fresh(draft), by=scene.planner)


def decided(scene: Scene, draft: Draft) -> Revision:
    """Submitted, and agreed with by every seat that is asked."""
    revision = submitted(scene, draft)
    with on(5, 10):
        agree(scene, draft)
    return revision


def agree(scene: Scene, draft: Draft) -> None:
    """Every seat that is asked, today."""
    revision = fresh(draft).revision
    people = {Role.CHIEF: scene.chief, Role.MAYOR: scene.mayor, Role.PROSECUTOR: scene.prosecutor}
    for seat in required_seats(revision):
        deciding.consent(draft=fresh(draft), revision=revision, seat=seat, by=people[Role(seat.role)])


def adopted(scene: Scene, draft: Draft) -> Revision:
    """By the authority, on 12 May."""
    decided(scene, draft)
    return adopt(scene, draft)


def adopt(scene: Scene, draft: Draft) -> Revision:
    """What everybody has agreed with, however they did."""
    with on(5, 12):
        return record_adoption(scene, draft)


def adopt_today(scene: Scene, draft: Draft) -> Revision:
    """From its submission to its adoption on one day."""
    deciding.submit(draft=fresh(draft), by=scene.planner)
    agree(scene, draft)
    return record_adoption(scene, draft, today())


def record_adoption(scene: Scene, draft: Draft, adopted_on: date = date(2021, 5, 12)) -> Revision:
    """Of 12 May, if no other day is named, recorded today."""
    adoption = deciding.adopt(
        draft=fresh(draft),
        revision=fresh(draft).revision,
        adopted_on=adopted_on,
        body="Driehoek van Emmen",
        members=["Ellen Bos, burgemeester"],
        by=scene.secretary,
    )
    return Revision.objects.select_related("adoption").get(pk=adoption.revision_id)


def amendment_of(draft: Draft) -> Amendment:
    return Amendment.objects.get(draft=draft)
