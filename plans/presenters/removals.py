"""What somebody just took out of a plan, or moved in it, and can put back."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.compiling import DraftReader
from plans.models import Removal
from plans.policies import may_undo_removal
from workplan_portal.documents.richtext import beginning
from workplan_portal.people.models import Person

MOST = 3
"""Whoever wants back what went earlier puts back the last ones first."""

QUOTED = 80
"""Characters of what went: enough to know it by."""

SENTENCES = {
    "remove_contribution": _("Contribution removed: %(what)s"),
    "remove_target": _("Target removed: %(what)s"),
    "remove_fact": _("Context fact removed: %(what)s"),
    "remove_term": _("Footnote removed: %(what)s"),
    "remove_block": _("Priority left out: %(what)s"),
    "leave_out_frame": _("Frame left out, with its priorities: %(what)s"),
    "move_contribution_to": _("Contribution moved to another priority: %(what)s"),
    "move_target_to": _("Target moved to another priority: %(what)s"),
    "move_fact_to": _("Context fact moved to another priority: %(what)s"),
    "move_block_to": _("Priority moved: %(what)s"),
}


@dataclass(frozen=True)
class Undoable:
    sentence: str
    url: str
    from_url: str = ""  # of what was moved away from a priority: that one's page


def undoable(reader: DraftReader, person: Person) -> list[Undoable]:
    """The last ones, newest first; none while this person may not change the plan."""
    last = reader.draft.removals.open_to(person).defer("gone", "touched")[:MOST]
    return [_shown(removal) for removal in last if _may(reader, removal, person)]


def quoted(removal: Removal) -> str:
    return beginning(removal.what, QUOTED)


def _may(reader: DraftReader, removal: Removal, person: Person) -> bool:
    removal.draft = reader.draft
    removal.chapter = next((row for row in reader.chapters if row.pk == removal.chapter_id), None)
    return bool(may_undo_removal(person, removal))


def _shown(removal: Removal) -> Undoable:
    sentence = SENTENCES[removal.action] % {"what": quoted(removal)}
    undo = reverse("plans:undo_removal", args=[removal.draft, removal.uuid])
    if removal.action.startswith("move") and removal.under:
        return Undoable(sentence, undo, reverse("plans:block", args=[removal.draft, removal.under]))
    return Undoable(sentence, undo)
