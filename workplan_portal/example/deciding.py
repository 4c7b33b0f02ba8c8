"""The plan of 2021 on its way: submitted, approved, agreed, adopted, published. One act per function."""

from plans.actions.deciding import adopt, consent, submit
from plans.codes import Audience
from plans.models import Draft, Plan, Revision
from plans.seats import seats_of
from reports.actions.publishing import publish
from reports.sources import PlanSource

from . import source
from .cast import SAFETY_OFFICER, person


def _draft(plan: Plan) -> Draft:
    return plan.drafts.get()


def _revision(plan: Plan) -> Revision:
    return plan.revisions.get()


def submit_plan(plan: Plan) -> None:
    submit(draft=_draft(plan), by=person(SAFETY_OFFICER))


def agree(plan: Plan, email: str) -> None:
    """This person agrees, for the one seat of the plan that is theirs."""
    by = person(email)
    (seat,) = seats_of(by, plan)
    consent(draft=_draft(plan), revision=_revision(plan), seat=seat, by=by)


def adopt_plan(plan: Plan) -> None:
    content = source.read("plan_2021")["adoption"]
    adopt(
        draft=_draft(plan),
        revision=_revision(plan),
        adopted_on=content["adopted_on"],
        body=content["body"],
        members=[f"{person(m['person']).name}, {m['function']}" for m in content["members"]],
        by=person(SAFETY_OFFICER),
    )


def publish_plan(plan: Plan) -> None:
    publish(
        source=PlanSource(_revision(plan)),
        audience=Audience(source.read("plan_2021")["publication"]["audience"]),
        by=person(SAFETY_OFFICER),
    )
