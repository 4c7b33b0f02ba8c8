"""Putting back what was just taken out of a plan, or moved in it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans.actions import undoing
from plans.models import Removal
from plans.presenters.drafting import Desk
from plans.presenters.removals import quoted
from plans.views.writing import done, open_desk

ANCHORS = {"contribution": "bijdrage", "target": "doel", "fact": "feit"}
"""By the word in the middle of an action: remove_target, move_target_to."""


@require_POST
def undo_removal(request: HttpRequest, plan: UUID, removal: UUID) -> HttpResponse:
    desk = open_desk(request, plan)
    found: Removal = get_object_or_404(desk.draft.removals, uuid=removal)
    found = undoing.undo_removal(removal=found, by=desk.person)
    url, anchor = _place(desk, found)
    message = _("“%(what)s” has been put back.") % {"what": quoted(found)}
    return done(request, message, url, anchor=f"{anchor}-{found.row}", touched=found.row)


def _place(desk: Desk, removal: Removal) -> tuple[str, str]:
    """The page on which it stands again, and what its anchor begins with."""
    if removal.action == "leave_out_frame":
        return desk.url("frames"), "kader"
    if removal.chapter is None:
        return desk.url("terms"), "begrip"
    if removal.under is None:
        return desk.url("chapter", removal.chapter.uuid), "prioriteit"
    return desk.url("block", removal.under), ANCHORS[removal.action.split("_")[1]]
