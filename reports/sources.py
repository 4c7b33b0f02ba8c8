"""What can be published. Whatever it is made from, a publication asks the same things of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plans.codes import Audience
from plans.document import Document, load
from plans.exports import plan_json, plan_page
from plans.models import Adoption, Plan, Revision
from plans.reading import readable_text
from plans.record import record_of
from plans.renditions import rendition
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.documents.models import StoredFile

from .models import Kind, Publication


@dataclass(frozen=True)
class MadeFile:
    """A PDF that was made once for an audience and is never made again."""

    file: StoredFile
    pages: int


class Source(ABC):
    """A fixed text of one plan, that can go out for an audience."""

    kind: Kind
    plan: Plan

    @property
    @abstractmethod
    def reference(self) -> dict[str, Any]:
        """The field of a publication that points here, with what it points at."""

    @property
    @abstractmethod
    def same(self) -> dict[str, Any]:
        """The publications, as a filter, that a new one of this source replaces: those of its earlier versions."""

    @property
    @abstractmethod
    def name(self) -> str:
        """With its version, for the trail."""

    @property
    @abstractmethod
    def may_go_out(self) -> Verdict:
        """Has it come far enough to be published?"""

    @property
    @abstractmethod
    def title(self) -> str: ...

    @property
    @abstractmethod
    def decided_on(self) -> date: ...

    @abstractmethod
    def file(self, audience: Audience) -> MadeFile:
        """Takes seconds the first time: not inside a transaction."""

    @abstractmethod
    def words(self, audience: Audience) -> str:
        """The readable text, for searching."""

    @abstractmethod
    def page(self, audience: Audience) -> SafeString: ...

    @abstractmethod
    def json(self, audience: Audience) -> bytes: ...


class PlanSource(Source):
    """A revision of a plan; it goes out once it has been adopted."""

    kind = Kind.PLAN

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.plan = revision.plan

    @property
    def reference(self) -> dict[str, Any]:
        return {"revision": self.revision}

    @property
    def same(self) -> dict[str, Any]:
        return {"revision__plan": self.plan}

    @property
    def name(self) -> str:
        return str(self.revision)

    @cached_property
    def adoption(self) -> Adoption | None:
        return Adoption.objects.filter(revision=self.revision).first()

    @property
    def may_go_out(self) -> Verdict:
        return ALLOWED if self.adoption else refuse(_("A plan can be published once it has been adopted."))

    @property
    def title(self) -> str:
        return self.plan.title

    @property
    def decided_on(self) -> date:
        self.may_go_out.or_refuse()
        return self.adoption.adopted_on  # type: ignore[union-attr]  # refused above

    def file(self, audience: Audience) -> MadeFile:
        made = rendition(self.revision, audience)
        return MadeFile(made.file, made.pages)

    def words(self, audience: Audience) -> str:
        return readable_text(self._content(audience))

    def page(self, audience: Audience) -> SafeString:
        return plan_page(self._content(audience), record_of(self.plan, self.revision))

    def json(self, audience: Audience) -> bytes:
        return plan_json(self._content(audience), record_of(self.plan, self.revision))

    def _content(self, audience: Audience) -> Document:
        return load(self.revision.text).for_audience(audience)


def source_of(publication: Publication) -> Source:
    match publication.kind:
        case Kind.PLAN if publication.revision:
            return PlanSource(publication.revision)
    raise ValueError(f"{publication.kind} has no source")


def plan_of(publication: Publication) -> Plan:
    return source_of(publication).plan
