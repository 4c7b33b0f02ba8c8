"""Can an amendment be decided about as a change of the text it was begun on? Whoever it is that asks."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workplan_portal.audit.trail import today
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse

from .authority import deciding_about
from .comparing import compared
from .document import Document, load
from .inheriting import adopted_revision
from .models import Adoption, Draft, Plan, Revision


def may_be_submitted(draft: Draft, document: Document) -> Verdict:
    base = draft.amendment.base
    if not (verdict := may_rest_on(draft.plan, base)):
        return verdict
    if not deciding_about(compared(load(base.text), document)):
        return refuse(_("This amendment changes nothing in the plan yet."))
    before = Adoption.objects.get(revision=base).in_force_from
    if before and max(draft.amendment.effective_on, today()) < before:  # it holds from its adoption at the earliest
        return refuse(
            _("The text that this amendment changes comes into force on %(day)s. This one can’t do so before that.")
            % {"day": date_format(before, "j F Y")}
        )
    return ALLOWED


def may_rest_on(plan: Plan, base: Revision) -> Verdict:
    """An amendment is decided about as a change of the text that was adopted last, and of no earlier one."""
    if adopted_revision(plan) != base:
        return refuse(
            _("Another amendment has been adopted since this one was begun. First see what it changed in the plan.")
        )
    return ALLOWED
