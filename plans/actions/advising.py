"""Advisers: naming them, ending that, and their advice."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plans import notifications
from plans.models import Advice, Adviser, Draft, Plan
from plans.policies_of_advice import may_advise, may_end_adviser, may_name_adviser
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .drafting import lock


@transaction.atomic
def name_adviser(*, plan: Plan, email: str, body: str, by: Person, for_team: bool = False) -> Adviser:
    """Somebody with an account reads this plan, or every plan of its team, once submitted, and may advise about it."""
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    whom = Person.objects.filter(email__iexact=email.strip()).first()
    may_name_adviser(by, plan, whom, for_team=for_team).or_refuse()
    if not body.strip():
        raise Refused(_("Say on behalf of which body this person advises."))
    made = Adviser.objects.create(
        plan=plan,
        person=whom,
        body=body.strip(),
        for_team=for_team,
        named_by=by,
        named_at=now(),
    )
    told: dict[str, Any] = {"adviser": made.person.name, "body": made.body}
    if for_team:
        told["team"] = plan.team.name
    record("name_adviser", subject=plan.subject, what=plan.title, by=by, **told)
    notifications.adviser_named(made)
    return made


@transaction.atomic
def end_adviser(*, adviser: Adviser, by: Person) -> None:
    """The plan is out of this person's sight. What was advised stays."""
    adviser = Adviser.objects.select_for_update(of=("self",)).select_related("plan__team", "person").get(pk=adviser.pk)
    may_end_adviser(by, adviser).or_refuse()
    adviser.ended_by, adviser.ended_at = by, now()
    adviser.save(update_fields=["ended_by", "ended_at"])
    plan = adviser.plan
    record("end_adviser", subject=plan.subject, what=plan.title, by=by, adviser=adviser.person.name, body=adviser.body)


@transaction.atomic
def advise(*, draft: Draft, number: int, text: str, by: Person) -> Advice:
    """About the version with this number, which lies with those who decide. Another one stands beside it."""
    draft = lock(draft)
    may_advise(by, draft, number).or_refuse()
    if not text.strip():
        raise Refused(_("Write your advice first."))
    adviser = Adviser.objects.of(draft.plan).standing().filter(person=by)[0]
    made = Advice.objects.create(
        adviser=adviser,
        revision=draft.revision,  # type: ignore[misc]  # the policy has seen that there is one
        text=text.strip(),
        name=by.name,
        given_at=now(),
    )
    record("advise", subject=draft.plan.subject, what=str(made.revision), by=by, body=adviser.body)
    notifications.advised(draft, made)
    return made
