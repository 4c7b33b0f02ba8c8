"""How far a plan has come, in words a reader understands. The one file that knows a status's colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import Min, Q
from django.utils.formats import date_format, localize
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.codes import Decision
from plans.deadline import lateness
from plans.models import Adoption, Consent, Draft, Plan, Revision, WithdrawnAdoption
from plans.record import of_plan
from plans.seats import decisions_about
from plans.workflow import WITH_OTHERS, Status
from workplan_portal.audit.trail import today
from workplan_portal.deadlines.counting import Step
from workplan_portal.deadlines.models import deadlines_of

from .reach import Reach, names
from .seat_lines import SeatLine, on_the_table_since, seat_lines

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
AGREED_BY_MINUTES = Badge(gettext_lazy("everybody agrees (partly by minutes)"), "attention", "signature")
"""While a seat has not confirmed what was minuted of it: nowhere does that look as if it had been clicked."""
RETURNED = Badge(gettext_lazy("returned"), "wrong", "arrow-back-up")
ADOPTION_WITHDRAWN = Badge(gettext_lazy("adoption withdrawn"), "wrong", "arrow-back-up")
DROPPED = Badge(gettext_lazy("dropped"), "plain", "archive")
IN_FORCE = Badge(gettext_lazy("in force"), "good", "circle-check")
PUBLISHED = Badge(gettext_lazy("published"), "good", "circle-check")


def published_for(names: str) -> Badge:
    """Of a joint plan, while it is not out for all of its municipalities."""
    return Badge(_("published only for %(names)s") % {"names": names}, "info", "book")


@dataclass(frozen=True)
class Progress:
    """A plan as lists and its own page show it."""

    plan: Plan
    draft: Draft
    reach: Reach
    adoption: Adoption | None
    seats: list[SeatLine]
    returned: Consent | None  # why the authors are writing again
    is_amendment: bool = False  # shown as what changes the plan, not as the plan itself
    withdrawn: WithdrawnAdoption | None = None  # while the text on the table was adopted once and no longer is
    amended: Adoption | None = None  # of the amendment that made the text in force; the course is the plan's own
    overtaken: bool = False  # an amendment, while another one was adopted since it was begun: it can't be

    @property
    def in_force(self) -> Revision | None:
        """The text that holds now, else the one that was submitted last."""
        return self.amended.revision if self.amended else self.draft.revision

    @property
    def title(self) -> str:
        return self.draft.title if self.is_amendment else self.plan.title

    @property
    def badge(self) -> Badge:
        if self.withdrawn:
            return ADOPTION_WITHDRAWN
        if self.is_amendment:
            return RETURNED if self.returned and not self.draft.amendment.dropped_at else self._badge_of_amendment
        if self.published:
            return PUBLISHED
        if self.reach.partly:
            return published_for(self.reach.partly)
        return RETURNED if self.returned else self._badge_of_status

    @property
    def _badge_of_amendment(self) -> Badge:
        if self.draft.amendment.dropped_at:
            return DROPPED
        return IN_FORCE if self.in_force_now else self._badge_of_status

    @property
    def _badge_of_status(self) -> Badge:
        if self.draft.status == Status.AGREED and self.unconfirmed:
            return AGREED_BY_MINUTES
        return BADGES[Status(self.draft.status)]

    @property
    def unconfirmed(self) -> list[SeatLine]:
        """The seats that agree by minutes only, and have not said whether those are right."""
        return [line for line in self.seats if line.unconfirmed]

    @property
    def in_force_now(self) -> bool:
        """Of an amendment: was it adopted, and has its first day come?"""
        day = self.adoption.in_force_from if self.adoption else None
        return day is not None and day <= today()

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
        if self.is_amendment and self.draft.amendment.dropped_at:
            return ""
        match self.draft.status:
            case Status.DRAFT if self.is_amendment:
                return _("The authors are writing the amendment.")
            case Status.DRAFT:
                return _("The authors are writing.")
            case Status.SUBMITTED:
                return _("The team chief decides.")
            case Status.APPROVED:
                names = ", ".join(line.brief for line in self.seats if line.state == "waiting")
                return _("Still to decide: %(names)s.") % {"names": names}
            case Status.AGREED if self.to_be_returned:
                return _("Another amendment has been adopted since. Whoever agreed with this one returns it.")
            case Status.AGREED:
                return _("The secretary records the adoption.")
            case _ if self.is_amendment:
                return ""
            case _ if self.reach.visible_from:
                return self.reach.to_come
            case _:
                return _("The safety officer publishes the plan.")

    @property
    def to_be_returned(self) -> bool:
        """Everybody agrees with what can't be adopted, and only who agreed can give it back to its authors."""
        return self.overtaken and self.draft.status == Status.AGREED

    @property
    def turn_since(self) -> datetime | None:
        """Since when it is the turn of whoever has the next move; None for a text that its authors took back."""
        if self.adoption:
            return self.adoption.recorded_at
        if self.returned:
            return self.returned.decided_at
        if self.draft.revision is None:
            return self.draft.amendment.begun_at if self.is_amendment else self.plan.started_at
        if self.draft.status == Status.AGREED:
            agreed = [line.since for line in self.seats if line.since]
            return max([on_the_table_since(self.draft.revision, self.withdrawn), *agreed])
        return min((line.since for line in self.seats if line.since and line.state == "waiting"), default=None)

    @property
    def turn_since_in_words(self) -> str:
        if self.turn_since is None or not self.turn or self.reach.visible_from:
            return ""
        return _("This has been so since %(day)s.") % {"day": date_format(localtime(self.turn_since), "j F Y")}

    @property
    def deadline(self) -> date | None:
        """By which day its team wants the plan adopted; None once it has been adopted."""
        return None if self._settled else self._due(Step.ADOPTED)

    @property
    def due_on(self) -> date | None:
        """By which day whoever has the next move should have made it; None once the plan has been adopted.

        An amendment has no deadline of its team, and should have been decided on the day it names.
        """
        if self.is_amendment and self.adoption is None and not self.draft.amendment.dropped_at:
            return self.draft.amendment.effective_on
        if self._settled:
            return None
        if self.draft.revision is None:
            return self._due(Step.DRAFT)
        return self._due(Step.ADOPTED if self.draft.status == Status.AGREED else Step.TRIANGLE)

    @property
    def triangle_due(self) -> date | None:
        """By which day the triangle should agree; None once the plan has been adopted."""
        return None if self._settled else self._due(Step.TRIANGLE)

    @property
    def _settled(self) -> bool:
        """The deadlines are those of the plan itself: an amendment has none."""
        return self.is_amendment or self.draft.status == Status.ADOPTED

    def _due(self, step: Step) -> date:
        return deadlines_of(self.plan.team).due(step, self.plan.year)

    @property
    def lateness(self) -> str:
        """How long after January it was adopted; empty when in time or not adopted."""
        days = self.adoption.days_late(self.plan.year) if self.adoption else 0
        return lateness(days) if days else ""

    @property
    def days_left(self) -> str:
        if self.deadline is None:
            return ""
        days = (self.deadline - today()).days
        if days < 0:
            return _("Should have been adopted by %(day)s.") % {"day": date_format(self.deadline, "j F Y")}
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": localize(days)}

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


def progress(plans: Iterable[Plan], amendments: Sequence[Draft] = ()) -> list[Progress]:
    """For plans fetched with `with_titles()`, and then these amendments, which have their plans.

    A fixed number of queries, however many there are.
    """
    known = list(plans)
    first, last = _own_and_current_drafts(known)
    made = _adoptions([*known, *(draft.plan for draft in amendments)])
    found = _progresses([*(first[plan.pk] for plan in known), *amendments], made)
    adoptions = _standing(made)
    amended = {pk: draft.revision_id for pk, draft in last.items() if draft.number}
    return [
        replace(shown, is_amendment=True)
        if shown.draft.number
        else replace(shown, amended=adoptions.get(amended.get(shown.plan.pk) or 0))
        for shown in found
    ]


def progress_of(drafts: Iterable[Draft]) -> list[Progress]:
    """The same for drafts that have their plan with its names: an amendment is shown as one until it is adopted."""
    known = list(drafts)
    found = _progresses(known, _adoptions([draft.plan for draft in known]))
    return [replace(shown, is_amendment=bool(shown.draft.number)) for shown in found]


def _adoptions(plans: Sequence[Plan]) -> list[Adoption]:
    """Of these plans and of their amendments, the withdrawn ones as well; oldest first."""
    made = Adoption.objects.filter(Q(revision__plan__in=plans) | Q(withdrawal__revision__plan__in=plans))
    found = made.select_related("revision", "withdrawal").defer("revision__text").order_by()
    return sorted(found, key=lambda adoption: adoption.pk) if plans else []


def _standing(made: Iterable[Adoption]) -> dict[int, Adoption]:
    """By the text that was adopted."""
    return {adoption.revision_id: adoption for adoption in made if adoption.revision_id}


def _adopted_last(standing: Iterable[Adoption]) -> dict[int, int]:
    """Of each plan the text that an amendment of it has to change."""
    texts = sorted((a.revision for a in standing if a.revision), key=lambda revision: revision.number)
    return {revision.plan_id: revision.pk for revision in texts}


def _progresses(drafts: Sequence[Draft], made: Sequence[Adoption]) -> list[Progress]:
    plans = list({draft.plan_id: draft.plan for draft in drafts}.values())
    if not plans:
        return []
    decisions = decisions_about(*plans)
    adoptions = _standing(made)
    withdrawn = {a.withdrawal.revision_id: a.withdrawal for a in made if not a.revision_id}
    reaches, last = _reaches(plans), _adopted_last(adoptions.values())
    return [
        _progress(
            draft,
            [c for c in decisions if (c.revision.plan_id, c.revision.amendment) == (draft.plan_id, draft.number)],
            adoptions.get(draft.revision_id or 0) if draft.status == Status.ADOPTED else None,
            reaches[draft.plan_id],
            withdrawn.get(draft.revision_id or 0) if draft.status in WITH_OTHERS else None,
            overtaken=bool(draft.number)
            and draft.status != Status.ADOPTED
            and draft.amendment.base_id != last.get(draft.plan_id),
        )
        for draft in drafts
    ]


def _own_and_current_drafts(plans: Sequence[Plan]) -> tuple[dict[int, Draft], dict[int, Draft]]:
    """Of each plan the draft of the plan itself, and the one whose text is in force: perhaps an amendment's."""
    if not plans:
        return {}, {}
    by_key = {plan.pk: plan for plan in plans}
    found = Draft.objects.filter(plan__in=by_key).select_related("revision").defer("revision__text", *Draft.TEXTS)
    standing = [of_plan(draft, by_key[draft.plan_id]) for draft in found.standing(today())]
    return {d.plan_id: d for d in standing if not d.number}, {d.plan_id: d for d in standing}


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


def _progress(
    draft: Draft,
    decisions: list[Consent],
    adoption: Adoption | None,
    reach: Reach,
    withdrawn: WithdrawnAdoption | None,
    *,
    overtaken: bool,
) -> Progress:
    return Progress(
        plan=draft.plan,
        draft=draft,
        reach=reach,
        adoption=adoption,
        seats=seat_lines(draft, decisions, withdrawn),
        returned=_reason_of_return(draft, decisions),
        withdrawn=withdrawn,
        overtaken=overtaken,
    )


def _reason_of_return(draft: Draft, decisions: list[Consent]) -> Consent | None:
    if draft.status != Status.DRAFT or draft.revision is None:
        return None
    return next((c for c in decisions if c.revision_id == draft.revision_id and c.decision == Decision.RETURN), None)
