"""The page of one priority, and every act on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.actions import drafting
from plans.actions.listing import point_contribution as point
from plans.forms.blocks import AgreementForm, BlockTextForm
from plans.forms.choosing import LeaveOutForm, RemoveForm
from plans.forms.editing import AutosavedForm
from plans.models import Block
from plans.policies import may_write_chapter
from plans.presenters.drafting import Desk
from plans.presenters.drafting_block import BlockPage
from plans.presenters.opened import Edit
from plans.views.autosaving import answer, by_script
from plans.views.writing import (
    ADD,
    EDIT,
    REMOVED,
    TOUCHED,
    attempt,
    back_to,
    block_on,
    done,
    open_desk,
    sent_from,
    show,
    shown_order,
    steps,
)
from plans.views.writing_places import ALSO, LISTS, MOVE, is_uuid, move_form, place_form, point_form
from plans.views.writing_rows import KINDS, RowKind
from workplan_portal.interface.not_found import TakenOut

PARTS: dict[str, type[AutosavedForm]] = {"tekst": BlockTextForm, "afspraken": AgreementForm}
"""The parts of the priority itself that are edited by themselves."""


@require_safe
def block(request: HttpRequest, plan: UUID, block: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here=str(block))
    if (row := desk.block(block)) is None:
        raise Http404
    edit = _opened(request.GET, desk, row) if may_write_chapter(desk.person, row.chapter) else None
    return _show(request, desk, row, edit)


def _show(request: HttpRequest, desk: Desk, row: Block, edit: Edit | None) -> HttpResponse:
    """A form that failed has put what was typed into its own row: the page shows the rows as they are stored."""
    stored = desk.block(row.uuid)
    if stored is None:
        raise Http404
    stored.chapter = row.chapter
    page = BlockPage(desk, stored, edit, focus=request.GET.get(TOUCHED, ""))
    return show(request, "block", desk, edit, page=page)


def _opened(asked: QueryDict, desk: Desk, row: Block) -> Edit | None:
    """The form that an address asks to open; whatever else stands there opens nothing."""
    part = asked.get(EDIT, "")
    if part in PARTS:
        return Edit(part, _part_form(desk, row, part))
    for kind in KINDS.values():
        if asked.get(ADD) in kind.new_places():
            place = asked.get(ADD, "")
            return Edit(place, kind.form(desk, row, place=place))
        if part and is_uuid(part) and (found := kind.shown(row, part)):
            return Edit(part, kind.form(desk, row, found))
    also = asked.get(ALSO, "")
    if is_uuid(also) and (found := KINDS["bijdrage"].shown(row, also)):
        return Edit(f"also-{found.uuid}", place_form(desk, row, found))
    choosing = asked.get(LISTS, "")
    if is_uuid(choosing) and (found := KINDS["bijdrage"].shown(row, choosing)):
        return Edit(f"lists-{found.uuid}", point_form(desk, row, found))
    moving = asked.get(MOVE, "")
    for kind in KINDS.values() if is_uuid(moving) else ():
        if found := kind.shown(row, moving):
            return Edit(f"move-{found.uuid}", move_form(desk, row, kind.slug, found))
    return None


# --- the priority itself ----------------------------------------------------------------------------------------------


@sent_from("block", "block")
def save_block(request: HttpRequest, plan: UUID, block: UUID, part: str) -> HttpResponse:
    desk = open_desk(request, plan, here=str(block))
    row = block_on(desk, block)
    if part not in PARTS:
        raise Http404
    form = _part_form(desk, row, part, request.POST)
    edit = attempt(
        request,
        part,
        form,
        lambda: drafting.edit_block(block=row, version=form.shown_row, by=desk.person, **form.values),
    )
    if by_script(request):
        return answer(form, edit)
    if edit:
        return _show(request, desk, row, edit)
    return done(request, _("The priority has been saved."), desk.url("block", row.uuid), anchor=part, touched=part)


@require_POST
def move_block(request: HttpRequest, plan: UUID, block: UUID) -> HttpResponse:
    desk = open_desk(request, plan)
    row = block_on(desk, block)
    drafting.move_block(block=row, steps=steps(request), shown=shown_order(request), by=desk.person)
    url = desk.url("chapter", row.chapter.uuid)
    return done(request, _("The priority has been moved."), url, anchor=f"prioriteit-{row.uuid}", touched=row.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_block(request: HttpRequest, plan: UUID, block: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here=str(block))
    row = block_on(desk, block)
    chapter_url = desk.url("chapter", row.chapter.uuid)
    back = f"{chapter_url}#prioriteit-{row.uuid}"
    form = LeaveOutForm(_sent(request), cancel_url=back)
    if request.method == "POST" and form.is_valid():
        drafting.remove_block(block=row, reason=form.cleaned_data["reason"], by=desk.person)
        return done(request, _("“%(title)s” has been left out.") % {"title": row}, chapter_url, anchor=REMOVED)
    may_write_chapter(desk.person, row.chapter).or_refuse()
    stored = desk.block(row.uuid)
    if stored is None:
        raise Http404
    stored.chapter = row.chapter
    page = BlockPage(desk, stored)
    context = {
        "desk": desk,
        "plan": desk.plan,
        "draft": desk.draft,
        "asked": _("Leave “%(title)s” out of the plan?") % {"title": row},
        "page": page,
        "lost": [item for item in page.contributions if not item.elsewhere],
        "kept": [item for item in page.contributions if item.elsewhere],
        "form": form if row.origin or row.taken_over.exists() else None,
        "cancel_url": back,
    }
    return render(request, "plans/drafting/remove_block.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, which may be nothing at all: a button that asks no question."""
    return request.POST if request.method == "POST" else None


def _part_form(desk: Desk, row: Block, part: str, data: QueryDict | None = None) -> AutosavedForm:
    back = back_to(desk.url("block", row.uuid), part, part)
    return PARTS[part](data, instance=row, action=desk.url("save_block", row.uuid, part), cancel_url=back)


# --- contributions, targets and facts ---------------------------------------------------------------------------------


@sent_from("block", "block")
def add_row(request: HttpRequest, plan: UUID, block: UUID, kind: str) -> HttpResponse:
    desk = open_desk(request, plan, here=str(block))
    row, rows = block_on(desk, block), _kind(kind)
    form = rows.form(desk, row, data=request.POST)
    added: list[Any] = []
    edit = attempt(request, rows.place_of_new(form), form, lambda: added.append(rows.add(row, desk, form.values)))
    return _show(request, desk, row, edit) if edit else _saved(request, desk, row, rows, added[0])


@sent_from("block", "block")
def save_row(request: HttpRequest, plan: UUID, block: UUID, kind: str, row: UUID) -> HttpResponse:
    """What somebody moved in between is saved where it stands now; what they removed is offered as a new one."""
    desk = open_desk(request, plan, here=str(block))
    under, rows = block_on(desk, block), _kind(kind)
    found = rows.find(under, row)
    if found is None and (now := rows.whereabouts(desk.draft, row)):
        under, desk.here = now, str(now.uuid)
        found = rows.find(under, row)
    if found is None:
        form = rows.form(desk, under, data=request.POST)
        gone = Edit(rows.place_of_new(form), form, gone=True)
        return answer(form, gone) if by_script(request) else _show(request, desk, under, gone)
    form = rows.form(desk, under, found, request.POST)
    edit = attempt(request, str(found.uuid), form, lambda: rows.edit(found, form.shown_row, desk, form.values))
    if by_script(request):
        return answer(form, edit)
    return _show(request, desk, under, edit) if edit else _saved(request, desk, under, rows, found)


@require_POST
def move_row(request: HttpRequest, plan: UUID, block: UUID, kind: str, row: UUID) -> HttpResponse:
    desk = open_desk(request, plan)
    under, rows = block_on(desk, block), _kind(kind)
    found = _found(rows, under, row)
    rows.move(under, found, steps(request), shown_order(request), desk)
    return _back(request, desk, under, rows, found, rows.moved)


@sent_from("block", "block")
def move_row_to(request: HttpRequest, plan: UUID, block: UUID, kind: str, row: UUID) -> HttpResponse:
    """To another priority, where the page goes as well."""
    desk = open_desk(request, plan, here=str(block))
    under, rows = block_on(desk, block), _kind(kind)
    found = rows.find(under, row)
    if found is None:
        return _gone(request, desk, under)
    form = move_form(desk, under, kind, found, request.POST)
    edit = attempt(
        request,
        f"move-{found.uuid}",
        form,
        lambda: rows.move_to(under, found, form.cleaned_data["block"], desk, first=form.first),
    )
    if edit:
        return _gone(request, desk, under) if edit.gone else _show(request, desk, under, edit)
    there = form.cleaned_data["block"]
    return _back(request, desk, there, rows, found, rows.moved_to % {"title": there})


def _gone(request: HttpRequest, desk: Desk, block: Block) -> HttpResponse:
    messages.warning(request, _("Somebody moved this, or removed it, in the meantime. Nothing has been changed."))
    return redirect(desk.url("block", block.uuid))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_row(request: HttpRequest, plan: UUID, block: UUID, kind: str, row: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here=str(block))
    under, rows = block_on(desk, block), _kind(kind)
    found = _found(rows, under, row)
    url = desk.url("block", under.uuid)
    stays = rows.elsewhere(under, found)
    back = f"{url}#{rows.slug}-{found.uuid}"
    form = RemoveForm(_sent(request), cancel_url=back)
    if request.method == "POST" and form.is_valid():
        rows.remove(under, found, desk, form.cleaned_data["reason"])
        return done(request, rows.taken_away if stays else rows.removed, url, anchor=REMOVED)
    may_write_chapter(desk.person, under.chapter).or_refuse()
    context = {
        "desk": desk,
        "plan": desk.plan,
        "draft": desk.draft,
        "asked": rows.question_here if stays else rows.question,
        "name": rows.name(found),
        "stays": stays,
        "form": form if found.origin and not stays else None,
        "cancel_url": back,
    }
    return render(request, "plans/drafting/remove_row.html", context)


@sent_from("block", "block")
def place_contribution(request: HttpRequest, plan: UUID, block: UUID, row: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here=str(block))
    under, rows = block_on(desk, block), KINDS["bijdrage"]
    found = _found(rows, under, row)
    form = place_form(desk, under, found, request.POST)
    edit = attempt(
        request,
        f"also-{found.uuid}",
        form,
        lambda: drafting.place_contribution(contribution=found, block=form.cleaned_data["block"], by=desk.person),
    )
    if edit:
        return _show(request, desk, under, edit)
    message = _("The contribution now stands under “%(title)s” too.") % {"title": form.cleaned_data["block"]}
    return _back(request, desk, under, rows, found, message)


@sent_from("block", "block")
def point_contribution(request: HttpRequest, plan: UUID, block: UUID, row: UUID) -> HttpResponse:
    """What it points to in the lists of the team."""
    desk = open_desk(request, plan, here=str(block))
    under, rows = block_on(desk, block), KINDS["bijdrage"]
    found = _found(rows, under, row)
    form = point_form(desk, under, found, request.POST)
    edit = attempt(
        request,
        f"lists-{found.uuid}",
        form,
        lambda: point(contribution=found, chosen=form.chosen, shown=form.shown_before, by=desk.person),
    )
    return _show(request, desk, under, edit) if edit else _saved(request, desk, under, rows, found)


def _kind(slug: str) -> RowKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _found(rows: RowKind, block: Block, uuid: UUID) -> Any:
    row = rows.find(block, uuid)
    if row is None:
        raise TakenOut(reverse("plans:block", args=[block.chapter.draft, block.uuid]))
    return row


def _saved(request: HttpRequest, desk: Desk, block: Block, rows: RowKind, row: Any) -> HttpResponse:
    return _back(request, desk, block, rows, row, rows.saved)


def _back(request: HttpRequest, desk: Desk, block: Block, rows: RowKind, row: Any, message: object) -> HttpResponse:
    url = desk.url("block", block.uuid)
    return done(request, message, url, anchor=f"{rows.slug}-{row.uuid}", touched=row.uuid)
