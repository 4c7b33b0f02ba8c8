"""A letter about a released report: the facts that its texts write themselves from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from plans.codes import Audience
from priorities.assessment import Outcome
from reports.document import ReportDocument, load
from reports.models import Release, TextKind, WithdrawnRelease
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import Municipality

from .document import Subject
from .listing import enumerated, small
from .subjects import LetterSubject

IN_ORDER = (
    Outcome.MET,
    Outcome.ON_COURSE,
    Outcome.AT_RISK,
    Outcome.NOT_MET,
    Outcome.NOT_ASSESSABLE,
    Outcome.MONITORED,
)


class ReportSubject(LetterSubject):
    kind = "report"
    texts = (
        TextKind.INFORMATION,
        TextKind.RESULTS,
        TextKind.CORRECTION,
        TextKind.PLACE,
        TextKind.CLOSING,
    )

    def __init__(self, release: Release, municipality: Municipality) -> None:
        self.release = release
        self.plan = release.report.plan
        self.municipality = municipality

    @property
    def reference(self) -> dict[str, Any]:
        return {"release": self.release}

    @property
    def query(self) -> dict[str, str]:
        return {"rapportage": str(self.release.report.uuid)}

    @property
    def same(self) -> dict[str, Any]:
        return {"release__report": self.release.report}

    @property
    def title(self) -> str:
        return _("Police report %(year)s over %(months)s months, %(team)s") % {
            "year": self.plan.year,
            "months": self.release.report.period,
            "team": self.plan.team.name,
        }

    @property
    def enclosure(self) -> str:
        """Of a joint plan the municipality's own edition."""
        report, own = self.release.report, self.municipality
        title = report.title_of_edition(own) if own in report.editions else report.title
        return _("%(title)s (version %(number)s)") % {"title": title, "number": self.release.number}

    @property
    def in_document(self) -> Subject:
        return Subject(
            kind=self.kind,
            id=str(self.release.report.uuid),
            version=self.release.number,
            digest=self.release.digest,
            title=self.release.report.title,
            year=self.plan.year,
            decided_on=localdate(self.release.released_at),
        )

    @property
    def may_be_sent(self) -> Verdict:
        """There is only something to point at once it has been released; and perhaps that was taken back."""
        if WithdrawnRelease.objects.filter(release=self.release).exists():
            return refuse(_("This report was reopened, so this version no longer holds."))
        return ALLOWED

    @cached_property
    def newest(self) -> ReportSubject:
        newest = self.release.report.releases.standing().defer("text").order_by("number").last() or self.release
        newest.report = self.release.report
        return ReportSubject(newest, self.municipality)

    # --- facts --------------------------------------------------------------------------------------------------------

    @cached_property
    def document(self) -> ReportDocument:
        """What this council may read of it."""
        return load(self.release.text).for_audience(Audience.COUNCIL).for_edition(self.municipality.code)

    def facts(self) -> dict[str, Any]:
        correction = self.document.correction
        return {
            "months": self.document.period,
            "ends_on": self.document.ends_on,
            "targets": sum(self.outcomes.values()),
            "outcomes": enumerated(
                _("%(outcome)s: %(number)d") % {"outcome": outcome.label, "number": self.outcomes[outcome]}
                for outcome in IN_ORDER
                if self.outcomes[outcome]
            ),
            "correction": correction.reason.rstrip(" .") if correction else "",
            "corrected": enumerated(dict.fromkeys(small(change.name, []) for change in correction.figures))
            if correction
            else [],
        }

    @cached_property
    def outcomes(self) -> Counter[Outcome]:
        """How many targets stand how; one that repeats another counts once."""
        counting = self.document.counting(self.document.measurements)
        return Counter(Outcome(measured.judgement.outcome) for measured in counting)
