"""A letter about an amendment of an adopted plan: why, what changed, and who decided it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from plans.amended import AmendmentNote
from plans.amendments import amendments_of
from plans.codes import Audience
from plans.seats import Stance, stances
from reports.models import TextKind
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse

from .about_plan import PlanSubject
from .document import Subject
from .listing import joined, small


class AmendmentSubject(PlanSubject):
    """`revision` is the text that the amendment made: the plan as it has become, which goes with the letter."""

    kind = "amendment"
    texts = (
        TextKind.INFORMATION,
        TextKind.CAUSE,
        TextKind.CHANGES,
        TextKind.ADOPTION,
        TextKind.PLACE,
        TextKind.CLOSING,
    )

    @property
    def in_letter(self) -> dict[str, Any]:
        return {**self.reference, "amendment": self.revision.amendment}

    @property
    def query(self) -> dict[str, str]:
        return {"bijstelling": f"{self.plan.uuid}/{self.revision.amendment}"}

    @property
    def same(self) -> dict[str, Any]:
        return {**super().same, "amendment": self.revision.amendment}

    @property
    def title(self) -> str:
        told = {"number": self.revision.amendment, "year": self.plan.year, "team": self.plan.team.name}
        return _("Amendment %(number)d of the annual police work plan %(year)s, %(team)s") % told

    @property
    def enclosure(self) -> str:
        return _("%(title)s, as amended (version %(number)s)") % self._own_version

    @property
    def in_document(self) -> Subject:
        return replace(super().in_document, title=f"Bijstelling {self.revision.amendment} van {self.plan.title}")

    @property
    def may_be_sent(self) -> Verdict:
        return ALLOWED if self.adoption else refuse(_("The council gets a letter once the amendment has been adopted."))

    @cached_property
    def newest(self) -> AmendmentSubject:
        """What was decided then is not replaced by a later amendment, which gets a letter of its own."""
        return self

    def facts(self) -> dict[str, Any]:
        names = [self.municipality.name, self.plan.team.name]
        authority = [_told(s, small(str(s.seat), names)) for s in stances(self.revision) if s.seat.role != Role.CHIEF]
        public = self.publications(Audience.PUBLIC)
        return {
            "note": self.note,
            "adoption": self.adoption,
            "authority": joined(authority),
            "beside": public and settings.PUBLIC_URL + reverse("reports:document_changes", args=[public[0].uuid]),
        }

    @cached_property
    def note(self) -> AmendmentNote:
        """Told as this council can read the plan: of a joint one its own edition."""
        edition = self.municipality.code if self.municipality in self.plan.editions else ""
        return amendments_of(self.plan, self.revision, Audience.COUNCIL, edition)[-1]


def _told(stance: Stance, seat: str) -> str:
    """A council reads it too when a seat agreed by minutes."""
    if stance.given is None or not stance.given.from_minutes:
        return seat
    if stance.given.unconfirmed:
        return _("%(seat)s (minutes, not confirmed)") % {"seat": seat}
    return _("%(seat)s (minutes, confirmed)") % {"seat": seat}
