"""Whether the glossary explains a word in this draft."""

from __future__ import annotations

from django.db import transaction

from plans.models import Draft, LeftOutTerm
from plans.policies import may_write
from priorities.models import GlossaryTerm
from workplan_portal.audit.trail import record
from workplan_portal.people.models import Person

from .drafting import lock


@transaction.atomic
def leave_out_term(*, draft: Draft, term: GlossaryTerm, by: Person) -> None:
    """Not here: the word gets no footnote, whoever else explains it."""
    draft = lock(draft)
    may_write(by, draft).or_refuse()
    _left, is_new = LeftOutTerm.objects.get_or_create(draft=draft, term=term)
    if is_new:
        record("leave_out_term", subject=draft.plan.subject, what=str(term), by=by, term=str(term.uuid))


@transaction.atomic
def take_in_term(*, draft: Draft, term: GlossaryTerm, by: Person) -> None:
    """The way back."""
    draft = lock(draft)
    may_write(by, draft).or_refuse()
    left, _of_each_kind = LeftOutTerm.objects.filter(draft=draft, term=term).delete()
    if left:
        record("take_in_term", subject=draft.plan.subject, what=str(term), by=by, term=str(term.uuid))
