"""The footnotes of a plan: words that are explained where they first occur."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.actions import drafting
from plans.actions import terms as in_plan
from plans.forms.texts import TermForm
from plans.models import Term
from plans.presenters.drafting import Desk
from plans.presenters.drafting_texts import TermItem, term_items
from plans.presenters.glossary import of_glossary, places_of
from plans.presenters.opened import Edit
from plans.views.autosaving import answer, by_script
from plans.views.writing import ADD, EDIT, REMOVED, TOUCHED, attempt, back_to, done, open_desk, sent_from, show
from priorities.models import GlossaryTerm

NEW = "new"
TAKE_OVER = "overnemen"
"""In an address: the term of the glossary from which a footnote of the plan itself is made."""

TEXT = "uitleg"
"""In an address: what a new footnote says as it opens."""


@require_safe
def terms(request: HttpRequest, plan: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here="terms")
    edit = None
    if desk.shared and ADD in request.GET:
        edit = Edit(NEW, _form(desk, None, proposed=_proposed(desk, request.GET[ADD], request.GET.get(TEXT, ""))))
    elif desk.shared and TAKE_OVER in request.GET:
        edit = Edit(NEW, _form(desk, None, proposed=_explained(desk, request.GET[TAKE_OVER])))
    elif desk.shared and (row := _named(desk, request.GET.get(EDIT, ""))):
        edit = Edit(str(row.uuid), _form(desk, row))
    return _show(request, desk, edit)


@sent_from("terms")
def add_term(request: HttpRequest, plan: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here="terms")
    form = _form(desk, None, request.POST)
    edit = attempt(request, NEW, form, lambda: drafting.add_term(draft=desk.draft, by=desk.person, **form.values))
    return _show(request, desk, edit) if edit else _done(request, desk, desk.draft.terms.latest("pk"))


@sent_from("terms")
def save_term(request: HttpRequest, plan: UUID, term: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here="terms")
    row = desk.draft.terms.filter(uuid=term).first()
    if row is None:
        form = _form(desk, None, request.POST)
        gone = Edit(NEW, form, gone=True)
        return answer(form, gone) if by_script(request) else _show(request, desk, gone)
    form = _form(desk, row, request.POST)
    edit = attempt(
        request,
        str(row.uuid),
        form,
        lambda: drafting.edit_term(term=row, version=form.shown_row, by=desk.person, **form.values),
    )
    if by_script(request):
        return answer(form, edit)
    return _show(request, desk, edit) if edit else _done(request, desk, row)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_term(request: HttpRequest, plan: UUID, term: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here="terms")
    row: Term = get_object_or_404(desk.draft.terms, uuid=term)
    if request.method == "POST":
        drafting.remove_term(term=row, by=desk.person)
        return done(request, _("The footnote has been removed."), desk.url("terms"), anchor=REMOVED)
    desk.shared.or_refuse()
    item = TermItem(row)
    context = {
        "desk": desk,
        "plan": desk.plan,
        "draft": desk.draft,
        "asked": _("Remove the footnote for “%(term)s”?") % {"term": item.title},
        "item": item,
        "cancel_url": f"{desk.url('terms')}#{item.anchor}",
    }
    return render(request, "plans/drafting/remove_term.html", context)


# --- words that the glossary explains ---------------------------------------------------------------------------------


@require_POST
def leave_out_term(request: HttpRequest, plan: UUID, term: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here="terms")
    known = _of_glossary(desk, term)
    in_plan.leave_out_term(draft=desk.draft, term=known, by=desk.person)
    message = _("“%(term)s” gets no footnote in this plan.") % {"term": known}
    return done(request, message, desk.url("terms"), anchor="niet-hier")


@require_POST
def take_in_term(request: HttpRequest, plan: UUID, term: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here="terms")
    known = _of_glossary(desk, term)
    in_plan.take_in_term(draft=desk.draft, term=known, by=desk.person)
    message = _("“%(term)s” is explained in this plan again.") % {"term": known}
    return done(request, message, desk.url("terms"), anchor="uit-de-begrippenlijst")


def _of_glossary(desk: Desk, uuid: UUID) -> GlossaryTerm:
    known: GlossaryTerm = get_object_or_404(
        GlossaryTerm.objects.for_unit(desk.plan.team.district.unit_id).visible_to(desk.person), uuid=uuid
    )
    return known


# --- the page ---------------------------------------------------------------------------------------------------------


def _named(desk: Desk, key: str) -> Term | None:
    """The footnote that an address asks to open; whatever else stands there opens nothing."""
    return next((row for row in desk.reader.terms if str(row.uuid) == key), None)


def _proposed(desk: Desk, word: str, text: str) -> dict[str, Any]:
    """A footnote for an abbreviation that stands in the plan, or one that was copied along from elsewhere."""
    if text:
        return {"forms": word, "explanation": text}
    return {"forms": word} if word in desk.unexplained else {}


def _explained(desk: Desk, key: str) -> dict[str, Any]:
    """A footnote that begins as what the glossary says."""
    term = next((t for t in desk.reader.glossary.active if str(t.uuid) == key), None)
    return {"forms": term.forms, "explanation": term.note, "elsewhere": term.elsewhere} if term else {}


def _form(
    desk: Desk, row: Term | None, data: QueryDict | None = None, *, proposed: dict[str, Any] | None = None
) -> TermForm:
    """`proposed` is what a new footnote begins with."""
    action = desk.url("save_term", row.uuid) if row else desk.url("add_term")
    back = back_to(desk.url("terms"), TermItem(row).anchor, row.uuid) if row else f"{desk.url('terms')}#begrippen"
    return TermForm(data, instance=row, initial=proposed, draft=desk.draft, action=action, cancel_url=back)


def _show(request: HttpRequest, desk: Desk, edit: Edit | None) -> HttpResponse:
    places = places_of(desk)
    items, glossary = term_items(desk, edit, places), of_glossary(desk, places)
    return show(request, "terms", desk, edit, items=items, glossary=glossary, focus=request.GET.get(TOUCHED, ""))


def _done(request: HttpRequest, desk: Desk, row: Term) -> HttpResponse:
    message = _("The footnote has been saved.")
    return done(request, message, desk.url("terms"), anchor=TermItem(row).anchor, touched=row.uuid)
