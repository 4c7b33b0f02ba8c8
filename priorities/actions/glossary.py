"""Keeping the glossary of a unit or of the nation. What changes shows in every draft; what was submitted stays."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from priorities.codes import Lifecycle
from priorities.models import GlossaryTerm, lines
from priorities.policies import may_edit_term, may_explain_term, may_reinstate_term, may_retire_term
from priorities.saving import save_changes
from workplan_portal.audit.trail import record
from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person


@transaction.atomic
def explain_term(*, owner: Area, by: Person, **values: Any) -> GlossaryTerm:
    """A new term, in use from now on."""
    _hold(owner)
    may_explain_term(by, owner, lines(values["forms"])).or_refuse()
    term = GlossaryTerm.objects.create(owner=owner, **values)
    record("explain_term", subject=term.subject, what=str(term), by=by, note=term.note, owner=owner.name)
    return term


@transaction.atomic
def edit_glossary_term(*, term: GlossaryTerm, version: int, by: Person, **values: Any) -> GlossaryTerm:
    """Whose it is does not change."""
    term = _lock(term)
    may_edit_term(by, term, lines(values.get("forms", term.forms))).or_refuse()
    if changes := save_changes(term, version, values):
        record("edit_glossary_term", subject=term.subject, what=str(term), by=by, changes=changes)
    return term


@transaction.atomic
def retire_term(*, term: GlossaryTerm, by: Person) -> GlossaryTerm:
    """No draft gets its footnote any more; it stays known, for the texts that have it."""
    term = _lock(term)
    may_retire_term(by, term).or_refuse()
    return _live(term, Lifecycle.RETIRED, "retire_term", by)


@transaction.atomic
def reinstate_term(*, term: GlossaryTerm, by: Person) -> GlossaryTerm:
    term = _lock(term)
    may_reinstate_term(by, term).or_refuse()
    return _live(term, Lifecycle.ACTIVE, "reinstate_term", by)


def _live(term: GlossaryTerm, lifecycle: Lifecycle, action: str, by: Person) -> GlossaryTerm:
    term.lifecycle = lifecycle
    term.version += 1
    term.save()
    record(action, subject=term.subject, what=str(term), by=by)
    return term


def _lock(term: GlossaryTerm) -> GlossaryTerm:
    _hold(term.owner)
    return GlossaryTerm.objects.select_related("owner").get(pk=term.pk)


def _hold(owner: Area) -> None:
    """One change at a time in a glossary, so that no word gets two explanations."""
    Area.objects.select_for_update().get(pk=owner.pk)
