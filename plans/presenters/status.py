"""How far a plan has come, in words a reader understands. The one file that knows a status's colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Min
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.codes import Decision
from plans.deadline import days_late, last_timely_day, lateness
from plans.models import Adoption, Consent, Draft, Plan, Revision
from plans.seats import Stance, decisions_about, required_seats, stances
from plans.workflow import Status
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Seat

from .reach import Reach, names

URGENT_DAYS = 14
"""So many days before the deadline it is shown as urgent."""


@dataclass(frozen=True)
class Badge:
    label: str | Promise
    look: str  # of the badge component: info, attention, good, wrong, plain
    icon: str


BADGES: dict[Status, Badge] = {
    Status.DRAFT: Badge(Status.DRAFT.label, "plain", "writing"),
    Status.SUBMITTED: Badge(Status.SUBMITTED.label, "info", "clock"),
    Status.APPROVED: Badge(Status.APPROVED.label, "info", "users"),
    Status.AGREED: Badge(Status.AGREED.label, "attention", "signature"),
    Status.ADOPTED: Badge(Status.ADOPTED.label, "good", "circle-check"),
}
RETURNED = Badge(gettext_lazy("returned"), "wrong", "arrow-back-up")
PUBLISHED = Badge(gettext_lazy("published"), "good", "circle-check")


def published_for(names: str) -> Badge:
    """Of a joint plan, while it is not out for all of its municipalities."""
    return Badge(_("published only for %(names)s") % {"names": names}, "info", "book")


@dataclass(frozen=True)
class SeatLine:
    """A seat and how it stands, for a reader."""

    seat: Seat
    name: str
    state: str  # of the seat component: agreed, minuted, waiting, returned, none
    words: str
    short: str | Promise  # `words` where there is no room
    consent: Consent | None
    minutes: str = ""  # where its decision stands, when nobody decided it in the portal

    @property
    def agrees(self) -> bool:
        return self.state in ("agreed", "minuted")

    @property
    def brief(self) -> str:
        """The name of the seat beside its plan: a team has one chief and one prosecutor, and a mayor for each place."""
        return str(self.seat if self.seat.role == Role.MAYOR else self.seat.role.label)


@dataclass(frozen=True)
class Progress:
    """A plan as lists and its own page show it."""

    plan: Plan
    draft: Draft
    reach: Reach
    adoption: Adoption | None
    seats: list[SeatLine]
    returned: Consent | None  # why the authors are writing again

    @property
    def badge(self) -> Badge:
        if self.published:
            return PUBLISHED
        if self.reach.partly:
            return published_for(self.reach.partly)
        return RETURNED if self.returned else BADGES[Status(self.draft.status)]

    @property
    def published(self) -> bool:
        """Can it be read for every municipality that it is for?"""
        return self.reach.complete

    @property
    def municipalities(self) -> str:
        return names(self.plan.municipalities)

    @property
    def turn(self) -> str:
        """Whose move it is, as a sentence; empty when nothing is left to do."""
        match self.draft.status:
            case Status.DRAFT:
                return _("The authors are writing.")
            case Status.SUBMITTED:
                return _("The team chief decides.")
            case Status.APPROVED:
                names = ", ".join(line.brief for line in self.seats if line.state == "waiting")
                return _("Still to decide: %(names)s.") % {"names": names}
            case Status.AGREED:
                return _("The secretary records the adoption.")
            case _ if self.reach.visible_from:
                return self.reach.to_come
            case _:
                return _("The safety officer publishes the plan.")

    @property
    def deadline(self) -> date | None:
        """The last day on which the plan is adopted in time; None once it has been adopted."""
        return None if self.draft.status == Status.ADOPTED else last_timely_day(self.plan.year)

    @property
    def lateness(self) -> str:
        """How long after January it was adopted; empty when in time or not adopted."""
        days = days_late(self.plan.year, self.adoption.adopted_on) if self.adoption else 0
        return lateness(days) if days else ""

    @property
    def days_left(self) -> str:
        if self.deadline is None:
            return ""
        days = (self.deadline - today()).days
        if days < 0:
            return _("Should have been adopted in January %(year)s.") % {"year": self.plan.year}
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}

    @property
    def overdue(self) -> bool:
        return self.deadline is not None and self.deadline < today()

    @property
    def urgent(self) -> bool:
        return self.deadline is not None and (self.deadline - today()).days < URGENT_DAYS


@dataclass(frozen=True)
class Year:
    year: int
    plans: list[Progress]


def by_year(plans: Iterable[Plan]) -> list[Year]:
    """Expects the newest year first."""
    return [Year(year, list(found)) for year, found in groupby(progress(plans), key=lambda p: p.plan.year)]


def progress(plans: Iterable[Plan]) -> list[Progress]:
    """For plans fetched with `with_names()`; a fixed number of queries, however many there are."""
    known = list(plans)
    drafts = _latest_drafts(known)
    decisions = decisions_about(*known)
    adoptions = {a.revision_id: a for a in Adoption.objects.filter(revision__plan__in=known)}
    reaches = _reaches(known)
    return [
        _progress(
            drafts[plan.pk],
            [c for c in decisions if c.revision.plan_id == plan.pk],
            adoptions.get(drafts[plan.pk].revision_id or 0),
            reaches[plan.pk],
        )
        for plan in known
    ]


def _latest_drafts(plans: Sequence[Plan]) -> dict[int, Draft]:
    by_key = {plan.pk: plan for plan in plans}
    found = Draft.objects.filter(plan__in=by_key).select_related("revision").defer("revision__text", *Draft.TEXTS)
    latest: dict[int, Draft] = {}
    for draft in found.order_by("pk"):
        draft.plan = by_key[draft.plan_id]
        if draft.revision:
            draft.revision.plan = draft.plan
        latest[draft.plan_id] = draft
    return latest


def _reaches(plans: Sequence[Plan]) -> dict[int, Reach]:
    """Who can read each of these plans, and from when: the floor above tells so in the database."""
    out = Revision.objects.filter(
        plan__in=plans, publications__isnull=False, publications__withdrawn_at__isnull=True
    ).order_by()
    since: dict[int, dict[int, datetime]] = {plan.pk: {} for plan in plans}
    rows = out.values_list("plan", "publications__municipalities").annotate(Min("publications__visible_from"))
    for plan, municipality, moment in rows:
        since[plan][municipality] = moment
    return {plan.pk: Reach(plan.municipalities, since[plan.pk]) for plan in plans}


def _progress(draft: Draft, decisions: list[Consent], adoption: Adoption | None, reach: Reach) -> Progress:
    return Progress(
        plan=draft.plan,
        draft=draft,
        reach=reach,
        adoption=adoption,
        seats=seat_lines(draft, decisions),
        returned=_reason_of_return(draft, decisions),
    )


def _reason_of_return(draft: Draft, decisions: list[Consent]) -> Consent | None:
    if draft.status != Status.DRAFT or draft.revision is None:
        return None
    return next((c for c in decisions if c.revision_id == draft.revision_id and c.decision == Decision.RETURN), None)


# --- the seats --------------------------------------------------------------------------------------------------------


SHORT: dict[str, str | Promise] = {
    "agreed": gettext_lazy("agreed"),
    "waiting": gettext_lazy("has been asked"),
    "returned": gettext_lazy("returned"),
    "none": gettext_lazy("has not been asked yet"),
}


def seat_lines(draft: Draft, decisions: list[Consent]) -> list[SeatLine]:
    if draft.revision is None:
        return [_line(Stance(seat, None), draft, None) for seat in required_seats(draft.plan)]
    return [_line(stance, draft, draft.revision) for stance in stances(draft.revision, decisions)]


def _line(stance: Stance, draft: Draft, revision: Revision | None) -> SeatLine:
    state, words = _state(stance, draft, revision)
    short = stance.given.words if stance.given else SHORT[state]
    said = stance.objected or stance.latest
    minutes = capfirst(said.minutes) if said else ""
    return SeatLine(stance.seat, capfirst(str(stance.seat)), state, words, short, stance.latest, minutes)


def _state(stance: Stance, draft: Draft, revision: Revision | None) -> tuple[str, str]:
    latest = stance.latest
    earlier = {"number": latest.revision.number} if latest else {}
    if latest and stance.agrees:
        state = "minuted" if latest.unconfirmed else "agreed"
        if latest.revision_id == (revision and revision.pk):
            return state, _("agreed with version %(number)d") % earlier
        return state, _("agreed with version %(number)d; the text has not changed since") % earlier
    asked = _asked(stance.seat, draft)
    if asked and latest:
        return "waiting", _("asked again: decided about version %(number)d, and has to decide about this one") % earlier
    if asked:
        return "waiting", _("has been asked")
    if latest and latest.decision == Decision.RETURN:
        return "returned", _("returned version %(number)d") % earlier
    if latest:
        return "none", _("agreed with version %(number)d; the text has changed since") % earlier
    if draft.status == Status.SUBMITTED:
        return "none", _("is asked after the team chief")
    return "none", _("has not been asked yet")


def _asked(seat: Seat, draft: Draft) -> bool:
    return draft.status == (Status.SUBMITTED if seat.role == Role.CHIEF else Status.APPROVED)
