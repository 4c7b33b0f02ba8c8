"""Filling in a report: the summary, and a page for each priority. Each part is saved by itself, at any time.

A script saves what is written while one writes. Figures are saved by their button: whoever changes one says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.editing import AutosavedForm
from plans.presenters.opened import Edit, ahead, compare, rich
from plans.views.autosaving import answer, answer_all, by_script
from plans.views.visible import visitor
from plans.views.writing import TOUCHED, attempt, done
from priorities.saving import Stale
from reports.actions import reporting
from reports.actions.entering import enter_figures
from reports.document import ReportedPriority, name_of
from reports.forms.filling import (
    AccountForm,
    CorrectionForm,
    EntryForm,
    FigureForm,
    InterpretationForm,
    StateForm,
    SummaryForm,
    prefix_of,
)
from reports.models import Account, ContributionState, Interpretation
from reports.presenters.filling import Desk
from reports.presenters.priority import (
    AskedFigures,
    ContributionRow,
    Part,
    TargetCard,
    contribution_rows,
    opened,
    opened_figure,
    refused,
    refused_figure,
    target_cards,
)

from .visible import open_desk, visible_report

View = Callable[..., HttpResponse]
Save = Callable[[], object]
Entry = TypeVar("Entry", Account, ContributionState, Interpretation)


@require_safe
def fill(request: HttpRequest, uuid: UUID) -> HttpResponse:
    desk = open_desk(request, uuid)
    return render(request, "reports/filling/overview.html", {"desk": desk, "report": desk.report})


@require_POST
def follow_plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    reporting.follow_plan(report=visible_report(request, uuid), by=visitor(request))
    messages.success(request, _("The report is about the plan in force now. Check what is new in it."))
    return redirect("reports:fill", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, uuid: UUID) -> HttpResponse:
    desk = open_desk(request, uuid, here="summary")
    report, edit = desk.report, None
    kind = CorrectionForm if desk.reader.released else SummaryForm
    form = kind(_typed(request), instance=copy(report), action=desk.url("fill_summary"))
    if request.method == "POST":
        save = _by_version(reporting.write_summary, form, report=report, by=desk.person)
        edit = attempt(request, "summary", form, save)
        if by_script(request):
            return answer(form, edit)
        if edit is None:
            told, part = _("The summary has been saved."), "samenvatting"
            return done(request, told, desk.url("fill_summary"), part, part)
    context = {
        "desk": desk,
        "report": report,
        "form": form,
        "edit": edit or Edit("summary", form),
        "focus": request.GET.get(TOUCHED, ""),
        "summary": rich(desk.spoken(report.summary)),
    }
    return render(request, "reports/filling/summary.html", context)


# --- one priority -----------------------------------------------------------------------------------------------------


@require_safe
def priority(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    return _page(request, open_desk(request, uuid, here=str(priority)))


def sent_to(view: View) -> View:
    """For an address that forms are sent to: who merely opens it (a reload, a bookmark) is led to the page itself."""

    @wraps(view)
    def guarded(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
        if request.method == "POST":
            return view(request, uuid, priority)
        return redirect("reports:fill_priority", uuid, priority)

    return require_http_methods(["GET", "HEAD", "POST"])(guarded)


@sent_to
def save_targets(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    desk = open_desk(request, uuid, here=str(priority))
    forms = TargetForms(desk, _priority(desk), request.POST)
    if by_script(request):
        todo = {_("Figures"): _("press the button")} if forms.figures_wait else {}
        return answer_all(_written(request, forms.told()), todo)
    sent = Sent(request)
    if forms.are_valid() and sent.saved(forms.saves()):
        return _saved(request, desk, _("The figures and interpretations have been saved."), "doelen")
    return _page(request, desk, targets=forms, sent=sent)


@sent_to
def save_account(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    desk = open_desk(request, uuid, here=str(priority))
    form = _account(desk, request.POST)
    about = {"report": desk.report, "priority": priority, "by": desk.person}
    edit = attempt(request, "account", form, _by_version(reporting.give_account, form, **about))
    if by_script(request):
        return answer(form, edit)
    if edit is None:
        return _saved(request, desk, _("The account of this priority has been saved."), "verantwoording")
    return _page(request, desk, account=edit)


@sent_to
def save_contributions(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    desk = open_desk(request, uuid, here=str(priority))
    forms = _states(desk, request.POST)
    saves: list[tuple[AutosavedForm, Save]] = [
        (form, _by_version(reporting.tell_state, form, report=desk.report, contribution=UUID(pk), by=desk.person))
        for pk, form in forms.items()
    ]
    if by_script(request):
        return answer_all(_written(request, saves))
    sent = Sent(request)
    if all(form.is_valid() for form in forms.values()) and sent.saved(saves):
        return _saved(request, desk, _("The states have been saved."), "bijdragen")
    return _page(request, desk, states=forms, sent=sent)


class TargetForms:
    """What was sent of the targets of a priority: a figure and an interpretation of each, by id of the target."""

    def __init__(self, desk: Desk, shown: ReportedPriority, data: QueryDict) -> None:
        self.desk = desk
        self.asked = AskedFigures(desk, shown)
        self.figures = {
            about: FigureForm(data, report=desk.report, prefix=prefix_of(FigureForm, about), **asked.told)
            for about, asked in self.asked.open.items()
        }
        self.interpretations = {
            m.target.id: InterpretationForm(
                data,
                instance=_entry(Interpretation, desk, desk.reader.interpretations, m.target.id),
                prefix=prefix_of(InterpretationForm, m.target.id),
            )
            for m in shown.measurements
        }
        for m in shown.measurements:
            for forms in (self.figures, self.interpretations):
                if form := forms.get(m.target.id):
                    form.about = f"{m.target.indicator.name}, {m.target.area.name}"

    @property
    def all(self) -> list[Any]:
        return [*self.figures.values(), *self.interpretations.values()]

    def are_valid(self) -> bool:
        return all(form.is_valid() for form in self.all)

    def saves(self) -> list[tuple[Any, Save]]:
        return [*((form, self._figure(form)) for form in self.figures.values() if form.is_entered), *self.told()]

    def told(self) -> list[tuple[AutosavedForm, Save]]:
        by, report = self.desk.person, self.desk.report
        return [
            (form, _by_version(reporting.interpret, form, report=report, target=UUID(pk), by=by))
            for pk, form in self.interpretations.items()
        ]

    @property
    def figures_wait(self) -> bool:
        """Was something typed at a figure that is not saved yet?"""
        return any(form.has_changed() for form in self.figures.values())

    def _figure(self, form: FigureForm) -> Save:
        def save() -> None:
            saved = enter_figures(report=self.desk.report, entered=[form.entered], by=self.desk.person)
            for stale in saved.overtaken.values():
                raise stale

        return save


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    targets: TargetForms | None = None,
    account: Edit | None = None,
    states: dict[str, StateForm] | None = None,
    sent: Sent | None = None,
) -> HttpResponse:
    """Of what was sent its forms; of the rest what it shows when it is opened."""
    shown = _priority(desk)
    told = account or Edit("account", _account(desk))
    of_targets, of_states = targets.all if targets else [], list(states.values()) if states else []
    context = {
        "desk": desk,
        "report": desk.report,
        "priority": shown,
        "told": {name: rich(desk.spoken(getattr(shown, name))) for name in AccountForm.Meta.fields},
        "missing": desk.missing_at(shown.id),
        "cards": _cards(desk, shown, targets),
        "targets": Together(of_targets, sent if targets else None),
        "rows": _rows(desk, shown, states),
        "states": Together(of_states, sent if states else None),
        "edit": told,
        "focus": request.GET.get(TOUCHED, ""),
        # the title of the page says that a form was refused
        "form": next((form for form in (*of_targets, told.form, *of_states) if form.errors), None),
    }
    return render(request, "reports/filling/priority.html", context)


def _cards(desk: Desk, shown: ReportedPriority, sent: TargetForms | None) -> list[TargetCard]:
    if sent:
        figures = {about: refused_figure(form) for about, form in sent.figures.items()}
        return target_cards(shown, desk, sent.asked.closed, figures, _refused(sent.interpretations))
    asked = AskedFigures(desk, shown)
    figures = {about: opened_figure(figure, desk.report, about) for about, figure in asked.open.items()}
    ids = [measured.target.id for measured in shown.measurements]
    words = _opened(InterpretationForm, desk, desk.reader.interpretations, ids)
    return target_cards(shown, desk, asked.closed, figures, words)


def _rows(desk: Desk, shown: ReportedPriority, sent: Mapping[str, StateForm] | None) -> list[ContributionRow]:
    ids = [contribution.id for contribution in shown.contributions]
    parts = _refused(sent) if sent else _opened(StateForm, desk, desk.reader.states, ids)
    return contribution_rows(shown, desk, parts)


def _refused(forms: Mapping[str, EntryForm]) -> dict[str, Part]:
    for form in forms.values():
        compare(form)
    return {about: refused(form) for about, form in forms.items()}


def _opened(kind: type[EntryForm], desk: Desk, known: Mapping[str, Entry], ids: Iterable[str]) -> dict[str, Part]:
    """Nothing where nothing can be changed now."""
    if not desk.writing:
        return {}
    entry = kind._meta.model
    return {about: opened(kind, _entry(entry, desk, known, about), about) for about in ids}


def _priority(desk: Desk) -> ReportedPriority:
    found = next((p for p in desk.document.priorities if p.id == desk.here), None)
    if found is None:
        raise Http404
    return found


def _account(desk: Desk, data: QueryDict | None = None) -> AccountForm:
    row = _entry(Account, desk, desk.reader.accounts, desk.here)
    return AccountForm(data, instance=row, action=desk.url("save_account", desk.here), prefix="verantwoording")


def _states(desk: Desk, data: QueryDict) -> dict[str, StateForm]:
    """What was sent of its contributions, by their ids."""
    forms = {}
    for contribution in _priority(desk).contributions:
        form = StateForm(
            data,
            instance=_entry(ContributionState, desk, desk.reader.states, contribution.id),
            prefix=prefix_of(StateForm, contribution.id),
        )
        form.about = name_of(contribution)
        forms[contribution.id] = form
    return forms


def _entry(kind: type[Entry], desk: Desk, known: Mapping[str, Entry], about: str) -> Entry:
    """A copy: a form writes what was typed into its row, and the page shows what is stored."""
    return copy(known[about]) if about in known else kind(report=desk.report, about=UUID(about), version=0)


# --- saving -----------------------------------------------------------------------------------------------------------


def _by_version(action: Callable[..., object], form: AutosavedForm, **about: Any) -> Save:
    return lambda: action(version=form.shown_row, **about, **form.values)


def _written(
    request: HttpRequest, saves: Iterable[tuple[AutosavedForm, Save]]
) -> list[tuple[AutosavedForm, Edit | None]]:
    """While somebody writes each part is saved by itself: what can't be saved keeps no other from it."""
    return [(form, attempt(request, "", form, save)) for form, save in saves if form.is_touched]


class Together:
    """Many forms in one, as their page shows them: what is wrong in them, and what was saved meanwhile."""

    def __init__(self, forms: Sequence[Any], sent: Sent | None) -> None:
        self.refused = [form for form in forms if form.errors]
        self.typed = sent is not None
        self.ahead = sent.ahead if sent else []
        self.choosing = any(getattr(form, "comparisons", ()) for form in forms)


class Sent:
    """Many forms that are sent together: all of it is saved, or nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.person = visitor(request)
        self.ahead: list[str] = []
        """Who saved something of it in the meantime."""

    def saved(self, saves: Iterable[tuple[Any, Save]]) -> bool:
        late: list[tuple[Any, Stale]] = []
        with transaction.atomic():
            for form, save in saves:
                try:
                    save()
                except Stale as stale:
                    late.append((form, stale))
            transaction.set_rollback(bool(late))
        for form, missed in late:
            self._tell(form, missed)
        return not late

    def _tell(self, form: Any, stale: Stale) -> None:
        """What somebody else saved in the meantime is said at its own field."""
        if isinstance(form, FigureForm):
            form.say_stale(stale.current)  # type: ignore[arg-type]
            return
        form.weighing.compare(stale.current)
        if (sentence := ahead(stale, self.person)) not in self.ahead:
            self.ahead.append(sentence)


def _saved(request: HttpRequest, desk: Desk, message: str, anchor: str) -> HttpResponse:
    return done(request, message, desk.url("fill_priority", desk.here), anchor, touched=anchor)


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
