"""What all pages in which a plan is written share: opening the plan, saving a form, going back to what was changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.forms.editing import AutosavedForm, WritingForm
from plans.models import Block, Chapter, Draft, Plan
from plans.policies import may_write
from plans.presenters.drafting import Desk
from plans.presenters.opened import Edit, ahead, compare
from plans.record import current_draft, of_plan
from plans.views.autosaving import by_script
from plans.views.visible import visitor
from plans.workflow import Status
from priorities.saving import Stale
from workplan_portal.audit.refusals import concerns, record_refusal
from workplan_portal.authorization.verdict import Refused
from workplan_portal.interface.not_found import TakenOut

View = Callable[..., HttpResponse]

EDIT, ADD, TOUCHED = "bewerk", "toevoegen", "bij"
"""In an address: which item's form is open, which kind is being added, which item was just changed."""


FURTHEST = 1_000
"""More places than any list has."""

REMOVED = "net-verwijderd"
"""In a page: where the way back stands for what was just removed."""


def open_desk(request: HttpRequest, uuid: UUID, here: str = "") -> Desk:
    """The plan being written, for whoever may know of it while it is unfinished; 404 for everybody else.

    An adopted plan is no longer on a desk: its rows are not what was adopted, so the reader is told and not shown them.
    """
    person = visitor(request)
    plan: Plan = get_object_or_404(Plan.objects.unfinished_visible_to(person).with_names(), uuid=uuid)
    concerns(request, plan)
    number = getattr(uuid, "amendment", 0)
    draft = of_plan(get_object_or_404(Draft, plan=plan, number=number), plan) if number else current_draft(plan)
    if draft.status == Status.ADOPTED:
        may_write(person, draft).or_refuse()
    return Desk(person, plan, draft, here)


def block_on(desk: Desk, uuid: UUID) -> Block:
    """A priority of this plan, for an act that changes it."""
    rows = Block.objects.select_related("chapter__municipality", "priority")
    block: Block | None = rows.filter(chapter__draft=desk.draft, uuid=uuid).first()
    if block is None:
        raise TakenOut(desk.url("write"))
    block.chapter.draft = desk.draft
    return block


def chapter_on(desk: Desk, uuid: UUID) -> Chapter:
    chapter: Chapter = get_object_or_404(desk.draft.chapters.select_related("municipality"), uuid=uuid)
    chapter.draft = desk.draft
    return chapter


def attempt(request: HttpRequest, place: str, form: Any, act: Callable[[], object]) -> Edit | None:
    """Do it with what was entered. When that cannot be, the form to show again: nothing typed is lost.

    While somebody writes, what is not right yet keeps nothing else from being saved.
    """
    if not form.is_valid() and not (by_script(request) and _holds_partly(form)):
        return _compared(Edit(place, form))
    try:
        act()
    except Stale as stale:
        form.weighing.compare(stale.current)
        return _compared(Edit(place, form, ahead=ahead(stale, visitor(request))))
    except Refused as refusal:
        record_refusal(request, refusal)
        return Edit(place, form, refusal=str(refusal))
    except ObjectDoesNotExist:
        return Edit(place, form, gone=True)
    return None


def _holds_partly(form: Any) -> bool:
    return isinstance(form, AutosavedForm) and form.saves_itself and form.leave_out_refused()


def _compared(edit: Edit) -> Edit:
    """With both texts beside each other, as long as the writer has not chosen between them."""
    if isinstance(edit.form, WritingForm):
        compare(edit.form)
    return edit


def show(request: HttpRequest, template: str, desk: Desk, edit: Edit | None, **context: Any) -> HttpResponse:
    """A page of the desk. A refusal answers 403, except to htmx, which would show nothing then."""
    refused = edit is not None and edit.refusal and not getattr(request, "htmx", False)
    values = {"desk": desk, "plan": desk.plan, "draft": desk.draft, "edit": edit, "form": edit and edit.form, **context}
    return render(request, f"plans/drafting/{template}.html", values, status=403 if refused else 200)


def back_to(url: str, anchor: str, touched: object = "") -> str:
    """The page, at the item that was touched: it is found by its anchor, and gets the focus."""
    return f"{url}?{TOUCHED}={touched}#{anchor}" if touched else f"{url}#{anchor}"


def sent_from(page: str, *names: str) -> Callable[[View], View]:
    """For an address that forms are sent to: who merely opens it (a reload, a bookmark) is led to the page itself.

    With the query: a form that is shown again stands at this address, and the links of its page lead on from there.
    `names`: the parts of the address that the page's own address has too, after the plan.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, plan: UUID, **parts: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, plan=plan, **parts)
            own = (parts[name] for name in names)
            return redirect(reverse(f"plans:{page}", args=[plan, *own], query=request.GET))

        return require_http_methods(["GET", "HEAD", "POST"])(guarded)

    return decorate


def done(request: HttpRequest, message: Any, url: str, anchor: str = "", touched: object = "") -> HttpResponse:
    """Say what happened and go back to where it happened."""
    messages.success(request, message)
    return redirect(back_to(url, anchor, touched) if anchor else url)


def steps(request: HttpRequest) -> int:
    """How far to move: a button goes one up or down, dragging any number. Anything else is nothing of ours."""
    try:
        found = int(request.POST.get("steps", ""))
    except ValueError:
        raise Http404 from None
    if not 0 < abs(found) <= FURTHEST or (abs(found) > 1 and not shown_order(request)):
        raise Http404
    return found


def shown_order(request: HttpRequest) -> str:
    """How the list stood on the page on which something was dragged; empty for a button."""
    return request.POST.get("order", "")
