"""What a meeting could talk about: plans, amendments and reports of its team that wait for a decision or for a talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from plans.codes import Answer
from plans.models import Draft, MinutedAnswer, Plan
from plans.record import of_plan
from plans.workflow import Status as PlanStatus
from reports.models import Report
from reports.workflow import Status as ReportStatus
from workplan_portal.audit.trail import now

from .models import AgendaItem, Conclusion, Meeting, Outcome
from .workflow import Status

FRESH = timedelta(days=122)
"""So long after its release a report is proposed: then there is the next one."""

WITH_OTHERS = (PlanStatus.SUBMITTED, PlanStatus.APPROVED, PlanStatus.AGREED)


@dataclass(frozen=True)
class Proposal:
    draft: Draft | None = None
    report: Report | None = None

    @property
    def title(self) -> str:
        return self.draft.title if self.draft else str(self.report)

    @property
    def key(self) -> str:
        if self.draft:
            return f"plan:{self.draft.plan.uuid}:{self.draft.number}"
        return f"report:{self.report.uuid}"  # type: ignore[union-attr]

    @property
    def reference(self) -> dict[str, Any]:
        """The fields of an item that point at it."""
        if self.draft:
            return {"plan": self.draft.plan, "amendment": self.draft if self.draft.number else None}
        return {"report": self.report}


def proposals(meeting: Meeting) -> list[Proposal]:
    """What is not on this agenda yet: plans first, then amendments."""
    here = meeting.items.all()
    places = meeting.municipalities.all()
    reports = Report.objects.filter(plan__team=meeting.team, plan__municipality_links__municipality__in=places)
    recent = Q(status=ReportStatus.RELEASED, releases__released_at__gte=now() - FRESH)
    fresh = reports.filter(Q(status=ReportStatus.OFFERED) | recent).filter(~Exists(_discussed()))
    return [
        *(Proposal(draft=draft) for draft in _drafts(meeting)),
        *(
            Proposal(report=r)
            for r in fresh.exclude(pk__in=here.values("report").exclude(report=None)).distinct().with_names()
        ),
    ]


def _drafts(meeting: Meeting) -> list[Draft]:
    plans = Plan.objects.filter(
        team=meeting.team, municipality_links__municipality__in=meeting.municipalities.all()
    ).with_names()
    known = {plan.pk: plan for plan in plans.distinct()}
    asked = Draft.objects.filter(_asked(), plan__in=known).defer(*Draft.TEXTS).order_by("number", "-plan__year", "pk")
    here = set(meeting.items.filter(plan__in=known).values_list("plan", "amendment__number"))
    found = [draft for draft in asked if (draft.plan_id, draft.number or None) not in here]
    return [of_plan(draft, known[draft.plan_id]) for draft in found]


def _asked() -> Q:
    """Somebody has to decide; or a seat objected to minutes after the adoption, and no meeting was held since."""
    objections = MinutedAnswer.objects.filter(
        minuted__consent__revision__plan=OuterRef("plan"),
        minuted__consent__revision__amendment=OuterRef("number"),
        answer=Answer.OBJECT,
        after_adoption=True,
    )
    since = AgendaItem.objects.annotate(number=Coalesce("amendment__number", 0)).filter(
        plan=OuterRef("minuted__consent__revision__plan"),
        number=OuterRef("minuted__consent__revision__amendment"),
        meeting__status__in=(Status.HELD, Status.FIXED),
        meeting__day__gt=OuterRef("given_at__date"),
    )
    return Q(status__in=WITH_OTHERS) | Q(Exists(objections.filter(~Exists(since))))


def _discussed() -> QuerySet[AgendaItem]:
    """In a meeting that was held, and that did not ask for something to be added or corrected."""
    last = Conclusion.objects.filter(item=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    held = AgendaItem.objects.filter(report=OuterRef("pk"), meeting__status__in=(Status.HELD, Status.FIXED))
    return held.annotate(outcome=Coalesce(Subquery(last), Value(""))).exclude(outcome=Outcome.CORRECT)
