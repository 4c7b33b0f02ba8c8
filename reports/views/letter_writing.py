"""Writing a letter: its fields part by part, and its texts. Every page works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plans.forms.editing import AutosavedForm
from plans.presenters.opened import Edit
from plans.views.autosaving import answer, by_script
from plans.views.writing import ADD, EDIT, TOUCHED, attempt, back_to, done, steps
from reports.actions import letter_writing as writing
from reports.forms.letters import FIELD_FORMS, AddTextForm, TextForm
from reports.letters.texts import Texts
from reports.models import Letter, LetterText, TextKind
from reports.presenters.letters import LetterDesk, crumbs
from workplan_portal.people.models import Person

from .visible import visible_letter

NEW = "nieuw"
View = Callable[..., HttpResponse]


def desk_page(request: HttpRequest, letter: Letter, edit: Edit | None = None) -> HttpResponse:
    """A refusal answers 403, except to htmx, which would show nothing then."""
    desk = LetterDesk(cast(Person, request.user), letter, edit, request.GET.get(TOUCHED, ""))
    if edit is None and desk.writing:
        desk.edit = _asked_for(desk, request)
    refused = edit is not None and edit.refusal and not getattr(request, "htmx", False)
    context = {
        "desk": desk,
        "letter": letter,
        "edit": desk.edit,
        "form": desk.edit and desk.edit.form,
        "crumbs": crumbs(letter),
    }
    return render(request, "reports/letter/desk.html", context, status=403 if refused else 200)


def _asked_for(desk: LetterDesk, request: HttpRequest) -> Edit | None:
    """The form that the address asks to open."""
    asked = request.GET.get(EDIT, "")
    if asked in FIELD_FORMS:
        return Edit(asked, _field_form(desk.letter, asked))
    if row := next((row for row in desk.rows if str(row.uuid) == asked), None):
        return Edit(asked, _text_form(row, desk.texts))
    if ADD in request.GET:
        return Edit(NEW, _new_form(desk.letter))
    return None


def sent_to(view: View) -> View:
    """For an address that forms are sent to: who merely opens it is led to the letter, at the form they asked for."""

    @wraps(view)
    def guarded(request: HttpRequest, uuid: UUID, **parts: Any) -> HttpResponse:
        letter = visible_letter(request, uuid)
        if request.method == "POST":
            return view(request, letter, **parts)
        return redirect(reverse("reports:letter", args=[uuid], query=request.GET))

    return require_http_methods(["GET", "HEAD", "POST"])(guarded)


# --- fields -----------------------------------------------------------------------------------------------------------


@sent_to
def save_fields(request: HttpRequest, letter: Letter, part: str) -> HttpResponse:
    if part not in FIELD_FORMS:
        raise Http404
    form = _field_form(letter, part, request.POST)
    edit = attempt(
        request,
        part,
        form,
        lambda: writing.write_fields(
            letter=letter, version=form.shown_row, by=cast(Person, request.user), **form.values
        ),
    )
    if by_script(request):
        return answer(form, edit)
    if edit:
        return desk_page(request, _fresh(letter), edit)
    return done(request, _("The letter has been saved."), _page(letter), anchor=part, touched=part)


def _field_form(letter: Letter, part: str, data: QueryDict | None = None) -> AutosavedForm:
    """Over a copy: what was typed wrongly must not show as if it stood in the letter."""
    action = reverse("reports:save_letter_fields", args=[letter.uuid, part])
    return FIELD_FORMS[part](
        data, instance=_fresh(letter), action=action, cancel_url=back_to(_page(letter), part, part)
    )


def _fresh(letter: Letter) -> Letter:
    found: Letter = Letter.objects.with_names().get(pk=letter.pk)
    return found


# --- texts ------------------------------------------------------------------------------------------------------------


@sent_to
def add_text(request: HttpRequest, letter: Letter) -> HttpResponse:
    form = _new_form(letter, request.POST)
    made: list[LetterText] = []
    edit = attempt(
        request,
        NEW,
        form,
        lambda: made.append(
            writing.add_text(letter=letter, text=form.cleaned_data["own_text"], by=cast(Person, request.user))
        ),
    )
    if edit:
        return desk_page(request, letter, edit)
    return _done(request, made[0], _("The text has been added."))


@sent_to
def save_text(request: HttpRequest, letter: Letter, text: UUID) -> HttpResponse:
    row = _row(letter, text)
    form = _text_form(row, Texts(letter), request.POST)
    edit = attempt(
        request,
        str(row.uuid),
        form,
        lambda: writing.edit_text(
            row=_row(letter, text),
            version=form.shown_row,
            text=form.cleaned_data["own_text"],
            by=cast(Person, request.user),
        ),
    )
    if by_script(request):
        return answer(form, edit)
    if edit:
        return desk_page(request, letter, edit)
    return _done(request, row, _("The text has been saved."))


ACTS: dict[str, tuple[Callable[..., object], Promise]] = {
    "weglaten": (writing.leave_out, gettext_lazy("The text has been left out. You can put it back below.")),
    "terugzetten": (writing.put_back, gettext_lazy("The text has been put back.")),
    "opnieuw": (
        writing.write_anew,
        gettext_lazy("The text follows the data again. Your own text was kept: you can take it back."),
    ),
    "eigen-tekst": (writing.restore_own, gettext_lazy("Your own text stands in the letter again.")),
}
"""What can be done with a text beside editing and moving it, and what the reader is told."""


@sent_to
def change_text(request: HttpRequest, letter: Letter, text: UUID, act: str) -> HttpResponse:
    row, by = _row(letter, text), cast(Person, request.user)
    if act == "verplaatsen":
        writing.move_text(row=row, steps=steps(request), by=by)
        return _done(request, row, _("The text has been moved."))
    if act not in ACTS:
        raise Http404
    action, told = ACTS[act]
    action(row=row, by=by)
    return _done(request, row, told)


def _text_form(row: LetterText, texts: Texts, data: QueryDict | None = None) -> TextForm:
    """Opens with what stands in the letter now, whoever wrote it."""
    shown = LetterText.objects.get(pk=row.pk)
    shown.own_text = texts.shown(row)
    action = reverse("reports:save_letter_text", args=[row.letter.uuid, row.uuid])
    back = back_to(_page(row.letter), f"tekst-{row.uuid}", row.uuid)
    return TextForm(data, instance=shown, action=action, cancel_url=back)


def _new_form(letter: Letter, data: QueryDict | None = None) -> AddTextForm:
    action = reverse("reports:add_letter_text", args=[letter.uuid])
    return AddTextForm(
        data,
        instance=LetterText(letter=letter, kind=TextKind.OWN),
        action=action,
        cancel_url=f"{_page(letter)}#teksten",
    )


def _row(letter: Letter, uuid: UUID) -> LetterText:
    row: LetterText = get_object_or_404(letter.texts, uuid=uuid)
    row.letter = letter
    return row


def _done(request: HttpRequest, row: LetterText, told: str | Promise) -> HttpResponse:
    return done(request, told, _page(row.letter), anchor=f"tekst-{row.uuid}", touched=row.uuid)


def _page(letter: Letter) -> str:
    return reverse("reports:letter", args=[letter.uuid])
