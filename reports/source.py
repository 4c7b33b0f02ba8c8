"""What a publication asks of whatever it is made from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

from plans.codes import Audience
from plans.models import Plan
from workplan_portal.authorization.verdict import ALLOWED, Verdict
from workplan_portal.documents.models import StoredFile
from workplan_portal.organisation.models import Municipality
from workplan_portal.search.models import Part

from .models import Kind


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
    def municipalities(self) -> list[Municipality]:
        """Under which it is found."""
        return self.plan.municipalities

    @property
    def publishers(self) -> list[Municipality]:
        """Whose safety officers publish it."""
        return self.plan.municipalities

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

    def may_go_to(self, audience: Audience, moment: datetime) -> Verdict:
        """Is everything that belongs with it there for this audience from this moment on?"""
        return ALLOWED

    @abstractmethod
    def file(self, audience: Audience) -> MadeFile:
        """Takes seconds the first time: not inside a transaction."""

    @abstractmethod
    def parts(self, audience: Audience) -> Iterable[Part]:
        """The pieces by which these readers find it."""

    @abstractmethod
    def page(self, audience: Audience) -> SafeString: ...

    @abstractmethod
    def word(self, audience: Audience) -> bytes:
        """A copy in Word. What was published is the PDF."""

    @abstractmethod
    def json(self, audience: Audience) -> bytes: ...
