"""What a meeting could talk about: plans and reports of its team that wait for a decision or were not discussed yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from plans.codes import Answer
from plans.models import MinutedAnswer, Plan
from plans.workflow import Status as PlanStatus
from reports.models import Report
from reports.workflow import Status as ReportStatus
from workplan_portal.audit.trail import now

from .models import AgendaItem, Meeting
from .workflow import Status

FRESH = timedelta(days=122)
"""So long after its release a report is proposed: then there is the next one."""

WITH_OTHERS = (PlanStatus.SUBMITTED, PlanStatus.APPROVED, PlanStatus.AGREED)


@dataclass(frozen=True)
class Proposal:
    plan: Plan | None = None
    report: Report | None = None

    @property
    def title(self) -> str:
        return str(self.plan or self.report)

    @property
    def key(self) -> str:
        return f"plan:{self.plan.uuid}" if self.plan else f"report:{self.report.uuid}"  # type: ignore[union-attr]


def proposals(meeting: Meeting) -> list[Proposal]:
    """What is not on this agenda yet: plans first."""
    here = meeting.items.all()
    places = meeting.municipalities.all()
    plans = Plan.objects.filter(team=meeting.team, municipality_links__municipality__in=places).filter(_asked())
    reports = Report.objects.filter(plan__team=meeting.team, plan__municipality_links__municipality__in=places)
    recent = Q(status=ReportStatus.RELEASED, releases__released_at__gte=now() - FRESH)
    fresh = reports.filter(Q(status=ReportStatus.OFFERED) | recent).filter(~Exists(_discussed()))
    return [
        *(
            Proposal(plan=p)
            for p in plans.exclude(pk__in=here.values("plan").exclude(plan=None)).distinct().with_names()
        ),
        *(
            Proposal(report=r)
            for r in fresh.exclude(pk__in=here.values("report").exclude(report=None)).distinct().with_names()
        ),
    ]


def _asked() -> Q:
    """Somebody has to decide; or a seat objected to minutes after the adoption, and no meeting was held since."""
    objections = MinutedAnswer.objects.filter(
        minuted__consent__revision__plan=OuterRef("pk"), answer=Answer.OBJECT, after_adoption=True
    )
    since = AgendaItem.objects.filter(
        plan=OuterRef("minuted__consent__revision__plan"),
        meeting__status__in=(Status.HELD, Status.FIXED),
        meeting__day__gt=OuterRef("given_at__date"),
    )
    return Q(drafts__status__in=WITH_OTHERS) | Q(Exists(objections.filter(~Exists(since))))


def _discussed() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(report=OuterRef("pk"), meeting__status__in=(Status.HELD, Status.FIXED))
