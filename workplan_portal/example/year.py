"""The example year: everything in the order in which it happened, at the moment it happened."""

from __future__ import annotations

from django.db import transaction

from plans.models import Plan
from reports.models import Publication
from workplan_portal.audit.trail import dated
from workplan_portal.people.models import Person

from . import deciding, drafting, founding, library, source
from .cast import CHIEF, MAYOR, PROSECUTOR, SECOND_CHIEF


class PortalInUseError(Exception):
    """There are people in the portal and no example year: nothing may be mixed with their work."""


def build() -> bool:
    """False when the example year was there already. Raises `PortalInUseError` in a portal with other people."""
    plan = Plan.objects.filter(example=True).first()
    if plan and Publication.objects.filter(revision__plan=plan).exists():
        return False
    if plan is None:
        if Person.objects.exists():
            raise PortalInUseError
        plan = _until_adoption()
    with dated(source.read("plan_2021")["timeline"]["published_at"]):
        deciding.publish_plan(plan)
    return True


@transaction.atomic
def _until_adoption() -> Plan:
    """All or nothing; publishing stands apart because its file is made outside any transaction."""
    content = source.read("plan_2021")
    moments, rests_on = content["timeline"], content["plan"]["frames"]
    others = [frame["code"] for frame in library.frames() if frame["code"] not in rests_on]

    with dated(moments["founded_at"]):
        founding.appoint_administrator()
        founding.found_organisation()
        founding.appoint_people()
        library.enter_indicators()
    with dated(moments["frames_entered_at"]):
        library.enter_frames(rests_on)
    with dated(moments["started_at"]):
        plan = drafting.start_plan()
        library.enter_frames(others)
    with dated(moments["written_at"]):
        drafting.write_plan(plan)
    with dated(moments["figures_entered_at"]):
        library.enter_figures()
    with dated(moments["submitted_at"]):
        deciding.submit_plan(plan)
    for moment, decider in (
        ("approved_by_chief_at", CHIEF),
        ("approved_by_second_chief_at", SECOND_CHIEF),
        ("consent_mayor_at", MAYOR),
        ("consent_prosecutor_at", PROSECUTOR),
    ):
        with dated(moments[moment]):
            deciding.agree(plan, decider)
    with dated(moments["adopted_recorded_at"]):
        deciding.adopt_plan(plan)
    return plan
