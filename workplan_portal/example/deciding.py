"""A plan of the example on its way: submitted, agreed, adopted, published. One act per function.

`content` is what `source.plan` reads.
"""

from typing import Any

from plans.actions.deciding import adopt, consent, submit
from plans.codes import Audience
from plans.models import Draft, Plan, Revision
from plans.seats import seats_of
from reports.actions.publishing import publish_together
from reports.sources import PlanSource

from .cast import SAFETY_OFFICER, person


def _draft(plan: Plan) -> Draft:
    """Of the plan itself; its amendment has one of its own."""
    return plan.drafts.get(number=0)


def _revision(plan: Plan) -> Revision:
    return plan.revisions.get(amendment=0)


def submit_plan(plan: Plan) -> None:
    submit(draft=_draft(plan), by=person(SAFETY_OFFICER))


def agree(plan: Plan, email: str) -> None:
    """This person agrees, for the one seat of the plan that is theirs."""
    by = person(email)
    (seat,) = seats_of(by, plan)
    consent(draft=_draft(plan), revision=_revision(plan), seat=seat, by=by)


def adopt_plan(plan: Plan, content: dict[str, Any]) -> None:
    content = content["adoption"]
    adopt(
        draft=_draft(plan),
        revision=_revision(plan),
        adopted_on=content["adopted_on"],
        body=content["body"],
        members=[f"{person(m['person']).name}, {m['function']}" for m in content["members"]],
        late_reason=content.get("late_reason", ""),
        by=person(SAFETY_OFFICER),
    )


def publish_plan(plan: Plan, content: dict[str, Any]) -> None:
    whole = PlanSource(_revision(plan))
    publish_together(
        sources=[whole, *whole.editions],
        audience=Audience(content["publication"]["audience"]),
        by=person(SAFETY_OFFICER),
    )
