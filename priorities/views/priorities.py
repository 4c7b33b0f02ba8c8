"""The priorities of a draft frame: add, change, move and remove."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from priorities.actions import frames as actions
from priorities.forms.frames import PriorityForm
from priorities.models import PolicyFrame, Priority
from priorities.policies import may_edit_frame
from priorities.saving import Stale

from . import SignedIn, let_choose, show_form, typed
from .frames import address, crumbs_of
from .frames import visible as visible_frame

STEPS = {"omhoog": -1, "omlaag": 1}


def visible(request: SignedIn, uuid: UUID, priority: UUID) -> Priority:
    frame = visible_frame(request, uuid)
    found = get_object_or_404(frame.priorities.all(), uuid=priority)
    found.frame = frame
    return found


def place(priority: Priority) -> str:
    """Where the priority stands on the page of its frame."""
    return f"{address(priority.frame)}#prioriteit-{priority.uuid}"


def headings(frame: PolicyFrame) -> list[str]:
    return list(dict.fromkeys(frame.priorities.values_list("heading", flat=True)))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn, uuid: UUID) -> HttpResponse:
    frame = visible_frame(request, uuid)
    may_edit_frame(request.user, frame).or_refuse()
    form = PriorityForm(typed(request), headings=headings(frame), cancel_url=address(frame))
    if form.is_valid():
        texts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        added = actions.add_priority(frame=frame, by=request.user, **texts)
        messages.success(request, _("The priority has been added."))
        return redirect(place(added))
    return show_form(request, form, title=_("Add priority"), crumbs=crumbs_of(frame, (_("Add priority"), "")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, uuid: UUID, priority: UUID) -> HttpResponse:
    shown = visible(request, uuid, priority)
    may_edit_frame(request.user, shown.frame).or_refuse()
    form = PriorityForm(
        typed(request),
        instance=shown,
        initial={"version": shown.version},
        headings=headings(shown.frame),
        cancel_url=place(shown),
    )
    more = {}
    if form.is_valid():
        texts = dict(form.cleaned_data)
        version = texts.pop("version") or 0
        try:
            actions.edit_priority(priority=shown, version=version, by=request.user, **texts)
        except Stale as stale:
            more = let_choose(form, stale.current)
        else:
            messages.success(request, _("The priority has been saved."))
            return redirect(place(shown))
    last = (_("Edit priority"), "")
    return show_form(request, form, title=_("Edit priority"), crumbs=crumbs_of(shown.frame, last), **more)


@require_POST
def move(request: SignedIn, uuid: UUID, priority: UUID) -> HttpResponse:
    shown = visible(request, uuid, priority)
    if request.POST.get("richting") not in STEPS:
        raise Http404
    actions.move_priority(priority=shown, steps=STEPS[request.POST["richting"]], by=request.user)
    return redirect(place(shown))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedIn, uuid: UUID, priority: UUID) -> HttpResponse:
    shown = visible(request, uuid, priority)
    may_edit_frame(request.user, shown.frame).or_refuse()
    if request.method == "POST":
        actions.remove_priority(priority=shown, by=request.user)
        messages.success(request, _("The priority has been removed. Its content can still be read in the trail."))
        return redirect(address(shown.frame))
    context = {
        "title": _("Remove this priority?"),
        "what": shown.title,
        "consequence": _("It disappears from this draft. Its content can still be read in the trail."),
        "confirm": _("Remove priority"),
        "back": place(shown),
        "crumbs": crumbs_of(shown.frame, (_("Remove priority"), "")),
    }
    return render(request, "priorities/confirm.html", context)
