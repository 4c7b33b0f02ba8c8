"""Amendments of a plan as its page lists them, and what the page of one shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.basis import may_rest_on
from plans.compiling import compile_draft
from plans.document import Document, load
from plans.models import Amendment, Draft, Plan
from plans.policies import may_write
from plans.policies_of_amendments import may_resume_amendment
from plans.reading import DRAFT, reads_draft
from plans.record import of_plan
from plans.workflow import Status
from workplan_portal.audit.trail import today
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.people.models import Person

from .comparing import Shown, shown
from .deciding import Asked, asked_after_submitting
from .milestones import day
from .reading import Button, amendment_name, buttons, draft_page, task
from .status import Progress, progress_of


@dataclass(frozen=True)
class Listed:
    """An amendment in a list, with how far it has come."""

    shown: Progress
    move: Button | None  # of who looks at it, where the next move is theirs

    @property
    def amendment(self) -> Amendment:
        return self.shown.draft.amendment

    @property
    def name(self) -> str:
        return amendment_name(self.shown.draft.number)

    @property
    def url(self) -> str:
        return draft_page(self.shown.draft)

    @property
    def force(self) -> str:
        return in_force_in_words(self.shown, self.amendment)


def in_force_in_words(shown: Progress, amendment: Amendment) -> str:
    """From when it holds, or would."""
    if shown.adoption and shown.adoption.in_force_from:
        return _("in force from %(day)s") % {"day": day(shown.adoption.in_force_from)}
    return _("should come into force on %(day)s") % {"day": day(amendment.effective_on)}


def too_late(plan: Plan, effective_on: date | None = None) -> str:
    """What cannot be changed back any more, for whoever begins, writes, decides or adopts; empty as long as it can."""
    if today().year > plan.year:
        told = _(
            "%(year)d is over. An amendment is in force from the day it is adopted, so it changes nothing in how the "
            "reports about %(year)d are judged. It does become the text that readers of this plan find."
        )
        return told % {"year": plan.year}
    if effective_on and effective_on < today():
        return _("This day has passed. The amendment will be in force from the day it is adopted.")
    return ""


def listed(person: Person, plan: Plan) -> list[Listed]:
    """Newest first; what this person may know of."""
    known = Draft.objects.amendments_visible_to(person).filter(plan=plan).select_related("revision", "amendment")
    drafts = known.defer("revision__text", *Draft.TEXTS).order_by("-number")
    return [Listed(each, _move(person, each)) for each in progress_of(of_plan(draft, plan) for draft in drafts)]


def _move(person: Person, shown: Progress) -> Button | None:
    if shown.adoption or shown.draft.amendment.dropped_at:
        return None
    if shown.draft.status == Status.DRAFT:
        return task(shown) if may_write(person, shown.draft) else None
    return task(shown) if any(button.variant == "primary" for button in buttons(person, shown, [])) else None


@dataclass
class AmendmentPage:
    """One amendment, for the person who looks at it: the text that it makes is read as far as they may read it."""

    person: Person
    draft: Draft

    @cached_property
    def amendment(self) -> Amendment:
        return self.draft.amendment

    @cached_property
    def shown(self) -> Progress:
        return progress_of([self.draft])[0]

    @property
    def name(self) -> str:
        return amendment_name(self.draft.number)

    @property
    def force(self) -> str:
        return in_force_in_words(self.shown, self.amendment)

    @cached_property
    def before(self) -> Document:
        """The text that it changes."""
        return load(self.amendment.base.text)

    @cached_property
    def after(self) -> Document:
        revision = self.draft.revision
        if revision is None or reads_draft(self.person, self.draft):
            return compile_draft(self.draft, self.draft.plan)
        return load(revision.text)

    @property
    def too_late(self) -> str:
        over = self.draft.status == Status.ADOPTED or self.amendment.dropped_at
        return "" if over else too_late(self.draft.plan, self.amendment.effective_on)

    @property
    def names(self) -> tuple[str, str]:
        """What the two texts are called when they stand beside each other."""
        return _("the adopted text"), _("the amendment")

    @cached_property
    def differences(self) -> Shown | None:
        return shown(self.before, self.after)

    @property
    def paper_url(self) -> str:
        """Old beside new, as a file; empty while there is nothing to tell. Exactly what this person reads here."""
        if self.differences is None:
            return ""
        revision = None if reads_draft(self.person, self.draft) else self.draft.revision
        texts = {"van": self.amendment.base.number, "naar": revision.number if revision else DRAFT}
        return reverse("plans:compare_pdf", args=[self.draft], query=texts)

    def leaves(self, text: str) -> bool:
        """Does it leave this text of the plan as it was adopted?"""
        return bool(getattr(self.before, text) == getattr(self.after, text))

    @cached_property
    def to_be_asked(self) -> list[Asked]:
        """Who would decide about what stands in it now; while others decide their seats are shown instead."""
        return asked_after_submitting(self.draft, self.after) if self.draft.status == Status.DRAFT else []

    @cached_property
    def explaining(self) -> Verdict:
        """May this person still change what is said about the amendment?"""
        return may_write(self.person, self.draft)

    @cached_property
    def resuming(self) -> Verdict:
        """May this person take it up again?"""
        return may_resume_amendment(self.person, self.draft)

    @cached_property
    def overtaken(self) -> bool:
        """Has another one been adopted since this was begun?"""
        return self.draft.status != Status.ADOPTED and not may_rest_on(self.draft.plan, self.amendment.base)
