"""What is said about a draft: reading it, saying something, answering, settling, reopening, removing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.actions import commenting
from plans.addresses import DraftAddress
from plans.colleagues import colleagues
from plans.document import Document
from plans.forms.comments import AnswerForm, CommentForm
from plans.models import Comment, Draft, Plan
from plans.places import Place, places_of, reading_anchor
from plans.policies import may_answer, may_comment, may_remove_comment
from plans.presenters.comments import UNSETTLED, Discussion, Said
from plans.presenters.places import place_url
from plans.presenters.reading import crumbs
from plans.reading import current_document, reads_draft
from plans.workflow import Status
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .visible import visible_draft, visitor

TOUCHED, ANSWER, SHOWN, PLACE, WORDS, NEAR, RETURN = "bij", "antwoord", "toon", "plek", "woorden", "nabij", "terug"
"""In an address: the conversation it is about, whether it is answered, which are shown; the place that is commented
on, the words that were selected and the part of the page in which they stood; and where one goes back to."""

CONFLICT = 409


@dataclass
class Room:
    """A draft that is talked about, for somebody who may read it as it is now."""

    person: Person
    plan: Plan
    draft: Draft

    @cached_property
    def document(self) -> Document:
        return current_document(self.draft)

    @cached_property
    def places(self) -> dict[str, Place]:
        return places_of(self.document)

    @property
    def page(self) -> str:
        return reverse("plans:comments", args=[self.draft])

    def at(self, thread: Comment) -> str:
        return f"{self.page}?{TOUCHED}={thread.uuid}#opmerking-{thread.uuid}"

    def place_url(self, place: Place) -> str:
        return place_url(self.person, self.draft, place, self.document)

    def find(self, uuid: UUID) -> Comment:
        found: Comment = get_object_or_404(self.draft.comments.select_related("by", "parent"), uuid=uuid)
        found.draft = self.draft
        return found


def enter(request: HttpRequest, address: DraftAddress) -> Room:
    """404 for whoever may not read the draft as it is now: a mayor does not listen in while it is being written."""
    person, draft = visitor(request), visible_draft(request, address)
    if draft.status == Status.DRAFT and not reads_draft(person, draft):
        raise Http404
    return Room(person, draft.plan, draft)


# --- reading ----------------------------------------------------------------------------------------------------------


@require_safe
def comments(request: HttpRequest, plan: DraftAddress) -> HttpResponse:
    room = enter(request, plan)
    shown, touched = request.GET.get(SHOWN, UNSETTLED), request.GET.get(TOUCHED, "")
    discussion = Discussion(room.person, room.draft, room.document, shown, touched)
    asked = next((row for row in discussion.rows if str(row.uuid) == touched), None) if ANSWER in request.GET else None
    if asked and may_answer(room.person, asked):
        discussion.answering = _answer_form(room, asked)
    return _show(request, room, discussion)


def _show(request: HttpRequest, room: Room, discussion: Discussion, refusal: Refused | None = None) -> HttpResponse:
    context = {
        "plan": room.plan,
        "draft": room.draft,
        "crumbs": crumbs(room.draft, _("Comments")),
        "discussion": discussion,
        "form": discussion.answering,
        "refusal": refusal,
    }
    return render(request, "plans/comments/list.html", context, status=CONFLICT if refusal else None)


@require_safe
def comment_place(request: HttpRequest, plan: DraftAddress, comment: UUID) -> HttpResponse:
    """Leads to the place in the plan that a comment is about."""
    room = enter(request, plan)
    found = room.find(comment)
    place = room.places.get(found.place)
    return redirect(room.place_url(place) if place else room.at(found.parent or found))


# --- saying something -------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, plan: DraftAddress) -> HttpResponse:
    room = enter(request, plan)
    may_comment(room.person, room.draft).or_refuse()
    fixed = room.places.get(request.GET.get(PLACE, ""))
    words = request.GET.get(WORDS, "")
    chosen = fixed or _place_of(words, request.GET.get(NEAR, ""), room.places)
    form = CommentForm(
        request.POST or None,
        places=room.places,
        fixed=fixed is not None,
        colleagues=_others(room),
        cancel_url=_back(request, room, chosen),
        initial={"place": chosen.key if chosen else "", "quote": words},
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = commenting.comment(draft=room.draft, document=room.document, by=room.person, **form.values)
        except Refused as refused:
            refusal = refused
            record_refusal(request, refused)
        else:
            messages.success(request, _("The comment has been made. It is not part of the plan."))
            return redirect(_back(request, room, room.places[made.place], made))
    context = {
        "plan": room.plan,
        "draft": room.draft,
        "crumbs": crumbs(room.draft, _("Make a comment")),
        "place": chosen,
        "fixed": fixed,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "plans/comments/new.html", context, status=CONFLICT if refusal else None)


def _place_of(words: str, near: str, places: dict[str, Place]) -> Place | None:
    """Where the selected words stand: in the part of the page they were selected in, else where they stand first.

    `near` is the id of that part, as pages have them: perhaps a word, then the key of a place or a page.
    """
    if not words.strip():
        return None
    holding = [place for place in places.values() if place.holds(words)]
    names = {near, near.partition("-")[2]}
    best = [place for place in holding if place.key in names] or [p for p in holding if p.page in names] or holding
    return best[0] if best else None


def _back(request: HttpRequest, room: Room, place: Place | None, made: Comment | None = None) -> str:
    """To where one was reading or writing; else to the conversation itself."""
    match request.GET.get(RETURN), place:
        case "plek", Place():
            return room.place_url(place)
        case ("besluit" | "lezen") as where, Place():
            page = "plans:decide" if where == "besluit" else "plans:preview"
            return f"{reverse(page, args=[room.draft])}#{reading_anchor(place, room.document)}"
    return room.at(made) if made else room.page


@require_http_methods(["GET", "HEAD", "POST"])
def answer_comment(request: HttpRequest, plan: DraftAddress, comment: UUID) -> HttpResponse:
    room = enter(request, plan)
    thread = room.find(comment)
    thread = thread.parent or thread
    if request.method != "POST":
        return redirect(room.at(thread))
    thread.draft = room.draft
    form = _answer_form(room, thread, request.POST)
    refusal = None
    if form.is_valid():
        try:
            commenting.answer(comment=thread, by=room.person, **form.values)
        except Refused as refused:
            refusal = refused
            record_refusal(request, refused)
        else:
            messages.success(request, _("Your answer has been placed."))
            return redirect(room.at(thread))
    discussion = Discussion(room.person, room.draft, room.document, touched=str(thread.uuid))
    discussion.answering = form
    return _show(request, room, discussion, refusal)


def _answer_form(room: Room, thread: Comment, data: Any = None) -> AnswerForm:
    action = reverse("plans:answer_comment", args=[room.draft, thread.uuid])
    return AnswerForm(data, colleagues=_others(room), action=action, cancel_url=room.at(thread))


def _others(room: Room) -> dict[Person, str]:
    return {person: told for person, told in colleagues(room.draft).items() if person != room.person}


# --- settling, reopening, removing ------------------------------------------------------------------------------------


@require_POST
def settle_comment(request: HttpRequest, plan: DraftAddress, comment: UUID) -> HttpResponse:
    """On the desk one stays at the place; on the page of all comments the settled one stays in sight, once."""
    room = enter(request, plan)
    thread = commenting.settle(comment=room.find(comment), by=room.person)
    messages.success(request, _("The comment has been settled. Under “Settled” it can be reopened."))
    place = room.places.get(thread.place) if request.POST.get(RETURN) == "plek" else None
    return redirect(room.place_url(place) if place else room.at(thread))


@require_POST
def reopen_comment(request: HttpRequest, plan: DraftAddress, comment: UUID) -> HttpResponse:
    room = enter(request, plan)
    thread = commenting.reopen(comment=room.find(comment), by=room.person)
    messages.success(request, _("The comment is open again."))
    return redirect(room.at(thread))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_comment(request: HttpRequest, plan: DraftAddress, comment: UUID) -> HttpResponse:
    room = enter(request, plan)
    found = room.find(comment)
    thread = found.parent or found
    if request.method == "POST":
        commenting.remove(comment=found, by=room.person)
        messages.success(request, _("The comment has been removed. That it was there can still be seen."))
        return redirect(room.at(thread))
    may_remove_comment(room.person, found).or_refuse()
    context = {
        "plan": room.plan,
        "draft": room.draft,
        "asked": _("Remove this comment?"),
        "said": Said(found),
        "cancel_url": room.at(thread),
    }
    return render(request, "plans/comments/remove.html", context)
