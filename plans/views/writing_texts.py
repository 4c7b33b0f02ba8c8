"""The texts and settings of the whole plan, and the introduction of a chapter."""

from __future__ import annotations

from copy import copy
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.actions import drafting
from plans.actions.moving import move_block_to as move_to
from plans.forms.blocks import AddBlockForm
from plans.forms.editing import AutosavedForm
from plans.forms.texts import TEXT_FORMS, ChapterForm
from plans.models import Block, Chapter
from plans.presenters.drafting import Desk
from plans.presenters.drafting_texts import ChapterPage, norm_rule_in_words, text_parts
from plans.presenters.opened import Edit
from plans.views.autosaving import answer, by_script
from plans.views.writing import (
    ADD,
    EDIT,
    TOUCHED,
    attempt,
    back_to,
    block_on,
    chapter_on,
    done,
    open_desk,
    sent_from,
    show,
)
from plans.views.writing_places import MOVE, is_uuid, move_block_form


@require_safe
def texts(request: HttpRequest, plan: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here="texts")
    part = request.GET.get(EDIT, "")
    edit = Edit(part, _text_form(desk, part)) if part in TEXT_FORMS and desk.shared else None
    return _show_texts(request, desk, edit)


@sent_from("texts")
def save_text(request: HttpRequest, plan: UUID, part: str) -> HttpResponse:
    desk = open_desk(request, plan, here="texts")
    if part not in TEXT_FORMS:
        raise Http404
    form = _text_form(desk, part, request.POST)
    edit = attempt(
        request,
        part,
        form,
        lambda: drafting.write_texts(draft=desk.draft, version=form.shown_row, by=desk.person, **form.values),
    )
    if by_script(request):
        return answer(form, edit)
    if edit:
        return _show_texts(request, desk, edit)
    return done(request, _("The text has been saved."), desk.url("texts"), anchor=part, touched=part)


def _text_form(desk: Desk, part: str, data: QueryDict | None = None) -> AutosavedForm:
    back = back_to(desk.url("texts"), part, part)
    own = copy(desk.draft)  # a form writes what was typed into its row: the page shows what is stored
    return TEXT_FORMS[part](data, instance=own, action=desk.url("save_text", part), cancel_url=back)


def _show_texts(request: HttpRequest, desk: Desk, edit: Edit | None) -> HttpResponse:
    return show(
        request,
        "texts",
        desk,
        edit,
        parts=text_parts(desk),
        chapter_label=desk.label_of("texts"),
        themes_note=desk.document.themes_note,
        norm_rule=norm_rule_in_words(desk),
        focus=request.GET.get(TOUCHED, ""),
    )


# --- chapters ---------------------------------------------------------------------------------------------------------


@require_safe
def chapter(request: HttpRequest, plan: UUID, chapter: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here=str(chapter))
    row = chapter_on(desk, chapter)
    page = ChapterPage(desk, row, focus=request.GET.get(TOUCHED, ""))
    if EDIT in request.GET and page.writing:
        page.edit = Edit("introduction", _chapter_form(desk, row))
    elif ADD in request.GET and page.writing:
        page.edit = Edit("new", _add_form(desk, row))
    elif page.writing and (moving := _block_in(row, request.GET.get(MOVE, ""))):
        page.edit = Edit(f"move-{moving.uuid}", move_block_form(desk, row, moving))
    return _show_chapter(request, page)


@sent_from("chapter", "chapter")
def save_chapter(request: HttpRequest, plan: UUID, chapter: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here=str(chapter))
    row = chapter_on(desk, chapter)
    form = _chapter_form(desk, row, request.POST)
    edit = attempt(
        request,
        "introduction",
        form,
        lambda: drafting.write_chapter(chapter=row, version=form.shown_row, by=desk.person, **form.values),
    )
    if by_script(request):
        return answer(form, edit)
    if edit:
        return _show_chapter(request, ChapterPage(desk, row, edit))
    url = desk.url("chapter", row.uuid)
    return done(request, _("The introduction has been saved."), url, anchor="inleiding", touched="introduction")


@sent_from("chapter", "chapter")
def add_block(request: HttpRequest, plan: UUID, chapter: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here=str(chapter))
    row = chapter_on(desk, chapter)
    form = _add_form(desk, row, request.POST)
    edit = attempt(
        request,
        "new",
        form,
        lambda: drafting.add_block(chapter=row, priority=form.cleaned_data["priority"], by=desk.person),
    )
    if edit:
        return _show_chapter(request, ChapterPage(desk, row, edit))
    added = row.blocks.latest("pk")
    return done(request, _("“%(title)s” has been added.") % {"title": added}, desk.url("block", added.uuid))


@sent_from("block", "block")
def move_block_to(request: HttpRequest, plan: UUID, block: UUID) -> HttpResponse:
    desk = open_desk(request, plan)
    moving = block_on(desk, block)
    row = moving.chapter
    desk.here = str(row.uuid)
    form = move_block_form(desk, row, moving, request.POST)
    edit = attempt(
        request,
        f"move-{moving.uuid}",
        form,
        lambda: move_to(
            block=moving, after=form.cleaned_data["after"], heading=form.cleaned_data["heading"], by=desk.person
        ),
    )
    if edit:
        return _show_chapter(request, ChapterPage(desk, row, edit))
    url = desk.url("chapter", row.uuid)
    return done(request, _("The priority has been moved."), url, f"prioriteit-{moving.uuid}", moving.uuid)


def _block_in(row: Chapter, uuid: str) -> Block | None:
    return row.blocks.filter(uuid=uuid).select_related("priority").first() if is_uuid(uuid) else None


def _chapter_form(desk: Desk, row: Chapter, data: QueryDict | None = None) -> ChapterForm:
    back = back_to(desk.url("chapter", row.uuid), "inleiding", "introduction")
    return ChapterForm(data, instance=row, action=desk.url("save_chapter", row.uuid), cancel_url=back)


def _add_form(desk: Desk, row: Chapter, data: QueryDict | None = None) -> AddBlockForm:
    back = f"{desk.url('chapter', row.uuid)}#prioriteiten"
    return AddBlockForm(data, chapter=row, action=desk.url("add_block", row.uuid), cancel_url=back)


def _show_chapter(request: HttpRequest, page: ChapterPage) -> HttpResponse:
    return show(request, "chapter", page.desk, page.edit, page=page)
