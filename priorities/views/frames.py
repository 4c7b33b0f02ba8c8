"""Frames: the list, one frame, and the acts of its keeper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from priorities.actions import frames as actions
from priorities.followers import uses
from priorities.forms.frames import AdoptFrameForm, FrameForm, NewFrameForm, initial_of
from priorities.models import PolicyFrame
from priorities.policies import (
    may_add_any_frame,
    may_adopt_frame,
    may_discard_frame,
    may_edit_frame,
    may_renew_frame,
)
from priorities.presenters import by_level, frame_line, under_headings
from priorities.saving import Stale
from workplan_portal.words import asked_for

from . import SignedIn, let_choose, show_form, typed


def visible(request: SignedIn, uuid: UUID) -> PolicyFrame:
    frames = PolicyFrame.objects.visible_to(request.user).select_related("owner", "replaces")
    return get_object_or_404(frames, uuid=uuid)


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Frames and priorities"), reverse("priorities:frames")), *last]


def crumbs_of(frame: PolicyFrame, *last: tuple[str, str]) -> list[tuple[str, str]]:
    return crumbs((frame.title, address(frame)), *last)


def address(frame: PolicyFrame) -> str:
    return reverse("priorities:frame", args=[frame.uuid])


@require_safe
def frames(request: SignedIn) -> HttpResponse:
    found = PolicyFrame.objects.visible_to(request.user).select_related("owner")
    words, year = request.GET.get("q", "").strip(), request.GET.get("jaar", "").strip()
    for word in asked_for(words):
        found = found.filter(
            Q(title__icontains=word)
            | Q(owner__name__icontains=word)
            | Q(priorities__title__icontains=word)
            | Q(priorities__other_titles__icontains=word)
        )
    if year.isascii() and year.isdigit() and len(year) == len("2021"):
        found = found.valid_in(int(year))
    counted = PolicyFrame.objects.filter(pk__in=found.values("pk")).select_related("owner")
    levels = by_level(counted.with_newer().annotate(priority_count=Count("priorities")))
    context = {"levels": levels, "may_add": may_add_any_frame(request.user), "q": words, "year": year}
    return render(request, "priorities/frames.html", context)


@require_safe
def frame(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = visible(request, uuid)
    later = PolicyFrame.objects.visible_to(request.user).filter(replaces=shown).first()
    person = request.user
    priorities = list(shown.priorities.all())
    context = {
        "frame": shown,
        "line": frame_line(shown),
        "headings": under_headings(priorities),
        "first": priorities[0] if priorities else None,
        "last": priorities[-1] if priorities else None,
        "later": later,
        "uses": uses(shown, person) if shown.is_adopted else [],
        "may_edit": may_edit_frame(person, shown),
        "may_adopt": may_adopt_frame(person, shown),
        "may_renew": may_renew_frame(person, shown),
        "crumbs": crumbs((shown.title, "")),
    }
    return render(request, "priorities/frame.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn) -> HttpResponse:
    may_add_any_frame(request.user).or_refuse()
    form = NewFrameForm(typed(request), person=request.user, cancel_url=reverse("priorities:frames"))
    if form.is_valid():
        level, owner = form.level_and_owner
        added = actions.add_frame(level=level, owner=owner, by=request.user, **form.texts)
        messages.success(request, _("The frame has been added. Now add its priorities."))
        return redirect(address(added))
    return show_form(request, form, title=_("Add frame"), crumbs=crumbs((_("Add frame"), "")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = visible(request, uuid)
    may_edit_frame(request.user, shown).or_refuse()
    form = FrameForm(typed(request), initial=initial_of(shown), cancel_url=address(shown))
    more = {}
    if form.is_valid():
        texts = dict(form.cleaned_data)
        version = texts.pop("version") or 0
        try:
            actions.edit_frame(frame=shown, version=version, by=request.user, **texts)
        except Stale as stale:
            more = let_choose(form, stale.current)
        else:
            messages.success(request, _("The frame has been saved."))
            return redirect(address(shown))
    return show_form(request, form, title=_("Edit frame"), crumbs=crumbs_of(shown, (_("Edit frame"), "")), **more)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = visible(request, uuid)
    may_adopt_frame(request.user, shown).or_refuse()
    form = AdoptFrameForm(typed(request), cancel_url=address(shown))
    if form.is_valid():
        actions.adopt_frame(frame=shown, by=request.user, **form.cleaned_data)
        messages.success(request, _("The frame has been adopted. Plans can rest on it from now on."))
        return redirect(address(shown))
    note = _("Once adopted, the frame does not change any more. A later change is made in a new edition.")
    return show_form(request, form, title=_("Adopt frame"), crumbs=crumbs_of(shown, (_("Adopt frame"), "")), note=note)


@require_POST
def renew(request: SignedIn, uuid: UUID) -> HttpResponse:
    renewed = actions.renew_frame(frame=visible(request, uuid), by=request.user)
    messages.success(
        request, _("This is the new edition, with all priorities copied. Change what has become different.")
    )
    return redirect(address(renewed))


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = visible(request, uuid)
    may_discard_frame(request.user, shown).or_refuse()
    if request.method == "POST":
        actions.discard_frame(frame=shown, by=request.user)
        messages.success(request, _("The draft has been discarded. Its content can still be read in the trail."))
        return redirect("priorities:frames")
    context = {
        "title": _("Discard this draft?"),
        "what": shown.title,
        "consequence": _("The draft and its priorities disappear. Their content can still be read in the trail."),
        "confirm": _("Discard draft"),
        "back": address(shown),
        "crumbs": crumbs_of(shown, (_("Discard draft"), "")),
    }
    return render(request, "priorities/confirm.html", context)
