"""Filling in a report: the summary, and a page for each priority. Each part is saved by itself, at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.presenters.opened import rich
from plans.views.visible import visitor
from priorities.actions.figures import correct_figure, enter_figure
from priorities.models import Figure, Indicator
from priorities.policies import may_enter_figure
from priorities.saving import Stale
from reports.actions import reporting
from reports.document import Measurement, ReportedPriority
from reports.forms.filling import (
    AccountForm,
    CorrectionForm,
    FigureForm,
    InterpretationForm,
    StateForm,
    SummaryForm,
)
from reports.policies.reporting import may_write
from reports.presenters.filling import Desk, contribution_row, takes_figure, target_card
from workplan_portal.organisation.models import Area

from .visible import open_desk, visible_report

Save = Callable[[], object]


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
    report = desk.report
    kind = CorrectionForm if desk.reader.released else SummaryForm
    form = kind(_typed(request), row=report, cancel_url=desk.url("fill"))
    if form.is_valid():
        save = _by_version(reporting.write_summary, form, report=report, by=desk.person)
        if _save([(form, save)]):
            messages.success(request, _("The summary has been saved."))
            return redirect("reports:fill_summary", uuid)
    return render(
        request,
        "reports/filling/summary.html",
        {"desk": desk, "report": report, "form": form, "summary": rich(desk.spoken(report.summary))},
    )


# --- one priority -----------------------------------------------------------------------------------------------------


@require_safe
def priority(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    return _page(request, open_desk(request, uuid, here=str(priority)))


@require_POST
def save_targets(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    desk = open_desk(request, uuid, here=str(priority))
    forms = TargetForms(desk, _priority(desk), request.POST)
    if forms.are_valid() and _save(forms.saves()):
        return _saved(request, desk, _("The figures and interpretations have been saved."), "doelen")
    return _page(request, desk, targets=forms)


@require_POST
def save_account(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    desk = open_desk(request, uuid, here=str(priority))
    form = _account(desk, request.POST)
    about = {"report": desk.report, "priority": priority, "by": desk.person}
    if form.is_valid() and _save([(form, _by_version(reporting.give_account, form, **about))]):
        return _saved(request, desk, _("The account of this priority has been saved."), "verantwoording")
    return _page(request, desk, account=form)


@require_POST
def save_contributions(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    desk = open_desk(request, uuid, here=str(priority))
    forms = _states(desk, request.POST)
    if all(form.is_valid() for form in forms.values()):
        saves = [
            (form, _by_version(reporting.tell_state, form, report=desk.report, contribution=UUID(pk), by=desk.person))
            for pk, form in forms.items()
        ]
        if _save(saves):
            return _saved(request, desk, _("The states have been saved."), "bijdragen")
    return _page(request, desk, states=forms)


class TargetForms:
    """A figure and an interpretation for each target of a priority."""

    def __init__(self, desk: Desk, shown: ReportedPriority, data: QueryDict | None = None) -> None:
        self.desk, self.shown = desk, shown
        self.closed: dict[str, str] = {}
        self.figures = self._figures(data)
        self.interpretations = {
            m.target.id: InterpretationForm(
                data, row=desk.reader.interpretations.get(m.target.id), prefix=f"duiding-{m.target.id}"
            )
            for m in shown.measurements
        }

    def are_valid(self) -> bool:
        return all(form.is_valid() for form in (*self.figures.values(), *self.interpretations.values()))

    def saves(self) -> list[tuple[Any, Save]]:
        by, report = self.desk.person, self.desk.report
        entered = [(form, self._figure(form, self.areas[pk])) for pk, form in self.figures.items() if form.is_entered]
        told = [
            (form, _by_version(reporting.interpret, form, report=report, target=UUID(pk), by=by))
            for pk, form in self.interpretations.items()
        ]
        return [*entered, *told]

    def cards(self) -> list[Any]:
        return [
            target_card(
                measured,
                self.desk.document,
                self.desk.earlier,
                figure=self.figures.get(measured.target.id),
                closed=self.closed.get(measured.target.id, ""),
                interpretation=self.interpretations[measured.target.id],
            )
            for measured in self.shown.measurements
        ]

    def _figures(self, data: QueryDict | None) -> dict[str, FigureForm]:
        """One form for each figure, however many targets it measures; none where this person enters none."""
        targets = [m.target for m in self.shown.measurements]
        self.indicators = {i.code: i for i in Indicator.objects.filter(code__in={t.indicator.code for t in targets})}
        places = {a.code: a for a in Area.objects.filter(code__in={t.area.code for t in targets})}
        self.areas = {t.id: places[t.area.code] for t in targets}
        allowed = {code: may_enter_figure(self.desk.person, area) for code, area in places.items()}
        found: dict[str, FigureForm] = {}
        seen: set[tuple[str, str]] = set()
        for measured in filter(takes_figure, self.shown.measurements):
            target = measured.target
            key = (target.indicator.code, target.area.code)
            if key in seen:
                self.closed[target.id] = _("This figure is entered once, with the first target it measures.")
            elif not allowed[target.area.code]:
                self.closed[target.id] = allowed[target.area.code].reason
            elif self.desk.writing:
                found[target.id] = self._form(measured, data)
            seen.add(key)
        return found

    def _form(self, measured: Measurement, data: QueryDict | None) -> FigureForm:
        target, report = measured.target, self.desk.report
        known = [
            row
            for (code, area, year, _period), row in self.desk.reader.figures.items()
            if (code, area, year) == (target.indicator.code, target.area.code, report.plan.year)
        ]
        indicator = self.indicators[target.indicator.code]
        for row in known:
            row.indicator = indicator
        return FigureForm(data, report=report, indicator=indicator, known=known, prefix=f"cijfer-{target.id}")

    def _figure(self, form: FigureForm, area: Area) -> Save:
        by, report, reason = self.desk.person, self.desk.report, form.cleaned_data["reason"]

        def save() -> Figure:
            may_write(by, report).or_refuse()
            if form.existing:
                version = form.cleaned_data["version"] or 0
                return correct_figure(figure=form.existing, version=version, reason=reason, by=by, **form.values)
            return enter_figure(
                indicator=form.indicator,
                area=area,
                year=report.plan.year,
                period=report.period,
                by=by,
                reason=reason,
                **form.values,
            )

        return save


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    targets: TargetForms | None = None,
    account: AccountForm | None = None,
    states: dict[str, StateForm] | None = None,
) -> HttpResponse:
    shown = _priority(desk)
    forms = states or _states(desk)
    measured = targets or TargetForms(desk, shown)
    told = account or _account(desk)
    sent = (*measured.figures.values(), *measured.interpretations.values(), told, *forms.values())
    context = {
        "desk": desk,
        "report": desk.report,
        "priority": shown,
        "told": {name: rich(desk.spoken(getattr(shown, name))) for name in AccountForm.names},
        "missing": desk.missing_at(shown.id),
        "cards": measured.cards(),
        "target_forms": [f for f in (*measured.figures.values(), *measured.interpretations.values()) if f.errors],
        "state_forms": [f for f in forms.values() if f.errors],
        "account": told,
        "form": next((form for form in sent if form.errors), None),  # the title of the page says that it was refused
        "rows": [contribution_row(c, desk.earlier, forms[c.id]) for c in shown.contributions],
    }
    return render(request, "reports/filling/priority.html", context)


def _priority(desk: Desk) -> ReportedPriority:
    found = next((p for p in desk.document.priorities if p.id == desk.here), None)
    if found is None:
        raise Http404
    return found


def _account(desk: Desk, data: QueryDict | None = None) -> AccountForm:
    action = desk.url("save_account", desk.here)
    return AccountForm(data, row=desk.reader.accounts.get(desk.here), action=action, prefix="verantwoording")


def _states(desk: Desk, data: QueryDict | None = None) -> dict[str, StateForm]:
    return {
        c.id: StateForm(data, row=desk.reader.states.get(c.id), prefix=f"stand-{c.id}")
        for c in _priority(desk).contributions
    }


# --- saving -----------------------------------------------------------------------------------------------------------


def _by_version(action: Callable[..., object], form: Any, **about: Any) -> Save:
    return lambda: action(version=form.shown_version, **about, **form.values)


def _save(saves: Iterable[tuple[Any, Save]]) -> bool:
    """All of it or nothing. What somebody else saved in the meantime is said at its own field."""
    try:
        with transaction.atomic():
            for form, save in saves:
                try:
                    save()
                except Stale as stale:
                    form.say_stale(stale.current)
                    raise
    except Stale:
        return False
    return True


def _saved(request: HttpRequest, desk: Desk, message: str, anchor: str) -> HttpResponse:
    messages.success(request, message)
    return redirect(f"{desk.url('fill_priority', desk.here)}#{anchor}")


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
