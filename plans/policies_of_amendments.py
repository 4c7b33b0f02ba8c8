"""May this person begin, drop, take up or bring up to date an amendment, and if not, why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.people.models import Person

from .basis import may_rest_on
from .inheriting import adopted_revision
from .models import Adoption, Draft, Plan
from .policies import is_author, may_write


def may_amend(person: Person, plan: Plan) -> Verdict:
    """May this person begin an amendment of this plan? It is the authority that decides about it."""
    if not is_author(person, plan):
        return refuse(_("Only the authors of this plan begin an amendment."))
    if adopted_revision(plan) is None:
        return refuse(_("This plan has not been adopted, so it can be changed without an amendment."))
    return ALLOWED


def may_drop_amendment(person: Person, draft: Draft) -> Verdict:
    """May this person not go on with it? What is with others is taken back or returned first."""
    return may_write(person, draft)


def may_resume_amendment(person: Person, draft: Draft) -> Verdict:
    """May this person take up an amendment again that was dropped?"""
    if not is_author(person, draft.plan):
        return refuse(_("Only the authors of this plan can change this."))
    if draft.amendment.dropped_at is None:
        return refuse(_("This amendment has not been dropped."))
    if not Adoption.objects.filter(revision=draft.amendment.base_id).exists():
        return refuse(
            _("The adoption of the text that it changes was withdrawn. Once that is adopted again, it can be.")
        )
    return ALLOWED


def may_take_over(person: Person, draft: Draft) -> Verdict:
    """May this person bring into the amendment what another one changed in the plan since it was begun?"""
    if not (verdict := may_write(person, draft)):
        return verdict
    if may_rest_on(draft.plan, draft.amendment.base):
        return refuse(_("No other amendment has been adopted since this one was begun."))
    return ALLOWED
