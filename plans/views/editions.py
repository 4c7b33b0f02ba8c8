"""A new edition of a frame that a plan rests on: what the plan takes over of it, and what it keeps."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plans.actions import following
from plans.editions import Line, NewEdition
from plans.forms.choosing import ShownForm
from plans.presenters.drafting import Desk
from plans.presenters.editions import EditionPage
from plans.views.writing import TOUCHED, back_to, done, open_desk, show
from priorities.models import PolicyFrame
from priorities.saving import Stale


@require_safe
def edition(request: HttpRequest, plan: UUID, frame: UUID) -> HttpResponse:
    """A link to an edition that has a newer one by now leads to the frames of the plan."""
    desk = open_desk(request, plan, here="frames")
    found = _edition(desk, frame)
    if found is None:
        return redirect(desk.url("frames"))
    return show(request, "edition", desk, None, page=EditionPage(desk, found, request.GET.get(TOUCHED, "")))


@require_POST
def follow(request: HttpRequest, plan: UUID, frame: UUID, line: UUID) -> HttpResponse:
    return _decided(request, plan, frame, line, following.follow_edition, _("Taken over."))


@require_POST
def keep(request: HttpRequest, plan: UUID, frame: UUID, line: UUID) -> HttpResponse:
    return _decided(request, plan, frame, line, following.keep_words, _("Kept as it was."))


@require_POST
def follow_whole(request: HttpRequest, plan: UUID, frame: UUID) -> HttpResponse:
    desk = open_desk(request, plan)
    found = _edition(desk, frame)
    if found is None:
        raise Http404
    came = following.follow_whole_edition(draft=desk.draft, edition=found.frame, by=desk.person)
    message = ngettext("%(number)d priority taken over.", "%(number)d priorities taken over.", len(came))
    message %= {"number": len(came)}
    if not found.gone:
        return done(request, message, desk.url("frames"))
    return done(request, f"{message} {_still_open(len(found.gone))}", desk.url("edition_of_frame", frame))


def _still_open(number: int) -> str:
    return ngettext(
        "You still have to decide about %(number)d priority, which is no longer in the frame.",
        "You still have to decide about %(number)d priorities, which are no longer in the frame.",
        number,
    ) % {"number": number}


def _decided(
    request: HttpRequest, plan: UUID, frame: UUID, key: UUID, act: Callable[..., None], message: str
) -> HttpResponse:
    desk = open_desk(request, plan)
    found, form = _edition(desk, frame), ShownForm(request.POST)
    line: Line | None = found.line(key) if found else None
    if found is None or line is None or not form.is_valid():
        raise Http404
    url, anchor = desk.url("edition_of_frame", frame), f"prioriteit-{key}"
    try:
        act(draft=desk.draft, edition=found.frame, line=key, version=form.cleaned_data["version"], by=desk.person)
    except Stale:
        messages.warning(request, _("Somebody else decided about this in the meantime. Look again, and choose again."))
        return redirect(back_to(url, anchor, key))
    return done(request, message, url, anchor=anchor, touched=key)


def _edition(desk: Desk, uuid: UUID) -> NewEdition | None:
    """As a new one of a frame of this plan. 404 when it is of no frame that the plan rests on."""
    frames = desk.reader.frames
    lineages = {frame.lineage for frame in frames}
    frame = get_object_or_404(PolicyFrame.objects.adopted(), uuid=uuid, lineage__in=lineages)
    return next((new for new in desk.decided_editions if new.frame == frame), None)
