"""What can be published: adopted plans and released reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from plans.codes import Audience
from plans.document import Document
from plans.exports import plan_json, plan_page
from plans.models import Adoption, Revision
from plans.reading import readable_text
from plans.record import record_of
from plans.renditions import content_of, rendition
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import Municipality

from .document import ReportDocument
from .document import load as load_report
from .exports import report_json, report_page
from .models import Kind, Publication, Release
from .reading import readable_words
from .reading import record_of as release_record
from .renditions import rendition as release_rendition
from .source import MadeFile, Source


class PlanSource(Source):
    """A revision of a plan, whole or one municipality's edition; it goes out once it has been adopted."""

    kind = Kind.PLAN

    def __init__(self, revision: Revision, edition: Municipality | None = None) -> None:
        self.revision = revision
        self.plan = revision.plan
        self.edition = edition

    @property
    def editions(self) -> list[PlanSource]:
        """What can go out beside the whole: of a joint plan an edition for each municipality."""
        return [PlanSource(self.revision, municipality) for municipality in self.plan.editions]

    @property
    def municipalities(self) -> list[Municipality]:
        return [self.edition] if self.edition else super().municipalities

    @property
    def reference(self) -> dict[str, Any]:
        return {"revision": self.revision, "edition": self._code}

    @property
    def same(self) -> dict[str, Any]:
        return {"revision__plan": self.plan, "edition": self._code}

    @property
    def name(self) -> str:
        return f"{self.revision} {self._code}".strip()

    @cached_property
    def adoption(self) -> Adoption | None:
        return Adoption.objects.filter(revision=self.revision).first()

    @property
    def may_go_out(self) -> Verdict:
        return ALLOWED if self.adoption else refuse(_("A plan can be published once it has been adopted."))

    @property
    def title(self) -> str:
        return self.plan.title_of_edition(self.edition) if self.edition else self.plan.title

    @property
    def decided_on(self) -> date:
        self.may_go_out.or_refuse()
        return self.adoption.adopted_on  # type: ignore[union-attr]  # refused above

    def file(self, audience: Audience) -> MadeFile:
        made = rendition(self.revision, audience, self._code)
        return MadeFile(made.file, made.pages)

    def words(self, audience: Audience) -> str:
        return readable_text(self._content(audience))

    def page(self, audience: Audience) -> SafeString:
        return plan_page(self._content(audience), record_of(self.plan, self.revision))

    def json(self, audience: Audience) -> bytes:
        return plan_json(self._content(audience), record_of(self.plan, self.revision))

    def _content(self, audience: Audience) -> Document:
        return content_of(self.revision, audience, self._code)

    @property
    def _code(self) -> str:
        return self.edition.code if self.edition else ""


class ReportSource(Source):
    """A released report."""

    kind = Kind.REPORT

    def __init__(self, release: Release) -> None:
        self.release = release
        self.report = release.report
        self.plan = self.report.plan

    @property
    def reference(self) -> dict[str, Any]:
        return {"release": self.release}

    @property
    def same(self) -> dict[str, Any]:
        return {"release__report": self.report}

    @property
    def name(self) -> str:
        return str(self.release)

    @property
    def may_go_out(self) -> Verdict:
        if self.report.releases.filter(number__gt=self.release.number).exists():
            return refuse(_("A newer version of this report has been released. Publish that one."))
        return ALLOWED

    @property
    def title(self) -> str:
        return self.report.title

    @property
    def decided_on(self) -> date:
        return localdate(self.release.released_at)

    def file(self, audience: Audience) -> MadeFile:
        made = release_rendition(self.release, audience)
        return MadeFile(made.file, made.pages)

    def words(self, audience: Audience) -> str:
        return readable_words(self._content(audience))

    def page(self, audience: Audience) -> SafeString:
        return report_page(self._content(audience), release_record(self.release))

    def json(self, audience: Audience) -> bytes:
        return report_json(self._content(audience), release_record(self.release))

    def _content(self, audience: Audience) -> ReportDocument:
        return load_report(self.release.text).for_audience(audience)


def source_of(publication: Publication) -> Source:
    match publication.kind:
        case Kind.PLAN if publication.revision:
            return PlanSource(publication.revision, _edition(publication))
        case Kind.REPORT if publication.release:
            return ReportSource(publication.release)
    raise ValueError(f"{publication.kind} has no source")


def _edition(publication: Publication) -> Municipality | None:
    """An edition is for one municipality."""
    return publication.municipalities.all()[0] if publication.edition else None
