"""What a meeting of 12 January 2021 decided, as the secretary records it from the minutes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from plans.actions import minuting
from plans.actions.minuting import Minutes, Said
from plans.codes import Answer, Decision
from plans.models import Consent, Minuted, MinutedAnswer
from tests.plans.factories import Scene
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person

MINUTES = Minutes(UUID(int=7), "Driehoeksoverleg Basisteam Zuidoost-Drenthe", date(2021, 1, 12), "DH-2021-01")
STANDS = "vastgelegd in de notulen van 12 januari 2021 (DH-2021-01)"


def said(scene: Scene, *roles: Role) -> list[Said]:
    holders = {Role.CHIEF: scene.chief, Role.MAYOR: scene.mayor, Role.PROSECUTOR: scene.prosecutor}
    return [Said(scene.seats[role], holders[role]) for role in roles]


def record(scene: Scene, *roles: Role, by: Person | None = None, **values: Any) -> list[Consent]:
    """The secretary records that these seats agreed."""
    told = {"decision": Decision.AGREE, "minutes": MINUTES, "said_by": said(scene, *roles), **values}
    return minuting.record_minuted(draft=scene.draft, revision=scene.revision, by=by or scene.secretary, **told)


def answer(scene: Scene, minuted: Minuted, by: Person, given: Answer, remark: str = "") -> MinutedAnswer:
    return minuting.answer_minutes(minuted=minuted, by=by, answer=given, remark=remark)


def confirm(scene: Scene, given: Consent, by: Person) -> MinutedAnswer:
    return answer(scene, given.minuted, by, Answer.CONFIRM)


def object_to(scene: Scene, given: Consent, by: Person) -> MinutedAnswer:
    return answer(scene, given.minuted, by, Answer.OBJECT, "Ik was niet akkoord.")
