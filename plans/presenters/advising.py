"""The advisers of a plan and what they said, beside the decisions and never among them."""

from __future__ import annotations

from dataclasses import dataclass

from plans.models import Advice, Adviser, Draft
from plans.policies_of_advice import may_advise, may_keep_advisers
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.people.models import Person


@dataclass(frozen=True)
class Advising:
    """`given` is about all versions of this plan or amendment, the newest first."""

    advisers: list[Adviser]
    given: list[Advice]
    keeping: Verdict
    advises: Verdict

    @property
    def shown(self) -> bool:
        return bool(self.advisers or self.given or self.keeping)


def advising(person: Person, draft: Draft) -> Advising:
    plan = draft.plan
    given = Advice.objects.filter(revision__plan=plan, revision__amendment=draft.number).order_by("-given_at", "-pk")
    return Advising(
        advisers=list(Adviser.objects.of(plan).standing().select_related("person", "named_by")),
        given=list(given.select_related("adviser", "revision").defer("revision__text")),
        keeping=may_keep_advisers(person, plan),
        advises=may_advise(person, draft),
    )
