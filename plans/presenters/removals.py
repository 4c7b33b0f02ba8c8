"""What somebody just took out of a plan and can put back."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from plans.models import Draft, Plan, Removal
from plans.policies import may_undo_removal
from workplan_portal.people.models import Person

MOST = 3
"""Whoever wants back what went earlier puts back the last ones first."""

SENTENCES = {
    "remove_contribution": _("Contribution removed: %(what)s"),
    "remove_target": _("Target removed: %(what)s"),
    "remove_fact": _("Context fact removed: %(what)s"),
    "remove_term": _("Footnote removed: %(what)s"),
    "remove_block": _("Priority left out: %(what)s"),
}


@dataclass(frozen=True)
class Undoable:
    sentence: str
    url: str


def undoable(plan: Plan, draft: Draft, person: Person) -> list[Undoable]:
    """The last ones, newest first; none while this person may not change the plan."""
    last = draft.removals.open_to(person).select_related("chapter__municipality")[:MOST]
    return [_shown(plan, removal) for removal in last if _may(draft, removal, person)]


def _may(draft: Draft, removal: Removal, person: Person) -> bool:
    removal.draft = draft
    return bool(may_undo_removal(person, removal))


def _shown(plan: Plan, removal: Removal) -> Undoable:
    sentence = SENTENCES[removal.action] % {"what": Truncator(removal.what).chars(80)}
    return Undoable(sentence, reverse("plans:undo_removal", args=[plan.uuid, removal.uuid]))
