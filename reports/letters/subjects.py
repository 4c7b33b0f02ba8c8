"""What a letter is about, whatever it is: a fixed text that goes to the council with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from plans.codes import Audience
from plans.models import Plan
from reports.models import Letter, Publication, TextKind
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.organisation.models import Municipality

from .document import Subject

WIDE_ENOUGH = {
    Audience.COUNCIL: (Audience.COUNCIL, Audience.PUBLIC),
    Audience.PUBLIC: (Audience.PUBLIC,),
}
"""For whom an enclosure must be out, so that a letter for this audience can go out with it."""


class LetterSubject(ABC):
    """For the council of one of the municipalities of a plan."""

    kind: ClassVar[str]  # also the folder of its texts
    texts: ClassVar[tuple[TextKind, ...]]  # the blocks of its letter, in the order in which they are proposed
    plan: Plan
    municipality: Municipality

    @property
    @abstractmethod
    def reference(self) -> dict[str, Any]:
        """The field of a letter or a publication that points at it, with what it points at."""

    @property
    def in_letter(self) -> dict[str, Any]:
        """The fields of a letter that say what it is about."""
        return self.reference

    @property
    @abstractmethod
    def query(self) -> dict[str, str]:
        """As the address of the page for a new letter names it."""

    @property
    @abstractmethod
    def same(self) -> dict[str, Any]:
        """Letters, as a filter, about this or another version of it."""

    @property
    @abstractmethod
    def title(self) -> str:
        """As the subject of the letter says it."""

    @property
    @abstractmethod
    def enclosure(self) -> str:
        """As the list of enclosures says it."""

    @property
    @abstractmethod
    def in_document(self) -> Subject: ...

    @property
    @abstractmethod
    def may_be_sent(self) -> Verdict:
        """Has it come far enough to be put before a council?"""

    @property
    @abstractmethod
    def newest(self) -> LetterSubject:
        """The version of it that counts now; itself, when it was not replaced."""

    @abstractmethod
    def facts(self) -> dict[str, Any]:
        """What the templates of its texts may use, beside what all of them may."""

    @property
    def replaced(self) -> bool:
        return self.newest.reference != self.reference

    @property
    def letter_title(self) -> str:
        """What a letter about it is called."""
        return str(Letter(plan=self.plan, municipality=self.municipality, **self.in_letter))

    def letters(self) -> Any:
        return Letter.objects.filter(municipality=self.municipality, **self.same)

    def publications(self, audience: Audience) -> list[Publication]:
        """Where this audience can read the enclosure, perhaps from a later moment: the own edition goes first."""
        edition = Q(edition=self.municipality.code) | Q(edition="")
        found = Publication.objects.in_force().filter(edition, audience__in=WIDE_ENOUGH[audience], **self.reference)
        return list(found.order_by("-edition", "-audience"))

    def common_facts(self) -> dict[str, Any]:
        public = self.publications(Audience.PUBLIC)
        return {
            "year": self.plan.year,
            "last_year": self.plan.year - 1,
            "team": self.plan.team.name,
            "municipality": self.municipality.name,
            "title": self.title,
            "address": public and settings.PUBLIC_URL + reverse("reports:document", args=[public[0].uuid]),
            "shelf": settings.PUBLIC_URL + reverse("reports:documents"),
        }
